"""Every page, without a browser: what it asks, what it shows, in both languages."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from dash.development.base_component import Component
from plotly.io.json import to_json_plotly
from plotly.offline import get_plotlyjs_version

from access import OPERATOR, Masking, Scope
from dashboards.board.drill import panel
from dashboards.components.graph import GRAPH_CONFIG
from dashboards.page import Answer, Page
from dashboards.query import View
from dashboards.shell.frame import frame
from dashboards.site import PAGES, page_of
from dashboards.web.own_plotly import BUNDLE, TRACES
from metrics.catalogue import CATALOGUE, kpi
from metrics.result import State
from tests.dashboards.network import MONTHLY, Network

MOST_STATEMENTS = 6
# Two sides and the months before them for each tree, and the peers of a store.
MOST_STATEMENTS_OF = {"drivers": 10}
CHIEF = Scope("chief", frozenset({"A1"}), None, Masking.PARTIAL)
BY_DEPARTMENT = [pytest.param(page, id=page.key) for page in PAGES if page.department]
BY_KEY = [pytest.param(page, id=page.key) for page in PAGES]


def answer(network: Network, page: Page, language: str = "zh", **view: object) -> Answer:
    """What a page shows; each is worked out once for all tests, with its statements counted."""
    return answered(network, page, language, **view)[0]


def answered(
    network: Network, page: Page, language: str = "zh", **asked: object
) -> tuple[Answer, int]:
    """What a page shows, and from how many statements."""
    view = {name: value for name, value in asked.items() if value}
    key = page.key, language, str(view)
    if key not in network.kept:
        visit = network.visit(page.path, language, view=View(**view))  # type: ignore[arg-type]
        visit.stores()
        before = network.counting.statements
        made = page.answer(visit, network.report)
        network.kept[key] = made, network.counting.statements - before
    found: tuple[Answer, int] = network.kept[key]
    return found


def texts(part: object) -> str:
    """Everything that a component shows, as one text."""
    if isinstance(part, Component):
        return texts(getattr(part, "children", None)) + str(getattr(part, "label", "") or "")
    if isinstance(part, list | tuple):
        return " ".join(texts(item) for item in part)
    return "" if part is None else str(part)


@pytest.mark.parametrize("screen", BY_KEY)
@pytest.mark.parametrize("stores", [(), ("A1",)])
def test_a_page_needs_few_statements(
    network: Network, screen: Page, stores: tuple[str, ...]
) -> None:
    most = MOST_STATEMENTS_OF.get(screen.key, MOST_STATEMENTS)
    assert answered(network, screen, stores=stores)[1] <= most


@pytest.mark.parametrize("screen", BY_KEY)
@pytest.mark.parametrize(("language", "stores"), [("zh", ()), ("en", ("A1",))])
def test_a_page_can_be_drawn_and_sent(
    network: Network, screen: Page, language: str, stores: tuple[str, ...]
) -> None:
    found = answer(network, screen, language, stores=stores)
    visit = network.visit(screen.path, language, view=View(stores=stores))
    drawn = frame(screen, visit, found, network.report)
    sent = json.loads(to_json_plotly(drawn))
    assert sent["type"] == "Main"
    assert set(found.drawings) <= set(screen.charts)
    json.dumps(found.figures(), allow_nan=False)


def test_every_kpi_has_its_card_on_one_page_and_guests_stand_first(network: Network) -> None:
    own, guests = [], set()
    for page in PAGES:
        if page.department is None:
            continue
        found = answer(network, page)
        first = [card for part in found.body for card in kpis_in(part)]
        foreign = {
            name
            for name in first
            if kpi(name).department.value not in (page.department.value, "network", "people")
        }
        guests |= foreign
        own += [name for name in first if name not in foreign]
        own += [card for part in found.more for card in kpis_in(part)]
    assert sorted(own) == sorted(k.id for k in CATALOGUE)
    # What marketing is for, and the parts that the director of after-sales answers for.
    assert guests == {
        "as_visits",
        "parts_dead_stock_share",
        "parts_first_fill_rate",
        "parts_overmax_share",
        "parts_stock_cap_use",
        "parts_turnover_gross",
        "retail_deliveries",
    }


@pytest.mark.parametrize("screen", BY_DEPARTMENT)
def test_the_page_of_a_department_shows_its_own_kpis(network: Network, screen: Page) -> None:
    found = answer(network, screen)
    shown = {card for part in (*found.body, *found.more) for card in kpis_in(part)}
    assert shown >= {k.id for k in CATALOGUE if k.department is screen.department}


@pytest.mark.parametrize("page", BY_DEPARTMENT)
def test_a_department_has_charts_that_ask_a_question(network: Network, page: Page) -> None:
    visit = network.visit(page.path)
    assert len(page.charts) >= 2
    for name in page.charts:
        assert visit.say(f"chart.{name}").endswith("？"), name


def kpis_in(part: object) -> list[str]:
    if isinstance(part, Component):
        own = getattr(part, "data-kpi", None)
        return ([own] if own else []) + kpis_in(getattr(part, "children", None))
    if isinstance(part, list | tuple):
        return [found for item in part for found in kpis_in(item)]
    return []


def test_bars_start_at_zero(network: Network) -> None:
    seen = 0
    for page in PAGES:
        for drawing in answer(network, page).drawings.values():
            bars = [trace for trace in drawing.data if trace["type"] == "bar"]
            if not bars:
                continue
            seen += 1
            flat = bars[0].get("orientation") == "h"
            axis = drawing.layout["xaxis" if flat else "yaxis"]
            low, high = axis.get("range", (0, 0))
            assert axis.get("rangemode") == "tozero" or low <= 0 <= high, page.key
    assert seen >= 4


def test_our_own_plotly_can_draw_every_trace_and_is_of_plotlys_version(network: Network) -> None:
    kinds = {
        trace["type"]
        for page in PAGES
        for drawing in answer(network, page).drawings.values()
        for trace in drawing.data
    }
    assert kinds <= TRACES
    assert get_plotlyjs_version() in BUNDLE.read_text(encoding="utf-8")


def test_no_chart_offers_to_send_figures_away() -> None:
    assert GRAPH_CONFIG["showSendToCloud"] is False
    assert GRAPH_CONFIG["displaylogo"] is False


def test_a_figure_shows_its_sides(network: Network) -> None:
    page = page_of("/sales")
    assert page is not None
    shown = texts(answer(network, page, stores=("A1",)).body)
    assert f" {MONTHLY['A1']} " in f" {shown} "


def test_a_drill_shows_the_documents_behind_the_figure(network: Network) -> None:
    visit = network.visit(view=View(stores=("B2",), kpis=("retail_deliveries",)))
    body, drawings = panel(visit, kpi("retail_deliveries"))
    grids = [part for section in body for part in grids_in(section)]
    (documents,) = grids
    assert len(documents.rowData) == MONTHLY["B2"]
    assert sum(row["numerator"] for row in documents.rowData) == MONTHLY["B2"]
    assert set(drawings) == {"trend", "split"}


def test_a_drill_masks_personal_data(network: Network) -> None:
    hidden = Scope("area", frozenset({"B2"}), None, Masking.HIDDEN)
    visit = network.visit(scope=hidden, view=View(kpis=("retail_deliveries",)))
    body, _ = panel(visit, kpi("retail_deliveries"))
    (documents,) = [part for section in body for part in grids_in(section)]
    assert all("TESTVIN" not in str(row["vin"]) for row in documents.rowData)


def grids_in(part: object) -> list[Any]:
    if isinstance(part, Component):
        if type(part).__name__ == "AgGrid":
            return [part]
        return grids_in(getattr(part, "children", None))
    if isinstance(part, list | tuple):
        return [found for item in part for found in grids_in(item)]
    return []


def test_refused_rows_are_shown_with_place_and_reason_and_without_telephone(
    network: Network,
) -> None:
    page = page_of("/data")
    assert page is not None
    visit = network.visit("/data", scope=CHIEF)
    found = page.answer(visit, network.report)
    refused = next(g for part in found.body for g in grids_in(part) if g.id == "rejected-grid")
    (row,) = refused.rowData
    assert (row["file"], row["sheet"], row["row"]) == ("A1/工单.xlsx", "Sheet1", 17)
    assert row["reason"] == "不是数字"
    assert row["value"] == "贰佰 138****"
    files = next(g for part in found.body for g in grids_in(part) if g.id == "files-grid")
    assert {r["store"] for r in files.rowData} == {"A1"}


def test_a_reason_tells_no_more_of_a_refused_value_than_its_column(network: Network) -> None:
    page = page_of("/data")
    assert page is not None
    short = "LFZAA11A0R123"
    (row,) = network.report.rejected
    reason = f"车架号“{short}”不是 17 位"
    vin = replace(row, column="车架号", value=short, reason=reason, privacy="vin")
    report = replace(network.report, rejected=[vin])
    found = page.answer(network.visit("/data", scope=CHIEF), report)
    refused = next(g for part in found.body for g in grids_in(part) if g.id == "rejected-grid")
    (shown,) = refused.rowData
    assert (shown["value"], shown["reason"]) == (
        "LFZ***…***R123",
        "车架号“LFZ***…***R123”不是 17 位",
    )


def test_three_stores_are_compared_without_ranks_and_groups_by_best_and_worst(
    network: Network,
) -> None:
    page = page_of("/compare")
    assert page is not None
    found = answer(network, page, kpis=("retail_deliveries",))
    (grid,) = [g for part in found.body for g in grids_in(part)]
    told = {row["key"]: row["retail_deliveries_text"] for row in grid.rowData}
    assert told == {"A1": "9", "B2": "12", "C3": "6"}
    assert "不足 5 家" in texts(found.body)


def test_outlets_are_no_stores(network: Network) -> None:
    assert [s.code for s in network.reader.directory(OPERATOR)] == ["A1", "B2", "C3"]


def test_states_are_said_in_words(network: Network) -> None:
    page = page_of("/parts")
    assert page is not None
    found = answer(network, page, "en", stores=("A1",))
    said = "Never loaded: Parts demand register (配件需求(缺件)登记). Export the list of that name"
    assert said in texts(found.body)
    assert State.NO_DATA.value not in texts(found.body)
    assert "从未装载过《配件需求(缺件)登记》" in texts(answer(network, page, stores=("A1",)).body)


def test_a_month_without_data_is_not_a_table_that_was_never_loaded(network: Network) -> None:
    long_ago = {"start": date(2020, 3, 1), "end": date(2020, 3, 31), "stores": ("A1",)}
    visit = network.visit("/sales", "en", view=View(kpis=("retail_deliveries",), **long_ago))  # type: ignore[arg-type]
    body, _ = panel(visit, kpi("retail_deliveries"))
    assert "Nothing has been loaded for these stores and this period." in texts(body)
