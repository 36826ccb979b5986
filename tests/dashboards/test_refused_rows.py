"""Refused rows to download: everybody within his scope, strangers not at all."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from access import Masking, Scope
from dashboards.board.loads import loads_within, rejected_panel
from dashboards.query import View
from dashboards.services import Covered, LoadReport, RejectedRow
from dashboards.shell.trust import trust_line
from dashboards.web.refused_rows import ADDRESS
from tests.dashboards.conftest import sign_in
from tests.dashboards.network import Network
from tests.dashboards.test_pages import texts

PARTS_TABLES = [
    "parts_demand_lines",
    "parts_issue_lines",
    "parts_purchase_lines",
    "parts_stock_counts",
    "parts_stock_snapshot",
]


def fetch(client: FlaskClient, name: str, query: str = "") -> Any:
    sign_in(client, name)
    return client.get(ADDRESS + query)


def test_a_stranger_is_sent_to_the_sign_in(client: FlaskClient) -> None:
    answer = client.get(ADDRESS)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login")


@pytest.mark.parametrize(
    ("name", "query", "stores", "masking"),
    [
        ("chief", "", ["A1"], "partial"),
        ("area", "", ["A1", "B2"], "hidden"),
        ("area", "?store=B2", ["B2"], "hidden"),
        ("parts", "?store=A1", ["A1"], "partial"),
        ("keeper", "", None, "hidden"),
    ],
)
def test_everybody_gets_the_rows_of_his_stores(
    client: FlaskClient, name: str, query: str, stores: list[str] | None, masking: str
) -> None:
    answer = fetch(client, name, query)
    assert answer.status_code == 200
    given = json.loads(answer.get_data())
    assert (given[0], given[2]) == (stores, masking)
    # A manager of a department gets the rows of its tables, and those of no other.
    assert given[1] == (PARTS_TABLES if name == "parts" else None)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_store_of_others_is_told_from_none_by_nobody(client: FlaskClient) -> None:
    others = fetch(client, "chief", "?store=B2")
    none = client.get(ADDRESS + "?store=B9")
    assert others.status_code == none.status_code == 404
    assert others.get_data() == none.get_data()


def test_nothing_is_changed_by_it(client: FlaskClient) -> None:
    sign_in(client, "chief")
    assert client.post(ADDRESS, headers={"Origin": "http://localhost"}).status_code == 405


def test_the_page_leads_to_the_rows_in_view(network: Network) -> None:
    visit = network.visit("/data", view=View(stores=("A1",)))
    panel = str(rejected_panel(visit, loads_within(visit, network.report)))
    assert f"{ADDRESS}?store=A1" in panel
    assert "下载为工作簿" in panel
    nobody = Scope("b", frozenset({"B2"}), None, Masking.PARTIAL)
    other = network.visit("/data", scope=nobody)
    assert ADDRESS not in str(rejected_panel(other, loads_within(other, network.report)))


def test_the_page_shows_a_department_the_rows_of_its_tables(network: Network) -> None:
    kept = RejectedRow("f.csv", "", 2, "", "missing", "", "", "parts_issue_lines", "A1")
    report = LoadReport(
        rejected=[kept, replace(kept, table="gl_monthly"), replace(kept, table="")],
        refused={("A1", "parts_issue_lines"): 1, ("A1", "gl_monthly"): 3, ("A1", ""): 5},
        coverage=[Covered("A1", "dim_employee", date(2026, 10, 1), 40, None)],
    )
    parts = Scope("parts", frozenset({"A1"}), frozenset({"parts"}), Masking.PARTIAL)
    seen = loads_within(network.visit("/data", scope=parts), report)
    assert (list(seen.rejected), dict(seen.refused)) == ([kept], {("A1", "parts_issue_lines"): 1})
    assert seen.coverage == []
    chief = Scope("chief", frozenset({"A1"}), None, Masking.PARTIAL)
    everything = loads_within(network.visit("/data", scope=chief), report)
    assert (everything.rejected, everything.refused) == (report.rejected, report.refused)
    assert everything.coverage == report.coverage
    # The line under each title counts what the page of data lists.
    for scope, count in ((parts, 1), (chief, 9)):
        visit = network.visit("/parts", "en", scope=scope)
        assert f"rows refused: {count}" in texts(trust_line(visit, report, ()))
