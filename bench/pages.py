"""Statements and server time of every page, beside the same sums in one hand-written statement."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pyarrow as pa
import sqlalchemy as sa

from access.scope import Masking, Scope
from bench.measurement import Measurement, from_samples
from commands.load_report import read_load_report
from commands.reading import calendar_of, snapshots_of
from commands.settings import Settings
from dashboards.query import View
from dashboards.site import PAGES
from dashboards.visit import Visit
from metrics.reader import Reader
from metrics.rolled_up import read_rolled_up
from warehouse.snapshots import Snapshot

STATEMENTS_AT_MOST = 6
MEDIAN_MS = 50
_TURNS = 7


class CountingBackend:
    """A backend that counts the statements it answers."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.statements = 0

    def __getattr__(self, name: str) -> Any:
        """Everything else is the inner backend's."""
        return getattr(self._inner, name)

    def arrow(self, statement: sa.ClauseElement, **options: Any) -> pa.Table:
        """Count and answer."""
        self.statements += 1
        return self._inner.arrow(statement, **options)


def pages(settings: Settings, label: str) -> Iterator[Measurement]:
    """Measure every page as the manager of the first store sees it.

    Args:
        settings: whose published snapshot is read.
        label: which network it is.
    """
    with snapshots_of(settings).current() as snapshot:
        counting, calendar = CountingBackend(snapshot.backend), calendar_of(settings)
        reader = Reader(
            _over(snapshot, counting),
            calendar,
            read_rolled_up(snapshot.backend),
            settings.min_trials,
        )
        everyone = Scope("bench", None, None, Masking.PARTIAL)
        first = reader.directory(everyone)[0].code
        manager = Scope("bench", frozenset({first}), None, Masking.PARTIAL)
        report = read_load_report(reader)
        reference = _plain_reading(snapshot, first)
        for page in PAGES:
            visit = Visit(page.path, "zh", manager, reader, View(), calendar)
            page.answer(visit, report)
            samples = []
            counting.statements = 0
            for _ in range(_TURNS):
                started = time.perf_counter()
                page.answer(visit, report)
                samples.append((time.perf_counter() - started) * 1000)
            yield Measurement(
                f"{page.path} statements, {label}",
                counting.statements / _TURNS,
                "statements",
                bar=STATEMENTS_AT_MOST,
            )
            timed = from_samples(f"{page.path} answer, {label}", samples, "ms")
            yield replace(
                timed,
                reference="one row of the roll-up, all measures",
                reference_value=reference.value,
            )


def _over(snapshot: Snapshot, backend: Any) -> Any:
    return replace(snapshot, backend=backend)


def _plain_reading(snapshot: Snapshot, store: str) -> Measurement:
    """The engine's own reading of a month of one store, every measure summed."""
    names = sorted(read_rolled_up(snapshot.backend).measures)
    table = sa.table(
        "daily_measures",
        sa.column("store_code", sa.String()),
        sa.column("day", sa.Date()),
        *(sa.column(name, sa.Numeric()) for name in names),
    )
    month = snapshot.as_of.replace(day=1)
    statement = (
        sa.select(*(sa.func.sum(table.c[name]).label(name) for name in names))
        .where(table.c.store_code == store)
        .where(table.c.day.between(month, snapshot.as_of))
    )
    samples = []
    for _ in range(_TURNS):
        started = time.perf_counter()
        snapshot.backend.arrow(statement)
        samples.append((time.perf_counter() - started) * 1000)
    return from_samples("", samples, "ms")
