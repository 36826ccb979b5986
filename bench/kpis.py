"""Every KPI at once: for one store with all comparisons, and for all stores of a month."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa

from bench.counting import EVERYONE, TimedReader
from bench.measurement import Measurement, from_samples
from commands.reading import snapshots_of
from commands.settings import Settings
from metrics.catalogue import CATALOGUE
from metrics.frame import Frame
from metrics.model.period import DAY, Period
from metrics.plan import Plan
from metrics.reader import Question
from metrics.rolled_up import read_rolled_up
from metrics.selection import COMPARISONS, Selection
from metrics.source import Source
from metrics.sums import take_sums

ONE_STORE_MS = 250
ALL_STORES_S = 3.0
TIMES_BY_HAND = 2
_TURNS = 7


def kpis(settings: Settings, label: str) -> Iterator[Measurement]:
    """Measure the whole catalogue on a network.

    Args:
        settings: whose published snapshot is read.
        label: which network it is.
    """
    with snapshots_of(settings).current() as snapshot:
        reader = TimedReader(snapshot, settings)
        month = Period.month(snapshot.as_of.replace(day=1) - DAY)
        yield from _one_store(reader, month, label)
        stores = len(reader.directory(EVERYONE))
        question = Question(Selection(month, by=("store",)), CATALOGUE)
        every = timed(lambda: reader.ask(EVERYONE, question), 3)
        by_hand = timed(_by_hand(snapshot, reader, month), _TURNS)
        name = f"{len(CATALOGUE)} KPIs of {stores} stores, one month"
        yield from_samples(f"{name}, {label}", every, "s", bar=ALL_STORES_S)
        sums = timed(_sums(snapshot, reader, month), _TURNS)
        yield from_samples(
            f"the sums behind them, planned, asked for and sorted out, {label}",
            sums,
            "s",
            reference="the same sums written by hand in SQL",
            reference_value=from_samples("", by_hand, "s").value,
            bar=TIMES_BY_HAND,
        )


def one_store(settings: Settings) -> float:
    """Milliseconds of every KPI of the first store, with all comparisons; the median."""
    with snapshots_of(settings).current() as snapshot:
        month = Period.month(snapshot.as_of.replace(day=1) - DAY)
        first, _ = _one_store(TimedReader(snapshot, settings), month, "")
        return first.value


def _one_store(reader: TimedReader, month: Period, label: str) -> Iterator[Measurement]:
    question = Question(Selection(month, compare=COMPARISONS), CATALOGUE)
    manager = reader.manager()
    reader.ask(manager, question)
    reader.counting.statements = 0
    samples = [s * 1000 for s in timed(lambda: reader.ask(manager, question), _TURNS)]
    name = f"{len(CATALOGUE)} KPIs of one store, {len(COMPARISONS)} comparisons, {label}"
    yield from_samples(name, samples, "ms", bar=ONE_STORE_MS)
    statements = reader.counting.statements / (_TURNS + 1)
    yield Measurement(f"statements of these, {label}", statements, "statements")


def timed(ask: Callable[[], Any], turns: int) -> list[float]:
    """Seconds of each turn, after one that is not counted."""
    ask()
    found = []
    for _ in range(turns):
        started = time.perf_counter()
        ask()
        found.append(time.perf_counter() - started)
    return found


def _sums(snapshot: Source, reader: TimedReader, month: Period) -> Callable[[], Any]:
    """The sums behind the figures as a reader takes them, planned anew each time."""
    held = read_rolled_up(snapshot.backend)
    codes = tuple(store.code for store in reader.directory(EVERYONE))

    def run() -> None:
        plan = Plan(snapshot.as_of, held.facts, held.first)
        frame = Frame((month,), snapshot.as_of)
        for kpi in CATALOGUE:
            plan.add_all(kpi, frame)
        take_sums(snapshot.backend, plan, codes, None, held.measures)

    return run


def _by_hand(snapshot: Source, reader: TimedReader, month: Period) -> Callable[[], Any]:
    """The sums behind the figures, a plain SELECT for each set of days over the daily roll-up."""
    plan = Plan(snapshot.as_of)
    frame = Frame((month,), snapshot.as_of)
    for kpi in CATALOGUE:
        plan.add_all(kpi, frame)
    columns: dict[Any, dict[str, None]] = {}
    for slot in plan.daily(reader.rolled_up):
        columns.setdefault(slot.ranges, {})[slot.measure] = None
    selects = []
    for ranges, names in columns.items():
        days = " OR ".join(f"day BETWEEN DATE '{a}' AND DATE '{b}'" for a, b in ranges)
        sums = ", ".join(f"sum({name}) AS {name}" for name in names)
        selects.append(
            f"SELECT store_code, {sums} FROM daily_measures WHERE {days} GROUP BY store_code"
        )
    statements = [sa.select(sa.text("*")).select_from(sa.text(f"({text}) t")) for text in selects]

    def run() -> None:
        for statement in statements:
            snapshot.backend.arrow(statement)

    return run
