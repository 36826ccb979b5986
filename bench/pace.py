"""Projections of past months beside the straight line over selling days, on the demo network."""

from collections.abc import Iterator

from access.scope import OPERATOR
from bench.measurement import Measurement
from commands.reading import reader_of, snapshots_of
from commands.settings import Settings
from metrics.catalogue import CATALOGUE
from metrics.pace.errors import Backtest, backtest, pooled
from metrics.pace.history import daily_term, measures_by_day, take_history

DAYS = (5, 10, 15, 20)
"""Days of the month up to which past months are seen."""
MEASURED = ("retail_deliveries", "net_orders", "showroom_visits", "as_visits", "as_revenue")
BAR = 1.0


def pace(settings: Settings, label: str) -> Iterator[Measurement]:
    """Mean absolute error at the end of the month over that of the straight line, by KPI.

    Args:
        settings: whose published snapshot is read.
        label: which network it is.
    """
    for name, tested in backtests(settings).items():
        yield Measurement(
            f"{name} projected on days {DAYS}, {tested.cases} store-months, {label}",
            tested.own,
            "mean error",
            reference="straight line",
            reference_value=tested.straight,
            bar=BAR,
        )


def backtests(settings: Settings) -> dict[str, Backtest]:
    """Back tests of all days pooled, by KPI."""
    with snapshots_of(settings).current() as snapshot:
        reader = reader_of(snapshot, settings)
        names = reader.rolled_up
        terms = {
            kpi.id: term
            for kpi in CATALOGUE
            if kpi.id in MEASURED and (term := daily_term(kpi, names)) is not None
        }
        measures = frozenset().union(*(measures_by_day(term) or () for term in terms.values()))
        stores = tuple(store.code for store in reader.directory(OPERATOR))
        history = take_history(snapshot.backend, sorted(measures), stores, snapshot.as_of)
        return {
            name: pooled(tuple(backtest(history.months(term), day) for day in DAYS))
            for name, term in terms.items()
        }
