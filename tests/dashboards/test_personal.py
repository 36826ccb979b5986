"""Personal settings on the screen: where one begins, pins, and views with a name."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from access import Origin
from access.notebook import (
    Notebook,
    Preferences,
    keep_preferences,
    preferences_of,
    toggle_pin,
    views_of,
)
from access.scope import Masking, Scope
from dashboards.application import create_app
from dashboards.board.drill import panel
from dashboards.notebook.pins import pinned
from dashboards.query import View
from dashboards.services import Services
from dashboards.shell.layout import shell
from dashboards.site import PAGES
from metrics.catalogue import kpi
from tests.dashboards.conftest import sign_in
from tests.dashboards.network import NOW, PASSWORD, Network, services_for
from tests.dashboards.test_actions import send, walk

AREA = Scope("area", frozenset({"A1", "B2"}), None, Masking.HIDDEN)
CHIEF = Scope("chief", frozenset({"A1"}), None, Masking.PARTIAL)
PARTS = Scope("parts", frozenset({"A1"}), frozenset({"parts"}), Masking.PARTIAL)
DELIVERIES = kpi("retail_deliveries")


@pytest.fixture
def services(network: Network, tmp_path: Path) -> Iterator[Services]:
    made = services_for(network, tmp_path)
    yield made
    made.database.dispose()


@pytest.fixture
def client(services: Services) -> FlaskClient:
    found: FlaskClient = create_app(services).server.test_client()
    return found


def keep(services: Services, who: str, **chosen: str) -> None:
    keep_preferences(services.database, Preferences(**chosen), Origin(who, NOW))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chosen", "address"),
    [
        ({}, "/"),
        ({"store": "B2"}, "/?store=B2"),
        # No longer open to him, or no longer there.
        ({"store": "C3"}, "/"),
        ({"period": "last_month"}, "/?from=2026-09-01&to=2026-09-30"),
        ({"period": "mtd"}, "/"),
        ({"period": "no_such"}, "/"),
    ],
)
def test_one_begins_with_what_one_chose(
    client: FlaskClient, services: Services, chosen: dict[str, str], address: str
) -> None:
    keep(services, "area", language="en", theme="dark", **chosen)
    client.get("/login?lang=zh")
    token = client.get_cookie("forecourt_token")
    assert token is not None
    answer = client.post(
        "/login",
        data={"name": "area", "password": PASSWORD, "token": token.value},
        headers={"Origin": "http://localhost"},
    )
    assert answer.headers["Location"] == address
    cookies = {name: client.get_cookie(f"forecourt_{name}") for name in ("lang", "theme")}
    assert {name: c.value for name, c in cookies.items() if c} == {"lang": "en", "theme": "dark"}


def test_settings_are_kept_and_only_what_is_on_offer(
    client: FlaskClient, services: Services
) -> None:
    sign_in(client, "chief")
    page = client.get("/me?lang=zh").get_data(as_text=True)
    assert "晨光店" in page
    assert "松湖店" not in page
    form = {"language": "zh", "theme": "dark", "store": "A1", "period": "ytd"}
    for wrong in ({"store": "B2"}, {"theme": "pink"}, {"language": "fr"}, {"period": "ever"}):
        assert send(client, "/me", **{**form, **wrong}) == 404
    assert send(client, "/me", **form, token="x") == 400
    assert preferences_of(services.database, "chief") == Preferences()
    assert send(client, "/me", **form) == 303
    assert preferences_of(services.database, "chief") == Preferences("zh", "dark", "A1", "ytd")


def test_a_kpi_is_pinned_from_its_panel_to_the_navigation(
    network: Network, client: FlaskClient, services: Services
) -> None:
    view = View(stores=("A1",), kpis=(DELIVERIES.id,))
    visit = network.visit("/sales", "en", CHIEF, view)
    visit = replace(visit, notebook=Notebook(services.database))

    def button() -> tuple[str, str]:
        form = next(p for p in walk(panel(visit, DELIVERIES)[0]) if type(p).__name__ == "Form")
        return form.action, form.children.children

    sign_in(client, "chief")
    action, word = button()
    assert word == "Pin"
    answer = client.post(action, headers={"Origin": "http://localhost"})
    assert answer.headers["Location"] == "/sales?store=A1&kpi=retail_deliveries"
    assert button()[1] == "Unpin"
    assert [k.id for k in pinned(services.database, "chief", CHIEF)] == [DELIVERIES.id]
    drawn = walk(shell("en", "chief", PAGES, [DELIVERIES]))
    links = [p.href for p in drawn if type(p).__name__ == "Link"]
    assert "/sales?kpi=retail_deliveries" in links
    assert client.post(action, headers={"Origin": "http://evil.example"}).status_code == 403
    assert (
        client.post("/me/pins?pin=no_such", headers={"Origin": "http://localhost"}).status_code
        == 404
    )
    # Whoever has lost a department no longer sees its pins.
    toggle_pin(services.database, DELIVERIES.id, Origin("parts", NOW))
    assert pinned(services.database, "parts", PARTS) == []


def test_a_view_is_kept_shared_and_opened_with_the_rights_of_the_reader(
    client: FlaskClient, services: Services
) -> None:
    sign_in(client, "area")
    came = {"Referer": "http://localhost/sales?store=A1&from=2026-09-01&to=2026-09-30&lang=en"}
    page = client.get("/me/views/new?lang=en", headers=came).get_data(as_text=True)
    assert 'value="store=A1&amp;from=2026-09-01&amp;to=2026-09-30"' in page
    elsewhere = client.get("/me/views/new", headers={"Referer": "http://evil.example/sales"})
    assert elsewhere.headers["Location"].startswith("/me")
    form = {"path": "/sales", "name": "<i>九月</i>", "shared": "yes"}
    assert send(client, "/me/views/new", **form, query="store=C3") == 404
    assert send(client, "/me/views/new", **{**form, "path": "//evil.example"}, query="") == 404
    assert send(client, "/me/views/new", **{**form, "name": ""}, query="store=A1") == 400
    assert send(client, "/me/views/new", **form, query="store=A1", token="x") == 400
    assert (
        send(client, "/me/views/new", **form, query="store=A1&from=2026-09-01&to=2026-09-30") == 303
    )
    assert send(client, "/me/views/new", **form, query="store=B2") == 303
    first, second = (view.id for view in views_of(services.database, AREA))
    assert "&lt;i&gt;九月&lt;/i&gt;" in client.get("/me").get_data(as_text=True)
    other = client.application.test_client()
    sign_in(other, "chief")
    opened = other.get(f"/me/views/{first}")
    assert opened.headers["Location"] == "/sales?store=A1&from=2026-09-01&to=2026-09-30"
    assert other.get(f"/me/views/{second}").status_code == 404
    assert send(other, f"/me/views/{first}/remove") == 404
    # A page of a department that is not open to him is none of his views.
    parts = client.application.test_client()
    sign_in(parts, "parts")
    assert parts.get(f"/me/views/{first}").status_code == 404
    assert "九月" not in parts.get("/me").get_data(as_text=True)
    assert send(client, f"/me/views/{first}/remove", token="x") == 400
    assert send(client, f"/me/views/{first}/remove") == 303
    assert [view.id for view in views_of(services.database, AREA)] == [second]


@pytest.mark.parametrize(
    "query",
    ["at=store%3AB2", "at=region%3A%E5%8D%8E%E4%B8%9C&at=store%3AB2", "store=A1&doc=B2%3A4711"],
)
def test_a_shared_view_tells_nobody_of_stores_that_it_names_on_the_way_down(
    client: FlaskClient, services: Services, query: str
) -> None:
    sign_in(client, "area")
    form = {"path": "/sales", "name": "松湖", "shared": "yes", "query": query}
    assert send(client, "/me/views/new", **form) == 303
    (kept,) = views_of(services.database, AREA)
    assert views_of(services.database, CHIEF) == ()
    other = client.application.test_client()
    sign_in(other, "chief")
    assert other.get(f"/me/views/{kept.id}").status_code == 404
