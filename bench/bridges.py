"""A bridge of net profit and the gaps of a store: how long a reader waits for them."""

from collections.abc import Callable, Iterator
from typing import Any

from bench.counting import EVERYONE, TimedReader
from bench.kpis import timed
from bench.measurement import Measurement, from_samples
from commands.reading import snapshots_of
from commands.settings import Settings
from metrics.bridge.amounts import Side
from metrics.bridge.beside import beside
from metrics.bridge.bridging import bridge
from metrics.bridge.trees import TREES
from metrics.model.period import DAY, Period
from metrics.opportunities.listing import opportunities

ONE_STORE_S = 1.0
ALL_STORES_S = 3.0
_TURNS = 5


def bridges(settings: Settings, label: str) -> Iterator[Measurement]:
    """Seconds of a bridge for one store and for all, and of the opportunities of one store.

    Args:
        settings: whose published snapshot is read.
        label: which network it is.
    """
    with snapshots_of(settings).current() as snapshot:
        reader = TimedReader(snapshot, settings)
        month = Period.month(snapshot.as_of.replace(day=1) - DAY)
        code = reader.directory(EVERYONE)[0].code
        asked = ("one store", (code,), ONE_STORE_S), ("all stores", (), ALL_STORES_S)
        for name, stores, bar in asked:
            taken = timed(_bridge(reader, Side(month, stores)), _TURNS)
            yield from_samples(f"bridge of net profit, {name}, {label}", taken, "s", bar=bar)
        taken = timed(lambda: opportunities(reader, EVERYONE, code), _TURNS)
        yield from_samples(f"opportunities of one store, {label}", taken, "s", bar=ONE_STORE_S)


def _bridge(reader: TimedReader, after: Side) -> Callable[[], Any]:
    tree = TREES[0]

    def run() -> None:
        bridge(reader, EVERYONE, beside(reader, EVERYONE, after, tree, "prior"), after)

    return run
