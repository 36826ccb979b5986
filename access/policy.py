"""The table of who may do what: roles x functions x fields x tables, read from `policy.toml`.

One table for the application, its tests and `docs/policy.md`. What it does not say is refused.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from access.scope import DEPARTMENTS, Masking, Scope

PATH = Path(__file__).resolve().with_name("policy.toml")
ALL, GRANTED, GRANTED_OR_ALL = "all", "granted", "granted_or_all"
OFFERED, REQUIRED = "offered", "required"


@dataclass(frozen=True, slots=True)
class RoleRule:
    """What a role is given, and what it opens.

    Attributes:
        zh: its name in Chinese.
        en: its name in English.
        grants: kinds of grants that it takes: `store`, `region`, `department`.
        departments: `all`, `granted`, or `granted_or_all`.
        masking: how it sees personal values.
        second_factor: `offered`, or `required` where people come from other machines.
        exported_rows: how many rows one person takes out within 24 hours.
    """

    zh: str
    en: str
    grants: frozenset[str]
    departments: str
    masking: Masking
    second_factor: str
    exported_rows: int


@dataclass(frozen=True, slots=True)
class FunctionRule:
    """Something that can be done on the screen, and the roles that may."""

    zh: str
    en: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class FieldRule:
    """A privacy class: an example, and what each masking shows of it."""

    zh: str
    en: str
    shown: Mapping[Masking, str]


@dataclass(frozen=True, slots=True)
class PurposeRule:
    """What a record may be un-masked for."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class UnmaskingRule:
    """What un-masking shows, and what it is for.

    Attributes:
        fields: privacy classes whose whole value is shown.
        purposes: those that may be stated, by name.
    """

    fields: frozenset[str]
    purposes: Mapping[str, PurposeRule]


@dataclass(frozen=True, slots=True)
class Policy:
    """The whole table."""

    roles: Mapping[str, RoleRule]
    functions: Mapping[str, FunctionRule]
    fields: Mapping[str, FieldRule]
    unmasking: UnmaskingRule
    tables: Mapping[str, frozenset[str]]

    def may(self, role: str, function: str) -> bool:
        """Tell whether a role may do something; an unknown role may do nothing.

        Raises:
            KeyError: there is no such function: a mistake of ours, which must not open anything.
        """
        return role in self.roles and role in self.functions[function].roles

    def needs_second_factor(self, role: str) -> bool:
        """Tell whether a role must have a second factor where people come from other machines."""
        rule = self.roles.get(role)
        return rule is None or rule.second_factor == REQUIRED

    def exported_rows(self, role: str) -> int:
        """Return how many rows one person takes out within 24 hours; an unknown role, none."""
        rule = self.roles.get(role)
        return 0 if rule is None else rule.exported_rows

    def open_tables(self, scope: Scope) -> frozenset[str] | None:
        """Return the tables whose rows a reader may see as they were loaded; None for all of them.

        Without a table of its own, as that of a sheet that nobody knows, a row is for whoever sees
        every department.
        """
        if scope.departments is None:
            return None
        return frozenset(name for name, owners in self.tables.items() if owners & scope.departments)


@lru_cache(maxsize=1)
def policy() -> Policy:
    """Return the table, read once.

    Raises:
        ValueError: it does not hold together; nothing is served then.
    """
    return read_policy(PATH.read_text(encoding="utf-8"))


def read_policy(text: str) -> Policy:
    """Read a table from TOML and check that it holds together.

    Raises:
        ValueError: an unknown word, or a role that is not declared.
    """
    table = tomllib.loads(text)
    roles = {
        name: RoleRule(
            zh=row["zh"],
            en=row["en"],
            grants=frozenset(row["grants"]),
            departments=_one_of(row["departments"], ALL, GRANTED, GRANTED_OR_ALL),
            masking=Masking(row["masking"]),
            second_factor=_one_of(row["second_factor"], OFFERED, REQUIRED),
            exported_rows=int(row["exported_rows"]),
        )
        for name, row in table["roles"].items()
    }
    functions = {
        name: FunctionRule(row["zh"], row["en"], frozenset(row["roles"]))
        for name, row in table["functions"].items()
    }
    for name, function in functions.items():
        for role in sorted(function.roles - set(roles)):
            raise ValueError(f"policy: function {name!r} names the unknown role {role!r}")
    fields = {
        name: FieldRule(row["zh"], row["en"], {each: row[each.value] for each in Masking})
        for name, row in table["fields"].items()
    }
    unmasking = UnmaskingRule(
        frozenset(table["unmasking"]["fields"]),
        {
            name: PurposeRule(row["zh"], row["en"])
            for name, row in table["unmasking"]["purposes"].items()
        },
    )
    for name in sorted(unmasking.fields - set(fields)):
        raise ValueError(f"policy: un-masking shows the unknown field {name!r}")
    tables = {name: frozenset(owners) for name, owners in table["tables"].items()}
    for name, owners in tables.items():
        for owner in sorted(owners - set(DEPARTMENTS)):
            raise ValueError(f"policy: table {name!r} names the unknown department {owner!r}")
    return Policy(roles, functions, fields, unmasking, tables)


def _one_of(value: str, *allowed: str) -> str:
    if value not in allowed:
        raise ValueError(f"policy: expected one of {', '.join(allowed)}, got {value!r}")
    return value
