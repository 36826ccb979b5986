"""Who gets in, and what everybody else is told."""

import json
from typing import Any

import dash
import pytest
from flask.testing import FlaskClient

from dashboards.application import create_app
from dashboards.site import PAGES
from tests.dashboards.conftest import callback_headers, sign_in
from tests.dashboards.network import PASSWORD, Network, services_for
from tests.dashboards.questions import question

SAME = {"Origin": "http://localhost"}
CALLBACK = "/_dash-update-component"


def ask(client: FlaskClient, path: str, search: str, **headers: str) -> Any:
    """Ask for the figures of a page as its own script does."""
    asked = question(path, search)
    return client.post(CALLBACK, json=asked, headers={**callback_headers(client), **headers})


@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_pages_send_strangers_to_the_sign_in(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login")


@pytest.mark.parametrize("path", ["/_dash-layout", "/_dash-dependencies", "/_reload-hash-none"])
def test_the_app_tells_strangers_nothing(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code in (401, 404)


def test_a_strangers_callback_is_refused(client: FlaskClient) -> None:
    assert ask(client, "/sales", "").status_code == 401


def test_unknown_paths_are_not_found(client: FlaskClient) -> None:
    assert client.get("/no-such-page").status_code == 404
    sign_in(client, "chief")
    answer = client.get("/sales/../etc/passwd")
    assert answer.status_code == 404
    assert "没有这个页面" in answer.get_data(as_text=True)
    assert client.get("/export/other.xlsx").status_code == 404


def test_health_needs_no_session(client: FlaskClient) -> None:
    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.get_json() == {"database": True, "snapshot": True, "status": "ready"}


def test_sign_in_opens_the_pages_and_sign_out_closes_them(client: FlaskClient) -> None:
    sign_in(client, "chief")
    cookie = client.get_cookie("forecourt_session")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert client.get("/").status_code == 200
    assert client.post("/logout", headers=SAME).status_code == 303
    client.set_cookie("forecourt_session", cookie.value)
    assert client.get("/").status_code == 302


def test_a_wrong_password_is_told_in_words(client: FlaskClient) -> None:
    client.get("/login?lang=en")
    token = client.get_cookie("forecourt_token")
    assert token is not None
    data = {"name": "chief", "password": "wrong", "token": token.value}
    answer = client.post("/login?lang=en", data=data, headers=SAME)
    assert answer.status_code == 401
    assert "User name or password is wrong" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("token", "headers", "status"),
    [("right", {"Origin": "http://elsewhere.example"}, 403), ("right", {}, 403),
     ("right", {"Sec-Fetch-Site": "cross-site", **SAME}, 403), ("wrong", SAME, 400)],
)  # fmt: skip
def test_a_sign_in_sent_by_another_site_is_refused(
    client: FlaskClient, token: str, headers: dict[str, str], status: int
) -> None:
    client.get("/login")
    kept = client.get_cookie("forecourt_token")
    assert kept is not None
    sent = kept.value if token == "right" else "made-up"
    data = {"name": "chief", "password": PASSWORD, "token": sent}
    assert client.post("/login", data=data, headers=headers).status_code == status
    assert client.get_cookie("forecourt_session") is None


def test_a_callback_answers_within_the_scope_of_the_session(client: FlaskClient) -> None:
    sign_in(client, "chief")
    answer = ask(client, "/sales", "?store=A1")
    assert answer.status_code == 200
    assert "晨光店" in json.dumps(answer.get_json(), ensure_ascii=False)


def test_a_store_of_others_is_refused_in_words(client: FlaskClient) -> None:
    sign_in(client, "chief")
    shown = json.dumps(ask(client, "/sales", "?store=B2").get_json(), ensure_ascii=False)
    none = json.dumps(ask(client, "/sales", "?store=B9").get_json(), ensure_ascii=False)
    assert "对您开放的门店里没有“B2”" in shown
    assert "松湖店" not in shown
    # Nobody can tell a store of others from one that does not exist.
    assert shown.replace("B2", "B9") == none


def test_a_department_of_others_is_refused(client: FlaskClient) -> None:
    sign_in(client, "parts")
    shown = json.dumps(ask(client, "/profit", "?lang=en").get_json())
    assert "not open to you" in shown
    layout = json.dumps(client.get("/_dash-layout").get_json())
    assert "/parts" in layout
    assert "/profit" not in layout


def test_a_region_sees_its_stores_only(client: FlaskClient) -> None:
    sign_in(client, "area")
    shown = json.dumps(ask(client, "/sales", "?by=store").get_json(), ensure_ascii=False)
    assert "晨光店" in shown
    assert "松湖店" in shown
    assert "云岭店" not in shown


def test_what_was_worked_out_for_one_is_not_given_to_another(app: dash.Dash) -> None:
    told = {}
    for name in ("area", "chief"):
        client = app.server.test_client()
        sign_in(client, name)
        told[name] = json.dumps(ask(client, "/sales", "?by=store").get_json(), ensure_ascii=False)
    assert "松湖店" in told["area"]
    assert "松湖店" not in told["chief"]


def test_who_looks_after_loading_sees_reports_and_no_figures(client: FlaskClient) -> None:
    sign_in(client, "keeper")
    assert "C3/交车.csv" in json.dumps(ask(client, "/data", "").get_json(), ensure_ascii=False)
    assert "您的权限不包含" in json.dumps(ask(client, "/", "").get_json(), ensure_ascii=False)


@pytest.mark.parametrize(
    ("kind", "encoding", "status"),
    [("text/plain", "", 415), ("application/json", "gzip", 415)],
)
def test_callbacks_take_plain_json_only(
    client: FlaskClient, kind: str, encoding: str, status: int
) -> None:
    sign_in(client, "chief")
    headers = {**SAME, "Content-Type": kind}
    if encoding:
        headers["Content-Encoding"] = encoding
    assert client.post(CALLBACK, data="{}", headers=headers).status_code == status


def test_a_callback_from_another_site_is_refused(client: FlaskClient) -> None:
    sign_in(client, "chief")
    assert ask(client, "/sales", "", Origin="http://elsewhere.example").status_code == 403


@pytest.mark.parametrize("asked", [None, 7, [], {"path": 3}, {"path": "/x", "search": {}}])
def test_odd_questions_do_no_harm(client: FlaskClient, asked: object) -> None:
    sign_in(client, "chief")
    answer = client.post(
        CALLBACK,
        json={
            "output": "..drill-body.children...drill-figures.data..",
            "outputs": [
                {"id": "drill-body", "property": "children"},
                {"id": "drill-figures", "property": "data"},
            ],
            "inputs": [{"id": "drill-ask", "property": "data", "value": asked}],
            "changedPropIds": ["drill-ask.data"],
        },
        headers=callback_headers(client),
    )
    assert answer.status_code == 200
    assert answer.get_json()["response"]["drill-body"]["children"] == []


def test_responses_carry_headers_that_protect(client: FlaskClient) -> None:
    answer = client.get("/login")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cache-Control"] == "no-store"


def test_no_door_is_open_that_is_not_ours(app: dash.Dash) -> None:
    rules = [rule.rule for rule in app.server.url_map.iter_rules()]
    assert not [rule for rule in rules if "mcp" in rule]


def test_two_apps_in_one_process_both_work(network: Network, tmp_path: Any) -> None:
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        services = services_for(network, folder)
        client = create_app(services).server.test_client()
        sign_in(client, "chief")
        assert ask(client, "/sales", "").status_code == 200
        services.database.dispose()
