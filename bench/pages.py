"""Statements and server time of every page, beside the same sums in one hand-written statement."""

import time
from collections.abc import Iterator
from dataclasses import replace
from statistics import median

import sqlalchemy as sa

from bench.counting import TimedReader
from bench.measurement import Measurement, from_samples
from commands.load_report import read_load_report
from commands.reading import calendar_of, snapshots_of
from commands.settings import Settings
from dashboards.query import View
from dashboards.site import PAGES
from dashboards.visit import Visit
from metrics.rolled_up import read_rolled_up
from warehouse.snapshots import Snapshot

STATEMENTS_AT_MOST = 6
MEDIAN_MS = 50
_TURNS = 9


def pages(settings: Settings, label: str) -> Iterator[Measurement]:
    """Measure every page as the manager of the first store sees it.

    The time of the data is that of all questions of a page; that of the answer has what is made of
    them as well, up to what is sent. Nothing is remembered from one turn to the next but what
    workers keep for a snapshot. The last measurement is the median of the pages that ask.

    Args:
        settings: whose published snapshot is read.
        label: which network it is.
    """
    with snapshots_of(settings).current() as snapshot:
        reader, calendar = TimedReader(snapshot, settings), calendar_of(settings)
        manager = reader.manager()
        report = read_load_report(reader)
        store = reader.directory(manager)[0].code
        reference = _plain_reading(snapshot, store).value
        medians = []
        for page in PAGES:
            visit = Visit(page.path, "zh", manager, reader, View(), calendar)
            page.answer(visit, report)
            data, answers = [], []
            reader.counting.statements = 0
            for _ in range(_TURNS):
                reader.seconds = 0.0
                started = time.perf_counter()
                page.answer(visit, report)
                answers.append((time.perf_counter() - started) * 1000)
                data.append(reader.seconds * 1000)
            yield Measurement(
                f"{page.path} statements, {label}",
                reader.counting.statements / _TURNS,
                "statements",
                bar=STATEMENTS_AT_MOST,
            )
            taken = from_samples(f"{page.path} data, {label}", data, "ms")
            if taken.value:
                medians.append(taken.value)
            for timed in (taken, from_samples(f"{page.path} answer, {label}", answers, "ms")):
                yield replace(timed, reference="a month of one store", reference_value=reference)
        yield Measurement(
            f"data of a page, median of pages, {label}", median(medians), "ms", bar=MEDIAN_MS
        )


def median_of_pages(settings: Settings) -> float:
    """Milliseconds of the data of a page, the median of the pages that ask."""
    *_, last = pages(settings, "")
    return last.value


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
