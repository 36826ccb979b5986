"""The standard profile: every table of the warehouse under the headings of `warehouse.schema`."""

from collections.abc import Mapping

import sqlalchemy as sa

from data_loaders.contract.fields import fields_of
from data_loaders.profiles import aliases, listed_values
from data_loaders.profiles.headings import normal, take_apart
from data_loaders.profiles.profile import SourceProfile, Target
from data_loaders.values.choices import normal_choice
from warehouse.schema import LINEAGE, TABLES, Vat


def standard_target(table: sa.Table) -> Target:
    """Return how a table is found under its own headings and the words of `aliases`."""
    return Target(
        table=table.name,
        fields=fields_of(table, _value_aliases(table)),
        headings=_headings(table),
        words=(normal(table.info["zh"]), take_apart(table.info["zh"]).bare, table.name),
        vat_excluded=_in_money(table, Vat.EXCLUDED),
        vat_included=_in_money(table, Vat.INCLUDED),
        # Any sheet with a store's code fits the register by its key alone.
        required_headings=frozenset({"store_name"} if table.name == "dim_store" else ()),
    )


def _in_money(table: sa.Table, basis: Vat) -> frozenset[str]:
    return frozenset(column.name for column in table.columns if column.info.get("vat") is basis)


def _headings(table: sa.Table) -> dict[str, str]:
    columns = [column for column in table.columns if column.name not in LINEAGE]
    found: dict[str, str] = {}
    # What is said first stays: the declared heading before any alias of a neighbour.
    for column in columns:
        found.setdefault(normal(column.info["zh"]), column.name)
    for column in columns:
        found.setdefault(normal(column.name), column.name)
        found.setdefault(normal(column.info["en"]), column.name)
    for column in columns:
        found.setdefault(take_apart(column.info["zh"]).bare, column.name)
    for column in columns:
        for word in aliases.ONE_TABLE.get((table.name, column.name), ()):
            found.setdefault(normal(word), column.name)
    for column in columns:
        if (table.name, column.name) == ("dim_store", "store_code"):
            continue
        for word in aliases.EVERY_TABLE.get(column.name, ()):
            found.setdefault(normal(word), column.name)
    return found


def _value_aliases(table: sa.Table) -> dict[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for column in table.columns:
        words = listed_values.ONE_TABLE.get(
            (table.name, column.name), listed_values.EVERY_TABLE.get(column.name, {})
        )
        values = column.info.get("values", ())
        found[column.name] = {
            normal_choice(word): value for word, value in words.items() if value in values
        }
    return found


STANDARD = SourceProfile(
    name="standard",
    zh="按标准表头及常见别名读取 52 张表和返利台阶表",
    en="The 52 tables and steps of rebates under their own headings and the usual other words",
    targets=tuple(standard_target(table) for table in TABLES.values()),
)
