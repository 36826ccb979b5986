"""Statements for percentiles: the values behind them, counted for each store."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from metrics.compiler.details import within
from metrics.model.measures import Spread
from metrics.model.period import Period


def shape_of(spread: Spread) -> tuple[str, ...]:
    """Spreads of the same shape are taken in one statement."""
    return tuple(spread.columns)


def spread_statement(
    spreads: Sequence[Spread], periods: Sequence[Period], stores: Sequence[str] | None
) -> sa.Select[Any]:
    """Values of spreads of one shape with their number, for each store and period.

    Args:
        spreads: what is counted; all have columns of the same names.
        periods: the periods, each already cut at the newest day of the data.
        stores: the stores of the scope and the selection; None for every store.

    Returns:
        Columns ``spread`` and ``period`` (indexes), ``store``, those of the spreads, ``n``.
    """
    parts = [
        _branch(spread, which, period, index, stores)
        for which, spread in enumerate(spreads)
        for index, period in enumerate(periods)
    ]
    if len(parts) == 1:
        return parts[0]
    stacked = sa.union_all(*parts).subquery("stacked")
    return sa.select(*stacked.c)


def _branch(
    spread: Spread, which: int, period: Period, index: int, stores: Sequence[str] | None
) -> sa.Select[Any]:
    statement = sa.select(
        sa.literal_column(str(which), sa.Integer()).label("spread"),
        sa.literal_column(str(index), sa.Integer()).label("period"),
        spread.fact.store.label("store"),
        *(column.label(name) for name, column in spread.columns.items()),
        sa.func.count().label("n"),
    ).group_by(spread.fact.store, *spread.columns.values())
    if spread.at is not None:
        first = period.start
        if spread.looks_back:
            first = period.end - timedelta(days=spread.looks_back - 1)
        statement = statement.where(within(spread.at, ((first, period.end),)))
    else:
        assert spread.start is not None
        assert spread.end is not None
        last = sa.literal(period.end, sa.Date())
        statement = statement.where(spread.start <= last).where(
            sa.or_(spread.end.is_(None), spread.end > last)
        )
    if spread.where is not None:
        statement = statement.where(spread.where)
    if stores is not None:
        statement = statement.where(spread.fact.store.in_(list(stores)))
    return statement
