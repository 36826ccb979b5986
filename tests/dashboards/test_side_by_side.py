"""The comparison page: what it says, to whom, and what never reaches a browser."""

import json
from typing import Any

import pytest
from dash.development.base_component import Component

from access import OPERATOR, Masking, Scope, ScopeError
from dashboards.i18n import CATALOGUES
from dashboards.page import Answer
from dashboards.query import read_query
from dashboards.services import LoadReport
from dashboards.side_by_side.choices import (
    ACROSS,
    AT_MOST,
    FIRST,
    OF_PERSONS,
    choices_of,
    fits,
)
from dashboards.side_by_side.controls import tools
from dashboards.site import page_of
from dashboards.visit import Visit
from metrics.catalogue import kpi
from metrics.model.kpi import Department
from metrics.reader import Question
from metrics.side_by_side.gap_money import Kind, Way
from metrics.side_by_side.places import Verdict
from metrics.side_by_side.standings import BASES_ON_OFFER
from tests.dashboards.network import CALENDAR
from tests.dashboards.twelve_stores import AREA, CHIEF, KPIS, STORES, twelve

__all__ = ["twelve"]


def visit_of(twelve: Any, query: str = "", scope: Scope = OPERATOR, language: str = "zh") -> Visit:
    return Visit("/compare", language, scope, twelve.quick, read_query(query), CALENDAR)


def shown(visit: Visit) -> Answer:
    page = page_of("/compare")
    assert page is not None
    return page.answer(visit, LoadReport())


