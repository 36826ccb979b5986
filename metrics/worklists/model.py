"""What a worklist is: which rows of a fact wait, what is shown of them, which come first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from metrics.model.facts import Fact
from metrics.model.kpi import Department
from metrics.model.period import Period
from metrics.model.words import Words

Column = sa.ColumnElement[Any]
Columns = Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class Asked:
    """When a list is asked for.

    Attributes:
        period: of the page.
        day: last day of the period with data; what waits on it is on the list.
    """

    period: Period
    day: date


@dataclass(frozen=True, eq=False)
class Shown:
    """A column of a list.

    Attributes:
        name: of the column of the fact, or of what is worked out.
        kind: ``text``, ``day``, ``number``, ``days`` or ``money``.
        words: heading; that of the fact's column where not given.
        value: works the column out; None for the fact's own.
    """

    name: str
    kind: str = "text"
    words: Words | None = None
    value: Callable[[Columns, Asked], Column] | None = None


@dataclass(frozen=True, eq=False)
class Worklist:
    """Rows of a fact that wait.

    Attributes:
        name: unique; key of its words.
        department: who must be open to the reader.
        fact: where the rows are.
        waits: which of them are on the list.
        shows: columns, in order; the store is added where there are several.
        first: by what the rows are sorted, the most pressing first.
        kpi: whose documents hold the rest.
        amount: name of the column that is summed over all rows; empty for none.
        at_most: rows that are read.
    """

    name: str
    department: Department
    fact: Fact
    waits: Callable[[Columns, Asked], Column]
    shows: tuple[Shown, ...]
    first: Callable[[Columns, Asked], tuple[Column, ...]]
    kpi: str
    amount: str = ""
    at_most: int = 8


@dataclass(frozen=True, slots=True)
class Waiting:
    """The answer to a worklist.

    Attributes:
        total: number of all rows on it.
        amount: sum over all of them; None where nothing is summed.
        rows: the most pressing, by name of the column, masked; ``store`` holds the store's code.
        lacking: tables of which none of the stores ever sent a row.
    """

    total: int
    amount: float | None
    rows: tuple[Mapping[str, Any], ...]
    lacking: tuple[str, ...] = ()
