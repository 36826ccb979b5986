"""Measures: sums, levels, distinct counts and spreads over one fact.

Every measure but a spread has a value for each store and day, and a term of a formula is a sum of
such daily values over a window: for a flow the documents of these days, for a level its height on
each of these days. That is what lets daily roll-ups and details give the same figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from metrics.model.facts import Fact

Column = sa.ColumnElement[Any]


@dataclass(frozen=True, eq=False)
class Flow:
    """A sum over documents, each dated by its own event.

    Attributes:
        name: unique in the catalogue; the column of the roll-up.
        fact: where the documents are.
        at: day of the event (a Date); a document without it does not count.
        value: what each document adds; 1 counts documents.
        where: which documents count.
        reported: metric of ``reported_figures`` that stands in for it where a store has no
            documents but somebody reported the sum.
        history_months: months up to the first day asked about that must all hold data, since
            documents of theirs decide what counts; 0 where each document speaks for itself.
    """

    name: str
    fact: Fact
    at: Column
    value: Column = field(default_factory=lambda: sa.literal_column("1", sa.Integer()))
    where: Column | None = None
    reported: str | None = None
    history_months: int = 0


@dataclass(frozen=True, eq=False)
class Level:
    """A height that holds from a day until the day before another: stock, backlog, head count.

    Attributes:
        name: unique in the catalogue; the column of the roll-up.
        fact: where the rows are.
        start: first day on which the row counts.
        end: first day on which it no longer counts; NULL while it still does.
        value: height that the row adds.
        where: which rows count.
        holds_days: how long a state stays valid without a newer one (month-end snapshots).
        history_months: as of a flow.
    """

    name: str
    fact: Fact
    start: Column
    end: Column
    value: Column = field(default_factory=lambda: sa.literal_column("1", sa.Integer()))
    where: Column | None = None
    holds_days: int = 0
    history_months: int = 0


@dataclass(frozen=True, eq=False)
class Distinct:
    """A count of different keys among the documents of one store and day.

    A key seen on two days counts twice: name the day in the KPI (visits are vehicles per day).
    """

    name: str
    fact: Fact
    at: Column
    key: Column
    where: Column | None = None


@dataclass(frozen=True, eq=False)
class MonthlyDistinct:
    """A count of different keys among the documents of one store and calendar month.

    It has no daily value, so it is always taken from details.
    """

    name: str
    fact: Fact
    at: Column
    key: Column
    where: Column | None = None


class Reduction(StrEnum):
    """How a spread becomes one figure."""

    MEDIAN = "median"
    AGE_MEDIAN = "age_median"
    SURVIVAL_MEDIAN = "survival_median"
    MEDIAN_WITH_MISSES = "median_with_misses"
    PRICE_GAP = "price_gap"
    PUBLISHED = "published"


@dataclass(frozen=True, eq=False)
class Spread:
    """The values behind a percentile, counted; never a percentile of percentiles.

    Attributes:
        name: unique in the catalogue.
        fact: where the rows are.
        columns: named values that the reduction needs (see ``metrics.reductions``).
        reduction: what is made of them.
        at: day of the event, for documents of the selection; or
        start: first day in stock and
        end: first day no longer in stock, for rows in stock on the last day of the selection.
        where: which rows count.
        looks_back: for dated rows, days before the end of the selection instead of the selection.
    """

    name: str
    fact: Fact
    columns: Mapping[str, Column]
    reduction: Reduction
    at: Column | None = None
    start: Column | None = None
    end: Column | None = None
    where: Column | None = None
    looks_back: int = 0

    def __post_init__(self) -> None:
        """Refuse a spread that is neither dated nor in stock."""
        if (self.at is None) == (self.start is None):
            raise ValueError(f"spread {self.name}: give either `at` or `start` and `end`")


Summed = Flow | Level | Distinct | MonthlyDistinct
Measure = Summed | Spread
