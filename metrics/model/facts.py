"""A fact: rows of one table, widened by what other tables say of them, that measures sum up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from metrics.model.words import Words


@dataclass(frozen=True, eq=False)
class Fact:
    """A select whose rows are documents, with the columns that measures and listings use.

    Attributes:
        name: unique, lower case.
        words: what a row is called on screen.
        source: an aliased select; it has ``store_code`` and joins only on it and on keys.
        tables: the warehouse tables that must hold data for a store before a figure is given.
        document: columns that a listing shows, in order; the first is the document's number.
        dimensions: grouping names to columns of the source (``consultant``, ``model``...).
        labels: words of columns that are worked out here; others have those of their table.
        registers: those of ``tables`` that are written only when something happens, so that a
            month without a row is one in which nothing happened, as long as the register is kept
            (see ``SnapshotIndex.months``).
    """

    name: str
    words: Words
    source: sa.FromClause
    tables: tuple[str, ...]
    document: tuple[str, ...]
    dimensions: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Words] = field(default_factory=dict)
    registers: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        """Refuse columns that the source does not have."""
        wanted = ("store_code", *self.document, *self.dimensions.values())
        missing = [name for name in wanted if name not in self.source.c]
        if missing:
            raise ValueError(f"fact {self.name}: its source has no column {', '.join(missing)}")
        if not self.registers.issubset(self.tables):
            raise ValueError(f"fact {self.name}: a register is one of its tables")

    @property
    def c(self) -> "sa.sql.ColumnCollection[str, sa.ColumnElement[Any]]":
        """The columns of the source."""
        return self.source.c

    @property
    def store(self) -> sa.ColumnElement[Any]:
        """The store's code."""
        return self.source.c.store_code
