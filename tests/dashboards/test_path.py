"""The way down from a figure: which steps there are, what they narrow, and who may walk them."""

from typing import Any

import pytest
from dash.development.base_component import Component

from access import Masking, Scope
from dashboards.board.drill import panel
from dashboards.board.narrowed import tile_of
from dashboards.board.path import NoSuchStepError, read_path
from dashboards.query import Step, View
from metrics.catalogue import kpi
from metrics.directory import UnknownStoreError
from tests.dashboards.network import MONTHLY, Network

DELIVERIES = kpi("retail_deliveries")
CHIEF = Scope("chief", frozenset({"A1"}), None, Masking.PARTIAL)


def visit_at(network: Network, *at: Step, **more: Any) -> Any:
    scope = {"scope": more.pop("scope")} if "scope" in more else {}
    view = View(kpis=("retail_deliveries",), at=at, **more)
    return network.visit(view=view, **scope)


def found_in(part: object, name: str) -> list[Any]:
    if isinstance(part, Component):
        own = [part] if type(part).__name__ == name else []
        return own + found_in(getattr(part, "children", None), name)
    if isinstance(part, list | tuple):
        return [found for item in part for found in found_in(item, name)]
    return []


def test_places_come_first_then_persons_then_the_rest(network: Network) -> None:
    path = read_path(visit_at(network), DELIVERIES)
    assert path.offered[:3] == ("region", "store", "consultant")
    below = read_path(visit_at(network, ("region", "华东"), ("store", "B2")), DELIVERIES)
    assert below.offered[0] == "consultant"
    assert not {"region", "store"} & set(below.offered)
    assert below.narrow.view.stores == ("B2",)


@pytest.mark.parametrize(
    ("steps", "deliveries"),
    [
        ((("region", "华东"),), MONTHLY["A1"] + MONTHLY["B2"]),
        ((("store", "B2"),), 12),
        ((("store", "B2"), ("consultant", "B2-S0")), 4),
        ((("store", "B2"), ("consultant", "B2-S0"), ("model", "M0")), 2),
        ((("store", "B2"), ("model", "M0"), ("payment_type", "贷款")), 6),
    ],
)
def test_figure_and_documents_of_a_step_are_those_of_its_members(
    network: Network, steps: tuple[Step, ...], deliveries: int
) -> None:
    visit = visit_at(network, *steps)
    tile = tile_of(read_path(visit, DELIVERIES), DELIVERIES)
    assert tile.figure.value == deliveries
    prior, year = (tile.figure.compared[name] for name in ("prior", "year"))
    assert prior.value is not None
    assert year.change == pytest.approx((tile.figure.value or 0) - (year.value or 0))
    assert tile.trend[-1].value == deliveries
    assert [figure.keys["month"] for figure in tile.trend][0::12] == ["2025-10", "2026-10"]
    before = [figure.value for figure in tile.trend[1:-1]]
    assert before == [deliveries] * len(before)
    body, _ = panel(visit, DELIVERIES)
    (documents,) = [grid for grid in found_in(body, "AgGrid") if grid.id == "drill-table"]
    assert len(documents.rowData) == deliveries


def test_every_bar_has_a_link_beside_it_that_leads_one_step_further(network: Network) -> None:
    body, drawings = panel(visit_at(network, ("store", "B2")), DELIVERIES)
    links = [a for a in found_in(body, "A") if getattr(a, "data-step", "") == "down"]
    assert {a.href.split("at=")[-1] for a in links} == {f"consultant%3AB2-S{n}" for n in range(3)}
    (trace,) = drawings["split"]["data"]
    assert {row[3] for row in trace["customdata"]} == {f"consultant%3AB2-S{n}" for n in range(3)}
    up = [a for a in found_in(body, "A") if getattr(a, "data-step", "") == "up"]
    assert [a.href for a in up] == ["/sales?kpi=retail_deliveries"]


def test_people_of_several_stores_are_reached_by_their_store(network: Network) -> None:
    body, _ = panel(visit_at(network, by="consultant"), DELIVERIES)
    links = [a for a in found_in(body, "A") if getattr(a, "data-step", "") == "down"]
    assert len(links) == 9
    assert any(a.href.endswith("at=store%3AB2&at=consultant%3AB2-S0") for a in links)
    with pytest.raises(NoSuchStepError) as refused:
        read_path(visit_at(network, ("consultant", "B2-S0")), DELIVERIES)
    assert refused.value.key == "path.store_first"


def test_no_step_leads_to_people_whose_codes_are_hidden(network: Network) -> None:
    area = Scope("area", frozenset({"A1", "B2"}), None, Masking.HIDDEN)
    body, drawings = panel(visit_at(network, ("store", "B2"), scope=area), DELIVERIES)
    assert "B2-S" not in str(body) + str(drawings)
    with pytest.raises(NoSuchStepError) as refused:
        panel(visit_at(network, ("store", "B2"), ("consultant", "B2-S0"), scope=area), DELIVERIES)
    assert refused.value.key == "path.hidden"


@pytest.mark.parametrize(
    ("steps", "key"),
    [
        ((("store", "B2"),), "path.no_member"),
        ((("store", "no such"),), "path.no_member"),
        ((("technician", "x"),), "path.no_grouping"),
        ((("model", "M0"), ("model", "M1")), "path.no_grouping"),
    ],
)
def test_steps_that_are_not_open_or_do_not_exist_are_told_alike(
    network: Network, steps: tuple[Step, ...], key: str
) -> None:
    with pytest.raises(NoSuchStepError) as refused:
        read_path(visit_at(network, *steps, scope=CHIEF), DELIVERIES)
    assert (refused.value.key, refused.value.step) == (key, steps[-1])


def test_a_member_without_a_figure_is_told_and_not_shown_as_zero(network: Network) -> None:
    with pytest.raises(NoSuchStepError) as refused:
        panel(visit_at(network, ("store", "A1"), ("consultant", "nobody")), DELIVERIES)
    assert refused.value.before == (("store", "A1"),)


def test_a_row_of_documents_leads_to_the_lines_of_its_document(network: Network) -> None:
    visits = kpi("as_visits")
    view = View(kpis=("as_visits",), document=("A1", "A1-261005"))
    body, drawings = panel(network.visit("/after-sales", scope=CHIEF, view=view), visits)
    assert drawings == {}
    (order,) = found_in(body, "AgGrid")
    assert [(row["ro_no"], row["plate_no"]) for row in order.rowData] == [
        ("A1-261005", "沪A·***45")
    ]
    fixed = [
        column["field"]
        for group in order.columnDefs
        for column in group["children"]
        if column.get("filter") is False
    ]
    assert {"plate_no", "vin"} <= set(fixed)
    other = View(kpis=("as_visits",), document=("B2", "B2-261005"))
    with pytest.raises(UnknownStoreError):
        panel(network.visit("/after-sales", scope=CHIEF, view=other), visits)
