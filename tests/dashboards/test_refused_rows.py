"""Refused rows to download: everybody within his scope, strangers not at all."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from access import Masking, Scope
from dashboards.board.loads import loads_within, rejected_panel
from dashboards.query import View
from dashboards.web.refused_rows import ADDRESS
from tests.dashboards.conftest import sign_in
from tests.dashboards.network import Network


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
    assert json.loads(answer.get_data()) == [stores, masking]
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
