"""Statements over the daily roll-up: a row for each store and day, a column a measure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from metrics.compiler.coverage import coverage_branch, reported_branch
from metrics.compiler.details import Branch, hull_of, stack, within
from metrics.compiler.slots import CoverageSlot, Slot
from metrics.model.measures import Summed

TABLE = "daily_measures"


def _daily(columns: Sequence[str]) -> sa.TableClause:
    return sa.table(
        TABLE,
        sa.column("store_code", sa.String()),
        sa.column("day", sa.Date()),
        *(sa.column(name, sa.Numeric(38, 6, asdecimal=False)) for name in columns),
    )


def daily_branch(slots: Mapping[str, Slot], stores: Sequence[str] | None) -> list[Branch]:
    """One select with a sum for each slot, a row for each store."""
    if not slots:
        return []
    daily = _daily(sorted({s.measure for s in slots.values()}))
    first, last = hull_of(list(slots.values()))
    values = [
        sa.func.sum(sa.case((within(daily.c.day, slot.ranges), daily.c[slot.measure]))).label(label)
        for label, slot in slots.items()
    ]
    statement = (
        sa.select(daily.c.store_code.label("store"), *values)
        .where(daily.c.day.between(sa.literal(first, sa.Date()), sa.literal(last, sa.Date())))
        .group_by(daily.c.store_code)
    )
    if stores is not None:
        statement = statement.where(daily.c.store_code.in_(list(stores)))
    return [(statement, list(slots))]


def daily_statement(
    slots: Mapping[str, Slot],
    measures: Mapping[str, Summed],
    stores: Sequence[str] | None,
    coverage: Mapping[str, CoverageSlot],
    reported: Mapping[str, Slot],
) -> sa.Select[Any]:
    """All slots in one statement over the roll-up, a row for each store."""
    branches = daily_branch(slots, stores)
    branches += coverage_branch(coverage, stores)
    branches += reported_branch(reported, measures, stores)
    return stack(branches, [*slots, *coverage, *reported], member=False)


def series_statement(
    measures: Sequence[str],
    stores: Sequence[str] | None,
    first: date,
    last: date,
    *,
    each_store: bool,
) -> sa.Select[Any]:
    """Daily values between two days: a row for each day, or for each store and day."""
    daily = _daily(measures)
    keys: list[sa.ColumnElement[Any]] = [daily.c.day]
    if each_store:
        keys.insert(0, daily.c.store_code.label("store"))
    statement = (
        sa.select(*keys, *(sa.func.sum(daily.c[name]).label(name) for name in measures))
        .where(daily.c.day.between(sa.literal(first, sa.Date()), sa.literal(last, sa.Date())))
        .group_by(*(daily.c.store_code, daily.c.day) if each_store else (daily.c.day,))
    )
    if stores is not None:
        statement = statement.where(daily.c.store_code.in_(list(stores)))
    return statement
