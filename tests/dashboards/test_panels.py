"""Panels that explain the first figures: what they show, to whom, and when they are hidden."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dash.development.base_component import Component

from access import OPERATOR, Masking, Scope
from dashboards.board.department import answer_department
from dashboards.board.panels import panel as panel_module
from dashboards.board.panels.panel import figures_named
from dashboards.board.panels.sheet import Cell, Sheet, panel_of
from dashboards.i18n import CATALOGUES
from dashboards.page import Answer
from dashboards.pages import (
    after_sales,
    customer_service,
    finance_insurance,
    marketing,
    parts,
    profit,
    sales,
)
from dashboards.query import View
from dashboards.visit import Visit
from tests.metrics.explained import AS_OF, rows
from tests.metrics.network import CALENDAR, Network, network

PAGES = (sales, after_sales, parts, finance_insurance, marketing, customer_service, profit)
HEADS = [name for p in sales.BOARD.panels for name in getattr(p, "columns", ())]
PANELS = [panel for page in PAGES for panel in page.BOARD.panels]
_SHOWN: dict[object, Answer] = {}
AREA = Scope("area", None, None, Masking.HIDDEN)


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory) -> Network:
    return network(tmp_path_factory.mktemp("panels"), rows(), AS_OF, date(2025, 1, 1))


def visit_of(
    explained: Network, path: str = "/sales", scope: Scope = OPERATOR, language: str = "zh"
) -> Visit:
    return Visit(path, language, scope, explained.quick, View(stores=("N1",)), CALENDAR)


def shown(explained: Network, page: Any, scope: Scope = OPERATOR, language: str = "zh") -> Answer:
    """What a page shows; each is worked out once for all tests."""
    key = page.PAGE.key, scope.key, language
    if key not in _SHOWN:
        visit = visit_of(explained, page.PAGE.path, scope, language)
        _SHOWN[key] = answer_department(visit, page.BOARD)
    return _SHOWN[key]


def text_of(part: object) -> str:
    if isinstance(part, Component):
        return text_of(getattr(part, "children", None))
    if isinstance(part, list | tuple):
        return " ".join(text for text in map(text_of, part) if text)
    return "" if part is None else str(part)


def parts_of(part: object, kind: str) -> list[Any]:
    if isinstance(part, list | tuple):
        return [found for item in part for found in parts_of(item, kind)]
    if not isinstance(part, Component):
        return []
    own = [part] if type(part).__name__ == kind else []
    return own + parts_of(getattr(part, "children", None), kind)


def panel(answer: Answer, name: str) -> list[list[str]]:
    """Texts of the cells of a panel, row by row."""
    sections = parts_of(list(answer.panels), "Section")
    (found,) = [s for s in sections if getattr(s, "data-panel", "") == name]
    lines = parts_of(found, "Tr")
    return [[text_of(cell) for cell in line.children] for line in lines]


def test_the_book_of_orders_closes(explained: Network) -> None:
    assert panel(shown(explained, sales), "order_book")[1:] == [
        ["期初未交订单", "1"],
        ["新签订单", "+ 3"],
        ["退订", "− 1"],
        ["订单交车", "− 1"],
        ["期末未交订单", "2"],
    ]


def test_ages_plans_and_own_money_of_the_cars(explained: Network) -> None:
    found = shown(explained, sales)
    assert [row[1] for row in panel(found, "stock_ages")[1:]] == ["1", "1", "1", "1", "1"]
    aged = panel(found, "aged_cars")
    assert [row[2:5] for row in aged[1:]] == [["292", "500 元", "–"], ["139", "400 元", "限时特价"]]
    assert len(panel(found, "own_money_cars")) == 3
    assert panel(found, "outlets")[1:] == [["E1", "1", "1", "2026-03-16", "4", "3", "1"]]


def test_complaints_are_crossed_with_sums_at_both_ends(explained: Network) -> None:
    cross = panel(shown(explained, customer_service), "complaints")
    assert cross[0][-3:] == ["2月", "3月", "合计"]
    assert [row[:2] + row[-3:] for row in cross[1:]] == [
        ["交付", "销售", "1", "1", "2"],
        ["配件", "配件", "·", "2", "2"],
        ["合计", "", "1", "3", "4"],
    ]


def test_the_departments_end_in_the_profit_of_the_card(explained: Network) -> None:
    found = shown(explained, profit)
    table = panel(found, "departments")
    assert table[-1] == ["合计", "1,300", "440", "120", "0", "320"]
    assert {row[0]: row[-1] for row in table[1:-1]}["新车"] == "190"


def test_what_has_no_data_is_hidden_with_its_reason(explained: Network) -> None:
    found = shown(explained, after_sales)
    assert "data-panel" not in str(parts_of(list(found.panels), "Table"))
    (hidden,) = [u for u in parts_of(list(found.panels), "Ul") if u.className == "fc-unexplained"]
    told = {text_of(item.children[0]): text_of(item.children[2]) for item in hidden.children}
    assert "《技师打卡》" in told["技师三率与工时"] or "没有收到过" in told["技师三率与工时"]
    english = text_of(list(shown(explained, after_sales, language="en").panels))
    assert "Technicians: three rates and hours not shown: " in " ".join(english.split())


def test_readers_from_outside_see_staff_as_numbers_and_no_documents_of_persons(
    explained: Network,
) -> None:
    inside = shown(explained, sales)
    outside = shown(explained, sales, AREA)
    assert {row[0] for row in panel(inside, "funnel_consultants")[1:]} == {"顾问甲", "顾问乙"}
    numbers = {row[0] for row in panel(outside, "funnel_consultants")[1:]}
    assert numbers == {"销售顾问 1", "销售顾问 2"}
    everything = f"{outside.body}{outside.panels}{outside.table}{outside.more}{outside.figures()}"
    assert "顾问甲" not in everything
    assert "LCAR000" not in everything


def test_a_department_manager_sees_only_his_own(explained: Network) -> None:
    only = Scope("sales", frozenset({"N1"}), frozenset({"sales"}), Masking.PARTIAL)
    told = text_of(list(shown(explained, sales, only).panels))
    assert "期初未交订单" in told
    assert figures_named(visit_of(explained, scope=only), ("parts_dead",)) == ()


@pytest.mark.parametrize("screen", PAGES, ids=lambda screen: screen.PAGE.key)
def test_every_panel_has_its_title_and_shows_itself_or_says_why(
    explained: Network, screen: Any
) -> None:
    names = [one.name for one in screen.BOARD.panels]
    assert len(names) == len(set(names))
    body = list(shown(explained, screen).panels)
    drawn = [getattr(s, "data-panel", "") for s in parts_of(body, "Section")]
    hidden = text_of([u for u in parts_of(body, "Ul") if u.className == "fc-unexplained"])
    for name in names:
        assert (name in drawn) != (CATALOGUES["zh"][f"panel.{name}"] in hidden), name


def test_no_word_of_a_panel_is_left_over() -> None:
    room = Path(panel_module.__file__).parent
    source = "".join(file.read_text(encoding="utf-8") for file in room.glob("*.py"))
    said = set(re.findall(r"\"(panel\.[a-z_.]+)\"", source))
    heads = {f"panel.head.{name}" for name in ("figure", "value", "how", *HEADS)}
    cares = {note for one in PANELS if (note := getattr(one, "note", ""))}
    words = {key for key in CATALOGUES["en"] if key.startswith("panel.")}
    assert words == cares | said | heads | {f"panel.{one.name}" for one in PANELS}


def test_bars_begin_at_zero_and_are_measured_by_their_column(explained: Network) -> None:
    visit = visit_of(explained)
    cells = [[Cell(str(n)), Cell(str(n), size=n), Cell("x")] for n in (50.0, -25.0, 0.0)]
    sheet = Sheet([Cell("a"), Cell("b"), Cell("c")], cells, drill="open_orders")
    made = panel_of(visit, "order_book", sheet)
    bars = [s for s in parts_of(made, "Span") if "fc-inbar" in s.className.split()]
    assert [bar.style["width"] for bar in bars] == ["100.0%", "50.0%", "0.0%"]
    assert "is-below" in bars[1].className
    (link,) = parts_of(made, "A")
    assert getattr(link, "data-drill") == "open_orders"
    assert not parts_of(panel_of(visit, "order_book", replace(sheet, drill="")), "A")
