"""What operators and administrators see of the server: audit, refusals, counts, incidents."""

import ast
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import dash
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text

from access import Origin, record_now
from access.sending import State
from access.tables import audit
from dashboards.application import create_app
from dashboards.i18n import CATALOGUES
from dashboards.services import LoadReport, Services
from dashboards.web.meter import KINDS, Meters
from metrics.reader import Reader
from tests.architecture.checkout import modules_of_product, syntax
from tests.dashboards.conftest import callback_headers, sign_in
from tests.dashboards.network import NOW, Network, services_for
from tests.dashboards.test_gate import ask

SAME = {"Origin": "http://localhost"}


@pytest.fixture
def services(network: Network, tmp_path: Path) -> Iterator[Services]:
    made = services_for(network, tmp_path)
    yield made
    made.database.dispose()


def refusals(services: Services) -> list[tuple[str, str, str]]:
    query = select(audit).where(audit.c.what == "refused").order_by(audit.c.position)
    with services.database.connect() as connection:
        rows = connection.execute(query).all()
    return [(row.who, json.loads(row.detail)["reason"], row.address) for row in rows]


def test_an_administrator_reads_the_audit(app: dash.Dash, client: FlaskClient) -> None:
    record_now(app.forecourt.database, Origin("<b>x</b>", NOW), "looked", {"at": "<i>y</i>"})
    sign_in(client, "keeper")
    text = client.get("/audit?lang=en").get_data(as_text=True)
    assert "signed in" in text
    assert "127.0.0.1" in text
    assert "read the audit" in text
    assert ">looked<" in text
    assert "&lt;b&gt;x&lt;/b&gt;" in text
    assert "<i>y" not in text
    only = client.get("/audit?lang=en&what=user_added").get_data(as_text=True)
    assert only.count('<td title="user_added">') == 4
    assert '<td title="signed_in">' not in only
    none = client.get("/audit?lang=zh&who=nobody&from=2026-13-01&before=x").get_data(as_text=True)
    assert "没有符合条件的记录" in none
    assert "/audit" in client.get("/me").get_data(as_text=True)


@pytest.mark.parametrize("name", ["chief", "area", "parts"])
def test_nobody_else_does_and_trying_is_audited(services: Services, name: str) -> None:
    client = create_app(services).server.test_client()
    sign_in(client, name)
    for _ in range(3):
        assert client.get("/audit").status_code == 404
    assert client.get("/data/intake").status_code == 404
    assert "/audit" not in client.get("/me").get_data(as_text=True)
    assert refusals(services) == [
        (name, "read_audit", "127.0.0.1"),
        (name, "load_data", "127.0.0.1"),
    ]


def test_what_is_outside_of_a_scope_is_audited(services: Services) -> None:
    client = create_app(services).server.test_client()
    sign_in(client, "parts")
    ask(client, "/sales", "?store=B2")
    ask(client, "/profit", "")
    client.get("/export/page.xlsx?path=/profit")
    client.get("/notes/new?view=store%3DB2&kpi=x")
    assert {reason for _, reason, _ in refusals(services)} >= {"scope", "export"}
    assert "B2" not in str(refusals(services))


def test_a_store_of_others_is_audited(services: Services) -> None:
    client = create_app(services).server.test_client()
    sign_in(client, "chief")
    ask(client, "/sales", "?store=B2")
    assert refusals(services) == [("chief", "store", "127.0.0.1")]


def test_forged_requests_are_audited(services: Services) -> None:
    client = create_app(services).server.test_client()
    assert client.post("/login", headers={"Origin": "http://evil.example"}).status_code == 403
    sign_in(client, "chief")
    client.post("/_dash-update-component", json={}, headers=SAME)
    assert refusals(services) == [
        ("unknown", "other_site", "127.0.0.1"),
        ("chief", "callback_token", "127.0.0.1"),
    ]


@pytest.mark.parametrize(
    "path", ["/audit", "/export/page.xlsx?path=/sales", "/data/refused-rows.xlsx"]
)
def test_nothing_sensitive_happens_that_cannot_be_audited(services: Services, path: str) -> None:
    client = create_app(services).server.test_client()
    sign_in(client, "keeper" if path == "/audit" else "chief")
    with services.database.begin() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END"
            )
        )
    answer = client.get(path)
    assert answer.status_code == 503
    assert "full" not in answer.get_data(as_text=True)
    assert answer.mimetype == "text/html"


def test_a_failure_tells_a_number_and_nothing_else(
    services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_reader: Reader) -> LoadReport:
        raise RuntimeError("SELECT secret FROM somewhere in /srv/forecourt")

    failing = replace(services, load_report=broken)
    client = create_app(failing).server.test_client()
    sign_in(client, "chief")
    answer = ask(client, "/sales", "?lang=en")
    told = json.dumps(answer.get_json())
    number = re.search("incident number ([0-9a-f]{8})", told)
    assert number is not None
    assert f"incident {number[1]}" in caplog.text
    page = client.get("/export/page.xlsx?path=/sales&lang=en")
    assert page.status_code == 500
    shown = page.get_data(as_text=True)
    for secret in ("SELECT", "/srv", "Traceback", "RuntimeError", "Werkzeug", "Dash"):
        assert secret not in told + shown
    number = re.search("incident number ([0-9a-f]{8})", shown)
    assert number is not None
    assert f"incident {number[1]}" in caplog.text


