"""Statements for percentiles: the values behind them, counted for each store."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import sqlalchemy as sa

from metrics.compiler.details import within
from metrics.model.measures import Spread
from metrics.model.period import Period


def shape_of(spread: Spread) -> str:
    """Spreads of the same shape are taken in one statement: dated ones, and those in stock."""
    return "dated" if spread.at is not None else "stock"


AT, SINCE, UNTIL = "_at", "_since", "_until"


def spread_statement(
    spreads: Sequence[Spread], hull: Period, stores: Sequence[str] | None
) -> sa.Select[Any]:
    """Values of spreads of one shape with their number, for each store and for each day.

    Args:
        spreads: what is counted; all are of one shape. A column that one of them does not have is
            NULL in its rows.
        hull: from the first start to the last end of the periods that are asked about.
        stores: the stores of the scope and the selection; None for every store.

    Returns:
        Columns ``spread`` (index), ``store``, those of the spreads, ``n``, and either the day of
        the event or the days between which the row is in stock.
    """
    names = list(dict.fromkeys(name for spread in spreads for name in spread.columns))
    parts = [_branch(spread, which, hull, stores, names) for which, spread in enumerate(spreads)]
    if len(parts) == 1:
        return parts[0]
    stacked = sa.union_all(*parts).subquery("stacked")
    return sa.select(*stacked.c)


def _branch(
    spread: Spread,
    which: int,
    hull: Period,
    stores: Sequence[str] | None,
    names: Sequence[str],
) -> sa.Select[Any]:
    keys: dict[str, Any] = {name: spread.columns.get(name, sa.null()) for name in names}
    if spread.at is not None:
        keys[AT] = spread.at
        first = hull.start - timedelta(days=spread.looks_back)
        dated = within(spread.at, ((first, hull.end),))
    else:
        assert spread.start is not None
        assert spread.end is not None
        keys |= {SINCE: spread.start, UNTIL: spread.end}
        still = sa.or_(spread.end.is_(None), spread.end > sa.literal(hull.start, sa.Date()))
        dated = sa.and_(spread.start <= sa.literal(hull.end, sa.Date()), still)
    statement = (
        sa.select(
            sa.literal_column(str(which), sa.Integer()).label("spread"),
            spread.fact.store.label("store"),
            *(column.label(name) for name, column in keys.items()),
            sa.func.count().label("n"),
        )
        .where(dated)
        .group_by(spread.fact.store, *(k for k in keys.values() if not isinstance(k, sa.Null)))
    )
    if spread.where is not None:
        statement = statement.where(spread.where)
    if stores is not None:
        statement = statement.where(spread.fact.store.in_(list(stores)))
    return statement


def belonging(spread: Spread, answer: pa.Table, period: Period) -> npt.NDArray[np.bool_]:
    """Which rows of an answer belong to a period, if they are of this spread; shape (rows,)."""
    first, last = np.datetime64(period.start, "D"), np.datetime64(period.end, "D")
    if spread.at is not None:
        at = _days(answer, AT)
        if spread.looks_back:
            first = last - (spread.looks_back - 1)
        return np.asarray((first <= at) & (at <= last))
    until = _days(answer, UNTIL)
    return np.asarray((_days(answer, SINCE) <= last) & (np.isnat(until) | (until > last)))


def _days(answer: pa.Table, name: str) -> npt.NDArray[np.datetime64]:
    """A column of days, none as ``NaT``, which lies inside no period."""
    return np.asarray(answer.column(name).to_numpy().astype("datetime64[D]"))
