"""Incomplete data are said under the title, on the cards they feed, and in the heat map."""

from dataclasses import replace
from datetime import timedelta

import pyarrow as pa

from dashboards.board.arrived import DAYS_SHOWN, arrived_panel
from dashboards.components.arrived import card_line, page_line
from dashboards.query import View
from dashboards.visit import Visit
from metrics.catalogue import kpi
from metrics.completeness import Completeness
from metrics.model.kpi import Department
from metrics.model.period import Period
from tests.dashboards.network import AS_OF, Network
from tests.dashboards.test_pages import texts

DAY = timedelta(days=1)
MONTH = Period(AS_OF.replace(day=1), AS_OF)
ORDERS, DELIVERIES = "repair_orders", "vehicle_deliveries"


def _visit(
    network: Network, *rows: tuple[object, ...], store: str = "", language: str = "zh"
) -> Visit:
    names = ("store_code", "table_name", "day", "received", "expected", "least")
    columns = {name: [row[i] for row in rows] for i, name in enumerate(names)}
    view = View(stores=(store,) if store else ())
    visit = network.visit("/after-sales", language, view=view)
    return replace(visit, arrived=Completeness(pa.table(columns)))


def _line(visit: Visit, department: Department | None = Department.AFTER_SALES) -> str:
    return texts([page_line(visit, department)])


def test_a_complete_day_is_said_quietly(network: Network) -> None:
    visit = _visit(network, ("A1", ORDERS, AS_OF, 98, 100, 100))
    assert "单据到齐 98%" in _line(visit)
    assert "is-warning" not in str(page_line(visit, None))


def test_missing_documents_name_their_table(network: Network) -> None:
    rows = (("A1", ORDERS, AS_OF, 60, 100, 90), ("B2", ORDERS, AS_OF, 100, 100, 90))
    assert "单据只到 80%" not in _line(_visit(network, *rows, store="B2"))
    found = _line(_visit(network, *rows, store="A1"))
    assert "单据只到 60%" in found
    assert "维修工单" in found
    assert "is-bad" in str(page_line(_visit(network, *rows, store="A1"), None))
    both = page_line(_visit(network, *rows, language="en"), None)
    assert "only 80% of the usual documents" in texts([both])
    assert "is-warning" in str(both)


def test_a_page_speaks_of_its_own_tables(network: Network) -> None:
    visit = _visit(network, ("A1", "leads", AS_OF, 0, 100, 90))
    assert page_line(visit, Department.AFTER_SALES) is None
    assert "只到 0%" in _line(visit, Department.MARKETING)
    assert "只到 0%" in _line(visit, None)


def test_what_was_never_expected_says_nothing(network: Network) -> None:
    assert page_line(_visit(network), None) is None


def test_a_card_says_that_its_table_is_incomplete(network: Network) -> None:
    rows = (
        ("A1", ORDERS, AS_OF, 6, 20, 15),
        ("A1", ORDERS, AS_OF - 3 * DAY, 0, 20, 15),
        ("A1", DELIVERIES, AS_OF, 6, 20, 15),
    )
    visit = _visit(network, *rows)
    said = texts([card_line(visit, kpi("as_revenue"), MONTH)])
    assert "只到 6 / 20" in said
    assert f"{AS_OF - 3 * DAY:%m-%d} 没有单据" in said
    assert "交车" not in said
    # Neither day lies in a month that is over.
    before = Period(AS_OF.replace(month=9, day=1), AS_OF.replace(month=9, day=30))
    assert card_line(visit, kpi("as_revenue"), before) is None
    assert card_line(_visit(network, *rows, store="B2"), kpi("as_revenue"), MONTH) is None


def test_the_heat_map_shows_tables_of_one_store_and_stores_of_several(network: Network) -> None:
    rows = (
        ("A1", ORDERS, AS_OF, 60, 100, 90),
        ("A1", DELIVERIES, AS_OF, 9, 10, 10),
        ("B2", ORDERS, AS_OF, 100, 100, 90),
        ("B2", ORDERS, AS_OF - 40 * DAY, 0, 100, 90),
    )
    one = arrived_panel(_visit(network, *rows, store="A1"), network.report, ("A1",))
    assert "60%" in texts([one])
    assert "90%" in texts([one])
    assert {"is-red", "is-amber"} <= set(str(one).replace("'", " ").split())
    several = arrived_panel(_visit(network, *rows), network.report, ("A1", "B2"))
    said = texts([several])
    assert "晨光店" in said
    assert "松湖店" in said
    assert str(several).count("is-empty") == 2 * (DAYS_SHOWN - 1)


def test_the_heat_map_shows_no_store_out_of_view(network: Network) -> None:
    rows = (("A1", ORDERS, AS_OF, 60, 100, 90), ("C3", ORDERS, AS_OF, 1, 100, 90))
    panel = arrived_panel(_visit(network, *rows), network.report, ("A1",))
    assert "云岭店" not in texts([panel])
    assert str(panel).count("is-red") == 1
    none = arrived_panel(_visit(network, *rows), network.report, ())
    assert "没有足够的历史" in texts([none])
