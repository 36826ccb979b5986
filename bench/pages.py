"""Statements and time of every page, beside its sums written by hand in SQL and in pandas."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from statistics import median

from bench.measurement import Measurement, from_samples
from bench.references import ListingReader, by_hand, in_pandas
from commands.load_report import read_load_report
from commands.reading import calendar_of, snapshots_of
from commands.settings import Settings
from dashboards.query import View
from dashboards.site import PAGES
from dashboards.visit import Visit
from metrics.compiler.slots import Slot
from metrics.source import Source

STATEMENTS_AT_MOST = 6
MEDIAN_MS = 50
_TURNS = 9


def pages(settings: Settings, label: str) -> Iterator[Measurement]:
    """Measure every page as the manager of the first store sees it.

    The time of the data is that of all questions of a page; that of the answer has what is made of
    them as well, up to what is sent. Nothing is remembered from one turn to the next but what
    workers keep for a snapshot. The references take the same sums and make nothing of them; they
    are asked in turn with the page, so that what else the machine does falls on all alike. The last
    measurement is the median of the pages that ask.

    Args:
        settings: whose published snapshot is read.
        label: which network it is.
    """
    with snapshots_of(settings).current() as snapshot:
        reader, calendar = ListingReader(snapshot, settings), calendar_of(settings)
        manager = reader.manager()
        report = read_load_report(reader)
        store = reader.directory(manager)[0].code
        medians = []
        for page in PAGES:
            visit = Visit(page.path, "zh", manager, reader, View(), calendar)
            reader.slots = {}
            page.answer(visit, report)
            sums = list(reader.slots)
            references = _references(snapshot, sums, store)
            data: list[float] = []
            answers: list[float] = []
            beside: dict[str, list[float]] = {name: [] for name in references}
            reader.counting.statements = 0
            for _ in range(_TURNS):
                reader.seconds = 0.0
                answers.append(_milliseconds(partial(page.answer, visit, report)))
                data.append(reader.seconds * 1000)
                for name, ask in references.items():
                    beside[name].append(_milliseconds(ask))
            yield Measurement(
                f"{page.path} statements, {label}",
                reader.counting.statements / _TURNS,
                "statements",
                bar=STATEMENTS_AT_MOST,
            )
            taken = from_samples(f"{page.path} data, {label}", data, "ms")
            if taken.value:
                medians.append(taken.value)
            # A page may ask in ways whose time is not taken; there is nothing to set beside.
            for name, samples in beside.items() if taken.value else ():
                said = f"its {len(sums)} sums {name}"
                yield replace(taken, reference=said, reference_value=median(samples))
            if not (beside and taken.value):
                yield taken
            yield from_samples(f"{page.path} answer, {label}", answers, "ms")
        yield Measurement(
            f"data of a page, median of pages, {label}", median(medians), "ms", bar=MEDIAN_MS
        )


def median_of_pages(settings: Settings) -> float:
    """Milliseconds of the data of a page, the median of the pages that ask."""
    *_, last = pages(settings, "")
    return last.value


def _references(
    snapshot: Source, sums: Sequence[Slot], store: str
) -> dict[str, Callable[[], object]]:
    """The same sums in other ways, warm; none for a page that takes none."""
    if not sums:
        return {}
    found: dict[str, Callable[[], object]] = {
        "by hand in SQL": by_hand(snapshot.backend, sums, store)
    }
    frame = in_pandas(snapshot.backend, sums, store)
    if frame is not None:
        found["in pandas"] = frame
    for ask in found.values():
        ask()
    return found


def _milliseconds(ask: Callable[[], object]) -> float:
    started = time.perf_counter()
    ask()
    return (time.perf_counter() - started) * 1000
