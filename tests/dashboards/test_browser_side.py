"""What browsers are told to refuse: foreign scripts, frames, guesses of types, other hosts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import dash
import pytest
from flask.testing import FlaskClient

from dashboards.application import create_app
from dashboards.site import PAGES
from tests.dashboards.conftest import callback_headers, sign_in
from tests.dashboards.network import PASSWORD, Network, services_for

NOT_INLINE = "'unsafe-inline'"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rules(client: FlaskClient, path: str) -> dict[str, str]:
    """The content policy of a response by its directives."""
    policy = client.get(path).headers["Content-Security-Policy"]
    return dict(rule.split(" ", 1) for rule in policy.split("; ") if " " in rule)


@pytest.fixture
def encrypted(network: Network, tmp_path: Path) -> Iterator[FlaskClient]:
    services = replace(services_for(network, tmp_path), https=True)
    client: FlaskClient = create_app(services).server.test_client()
    yield client
    services.database.dispose()


@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_only_scripts_of_this_host_and_named_ones_run(client: FlaskClient, path: str) -> None:
    sign_in(client, "chief")
    found = rules(client, path)
    sources = found["script-src"].split()
    assert sources[0] == "'self'"
    assert all(re.fullmatch(r"'sha256-[A-Za-z0-9+/=]{44}'", each) for each in sources[1:])
    assert found["default-src"] == "'none'"
    assert found["base-uri"] == "'none'"
    assert found["object-src"] == "'none'"
    assert found["frame-ancestors"] == "'none'"
    assert found["connect-src"] == "'self'"
    assert found["form-action"] == "'self'"


@pytest.mark.parametrize("path", ["/login", "/me", "/no-such-page"])
def test_plain_pages_have_no_inline_styles_either(client: FlaskClient, path: str) -> None:
    sign_in(client, "chief")
    client.post("/logout", headers={"Origin": "http://localhost"}) if path == "/login" else None
    found = rules(client, path)
    assert found["script-src"] == "'self'"
    assert found["style-src"] == "'self'"
    assert "connect-src" not in found


@pytest.mark.parametrize("path", ["/healthz", "/_dash-layout", "/assets/favicon.svg"])
def test_what_is_no_page_loads_nothing(client: FlaskClient, path: str) -> None:
    sign_in(client, "chief")
    with client.get(path) as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize(
    "path", ["/login", "/", "/healthz", "/_dash-layout", "/assets/01-theme.js", "/nothing", "/me"]
)
def test_every_response_is_protected(client: FlaskClient, path: str) -> None:
    sign_in(client, "chief")
    with client.get(path) as answer:
        headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers
    if "/assets/" not in path:
        assert headers["Cache-Control"] == "no-store"


def test_texts_say_their_kind_and_letters(client: FlaskClient) -> None:
    """Every address that takes no number, with its answer to somebody who has signed in."""
    addresses = [
        rule.rule
        for rule in client.application.url_map.iter_rules()
        if not rule.arguments and "GET" in (rule.methods or ())
    ]
    sign_in(client, "chief")
    kinds = {}
    for path in addresses:
        with client.get(path) as answer:
            kinds[path] = answer.headers["Content-Type"]
    for path, kind in kinds.items():
        if kind.startswith(("text/", "image/svg")):
            assert kind.endswith("; charset=utf-8"), path
        else:
            # JSON has one encoding; the others are no texts.
            assert kind == "application/json" or kind.startswith(("image/", XLSX)), path
    assert {kinds["/login"], kinds["/"]} == {"text/html; charset=utf-8"}
    assert kinds["/healthz"] == "application/json"


def test_nothing_is_fetched_from_elsewhere(client: FlaskClient) -> None:
    sign_in(client, "chief")
    text = client.get("/").get_data(as_text=True)
    loaded = re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="([^"]+)"', text)
    assert len(loaded) > 10
    assert [each for each in loaded if not each.startswith("/")] == []


def test_cookies_are_host_only_over_encrypted_connections(encrypted: FlaskClient) -> None:
    base = "https://localhost"
    answer = encrypted.get("/login", base_url=base)
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")
    token = encrypted.get_cookie("__Host-forecourt_token")
    assert token is not None
    data = {"name": "chief", "password": PASSWORD, "token": token.value}
    plain = encrypted.post(
        "/login", data=data, base_url=base, headers={"Origin": "http://localhost"}
    )
    assert plain.status_code == 403
    answer = encrypted.post("/login", data=data, base_url=base, headers={"Origin": base})
    assert answer.status_code == 303
    made = [each for each in answer.headers.getlist("Set-Cookie") if "session" in each]
    assert made[0].startswith("__Host-forecourt_session=")
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert part in made[0]
    assert "Domain" not in made[0]
    page = encrypted.get("/", base_url=base)
    assert page.status_code == 200
    assert "__Host-forecourt_callback" in page.get_data(as_text=True)
    assert encrypted.get_cookie("__Host-forecourt_callback") is not None


def test_a_session_cookie_of_another_name_is_none(encrypted: FlaskClient) -> None:
    encrypted.set_cookie("forecourt_session", "x" * 43)
    assert encrypted.get("/", base_url="https://localhost").status_code == 302


@pytest.mark.parametrize(
    "path",
    ["/_dash-foo", "/_dash-component-suites/x/y.js", "/_reload-hash", "/_dash-layout/x.css",
     "/_dash-component-suites/dash/../../x.py", "/sales/x.css", "/index.html", "/.git/config",
     "/..%2f..%2fetc/passwd", "/%2e%2e/etc/passwd", "/assets/..%2fapp.py",
     "/assets/%252e%252e/app.py",
     "/assets/vendor/../../app.py", "/ＳＡＬＥＳ", "/Sales", "/_mcp"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    """Dash itself answers 200 with its index page to whatever is asked for."""
    sign_in(client, "chief")
    answer = client.get(path)
    assert answer.status_code == 404
    text = answer.get_data(as_text=True)
    assert "react-entry-point" not in text
    assert "root:" not in text
    assert "import " not in text


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_refused(client: FlaskClient, method: str) -> None:
    sign_in(client, "chief")
    for path in ("/", "/login", "/_dash-update-component"):
        assert client.open(path, method=method).status_code == 405


def test_no_other_transport_and_no_development_route(app: dash.Dash, client: FlaskClient) -> None:
    sign_in(client, "chief")
    found = {rule.rule for rule in app.server.url_map.iter_rules()}
    assert not [rule for rule in found if re.search(r"mcp|\bws|websocket|debug|console", rule)]
    assert client.get("/_dash-update-component").status_code == 405
    layout = client.get("/").get_data(as_text=True)
    assert '"ui":false' in layout
    assert '"props_check":false' in layout


@pytest.mark.parametrize("token", [None, "", "0" * 64, "\udcff", "x" * 100_000])
def test_a_callback_without_the_token_of_its_session_is_refused(
    client: FlaskClient, token: str | None
) -> None:
    sign_in(client, "chief")
    headers = {"Origin": "http://localhost"}
    if token is not None:
        headers["X-Forecourt-Callback"] = token.encode("utf-8", "replace").decode("latin-1")
    asked = client.post("/_dash-update-component", json={"output": "x"}, headers=headers)
    assert asked.status_code == 403


def test_the_token_of_another_session_does_not_fit(app: dash.Dash, client: FlaskClient) -> None:
    other = app.server.test_client()
    sign_in(client, "chief")
    sign_in(other, "chief")
    headers = callback_headers(other)
    asked = client.post("/_dash-update-component", json={"output": "x"}, headers=headers)
    assert asked.status_code == 403
    asked = other.post("/_dash-update-component", json={"output": "x"}, headers=headers)
    assert asked.status_code == 400


@pytest.mark.parametrize("place", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_signing_in_leads_nowhere_else(client: FlaskClient, place: str) -> None:
    client.get("/login", query_string={"next": place})
    token = client.get_cookie("forecourt_token")
    assert token is not None
    answer = client.post(
        "/login",
        query_string={"next": place},
        data={"name": "chief", "password": PASSWORD, "token": token.value, "next": place},
        headers={"Origin": "http://localhost"},
    )
    assert answer.headers["Location"] == "/"