def payload(visit: Visit) -> str:
    """Everything that a browser gets, controls included."""
    body = [*shown(visit).body, *tools(visit)]
    return json.dumps([_plain(part) for part in body], default=_plain, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if not isinstance(value, Component):
        return str(value)
    return value.to_plotly_json()  # type: ignore[no-untyped-call]  # has no types


def query(*kpis: str, **more: str) -> str:
    return "&".join([*(f"kpi={name}" for name in kpis), *(f"{k}={v}" for k, v in more.items())])


def test_the_largest_gap_comes_first_with_its_amount_and_how_it_was_found(twelve: Any) -> None:
    text = payload(visit_of(twelve, query(*KPIS)))
    # N05: 500 against a median of some 2,200 for each of 18 cars.
    assert "确有差距" in text or "明显超出" in text
    assert "有价格和成本的零售交车" in text
    assert "12 家门店 × 2 项指标" in text
    assert text.index("暗号N05店") < text.index("暗号N01店")


def test_the_figures_are_those_of_the_cards(twelve: Any) -> None:
    visit = visit_of(twelve, query(*KPIS))
    (grid,) = [g for part in shown(visit).body for g in grids_in(part)]
    asked = Question(visit.select(by=("store",)), (kpi("front_gross_per_unit"),))
    cards = {f.keys["store"]: f.value for f in twelve.quick.ask(OPERATOR, asked).rows}
    assert {row["key"]: row["front_gross_per_unit"] for row in grid.rowData} == cards


def grids_in(part: Any) -> list[Any]:
    found = [part] if type(part).__name__ == "AgGrid" else []
    children = getattr(part, "children", None)
    for child in children if isinstance(children, list | tuple) else [children]:
        if isinstance(child, Component):
            found += grids_in(child)
    return found


@pytest.mark.parametrize("show", ["table", "heat", "lines", "lines.retail_deliveries"])
@pytest.mark.parametrize("peer", ["", *BASES_ON_OFFER])
@pytest.mark.parametrize("turn", ["", "yes"])
def test_a_reader_of_one_store_never_gets_a_peer(
    twelve: Any, show: str, peer: str, turn: str
) -> None:
    text = payload(visit_of(twelve, query(*KPIS, show=show, peer=peer, turn=turn), CHIEF))
    assert "暗号N05店" in text
    for code in STORES:
        assert code == "N05" or code not in text


def test_another_store_in_the_address_is_refused(twelve: Any) -> None:
    for scope, code in ((CHIEF, "N06"), (AREA, "N07")):
        for by in ("store", "consultant", "region"):
            with pytest.raises(ScopeError):
                shown(visit_of(twelve, query(*KPIS, store=code, by=by), scope))


def test_a_region_sees_the_names_of_its_stores_and_no_other(twelve: Any) -> None:
    text = payload(visit_of(twelve, query(*KPIS), AREA))
    for code in STORES[:6]:
        assert f"暗号{code}店" in text
    for code in STORES[6:]:
        assert code not in text


def test_people_go_by_numbers_where_their_codes_are_hidden(twelve: Any) -> None:
    asked = query(*KPIS, by="consultant")
    told = payload(visit_of(twelve, asked, CHIEF))
    hidden = payload(visit_of(twelve, asked, AREA))
    assert "员工N05-0" in told
    assert "员工" not in hidden
    assert "销售顾问 6 · 暗号N01店" in hidden


def test_four_stores_have_no_ranks_and_the_page_says_why(twelve: Any) -> None:
    lonely = Scope("area", frozenset(STORES[:4]), None, Masking.HIDDEN)
    # Eight hidden stores are enough to be compared with; of the region only two are hidden.
    text = payload(visit_of(twelve, query(*KPIS, peer="region"), lonely))
    assert "不足 5 家" in text
    assert "不足 5 家" not in payload(visit_of(twelve, query(*KPIS), lonely))


def test_an_empty_month_says_so(twelve: Any) -> None:
    asked = {"from": "2019-01-01", "to": "2019-01-31"}
    assert "此期间没有数值" in payload(visit_of(twelve, query(*KPIS, **asked)))
    english = payload(visit_of(twelve, query(*KPIS, **asked), language="en"))
    assert "There are no values in this period" in english


def test_what_is_not_on_offer_is_as_if_it_were_not_there(twelve: Any) -> None:
    odd = query("no_such", *KPIS, by="vin", peer="owner", show="sql", turn="1")
    chosen = choices_of(visit_of(twelve, odd))
    assert (chosen.by, chosen.basis, chosen.view, chosen.turned) == (
        "store",
        "closest",
        "table",
        False,
    )
    assert [k.id for k in chosen.kpis] == list(KPIS)
    left = choices_of(visit_of(twelve, query("cada_via", "retail_deliveries")))
    assert [k.id for k in left.left_out] == ["cada_via"]


def test_a_closed_department_is_not_compared(twelve: Any) -> None:
    parts = Scope("parts", frozenset({"N05"}), frozenset({"parts"}), Masking.PARTIAL)
    chosen = choices_of(visit_of(twelve, query("front_gross_per_unit"), parts))
    assert {k.department.value for k in chosen.kpis} == {"parts"}
    assert "front_gross_per_unit" not in payload(visit_of(twelve, "", parts))


def test_first_choices_exist_and_fit_their_members() -> None:
    for names in (ACROSS, *FIRST.values()):
        assert all(fits(kpi(name), "store") for name in names)
        assert len(names) <= AT_MOST
    for by, names in OF_PERSONS.items():
        assert [name for name in names if not fits(kpi(name), by)] == [], by


def test_the_page_of_twelve_stores_takes_a_handful_of_statements(twelve: Any) -> None:
    names = (*ACROSS, *FIRST[Department.AFTER_SALES])
    # What is read once for a snapshot is there before a page is counted.
    shown(visit_of(twelve, query(*names)))
    before = twelve.counted.statements
    shown(visit_of(twelve, query(*names, **{"from": "2026-07-01", "to": "2026-08-31"})))
    assert 0 < twelve.counted.statements - before <= 6


def test_every_word_that_is_put_together_is_there() -> None:
    keys = {f"side.verdict.{v.value}" for v in Verdict} | {f"side.kind.{k.value}" for k in Kind}
    keys |= {f"side.way.{w.value}" for w in Way} | {f"side.basis.{name}" for name in BASES_ON_OFFER}
    keys |= {f"side.view.{name}" for name in ("table", "heat", "lines")}
    keys |= {f"side.level.{name}" for name in ("worst", "bad", "near", "good", "best")}
    assert keys - CATALOGUES["en"].keys() == set()
