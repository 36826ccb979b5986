"""Statements over the daily roll-up: a row for each store and day, a column a measure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from metrics.compiler.details import Branch, hull_of, within
from metrics.compiler.slots import Slot

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


def series_statement(
    measures: Sequence[str], stores: Sequence[str] | None, first: date, last: date
) -> sa.Select[Any]:
    """Daily values between two days: a row for each store and day."""
    daily = _daily(measures)
    statement = sa.select(
        daily.c.store_code.label("store"),
        daily.c.day,
        *(sa.cast(daily.c[name], sa.Double()).label(name) for name in measures),
    ).where(daily.c.day.between(sa.literal(first, sa.Date()), sa.literal(last, sa.Date())))
    if stores is not None:
        statement = statement.where(daily.c.store_code.in_(list(stores)))
    return statement
