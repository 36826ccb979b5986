"""The kinds of columns, derived from the declarations in `warehouse.schema`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import pyarrow as pa
import sqlalchemy as sa

from data_loaders.values.choices import UNMAPPED
from warehouse.schema import LINEAGE, Personal
from warehouse.schema.plans import EVERYONE, WHOLE_STORE, budgets, rebate_steps

_CODE_ENDINGS = ("_id", "_no", "_code", "_ro", "code", "period", "wave", "version")
# Of a key these may be blank: a ledger without departments, a store with one warehouse.
OPTIONAL_IN_KEY = frozenset({"department", "warehouse", "segment", "team", "owner_id"})
_BLANK_IN_KEY = {
    "department": WHOLE_STORE,
    "warehouse": "未注明",
    "segment": "总体",
    "team": WHOLE_STORE,
    "owner_id": EVERYONE,
}
# Plans speak of years, quarters and weeks too.
_PLANS = frozenset({budgets.name, rebate_steps.name})
# A row of these tables that leaves this column empty states nothing: forms are handed in half full.
_CARRIERS = frozenset({(budgets.name, "value")})


class Kind(StrEnum):
    """How the text of a column is read."""

    CODE = "code"
    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes_no"
    DAY = "day"
    MOMENT = "moment"
    MONTH = "month"
    PERIOD = "period"
    WHOLE = "whole"
    DECIMAL = "decimal"
    VIN = "vin"
    STORE = "store"
    PHONE = "phone"
    PHONE_HASH = "phone_hash"
    PERSON = "person"


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One column of a target, as the loader sees it.

    Attributes:
        name: Canonical column name.
        kind: How its text is read.
        required: Whether a row without it is refused.
        places: Digits after the point, for decimals.
        percent: Whether it counts in per cent.
        values: Its closed list; empty where there is none.
        aliases: Other words for the listed values, in normal form.
        otherwise: What stands for a value that is not listed.
        blank: What stands for no value in a key column that may be blank.
        factor: What amounts are multiplied by (a heading in 万元).
        carries: Whether a row that leaves it empty states nothing and is skipped.
    """

    name: str
    kind: Kind
    required: bool = False
    places: int = 2
    percent: bool = False
    values: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    otherwise: str = UNMAPPED
    blank: str | None = None
    factor: int = 1
    carries: bool = False

    @property
    def arrow_type(self) -> pa.DataType:
        """The type its values are stored in."""
        match self.kind:
            case Kind.DAY:
                return pa.date32()
            case Kind.MOMENT:
                return pa.timestamp("us")
            case Kind.WHOLE:
                return pa.int32()
            case Kind.DECIMAL:
                return pa.decimal128(18, self.places)
            case Kind.YES_NO:
                return pa.bool_()
            case _:
                return pa.string()


def fields_of(table: sa.Table, aliases: Mapping[str, Mapping[str, str]]) -> tuple[Field, ...]:
    """Return the fields of a table of the warehouse, lineage left out.

    Args:
        table: A member of `warehouse.schema.TABLES` or `RECORDS`.
        aliases: By column name, other words for the values of its closed list.
    """
    key = table.info["key"]
    return tuple(
        _field(table, column, key, aliases.get(column.name, {}))
        for column in table.columns
        if column.name not in LINEAGE
    )


def _field(
    table: sa.Table, column: sa.Column[Any], key: tuple[str, ...], aliases: Mapping[str, str]
) -> Field:
    name = column.name
    scale = getattr(column.type, "scale", None)
    return Field(
        name=name,
        kind=_kind(table, column),
        required=name in key and name not in OPTIONAL_IN_KEY,
        places=2 if scale is None else scale,
        percent=str(column.info.get("unit", "")).startswith("%"),
        values=tuple(column.info.get("values", ())),
        aliases=aliases,
        blank=_BLANK_IN_KEY.get(name) if name in key else None,
        carries=(table.name, name) in _CARRIERS,
    )


def _kind(table: sa.Table, column: sa.Column[Any]) -> Kind:
    for type_, kind in (
        (sa.Boolean, Kind.YES_NO),
        (sa.DateTime, Kind.MOMENT),
        (sa.Date, Kind.DAY),
        (sa.Integer, Kind.WHOLE),
        (sa.Numeric, Kind.DECIMAL),
    ):
        if isinstance(column.type, type_):
            return kind
    return _text_kind(table, column)


def _text_kind(table: sa.Table, column: sa.Column[Any]) -> Kind:
    name, personal = column.name, column.info.get("personal")
    if name == "store_code" and table.name != "dim_store":
        return Kind.STORE
    if personal is Personal.PHONE:
        return Kind.PHONE_HASH if name.endswith("_hash") else Kind.PHONE
    if personal is Personal.NAME:
        return Kind.PERSON
    if personal is Personal.VIN:
        return Kind.VIN
    if column.info.get("values"):
        return Kind.CHOICE
    if name == "period" and table.name in _PLANS:
        return Kind.PERIOD
    if name in ("period", "month", "earn_period"):
        return Kind.MONTH
    return Kind.CODE if name.endswith(_CODE_ENDINGS) else Kind.TEXT