@pytest.mark.parametrize(
    "body",
    [[], 7, "x", {}, {"output": 7}, {"output": "x"}, {"output": "x", "inputs": {}},
     {"output": "x", "inputs": [7]}, {"output": "no.such", "inputs": []},
     {"output": "page-body.children", "inputs": [], "changedPropIds": "x"}],
)  # fmt: skip
def test_callbacks_of_another_form_are_refused(client: FlaskClient, body: object) -> None:
    sign_in(client, "chief")
    headers = callback_headers(client)
    answer = client.post("/_dash-update-component", json=body, headers=headers)
    assert answer.status_code == 400
    assert set(answer.get_json()) == {"error", "incident"}


def test_too_large_a_request_is_told(client: FlaskClient) -> None:
    sign_in(client, "chief")
    headers = callback_headers(client)
    body = {"output": "x", "inputs": [], "state": [{"id": "x" * 300_000, "property": "y"}]}
    assert client.post("/_dash-update-component", json=body, headers=headers).status_code in (
        400,
        413,
    )


def test_counts_are_for_this_machine_or_for_the_token(services: Services) -> None:
    client = create_app(services).server.test_client()
    sign_in(client, "chief")
    counts = client.get("/metrics").get_data(as_text=True)
    assert 'forecourt_requests_total{kind="form",outcome="3xx"} 1' in counts
    assert 'forecourt_events_total{event="sign_in_accepted"} 1' in counts
    assert "forecourt_database_up 1" in counts
    assert "forecourt_data_age_days 1" in counts
    assert "chief" not in counts
    away = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.get("/metrics", environ_base=away).status_code == 404
    forwarded = {"X-Forwarded-For": "192.0.2.7"}
    assert client.get("/metrics", headers=forwarded).status_code == 404
    open_ = create_app(replace(services, metrics_token="t" * 20)).server.test_client()
    assert open_.get("/metrics").status_code == 404
    right = {"Authorization": f"Bearer {'t' * 20}"}
    assert open_.get("/metrics", environ_base=away, headers=right).status_code == 200


def test_counts_of_workers_are_added_up() -> None:
    rows = Meters.of_one_process().rows + Meters.of_one_process().rows
    one, other = Meters(rows, 0), Meters(rows, 1)
    one.request("page", 200, 0.07)
    other.request("page", 503, 9)
    other.event("refused")
    lines = list(one.lines())
    assert lines == list(other.lines())
    assert 'forecourt_request_seconds_bucket{kind="page",le="0.05"} 0' in lines
    assert 'forecourt_request_seconds_bucket{kind="page",le="0.1"} 1' in lines
    assert 'forecourt_request_seconds_count{kind="page"} 2' in lines
    assert 'forecourt_events_total{event="refused"} 1' in lines
    assert {kind for kind in KINDS if any(f'"{kind}"' in each for each in lines)} == set(KINDS)


def test_a_request_is_logged_without_its_query(
    services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "forecourt.requests")
    client = create_app(services).server.test_client()
    sign_in(client, "chief")
    client.get("/actions/new?view=store%3DA1&phone=13812341234", headers={"Cookie": "x=secret"})
    told = [r for r in caplog.records if r.name == "forecourt.requests"][-1]
    assert (told.place, told.who, told.method) == ("/actions/new", "chief", "GET")  # type: ignore[attr-defined]
    assert "13812341234" not in str(vars(told))
    assert "secret" not in str(vars(told))


@pytest.mark.parametrize(
    ("peer", "claimed", "address"),
    [
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "192.0.2.66", "192.0.2.66"),
        ("127.0.0.1", "198.51.100.1, 192.0.2.66", "192.0.2.66"),
        ("127.0.0.1", "192.0.2.66, 10.0.0.5", "192.0.2.66"),
        ("127.0.0.1", "192.0.2.66, nonsense", "127.0.0.1"),
        ("203.0.113.9", "192.0.2.66", "203.0.113.9"),
    ],
)
def test_only_known_proxies_speak_for_others(
    services: Services, peer: str, claimed: str, address: str
) -> None:
    behind = replace(services, proxies=("127.0.0.1", "10.0.0.0/8"))
    client = create_app(behind).server.test_client()
    headers = {"Origin": "http://evil.example", "X-Forwarded-For": claimed}
    client.post("/login", headers=headers, environ_base={"REMOTE_ADDR": peer})
    assert refusals(services) == [("unknown", "other_site", address)]


def test_every_verb_of_the_audit_has_words() -> None:
    """What the program records is told in both languages, as it is called in the source."""
    recorded: set[str] = set()
    for name in modules_of_product():
        for node in ast.walk(syntax(name)):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if called in ("record", "record_now", "record_once", "_audit") and isinstance(
                node, ast.Call
            ):
                texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
                recorded.update(text for text in texts if isinstance(text, str) and "_" in text)
    # What became of a report is recorded by its state.
    recorded.update(f"report_{state}" for state in State if state is not State.WAITING)
    assert len(recorded) > 20
    for words in CATALOGUES.values():
        assert {verb for verb in recorded if f"audit.what.{verb}" not in words} == set()
