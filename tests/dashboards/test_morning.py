"""The morning page: standings worked by hand, own figures, nothing of other departments."""

import json
from datetime import date, timedelta

import pytest
from dash import html
from dash.development.base_component import Component
from plotly.io.json import to_json_plotly

from access import OPERATOR, Masking, Scope
from dashboards.board.judgement import Level
from dashboards.board.pace import elapsed_share, planned_share
from dashboards.board.tiles import Tile
from dashboards.components.arrived import tables_open
from dashboards.components.hints import HINTS
from dashboards.format import show_short
from dashboards.morning.changes import changes_of
from dashboards.morning.standing import stand_of
from dashboards.pages.today import PAGE as TODAY
from dashboards.query import View
from dashboards.shell.frame import frame
from metrics.business_lines import ALL_LINES, LINES, OPERATING_EXPENSES
from metrics.catalogue import kpi as kpi_of
from metrics.model.kpi import Department
from metrics.model.period import Period
from metrics.overdue_work import WORK
from metrics.pace.outlook import Ahead, Gap, Outlook
from metrics.reader import Question
from metrics.result import Band, Compared, Figure, State
from tests.dashboards.network import AS_OF, CALENDAR, MONTHLY, Network
from tests.dashboards.test_pages import answer, texts

MONTH = Period(AS_OF.replace(day=1), AS_OF)
PARTS_MANAGER = Scope("parts", frozenset({"A1"}), frozenset({"parts"}), Masking.PARTIAL)


def line(value: float, goal: float | None, due: float, high: float | None) -> Figure:
    """A line of a month under way, half of whose days are left."""
    compared = {}
    if goal is not None:
        compared["target"] = Compared(goal, None, None, State.OK, value - goal, None)
    low = None if high is None else high - 40.0
    outlook = Outlook(value, value * 2, low, high, 3, 0.5, 26.0, 13.0)
    ahead = Ahead(outlook, Gap(due, 1.0, 1.0), ())
    unit = LINES[0].gross.unit
    kept = {"compared": compared, "ahead": ahead}
    return Figure("gross_parts", {}, value, value, None, unit, State.OK, **kept)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "goal", "due", "high", "gap", "level"),
    [
        # 40 in, 50 due: even a good ending, 95, misses 100.
        (40, 100, 50, 95, -10, Level.BAD),
        # A good ending would still make it: that is worth a look.
        (40, 100, 50, 105, -10, Level.WATCH),
        (55, 100, 50, 120, 5, Level.GOOD),
        # A loss was planned, and a larger one is there.
        (-36, -45, -30, None, -6, Level.BAD),
        (40, None, 50, 105, None, Level.NONE),
    ],
)
def test_a_line_is_red_only_where_even_a_good_month_misses_the_target(  # noqa: PLR0913 - a case
    network: Network,
    value: float,
    goal: float | None,
    due: float,
    high: float | None,
    gap: float | None,
    level: Level,
) -> None:
    found = stand_of(network.visit(), LINES[0].gross, line(value, goal, due, high), MONTH)
    assert (found.gap, found.level) == (gap, level)


def test_what_costs_more_than_planned_is_behind(network: Network) -> None:
    figure = line(120, 100, 100, None)
    visit = network.visit()
    assert stand_of(visit, OPERATING_EXPENSES, figure, MONTH).level is Level.BAD
    assert stand_of(visit, LINES[0].gross, figure, MONTH).level is Level.GOOD


def test_a_day_or_a_week_is_not_held_against_the_target_of_its_month(network: Network) -> None:
    figure = line(3, 100, 50, 95)
    for first in (AS_OF, AS_OF - timedelta(days=6)):
        found = stand_of(network.visit(), LINES[0].gross, figure, Period(first, AS_OF))
        assert (found.pace, found.gap, found.level) == (None, None, Level.NONE)


def test_a_year_to_date_is_due_by_the_months_that_its_target_is_about() -> None:
    year = Period(date(2026, 1, 1), AS_OF)
    # Nine months are over and two thirds of the tenth; November has no part in it.
    assert 0.93 < planned_share(year, AS_OF, CALENDAR) < 0.98
    assert planned_share(Period(date(2026, 1, 1), date(2026, 9, 30)), AS_OF, CALENDAR) == 1.0
    assert planned_share(MONTH, AS_OF, CALENDAR) == elapsed_share(MONTH, AS_OF, CALENDAR)


def tile(value: float, state: State = State.OK) -> Tile:
    """A daily figure whose ordinary values lie between 10 and 20."""
    kpi = kpi_of("net_orders")
    figure = Figure(kpi.id, {}, value, value, None, kpi.unit, state, band=Band(10, 15, 20, 12))
    found: Tile = Tile(kpi, figure, None, False, (), None, None)  # type: ignore[arg-type]
    return found


