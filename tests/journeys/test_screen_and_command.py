"""What a page shows of a KPI is what `forecourt kpi` prints, over random selections.

Every card of every page is held against the answer of the command to the same question.
"""

import argparse
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from dash import html
from dash.development.base_component import Component
from hypothesis import given
from hypothesis import strategies as st

from access.scope import OPERATOR
from commands import kpi as kpi_command
from commands.settings import Settings
from dashboards.format import show
from dashboards.page import Page
from dashboards.periods import before, closed_months, closed_quarter
from dashboards.query import View
from dashboards.services import LoadReport
from dashboards.site import PAGES
from dashboards.visit import Visit
from metrics.catalogue import CATALOGUE
from metrics.model.kpi import Cadence, Kpi
from metrics.model.period import Period
from metrics.reader import Reader
from tests.metrics.network import CALENDAR
from tests.metrics.random_network import NETWORKS, apart, drawn, made

KPIS = {entry.id: entry for entry in CATALOGUE}
BOARDS = tuple(page for page in PAGES if page.department is not None)
Card = tuple[str, str]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings.from_environ({"FORECOURT_HOME": str(tmp_path_factory.mktemp("home"))})


def cards(parts: object) -> Iterator[tuple[str, Card]]:
    """Each card of a page: its KPI, the number on it and its state."""
    if isinstance(parts, list | tuple):
        for part in parts:
            yield from cards(part)
    elif isinstance(parts, html.Article):
        children: list[Component] = getattr(parts, "children", [])
        value = next(one for one in children if getattr(one, "className", "") == "fc-value")
        number = getattr(value, "children", [])[0]
        state = getattr(parts, "className", "").rpartition("state-")[2]
        yield getattr(parts, "data-kpi"), (number.children, state)
    elif isinstance(parts, Component):
        yield from cards(getattr(parts, "children", None))


def on_the_page(page: Page, visit: Visit) -> dict[str, Card]:
    answer = page.answer(visit, LoadReport())
    return dict(cards([*answer.body, *answer.more]))


def printed(
    settings: Settings, reader: Reader, ids: list[str], period: Period, codes: tuple[str, ...]
) -> dict[str, dict[str, Any]]:
    """What `forecourt kpi ... --json` says, by KPI."""

    @contextmanager
    def open_reader(_: Settings) -> Iterator[Reader]:
        yield reader

    words = [*ids, "--from", str(period.start), "--to", str(period.end), "--json"]
    for code in codes:
        words += ["--store", code]
    parser = argparse.ArgumentParser()
    kpi_command.configure(parser)
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kpi_command, "open_reader", open_reader)
        assert kpi_command.run(parser.parse_args(words), settings, out) == 0
    return {row["kpi"]: row for row in json.loads(out.getvalue())["rows"]}


def periods_of(kpi: Kpi, period: Period, as_of: date) -> tuple[Period, ...]:
    """Whose figure a card may show: the page's own, else the newest closed that has one."""
    if kpi.cadence is Cadence.DAY:
        return (period,)
    closed = closed_quarter if kpi.cadence is Cadence.QUARTER else closed_months
    newest = closed(period, as_of)
    return (newest, before(newest))


def by_command(
    settings: Settings, visit: Visit, ids: list[str], codes: tuple[str, ...]
) -> dict[str, Card]:
    """The cards as the answers of the command make them."""
    asked: dict[Period, list[str]] = {}
    for name in ids:
        for period in periods_of(KPIS[name], visit.period, visit.as_of):
            asked.setdefault(period, []).append(name)
    told = {
        period: printed(settings, visit.reader, names, period, codes)
        for period, names in asked.items()
    }
    cards_made = {}
    for name in ids:
        rows = [told[p][name] for p in periods_of(KPIS[name], visit.period, visit.as_of)]
        row = next((row for row in rows if row["value"] is not None), rows[0])
        cards_made[name] = (show(row["value"], KPIS[name].unit, "zh").number, row["state"])
    return cards_made


@pytest.mark.parametrize("place", range(len(BOARDS)), ids=[board.key for board in BOARDS])
def test_a_card_shows_what_the_command_prints(settings: Settings, place: int) -> None:
    page = BOARDS[place]

    # The first that is drawn is the simplest: one day of one network.
    @apart(place)
    @drawn(3)
    @given(
        seed=st.integers(0, NETWORKS - 1),
        start=st.integers(0, 110),
        days=st.integers(1, 100),
        chosen=st.sets(st.integers(0, 4)),
    )
    def check(seed: int, start: int, days: int, chosen: set[int]) -> None:
        small = made(seed)
        codes = tuple(code for nth, code in enumerate(small.codes) if nth in chosen)
        first = date(2025, 1, 1) + timedelta(days=start)
        view = View(stores=codes, start=first, end=first + timedelta(days=days - 1))
        visit = Visit(page.path, "zh", OPERATOR, small.network.quick, view, CALENDAR)
        shown = on_the_page(page, visit)
        assert shown
        assert shown == by_command(settings, visit, list(shown), codes)

    check()


def test_every_kpi_of_a_department_with_a_page_has_a_card_on_it() -> None:
    reader = made(0).network.quick
    view = View(start=date(2025, 3, 1), end=date(2025, 3, 31))
    shown: set[str] = set()
    for page in BOARDS:
        visit = Visit(page.path, "zh", OPERATOR, reader, view, CALENDAR)
        shown |= set(on_the_page(page, visit))
    departments = {page.department for page in BOARDS}
    assert shown >= {entry.id for entry in CATALOGUE if entry.department in departments}
