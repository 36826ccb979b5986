"""What charts say of members and of lines: who has a middle, and where labels stand."""

import pytest

from dashboards.charts.lines import Lines
from dashboards.charts.ranking import draw_ranking
from metrics.catalogue import kpi
from metrics.result import Figure, Result, State
from tests.dashboards.network import Network


def members(name: str, by: str, **values: float) -> list[Figure]:
    return [
        Figure(name, {by: key}, value, value, None, kpi(name).unit, State.OK)
        for key, value in values.items()
    ]


@pytest.mark.parametrize(
    ("name", "by", "said", "lines"),
    [
        # People who do the same work are measured by the one in the middle.
        ("retail_deliveries", "consultant", "Ahead: a; last: c; dotted: median 3 (of 3)", 1),
        # Parts of a whole by their share of it.
        ("complaint_count", "category", "Most: c, 6, 60% of all", 0),
        # Parts that have no total by their two ends.
        ("budget_variance", "metric", "c 600.0%; b 100.0%", 0),
    ],
)
def test_only_peers_have_a_median(
    network: Network, name: str, by: str, said: str, lines: int
) -> None:
    sizes = (6.0, 3.0, 1.0) if by == "consultant" else (3.0, 1.0, 6.0)
    values = dict(zip("abc", sizes, strict=True))
    drawn = draw_ranking(network.visit("/sales", "en"), kpi(name), members(name, by, **values), by)
    assert drawn.answer == said
    assert len(drawn.layout["shapes"]) == lines


def test_no_share_is_told_of_what_does_not_add_up(network: Network) -> None:
    visit, found = network.visit("/sales", "en"), kpi("complaint_count")
    a, b, c = members(found.id, "category", a=3.0, b=1.0, c=6.0)
    lacking = b._replace(value=None, state=State.NO_DATA)
    assert draw_ranking(visit, found, (a, lacking, c), "category").answer == "c 6; a 3"
    foreign = b._replace(currency="TRY")
    assert "%" not in draw_ranking(visit, found, (a, foreign, c), "category").answer
    sold = members("retail_deliveries", "consultant", a=3.0, b=1.0, c=6.0)
    mixed = [*sold[:2], sold[2]._replace(currency="TRY")]
    drawn = draw_ranking(visit, kpi("retail_deliveries"), mixed, "consultant")
    assert drawn.layout["shapes"] == []


def test_lines_end_in_their_newest_values_and_no_two_lie_on_each_other(network: Network) -> None:
    visit = network.visit("/after-sales", "en")
    names = ("first_time_fix_rate", "final_check_pass_rate")
    rows = tuple(
        Figure(name, {"month": month}, value, None, None, kpi(name).unit, State.OK)
        for name, values in zip(names, ((0.95, 0.9), (0.5, 0.901)), strict=True)
        for month, value in zip(("2025-01", "2025-02"), values, strict=True)
    )
    result = Result("test", visit.as_of, visit.period, rows)
    drawn = Lines("after_sales.quality", names).draw(visit, [result])
    assert "90.0%" in drawn.answer
    assert "90.1%" in drawn.answer
    low, high = drawn.layout["annotations"]
    assert (low["text"], high["text"]) == ("90.0%", "90.1%")
    assert high["yshift"] - low["yshift"] >= 12
    assert low["font"]["color"] != high["font"]["color"]


def test_names_beside_bars_are_cut_by_the_room_they_take(network: Network) -> None:
    visit = network.visit("/profit", "en")
    name = "dept_gross_share"
    drawn = draw_ranking(
        visit, kpi(name), members(name, "department", 金融保险=0.3, 新车=0.7), "department"
    )
    assert drawn.layout["yaxis"]["ticktext"] == ["New car", "Finance and insurance"]
