"""Notes on the screen: on charts, in the panel, and their forms."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from access import OPERATOR, Origin, Scope
from access.notebook import About, Notebook, NoteKind, notes_of, write_notes
from access.scope import Masking
from dashboards.application import create_app
from dashboards.board.drill import panel
from dashboards.query import View
from dashboards.services import Services
from dashboards.visit import Visit
from metrics.catalogue import kpi
from tests.dashboards.conftest import sign_in
from tests.dashboards.network import NOW, Network, services_for
from tests.dashboards.test_actions import send, walk
from tests.dashboards.test_pages import texts

DELIVERIES = kpi("retail_deliveries")
CHIEF = Scope("chief", frozenset({"A1"}), None, Masking.PARTIAL)
STORES = ("A1", "B2", "C3")
BY = Origin("operator", NOW)
NEW = {
    "view": "store=A1&kpi=retail_deliveries",
    "page": "/sales",
    "store": "A1",
    "about": "kpi",
    "kind": "system",
    "words": "换 DMS 系统",
    "first": "2026-09-07",
    "last": "2026-09-09",
}


@pytest.fixture
def services(network: Network, tmp_path: Path) -> Iterator[Services]:
    made = services_for(network, tmp_path)
    yield made
    made.database.dispose()


@pytest.fixture
def client(services: Services) -> FlaskClient:
    found: FlaskClient = create_app(services).server.test_client()
    return found


def write(services: Services, store: str, first: date, last: date, words: str) -> None:
    about = About(store, frozenset({"sales"}), DELIVERIES.id, first, last)
    write_notes(services.database, OPERATOR, [about], (NoteKind.CAMPAIGN, words), BY)


def looking(network: Network, services: Services, language: str = "zh") -> Visit:
    view = View(stores=("A1",), kpis=(DELIVERIES.id,))
    visit = network.visit("/sales", language, CHIEF, view)
    return replace(visit, notebook=Notebook(services.database))


def test_a_note_stands_on_the_chart_and_in_words_below(
    network: Network, services: Services
) -> None:
    write(services, "A1", date(2026, 3, 5), date(2026, 5, 2), "店庆 <i>大</i> & 小")
    write(services, "A1", date(2026, 9, 7), date(2026, 9, 7), "换系统")
    write(services, "A1", date(2024, 9, 7), date(2024, 9, 8), "很久以前")
    write(services, "B2", date(2026, 9, 7), date(2026, 9, 7), "别店的事")
    body, drawings = panel(looking(network, services), DELIVERIES)
    layout, answer = drawings["trend"]["layout"], drawings["trend"]["answer"]
    marks = [a for a in layout["annotations"] if a["text"] in ("①", "②")]
    # October of last year is the first of thirteen months.
    assert [(mark["text"], mark["x"]) for mark in marks] == [("①", 5), ("②", 11)]
    # A label takes tags for markup: what was typed arrives as text.
    assert "店庆 &lt;i&gt;大&lt;/i&gt; &amp; 小" in marks[0]["hovertext"]
    fields = [s for s in layout["shapes"] if s["type"] == "rect"]
    assert [(s["x0"], s["x1"]) for s in fields] == [(4.5, 7.5)]
    assert "② 2026-09-07 活动: 换系统" in answer
    said = texts(body)
    assert "很久以前" in said
    assert "别店的事" not in said + answer
    links = [str(getattr(p, "href", "")) for p in walk(body) if hasattr(p, "href")]
    assert any(link.startswith("/notes/new?store=A1") for link in links)
    assert sum("/notes/" in link for link in links) == 1 + 3


def test_only_so_many_notes_crowd_a_chart(network: Network, services: Services) -> None:
    for day in range(1, 13):
        write(services, "A1", date(2026, 9, day), date(2026, 9, day), f"第 {day} 件")
    _, drawings = panel(looking(network, services), DELIVERIES)
    (mark,) = [a for a in drawings["trend"]["layout"]["annotations"] if "①" in a["text"]]
    assert mark["text"] == "①②③④⑤⑥⑦⑧⑨"
    assert "另有 6 条" in drawings["trend"]["answer"]


def test_a_chart_without_notes_is_as_before(network: Network, services: Services) -> None:
    plain = network.visit("/sales", "zh", CHIEF, View(stores=("A1",), kpis=(DELIVERIES.id,)))
    with_book = looking(network, services)
    assert panel(plain, DELIVERIES)[1]["trend"] == panel(with_book, DELIVERIES)[1]["trend"]


@pytest.mark.parametrize(
    ("who", "changes", "status"),
    [
        ("chief", {}, 303),
        ("chief", {"about": "store"}, 303),
        ("chief", {"store": "B2"}, 404),
        ("chief", {"view": "store=B2&kpi=retail_deliveries", "store": "B2"}, 404),
        ("chief", {"view": "store=A1"}, 404),
        ("parts", {}, 404),
        ("chief", {"kind": "party"}, 404),
        ("chief", {"token": "of another"}, 400),
        ("chief", {"words": ""}, 400),
        ("chief", {"first": ""}, 400),
        ("chief", {"last": "2026-09-01"}, 400),
        ("chief", {"last": "tomorrow"}, 400),
    ],
)
def test_a_note_is_taken_within_the_rights_of_its_sender(
    client: FlaskClient, services: Services, who: str, changes: dict[str, str], status: int
) -> None:
    sign_in(client, who)
    assert send(client, "/notes/new", **{**NEW, **changes}) == status
    kept = notes_of(services.database, OPERATOR, STORES, DELIVERIES.id)
    assert len(kept) == (status == 303)
    for note in kept:
        assert note.about.kpi == ("" if changes else DELIVERIES.id)
        assert (note.about.start, note.about.end) == (date(2026, 9, 7), date(2026, 9, 9))


def test_a_region_writes_one_note_for_several_stores_and_takes_one_back(
    client: FlaskClient, services: Services
) -> None:
    sign_in(client, "area")
    page = client.get("/notes/new?kpi=retail_deliveries&page=/sales&lang=en").get_data(as_text=True)
    assert page.count('type="checkbox"') == 2
    client.set_cookie("forecourt_token", "mine")
    form = {**NEW, "view": "kpi=retail_deliveries", "store": ["A1", "B2"], "token": "mine"}
    headers = {"Origin": "http://localhost"}
    assert client.post("/notes/new", data=form, headers=headers).status_code == 303
    kept = notes_of(services.database, OPERATOR, STORES, DELIVERIES.id)
    assert [note.about.store for note in kept] == ["A1", "B2"]
    back = {"view": "kpi=retail_deliveries", "page": "/sales"}
    other = client.application.test_client()
    sign_in(other, "chief")
    path = f"/notes/{kept[1].id}"
    assert other.get(f"{path}?kpi=retail_deliveries").status_code == 404
    assert send(other, path, **back) == 404
    asked = client.get(f"{path}?kpi=retail_deliveries&page=/sales&lang=zh")
    assert "换 DMS 系统" in asked.get_data(as_text=True)
    assert send(client, path, **back, token="x") == 400
    assert send(client, path, **back) == 303
    assert len(notes_of(services.database, OPERATOR, STORES, DELIVERIES.id)) == 1
