"""What one store and the whole network cost as the network grows, beside the smallest one.

Every size is asked in turn, round after round, so that what else the machine does falls on all of
them alike; the ratio is that of the medians.
"""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from access.scope import Masking, Scope
from bench.counting import EVERYONE
from bench.enlarging import Enlarged, enlarged
from bench.measurement import Measurement
from commands.reading import calendar_of, snapshots_of
from commands.settings import Settings
from metrics.catalogue import CATALOGUE, kpi
from metrics.model.period import DAY, Period, add_months
from metrics.reader import Question, Reader
from metrics.rolled_up import read_rolled_up
from metrics.selection import COMPARISONS, Selection
from warehouse.snapshots import WarehouseHome

FACTS_UP_TO = 100
TIMES_ONE_STORE = 1.3
NETWORK_MS = 100.0
_STORES_OF_A_BAR = 1_000
_ROUNDS = 7
_MONTHS = 12
_OF_THE_NETWORK = ("retail_deliveries", "as_revenue", "front_gross_per_unit")


def network_growth(settings: Settings, folder: Path, sizes: Sequence[int]) -> Iterator[Measurement]:
    """Measure networks of some sizes, copied out of the one of the settings.

    Args:
        settings: whose published snapshot is copied.
        folder: an empty folder.
        sizes: numbers of stores, the smallest first; above ``FACTS_UP_TO`` on roll-ups only.
    """
    folder.mkdir(parents=True)
    home = WarehouseHome(settings.home / "warehouse")
    with snapshots_of(settings).current() as snapshot, ExitStack() as held:
        database = home.database(snapshot.id)
        networks = [
            held.enter_context(
                enlarged(snapshot, database, folder, size, facts=size <= FACTS_UP_TO)
            )
            for size in sizes
        ]
        asked = [_asked(network, settings) for network in networks]
        for name, bar in (("one store, every KPI with its comparisons", TIMES_ONE_STORE),
                          ("one store, one KPI by month", TIMES_ONE_STORE)):  # fmt: skip
            found = _in_turn([questions[name] for questions in asked])
            for size, samples in zip(sizes, found, strict=True):
                yield Measurement(
                    f"{name}, of {size:,} stores{_what(size)}",
                    statistics.median(samples),
                    "ms",
                    reference=f"of {sizes[0]:,} stores",
                    reference_value=statistics.median(found[0]),
                    bar=bar,
                    spread=(min(samples), max(samples)),
                )
        name = f"{len(_OF_THE_NETWORK)} KPIs of the network, {_MONTHS} months"
        for size, samples in zip(sizes, _in_turn([q[name] for q in asked]), strict=True):
            yield Measurement(
                f"{name}, {size:,} stores{_what(size)}",
                statistics.median(samples),
                "ms",
                bar=NETWORK_MS if size <= _STORES_OF_A_BAR else None,
                spread=(min(samples), max(samples)),
            )


def _what(size: int) -> str:
    return "" if size <= FACTS_UP_TO else " (roll-ups only)"


def _asked(network: Enlarged, settings: Settings) -> dict[str, Callable[[], object]]:
    held = read_rolled_up(network.backend)
    reader = Reader(network, calendar_of(settings), held, settings.min_trials)
    store = reader.directory(EVERYONE)[0].code
    manager = Scope("bench", frozenset({store}), None, Masking.PARTIAL)
    month = Period.month(network.as_of.replace(day=1) - DAY)
    year = Period(add_months(month.start, 1 - _MONTHS), month.end)
    one = Question(Selection(month, compare=COMPARISONS), CATALOGUE)
    few = Question(Selection(year, by=("month",)), (kpi("retail_deliveries"),))
    network_ = Question(
        Selection(year, by=("month",)), tuple(kpi(name) for name in _OF_THE_NETWORK)
    )
    return {
        "one store, every KPI with its comparisons": lambda: reader.ask(manager, one),
        "one store, one KPI by month": lambda: reader.ask(manager, few),
        f"{len(_OF_THE_NETWORK)} KPIs of the network, {_MONTHS} months": lambda: reader.ask(
            EVERYONE, network_
        ),
    }


def _in_turn(asked: Sequence[Callable[[], object]]) -> list[list[float]]:
    """Milliseconds of each, taken round after round; the first round is not counted."""
    found: list[list[float]] = [[] for _ in asked]
    for turn in range(_ROUNDS + 1):
        for place, ask in enumerate(asked):
            began = time.perf_counter()
            ask()
            if turn:
                found[place].append((time.perf_counter() - began) * 1000)
    return found
