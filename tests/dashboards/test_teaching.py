"""What the panel teaches: what is ordinary, how peers do, what else to look at."""

from access import Masking, Scope
from dashboards.board.drawer.peers import peers_question
from dashboards.board.drawer.related import related
from dashboards.board.drill import panel
from dashboards.charts.trend import draw_trend
from dashboards.query import View
from metrics.catalogue import CATALOGUE, kpi
from metrics.model.kpi import Unit
from metrics.model.period import Period
from metrics.result import Band, Figure, State
from tests.dashboards.network import Network
from tests.dashboards.test_pages import texts
from tests.dashboards.test_visit_pack import visit_of
from tests.dashboards.twelve_stores import AREA, CHIEF, twelve
from tests.metrics.network import Network as Twelve

__all__ = ["twelve"]
RATE, DELIVERIES = kpi("parts_first_fill_rate"), kpi("retail_deliveries")
PARTS = Scope("parts", frozenset({"A1"}), frozenset({"parts"}), Masking.PARTIAL)


def figure(month: int, value: float, band: Band | None) -> Figure:
    keys = {"month": f"2026-{month:02}"}
    return Figure(RATE.id, keys, value, value * 100, 100.0, Unit.PERCENT, State.OK, band=band)


def test_the_band_stands_behind_the_trend_and_is_said_in_words(network: Network) -> None:
    band = Band(0.86, 0.9, 0.92, 12)
    figures = [
        figure(6, 0.9, band),
        figure(7, 0.9, None),
        figure(8, 0.9, band),
        figure(9, 0.95, band),
    ]
    drawing = draw_trend(network.visit(language="en"), RATE, figures, "month")
    fields = [trace for trace in drawing.data if trace.get("fill") == "tonexty"]
    # A month without a band parts the field in two.
    assert [field["x"] for field in fields] == [[-0.5, 0.5], [1.5, 2.5, 2.5, 3.5]]
    assert [field["y"] for field in fields] == [[92.0] * 2, [92.0] * 4]
    assert drawing.data[-1]["mode"] == "lines+markers+text"
    assert drawing.layout["yaxis"]["range"][0] <= 86
    assert "above the ordinary range 86.0% to 92.0%" in drawing.answer
    low = draw_trend(network.visit(language="en"), RATE, [figure(9, 0.8, band)], "month")
    assert "below the ordinary range" in low.answer
    assert (
        "ordinary"
        not in draw_trend(
            network.visit(language="en"), RATE, [figure(9, 0.8, None)], "month"
        ).answer
    )


def test_the_panel_asks_for_the_band_of_each_month(network: Network) -> None:
    view = View(stores=("A1",), kpis=(DELIVERIES.id,))
    body, drawings = panel(network.visit(view=view), DELIVERIES)
    # Nine cars in every month before: nine is what is ordinary.
    assert "在寻常范围 9 至 9 之内" in drawings["trend"]["answer"]
    assert "同组有数值的门店不足 5 家" in texts(body)


def test_related_kpis_share_sums_or_the_chapter_and_are_open_to_the_reader(
    network: Network,
) -> None:
    visit = network.visit()
    for entry in CATALOGUE:
        found = related(visit, entry)
        assert len(found) <= 6
        own = {m.name for m in entry.measures}
        for other, shares in found:
            assert other is not entry
            assert shares == bool(own & {m.name for m in other.measures})
            assert shares or other.chapter == entry.chapter
    limited = related(network.visit(scope=PARTS), RATE)
    assert limited
    assert {other.department.value for other, _ in limited} == {"parts"}


def test_what_is_itself_a_rank_has_no_peers_of_its_own(network: Network) -> None:
    period = Period.month(network.reader.as_of)
    assert peers_question(network.visit(), kpi("peer_gap_to_median"), period) is None
    assert peers_question(network.visit(), RATE, period) is not None


def test_a_store_sees_its_place_among_peers_that_are_not_named(twelve: Twelve) -> None:
    gross = kpi("front_gross_per_unit")
    said = texts(panel(visit_of(twelve, scope=CHIEF, language="en"), gross)[0])
    assert "12 / 12" in said
    assert "worse" in said
    assert "Others are not named" in said
    assert not any(name in said for name in ("N04", "N06"))
    region = texts(panel(visit_of(twelve, scope=AREA, language="en"), gross)[0])
    assert "N04" in region
    assert "N07" not in region