def test_at_most_three_changes_are_told_and_none_that_is_ordinary() -> None:
    assert changes_of([tile(19), tile(24), tile(25)]) == ()
    assert changes_of([tile(99, State.PROVISIONAL)]) == ()
    told = changes_of([tile(26), tile(60), tile(-10), tile(40), tile(21)])
    assert [each.tile.figure.value for each in told] == [60, -10, 40]


def test_every_line_shows_the_figure_of_the_reader(network: Network) -> None:
    visit = network.visit("/", view=View(stores=("A1",)))
    shown = texts(answer(network, TODAY, stores=("A1",)).body)
    gross = tuple(each.gross for each in LINES)
    result = network.reader.ask(OPERATOR, Question(visit.select(), gross))
    known = [figure for figure in result.rows if figure.value is not None]
    assert known
    for figure in known:
        assert show_short(figure.value, figure.unit, "zh") in shown, figure.kpi
    # Nine cars of 2000 each.
    assert result.figure("gross_new_cars").value == 2000 * MONTHLY["A1"]


def test_every_number_of_a_line_opens_what_is_behind_it(network: Network) -> None:
    rows = rows_of(answer(network, TODAY, stores=("A1",)).body)
    lines = {getattr(row, "data-kpi"): getattr(row, "data-drill") for row in rows}
    assert {each.gross.id for each in LINES} <= set(lines)
    assert all(kpi == drill for kpi, drill in lines.items())


def rows_of(part: object) -> list[html.Tr]:
    """Rows of the table of lines, wherever they stand."""
    if isinstance(part, html.Tr) and getattr(part, "data-drill", None):
        return [part]
    if isinstance(part, Component):
        return rows_of(getattr(part, "children", None))
    if isinstance(part, list | tuple):
        return [row for each in part for row in rows_of(each)]
    return []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_department_manager_gets_nothing_of_other_departments(
    network: Network, language: str
) -> None:
    visit = network.visit("/", language, PARTS_MANAGER)
    drawn = frame(TODAY, visit, TODAY.answer(visit, network.report), network.report)
    sent = json.loads(to_json_plotly(drawn))
    text = json.dumps(sent, ensure_ascii=False)
    others = [
        kpi
        for kpi in (
            *(each.gross for each in LINES),
            *(work.count for work in WORK),
            ALL_LINES,
            *(kpi_of(name) for name in ("net_profit", "operating_expenses", "absorption_total")),
        )
        if kpi.department is not Department.PARTS
    ]
    assert len(others) >= 8
    for kpi in others:
        assert f'"{kpi.id}"' not in text, kpi.id
        assert f"kpi={kpi.id}" not in text, kpi.id
    for kpi in (kpi_of("net_profit"), kpi_of("absorption_total"), kpi_of("callback_3d_completion")):
        assert kpi.name.say(language) not in text


def test_missing_documents_are_those_of_the_readers_own_tables(network: Network) -> None:
    assert tables_open(network.visit("/")) is None
    own = tables_open(network.visit("/", scope=PARTS_MANAGER)) or ()
    assert "parts_issue_lines" in own
    assert not {"survey_scores", "gl_monthly", "vehicle_deliveries", "leads"} & set(own)


def test_a_region_sees_its_stores_and_a_store_only_itself(network: Network) -> None:
    several, one = answer(network, TODAY), answer(network, TODAY, stores=("A1",))
    for name in ("晨光店", "松湖店", "云岭店"):
        assert name in texts(several.body)
    assert "松湖店" not in texts(one.body)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_first_visit_is_given_three_hints(network: Network, language: str) -> None:
    visit = network.visit("/", language)
    shown = texts(answer(network, TODAY, language).body)
    assert len(HINTS) == 3
    for name in HINTS:
        assert visit.say(f"hints.{name}") in shown


def test_stores_stand_in_the_form_of_the_lines(network: Network) -> None:
    def heads(part: object) -> list[list[str]]:
        """The headings of each table."""
        if isinstance(part, html.Thead):
            return [[str(th.children) for th in part.children.children]]
        inside = part if isinstance(part, list | tuple) else getattr(part, "children", None)
        if isinstance(inside, Component):
            inside = [inside]
        if not isinstance(inside, list | tuple):
            return []
        return [found for each in inside for found in heads(each)]

    several, lines = heads(answer(network, TODAY, "en").body)[:2]
    assert several[0] == "Gross by store, CNY ex VAT"
    assert several[1:] == lines[1:]
    assert len(several) == 8
    alone = heads(answer(network, TODAY, "en", stores=("A1",)).body)
    assert several not in alone
