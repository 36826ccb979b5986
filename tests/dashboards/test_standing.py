"""What the screen says of figures that stand on other figures, and of published ones."""

import pytest

from dashboards.board.drill import panel
from dashboards.board.path import dimensions_of
from dashboards.components.changes import peers_chip
from dashboards.components.state import reason
from dashboards.query import View
from metrics.catalogue import kpi
from metrics.model.kpi import Kpi, Unit
from metrics.result import Figure, Note, Peers, State
from metrics.standing import BASES
from tests.dashboards.network import Network

INDEX, VIA, GAP = kpi("dealer_health_index"), kpi("cada_via"), kpi("peer_gap_to_median")


def figure(note: Note | None) -> Figure:
    return Figure("x", {}, 0.5, 0.5, 0.85, Unit.PERCENT, State.OK, note)


def test_missing_inputs_are_named(network: Network) -> None:
    lacking = ("net_profit", "return_on_sales")
    found = figure(Note.INPUTS_MISSING)._replace(lacking=lacking)
    said = reason(network.visit(language="en"), INDEX, found)
    assert (
        said == "Data cover 85 % of the weights; missing: Net profit before tax, Return on sales."
    )
    assert "、" in reason(network.visit(), INDEX, found)


def test_a_published_figure_says_of_which_month_it_is(network: Network) -> None:
    found = figure(Note.PUBLISHED_MONTH)._replace(published="2025-02")
    assert "2025年2月" in reason(network.visit(), VIA, found)


def test_a_rank_comes_with_median_and_best_quarter(network: Network) -> None:
    peers = Peers(0.04, 0.06, 2, 7)
    chip = peers_chip(
        network.visit(language="en"),
        kpi("warranty_rejection_rate"),
        figure(None)._replace(peers=peers),
    )
    assert chip is not None
    assert "title='Median of peers 4.0%, best quarter 6.0%'" in repr(chip)


def test_what_peers_have_in_common_is_said(network: Network) -> None:
    chip = peers_chip(
        network.visit(language="en"),
        kpi("warranty_rejection_rate"),
        figure(None)._replace(peers=Peers(0.04, 0.06, 2, 7, basis=BASES[0])),
    )
    assert "Brand, City tier, Size" in repr(chip)


@pytest.mark.parametrize("entry", [INDEX, GAP, VIA], ids=lambda k: k.id)
def test_what_rests_on_no_rows_of_its_own_is_not_split(entry: Kpi) -> None:
    assert dimensions_of(entry) == ()


def test_its_drill_opens_without_documents(network: Network) -> None:
    visit = network.visit(language="en", view=View(stores=("A1",), kpis=(GAP.id,)))
    body, drawings = panel(visit, GAP)
    assert "no documents of its own" in str(body[-1])
    assert set(drawings) == {"trend"}
