"""What of a page is sent at once, what follows when it is looked at, and what is never mixed."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboards.page import Answer
from dashboards.pages.sales import PAGE
from dashboards.shell import ids
from dashboards.shell.frame import frame
from dashboards.shell.sent import parts_of, whole_of
from dashboards.shell.slots import chapters_of
from dashboards.site import PAGES
from dashboards.wanted import EVERYTHING, PARTS, Wanted, read_wanted
from tests.dashboards.conftest import callback_headers, sign_in
from tests.dashboards.network import Network
from tests.dashboards.questions import question
from tests.dashboards.test_pages import answer, kpis_in

LATER = [page for page in PAGES if page.comes_later]
SNAPSHOT = "test-snapshot"


def place(made: Any, name: str) -> Any:
    (found,) = [part for part in made.children if getattr(part, "id", "") == name]
    return found


def cards(parts: Any) -> list[str]:
    return [card for part in parts for card in kpis_in(part)]


def sales(network: Network, wanted: Wanted) -> Any:
    visit, found = network.visit(), answer(network, PAGE)
    return (
        whole_of(visit, PAGE, found, wanted, []) if wanted.anew
        else parts_of(visit, PAGE, found, wanted)
    )  # fmt: skip


@pytest.mark.parametrize("screen", LATER, ids=lambda page: page.key)
def test_a_page_begins_with_its_first_cards_and_leaves_the_rest_for_later(
    network: Network, screen: Any
) -> None:
    found = answer(network, screen)
    made = frame(screen, network.visit(screen.path), found, network.report)
    # Where none of the first has a value, they are folded, too.
    open_ones = [part for part in found.body if getattr(part, "className", "") != "fc-fold"]
    assert cards(place(made, ids.BODY).children) == cards(open_ones)
    for name, there in ((ids.TABLE, found.table), (ids.CHARTS, found.drawings)):
        # What is not there at all is not awaited either.
        assert bool(place(made, name).children) is not bool(there)
    assert not cards([place(made, ids.MORE), place(made, ids.REST)])
    assert all(place(made, ids.SLOTS[name]).className.endswith("fc-later") for name in PARTS)


def test_what_is_in_view_comes_with_other_filters_and_the_rest_is_awaited(network: Network) -> None:
    sent = sales(network, Wanted(parts=frozenset({"table"}), chapters=frozenset()))
    assert set(sent.places) == {ids.BODY, ids.TRUST, *ids.SLOTS.values()}
    assert "page-grid" in repr(sent.places[ids.TABLE])
    assert [sent.places[name] for name in (ids.PANELS, ids.CHARTS, ids.REST)] == [[]] * 3
    assert sent.figures == {}


def test_charts_that_stand_stay_in_their_frames(network: Network) -> None:
    charts = frozenset({"charts"})
    assert ids.CHARTS not in sales(network, Wanted(parts=charts)).places
    sent = sales(network, Wanted(parts=charts, has_frames=False))
    assert len(sent.places[ids.CHARTS]) == len(PAGE.charts)
    assert set(sent.figures) == set(answer(network, PAGE).drawings)


def test_an_unfolded_chapter_comes_with_the_others_in_brief(network: Network) -> None:
    found = answer(network, PAGE)
    titles = [title for part in found.more if (title := getattr(part, "data-chapter", ""))]
    parts = frozenset({"more", "rest"})
    sent = sales(network, Wanted(parts=parts, chapters=frozenset(titles[:1])))
    shown = [*sent.places[ids.MORE], *sent.places[ids.REST]]
    (opened,) = chapters_of(found, Wanted(chapters=frozenset(titles[:1]))).values()
    assert cards(shown) == cards(opened)
    assert cards(sales(network, Wanted(parts=parts)).places[ids.REST]) == cards(found.more)
    alone = sales(network, Wanted(False, frozenset(), chapters=frozenset(titles[:1])))
    assert alone.places == {}
    assert [cards(found) for found in alone.chapters.values()] == [cards(opened)]


def ask(client: FlaskClient, **later: Any) -> dict[str, Any]:
    told = client.post(
        "/_dash-update-component",
        json=question("/sales", later=later),
        headers=callback_headers(client),
    )
    found: dict[str, Any] = told.get_json()["response"]
    return found


def test_a_part_is_sent_alone_while_the_same_data_are_served(client: FlaskClient) -> None:
    sign_in(client, "chief")
    sent = ask(client, anew=False, parts=["table"], near=["table"], snapshot=SNAPSHOT, at=7)
    assert set(sent) == {ids.TABLE, ids.SHOWN}
    assert sent[ids.SHOWN]["data"] == {"snapshot": SNAPSHOT, "at": 7}


def test_figures_of_two_snapshots_never_share_a_screen(client: FlaskClient) -> None:
    sign_in(client, "chief")
    sent = ask(client, anew=False, parts=["table"], near=["panels"], snapshot="older", at=7)
    assert {ids.BODY, ids.TRUST} < set(sent)
    assert sent[ids.PANELS]["children"]
    assert sent[ids.TABLE]["children"]
    assert sent[ids.REST]["children"] == []


def test_what_cannot_be_shown_is_not_awaited(client: FlaskClient) -> None:
    sign_in(client, "chief")
    asked = question("/sales", "?store=B2", later={"anew": True, "parts": [], "at": 3})
    headers = callback_headers(client)
    sent = client.post("/_dash-update-component", json=asked, headers=headers).get_json()
    assert all(sent["response"][ids.SLOTS[name]]["children"] for name in PARTS)
    assert sent["response"][ids.SHOWN]["data"]["at"] == 3


@pytest.mark.parametrize("odd", [None, 7, {}, {"later": 7}, {"later": None}])
def test_who_does_not_say_gets_everything(odd: object) -> None:
    assert read_wanted(odd) is EVERYTHING


@pytest.mark.parametrize("odd", [7, "more", ["nowhere", 7, "x" * 300], {"a": 1}, ["x"] * 999])
def test_odd_wishes_are_left_out(odd: object) -> None:
    told = {"parts": odd, "near": odd, "chapters": odd, "snapshot": 7, "at": "x", "anew": 0}
    found = read_wanted({"later": told})
    assert (found.parts, found.near, found.snapshot, found.at) == (frozenset(), frozenset(), "", 0)
    assert found.anew
    assert not found.has_frames
    assert found.chapters is not None
    assert read_wanted({"later": {"chapters": "all"}}).has_chapter("any")


def test_nothing_of_a_page_that_shows_all_at_once_is_later(network: Network) -> None:
    (screen,) = [page for page in PAGES if page.path == "/compare"]
    made = frame(screen, network.visit("/compare"), Answer(), network.report)
    assert all("fc-later" not in place(made, name).className for name in ids.SLOTS.values())
