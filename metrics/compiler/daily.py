"""Statements over the daily roll-up.

It is kept in two shapes: a row for each day and store with a column a measure, for sums over many
stores; and a row for each store and measure with all its days, for many sums of few stores.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from metrics.compiler.details import Branch, within
from metrics.compiler.slots import Slot
from metrics.model.windows import Ranges

TABLE = "daily_measures"
SERIES = "daily_series"


def _daily(columns: Sequence[str]) -> sa.TableClause:
    return sa.table(
        TABLE,
        sa.column("store_code", sa.String()),
        sa.column("day", sa.Date()),
        *(sa.column(name, sa.Numeric(38, 6, asdecimal=False)) for name in columns),
    )


def daily_branches(slots: Mapping[str, Slot], stores: Sequence[str] | None) -> list[Branch]:
    """A select for each set of days, with a sum for each slot over it and a row for each store."""
    same_days: dict[Ranges, list[str]] = {}
    for label, slot in slots.items():
        same_days.setdefault(slot.ranges, []).append(label)
    branches: list[Branch] = []
    for ranges, labels in same_days.items():
        daily = _daily(sorted({slots[label].measure for label in labels}))
        statement = (
            sa.select(
                daily.c.store_code.label("store"),
                *(sa.func.sum(daily.c[slots[label].measure]).label(label) for label in labels),
            )
            .where(within(daily.c.day, ranges))
            .group_by(daily.c.store_code)
        )
        if stores is not None:
            statement = statement.where(daily.c.store_code.in_(list(stores)))
        branches.append((statement, labels))
    return branches


def series_statement(measures: Sequence[str], stores: Sequence[str] | None) -> sa.Select[Any]:
    """All days of some measures: a row for each store and measure.

    ``packed`` holds whole numbers of ``width`` bytes (``metrics.packing``), ten to the power of
    ``scale`` times the values, from ``first_day`` on.
    """
    series = sa.table(
        SERIES,
        sa.column("store_code", sa.String()),
        sa.column("measure", sa.String()),
        sa.column("first_day", sa.Date()),
        sa.column("scale", sa.Integer()),
        sa.column("width", sa.Integer()),
        sa.column("packed", sa.LargeBinary()),
    )
    statement = sa.select(
        series.c.store_code.label("store"),
        series.c.measure,
        series.c.first_day,
        series.c.scale,
        series.c.width,
        series.c.packed,
    ).where(series.c.measure.in_(list(measures)))
    if stores is not None:
        statement = statement.where(series.c.store_code.in_(list(stores)))
    return statement
