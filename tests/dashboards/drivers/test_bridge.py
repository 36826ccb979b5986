"""The change on screen: parts that add up, the tree with solid and dashed branches."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboards.drivers.bridge import AT_MOST, bridge_answer, bridge_panel, parts_of, tone_of
from dashboards.drivers.bridge_asked import Bridged, ask_bridge, before_of, tree_of
from dashboards.drivers.exact import Exact
from dashboards.drivers.nodes import department_path, node_link
from dashboards.drivers.sheets import sheets_of
from dashboards.drivers.tree import tree_panel
from dashboards.query import View
from dashboards.visit import Visit
from metrics.bridge.amounts import Side
from metrics.bridge.bridging import Bridge, Step
from metrics.bridge.nodes import of_kpi
from metrics.bridge.trees import TREES
from metrics.catalogue import kpi
from metrics.drivers.hypotheses.registry import measured
from metrics.model.kpi import Department, Direction
from metrics.model.period import Period
from metrics.reader import BusinessCalendar
from tests.dashboards.drivers.analyses import FILL, TARGET, chosen_of, told_of
from tests.dashboards.drivers.changes import AFTER, BEFORE, LINE, NONE, bridged, leaf
from tests.dashboards.drivers.test_parts import rows_of, spans_of
from tests.dashboards.network import Network
from tests.dashboards.test_pages import texts
from warehouse.calendar import aligned_last_year, is_business_day


@pytest.fixture
def english(network: Network) -> Visit:
    return network.visit("/drivers", "en", view=View(target=TARGET))


def test_the_change_is_told_in_a_sentence_with_what_is_beyond_the_usual(english: Visit) -> None:
    said = bridge_answer(english, bridged())
    assert said.startswith("Sep 2026 against Aug 2026: ")
    assert "from 100,000 CNY to 130,000 CNY (+30,000 CNY)" in said
    assert "service visits +50,000 CNY" in said.replace("Service", "service")
    # What is within the usual is no news.
    assert "−20,000" not in said
    assert "no service" in bridge_answer(english, NONE).lower()


def with_ordinary(change: Bridged, *ordinary: bool | None) -> Bridged:
    assert change.bridge is not None
    top = change.bridge.top
    steps = tuple(replace(s, ordinary=o) for s, o in zip(top.steps, ordinary, strict=True))
    return replace(change, bridge=replace(change.bridge, top=replace(top, steps=steps)))


def test_what_is_not_known_is_neither_usual_nor_beyond_the_usual(english: Visit) -> None:
    unknown = bridge_answer(english, with_ordinary(bridged(), None, True))
    assert "too short to tell whether that is usual" in unknown
    assert "beyond the usual" not in unknown
    assert "within the usual" in bridge_answer(english, with_ordinary(bridged(), True, True))
    mixed = bridge_answer(english, with_ordinary(bridged(), None, False))
    assert "beyond the usual" in mixed
    assert "+50,000 CNY" not in mixed


def test_the_sheet_of_the_change_has_units_and_says_what_is_not_known(english: Visit) -> None:
    change = with_ordinary(bridged(), None, True)
    sheet = sheets_of(english, told_of(english), Exact(change))[1]
    assert sheet.heads == [
        "Figure", "Aug 2026", "Sep 2026", "Unit", "Contribution to the whole change", "Note",
    ]  # fmt: skip
    assert [row[3] for row in sheet.rows] == ["–", "CNY/visit", "CNY"]
    assert [row[5] for row in sheet.rows][:2] == [
        "history too short to tell whether it is usual", "within the usual",
    ]  # fmt: skip
    assert "are in CNY" in sheet.notes[1]
    assert "1 stores lack" in sheet.notes[2]


def test_green_is_what_is_better(english: Visit) -> None:
    change = bridged()
    assert change.bridge is not None
    bars = [s.className for row in rows_of(bridge_panel(english, change)) for s in spans_of(row)]
    assert [name.split()[-1] for name in bars if name.startswith("is-range")] == [
        "is-total", "is-better", "is-worse", "is-total",
    ]  # fmt: skip
    top = change.bridge.top
    cost = replace(top, node=of_kpi(replace(kpi("gross_service"), direction=Direction.DOWN)))
    assert (tone_of(cost, 50.0), tone_of(cost, -50.0), tone_of(cost, 0.0)) == (
        "is-worse", "is-better", "",
    )  # fmt: skip


def test_bars_go_from_the_first_total_to_the_last(english: Visit) -> None:
    rows = rows_of(bridge_panel(english, bridged()))
    assert [texts(row).split("  ")[0] for row in (rows[0], rows[-1])] != []
    assert "Aug 2026" in texts(rows[0])
    assert "Sep 2026" in texts(rows[-1])
    bars = [s.style for row in rows for s in spans_of(row) if "is-range" in s.className]
    ends = [float(b["left"][:-1]) + float(b["width"][:-1]) for b in bars]
    starts = [float(b["left"][:-1]) for b in bars]
    # Up by the first part from where the total ends, down by the second to the new total.
    assert starts[1] == pytest.approx(ends[0], abs=0.02)
    assert ends[2] == pytest.approx(ends[1], abs=0.02)
    assert starts[2] == pytest.approx(ends[3], abs=0.02)


def test_parts_on_screen_add_up_to_the_change() -> None:
    visits, per_visit = LINE.children
    many = [leaf(node, 1.0, 2.0, 10.0 * n, False) for n, node in enumerate(LINE.walk(), start=1)]
    assert len(many) > AT_MOST + 1
    whole = sum(step.part for step in many)
    top = Step(LINE, 0.0, whole, whole, 1.0, None, steps=tuple(many))
    found = parts_of(Bridge("s", Side(BEFORE), Side(AFTER), top))
    assert sum(part.amount for part in found) == pytest.approx(whole)
    assert len(found) == AT_MOST + 1
    assert found[-1].step is None
    assert visits.name != per_visit.name


def test_the_tree_has_solid_branches_and_dashed_ones_at_the_target(english: Visit) -> None:
    change = bridged()
    assert change.bridge is not None
    told = told_of(english)
    panel = tree_panel(english, change.bridge, told)
    items = items_of(panel)
    dashed = [item for item in items if "is-estimated" in str(getattr(item, "className", ""))]
    assert len(items) == 1 + 2 + len(told.shown())
    assert len(dashed) == len(told.shown()) == 3
    assert "likely +12,000 CNY to +50,000 CNY" in texts(dashed)
    waiting = told_of(english, complete=False)
    assert len(items_of(tree_panel(english, change.bridge, waiting))) == 3
    assert told.name_of(FILL, "en") in texts(panel)
    assert "dashed: estimated" in texts(panel)
    assert "dashed" not in texts(tree_panel(english, change.bridge, waiting))


def items_of(part: Any) -> list[Any]:
    own = [part] if type(part).__name__ == "Li" else []
    children = getattr(part, "children", None)
    children = children if isinstance(children, list | tuple) else [children]
    return own + [item for child in children if child is not None for item in items_of(child)]


def test_a_node_opens_the_page_of_its_department(english: Visit) -> None:
    link: Any = node_link(english, LINE.children[0])
    assert link.href.startswith("/after-sales?")
    assert "target" not in link.href
    assert department_path(Department.NETWORK) == "/"
    assert department_path(Department.FINANCE_INSURANCE) == "/finance-insurance"


def test_every_target_has_a_tree() -> None:
    assert tree_of(measured("net_profit")) is TREES[0]
    assert tree_of(measured("gross_service")) is LINE
    line = tree_of(measured("warranty_receivable_over_60d"))
    assert line is not None
    assert line.department is Department.AFTER_SALES
    assert tree_of(measured("return_on_sales")) is None


def test_books_of_a_month_of_spring_festival_stand_against_the_same_month(
    network: Network,
) -> None:
    standard = BusinessCalendar(is_business_day, aligned_last_year)
    visit = replace(network.visit("/drivers", view=View(target=TARGET)), calendar=standard)
    festival = Period(date(2026, 2, 1), date(2026, 2, 28))
    found = [before_of(visit, tree, festival, "year") for tree in (TREES[0], LINE)]
    assert found[0] == Period(date(2025, 2, 1), date(2025, 2, 28))
    assert found[1] == Period(date(2025, 1, 13), date(2025, 2, 9))


def test_a_target_without_parts_says_what_is_taken_apart_in_its_place(
    english: Visit, network: Network
) -> None:
    other = replace(bridged(), stands_for=measured("return_on_sales").name)
    said = bridge_answer(english, other)
    name = measured("return_on_sales").name.en
    assert said.startswith(f"{name} has no parts that add up; what is taken apart here is ")
    visit = network.visit("/drivers", view=View(target="return_on_sales"))
    assert ask_bridge(visit, chosen_of(visit)).stands_for is not None
    visit = network.visit("/drivers", view=View(target=TARGET))
    assert ask_bridge(visit, chosen_of(visit)).stands_for is None


def test_the_period_before_has_as_many_days(network: Network) -> None:
    visit = network.visit("/drivers", view=View(target=TARGET))
    half = Period(date(2026, 10, 1), date(2026, 10, 20))
    before = before_of(visit, LINE, half, "prior")
    assert before == Period(date(2026, 9, 1), date(2026, 9, 20))
    assert before_of(visit, LINE, half, "year").end.year == 2025
    assert ask_bridge(visit, chosen_of(visit)).against == "prior"
    other = network.visit("/drivers", view=View(target=TARGET, compare=("year",)))
    assert ask_bridge(other, chosen_of(other)).against == "year"
