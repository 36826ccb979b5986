"""What an entry is about, who may see it, and what text it may hold."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, func, literal, select

from access.errors import AccessError
from access.scope import DEPARTMENTS, Scope, ScopeError


class EntryError(AccessError):
    """A field that cannot be kept as it came.

    Attributes:
        field: which one; empty for all of them.
        fault: ``empty``, ``long``, ``days``, ``number``, ``many`` or ``changed``.
    """

    def __init__(self, field: str, fault: str, message: str, remedy: str) -> None:
        """Name the field beside both halves of the message."""
        super().__init__(message, remedy)
        self.field = field
        self.fault = fault


@dataclass(frozen=True, slots=True)
class About:
    """The figure that an entry stands beside.

    Attributes:
        store: code.
        departments: all of them must be open to a reader; empty for what concerns a whole store.
        kpi: id; empty for a whole store.
        start: first day of the figure.
        end: last day of it.
        dimension: grouping of ``member``; empty where the figure is the whole store's.
        member: consultant, model, ... as the figures name it.
    """

    store: str
    departments: frozenset[str]
    kpi: str
    start: date
    end: date
    dimension: str = ""
    member: str = ""

    def __post_init__(self) -> None:
        """Refuse what could be read as open to more people than it is."""
        unknown = self.departments - frozenset(DEPARTMENTS)
        if unknown:
            raise ValueError(f"expected departments of the list, got {sorted(unknown)}")
        if bool(self.kpi) != bool(self.departments):
            raise ValueError(f"expected a KPI with its departments, got {self.kpi!r}")
        if self.end < self.start:
            raise EntryError(
                "days",
                "days",
                f"expected a last day from {self.start} on, got {self.end}",
                "give the days in their order",
            )


def is_open(scope: Scope, about: About) -> bool:
    """Tell whether a reader may see, and therefore write, entries about a figure."""
    return scope.allows_store(about.store) and all(
        scope.allows_department(name) for name in about.departments
    )


def check_open(scope: Scope, about: About) -> None:
    """Refuse to write beside a figure that is not open to whoever writes.

    Raises:
        ScopeError: the store or a department lies outside the scope.
    """
    if not is_open(scope, about):
        raise ScopeError(f"store {about.store!r} or the figure is not open to you")


def stored(field: str, text: str, at_most: int, *, required: bool = False) -> str:
    """Return text as it is kept: composed, without control characters and outer spaces.

    Args:
        field: its name, for the error.
        text: as it came.
        at_most: characters.
        required: whether it may not be empty.

    Raises:
        EntryError: it is empty or too long.
    """
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    kept = "".join(c for c in composed if c == "\n" or unicodedata.category(c)[0] != "C").strip()
    if required and not kept:
        raise EntryError(field, "empty", f"{field}: expected some words, got none", "fill it in")
    if len(kept) > at_most:
        raise EntryError(
            field,
            "long",
            f"{field}: expected at most {at_most} characters, got {len(kept)}",
            "say it in fewer words",
        )
    return kept


def packed(departments: frozenset[str]) -> str:
    """Return departments as one column keeps them."""
    return " ".join(sorted(departments))


def unpacked(text: str) -> frozenset[str]:
    """Return what `packed` was given."""
    return frozenset(text.split())


def within(
    table: Table, scope: Scope, stores: Collection[str] | None, kpi: str = ""
) -> tuple[ColumnElement[bool], ...]:
    """Return conditions on entries, so that a limit counts what the reader may see and no more.

    Whatever is returned is still to be held against `is_open`.

    Args:
        table: of the entries.
        scope: of the reader.
        stores: codes, None for all of the scope.
        kpi: id, empty for all.
    """
    found: list[ColumnElement[bool]] = []
    if stores is not None or scope.stores is not None:
        codes = scope.limit(stores) if stores is not None else sorted(scope.stores or ())
        found.append(table.c.store.in_(codes))
    if kpi:
        found.append(table.c.kpi == kpi)
    words = literal(" ") + table.c.departments + " "
    closed = [name for name in DEPARTMENTS if not scope.allows_department(name)]
    return (*found, *(~words.contains(f" {name} ", autoescape=True) for name in closed))


def next_revision(connection: Connection, table: Table) -> int:
    """Return the number of this change; call it after `record`, which lets one writer at a time."""
    newest = connection.execute(select(func.max(table.c.revision))).scalar()
    return 1 + (newest or 0)
