"""Opening, listing and changing actions on the screen: whose, about what, and the figures since."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from access import OPERATOR, Origin, Scope
from access.notebook import (
    About,
    Action,
    ActionChange,
    NewAction,
    Notebook,
    Status,
    actions_of,
    change_action,
    open_action,
)
from access.scope import Masking
from dashboards.application import create_app
from dashboards.board.drill import panel
from dashboards.notebook.agreements import ActionsAgreed
from dashboards.notebook.beside import figures_now, like_period
from dashboards.notebook.listing import actions_list
from dashboards.notebook.words import subject_text
from dashboards.query import View
from dashboards.services import Services
from metrics.catalogue import kpi
from metrics.model.kpi import Cadence
from metrics.model.period import Period
from metrics.reader import Question
from metrics.selection import Selection
from tests.dashboards.conftest import callback_headers, sign_in
from tests.dashboards.network import NOW, Network, services_for
from tests.dashboards.questions import question
from tests.dashboards.test_pages import texts

DELIVERIES = kpi("retail_deliveries")
SEPTEMBER = (date(2026, 9, 1), date(2026, 9, 15))
DUE = date(2026, 10, 18)
AREA = Scope("area", frozenset({"A1", "B2"}), None, Masking.HIDDEN)
BY = Origin("operator", NOW)


@pytest.fixture
def services(network: Network, tmp_path: Path) -> Iterator[Services]:
    made = services_for(network, tmp_path)
    yield made
    made.database.dispose()


@pytest.fixture
def client(services: Services) -> FlaskClient:
    found: FlaskClient = create_app(services).server.test_client()
    return found


def written(services: Services, store: str = "A1", **more: Any) -> int:
    about = About(store, frozenset({"sales"}), DELIVERIES.id, *SEPTEMBER)
    new = NewAction(
        about, f"<b>加班</b> {store}", "王主管", date(2026, 10, 18), 50_000.0, "CNY", 4.0
    )
    return open_action(
        services.database,
        OPERATOR,
        replace(new, **more),
        date(2026, 9, 16),
        BY,
    )


def send(client: FlaskClient, path: str, /, **form: str) -> int:
    client.set_cookie("forecourt_token", "mine")
    headers = {"Origin": "http://localhost"}
    answer = client.post(path, data={"token": "mine", **form}, headers=headers)
    return answer.status_code


NEW = {
    "view": "store=A1&kpi=retail_deliveries&from=2026-10-01&to=2026-10-20",
    "page": "/sales",
    "store": "A1",
    "measure": "每周两场试驾",
    "owner": "王主管",
    "due": "2026-11-30",
    "expected": "1,500",
    "unit": "kpi",
}


def test_an_action_is_opened_from_a_figure_and_leads_back_to_it(
    client: FlaskClient, services: Services
) -> None:
    sign_in(client, "chief")
    page = client.get(f"/actions/new?{NEW['view']}&page=/sales&lang=zh").get_data(as_text=True)
    assert DELIVERIES.name.zh in page
    assert "松湖店" not in page
    token = client.get_cookie("forecourt_token")
    assert token is not None
    answer = client.post(
        "/actions/new",
        data={**NEW, "token": token.value},
        headers={"Origin": "http://localhost"},
    )
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sales?store=A1&from=2026-10-01")
    (kept,) = actions_of(services.database, OPERATOR)
    # The value at opening is read by the server: nine cars by the tenth, none after.
    assert (kept.said.before, kept.said.expected) == (9.0, 1500.0)
    assert (kept.opened_by, kept.opened_on) == ("chief", date(2026, 10, 20))


@pytest.mark.parametrize(
    ("who", "changes", "status"),
    [
        ("chief", {"view": "store=B2&kpi=retail_deliveries", "store": "B2"}, 404),
        ("chief", {"view": "store=nowhere&kpi=retail_deliveries", "store": "nowhere"}, 404),
        ("chief", {"store": "B2"}, 404),
        ("chief", {"view": "store=A1&kpi=no_such"}, 404),
        ("parts", {}, 404),
        ("chief", {"token": "of another"}, 400),
        ("chief", {"measure": " "}, 400),
        ("chief", {"due": "30.11.2026"}, 400),
        ("chief", {"expected": "viel"}, 400),
        ("chief", {"unit": "EUR"}, 404),
        ("chief", {"page": "//evil.example"}, 303),
    ],
)
def test_a_form_is_taken_within_the_rights_of_its_sender(
    client: FlaskClient, services: Services, who: str, changes: dict[str, str], status: int
) -> None:
    sign_in(client, who)
    assert send(client, "/actions/new", **{**NEW, **changes}) == status
    assert len(actions_of(services.database, OPERATOR)) == (status == 303)


def test_the_way_back_leads_to_a_page_of_ours(client: FlaskClient) -> None:
    sign_in(client, "chief")
    page = client.get(f"/actions/new?{NEW['view']}&page=//evil.example").get_data(as_text=True)
    assert "evil" not in page.replace('name="page" value="//evil.example"', "")


def test_who_sees_an_action_says_what_came_of_it_and_nobody_else(
    client: FlaskClient, services: Services
) -> None:
    own, other = written(services), written(services, "B2")
    sign_in(client, "chief")
    page = client.get(f"/actions/{own}?lang=en").get_data(as_text=True)
    # Text is shown as text.
    assert "&lt;b&gt;加班&lt;/b&gt;" in page
    assert "<b>加班" not in page
    assert "4 (" in page
    done = {"status": "done", "owner": "李", "due": "", "result": "多了两台"}
    assert send(client, f"/actions/{own}", **done, token="x") == 400
    assert send(client, f"/actions/{own}", **{**done, "status": "gone"}) == 404
    assert f'name="revision" value="{revision_of(services, own)}"' in page
    done["revision"] = str(revision_of(services, own))
    assert send(client, f"/actions/{own}", **done) == 303
    for number in (other, 9999):
        assert client.get(f"/actions/{number}").status_code == 404
        assert send(client, f"/actions/{number}", **done) == 404
    kept = {a.id: a for a in actions_of(services.database, OPERATOR)}
    assert (kept[own].status, kept[own].result) == (Status.DONE, "多了两台")
    assert kept[other].status is Status.OPEN
    outsider = client.application.test_client()
    sign_in(outsider, "parts")
    assert outsider.get(f"/actions/{own}").status_code == 404
    assert client.application.test_client().get(f"/actions/{own}").status_code == 302


def revision_of(services: Services, number: int) -> int:
    return {a.id: a.revision for a in actions_of(services.database, OPERATOR)}[number]


@pytest.mark.parametrize("revision", [None, "", "1", "x" * 20])
def test_an_old_form_wipes_nothing_and_shows_what_is_kept_now(
    client: FlaskClient, services: Services, revision: str | None
) -> None:
    own = written(services)
    sign_in(client, "chief")
    client.get(f"/actions/{own}?lang=en")
    change = ActionChange("赵经理", None, Status.DONE, "已加派两人")
    change_action(services.database, OPERATOR, own, change, date(2026, 10, 2), BY)
    old = {"status": "cancelled", "owner": "钱", "due": "2026-10-30", "result": "没有做"}
    if revision is not None:
        old["revision"] = revision
    token = client.get_cookie("forecourt_token")
    assert token is not None
    answer = client.post(
        f"/actions/{own}?lang=en",
        data={**old, "token": token.value},
        headers={"Origin": "http://localhost"},
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "Somebody else has changed this action" in page
    # What is kept stands in the form, and what he wrote beside it.
    assert ">已加派两人</textarea>" in page
    assert 'value="赵经理"' in page
    assert "没有做 · 钱 · 2026-10-30" in page
    kept = {a.id: a for a in actions_of(services.database, OPERATOR)}[own]
    assert (kept.status, kept.result) == (Status.DONE, "已加派两人")
    assert send(client, f"/actions/{own}", **{**old, "revision": str(kept.revision)}) == 303


def test_the_list_says_that_old_ones_are_left_out(
    network: Network, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        change = ActionChange("王主管", None, Status.DONE)
        number = written(services)
        change_action(services.database, OPERATOR, number, change, date(2026, 10, 2), BY)
    visit = replace(network.visit("/actions", "en", AREA), notebook=Notebook(services.database))
    assert "older ones" not in texts(actions_list(visit))
    monkeypatch.setattr("access.notebook.actions.CLOSED_AT_MOST", 2)
    assert "1 older ones are not counted here" in texts(actions_list(visit))


def test_the_list_shows_what_is_due_and_what_the_figure_has_become(
    network: Network, services: Services
) -> None:
    written(services)
    written(services, "B2", due=None, before=6.0)
    gone = written(services, "B2", due=date(2026, 10, 24))
    change = ActionChange("王主管", None, Status.CANCELLED, "停产")
    change_action(services.database, OPERATOR, gone, change, date(2026, 10, 2), BY)
    written(services, "C3")
    visit = replace(network.visit("/actions", "zh", AREA), notebook=Notebook(services.database))
    said = texts(actions_list(visit))
    assert "未完 2 项，其中逾期 1 项" in said
    assert "10.0 万元" in said
    assert "逾期 2 天" in said
    assert "已取消 2026-10-02" in said
    assert "加班</b> C3" not in said
    # Nine by the fifteenth of October against four at opening.
    assert "▲ +125.0% 向好" in said
    by_store = replace(visit, view=View(by="store"))
    heads = [str(h.children) for h in walk(actions_list(by_store)) if type(h).__name__ == "H2"]
    assert heads == ["晨光店", "松湖店"]


def walk(part: Any) -> Iterator[Any]:
    if isinstance(part, list | tuple):
        for item in part:
            yield from walk(item)
    elif part is not None and not isinstance(part, str):
        yield part
        yield from walk(getattr(part, "children", None))


def test_the_panel_of_a_kpi_lists_its_actions_and_offers_another(
    network: Network, services: Services
) -> None:
    written(services)
    view = View(stores=("A1",), kpis=(DELIVERIES.id,))
    visit = replace(network.visit(view=view), notebook=Notebook(services.database))
    body, _ = panel(visit, DELIVERIES)
    said = texts(body)
    assert "加班" in said
    links = [str(getattr(p, "href", "")) for p in walk(body) if hasattr(p, "href")]
    assert any(link.startswith("/actions/new?store=A1&kpi=retail_deliveries") for link in links)


def test_an_action_on_a_member_keeps_who_it_is_about_and_what_he_had(
    network: Network, client: FlaskClient, services: Services
) -> None:
    view = View(stores=("A1",), kpis=(DELIVERIES.id,))
    days = Period(date(2026, 10, 1), date(2026, 10, 20))
    asked_of = Question(Selection(days, ("A1",), ("consultant",)), (DELIVERIES,))
    someone = network.reader.ask(OPERATOR, asked_of).rows[0]
    member = someone.keys["consultant"]
    visit = network.visit(view=replace(view, at=(("consultant", member),)))
    body, _ = panel(replace(visit, notebook=Notebook(services.database)), DELIVERIES)
    links = [str(getattr(p, "href", "")) for p in walk(body) if hasattr(p, "href")]
    link = next(href for href in links if href.startswith("/actions/new"))
    sign_in(client, "chief")
    assert member in client.get(link).get_data(as_text=True)
    asked = f"{NEW['view']}&at=consultant%3A{member}"
    assert send(client, "/actions/new", **{**NEW, "view": asked}) == 303
    (kept,) = actions_of(services.database, OPERATOR)
    assert (kept.about.dimension, kept.about.member) == ("consultant", member)
    assert kept.said.before == someone.value
    lost = f"{NEW['view']}&at=shoe_size%3A44"
    assert send(client, "/actions/new", **{**NEW, "view": lost}) == 404


def test_who_may_not_see_codes_of_staff_is_not_told_whom_an_action_is_about(
    network: Network, services: Services
) -> None:
    about = About("A1", frozenset({"sales"}), DELIVERIES.id, *SEPTEMBER, "consultant", "A1-S1")
    written(services, about=about)
    (action,) = actions_of(services.database, AREA)
    assert subject_text(network.visit(scope=AREA), action) == "销售顾问"
    assert "A1-S1" in subject_text(network.visit(), action)


def test_a_remembered_page_shows_an_action_that_was_opened_after_it(
    client: FlaskClient, services: Services
) -> None:
    sign_in(client, "chief")
    asked = question("/actions")

    def body() -> str:
        answer = client.post(
            "/_dash-update-component", json=asked, headers=callback_headers(client)
        )
        return str(answer.get_json())

    client.get("/_dash-layout")
    assert "王主管" not in body()
    written(services)
    assert "王主管" in body()


@pytest.mark.parametrize(
    ("first", "last", "cadence", "like"),
    [
        ((9, 1), (9, 15), Cadence.DAY, ((10, 1), (10, 15))),
        ((9, 1), (9, 25), Cadence.DAY, ((9, 1), (9, 25))),
        ((7, 1), (7, 31), Cadence.MONTH, ((9, 1), (9, 30))),
        ((5, 1), (6, 30), Cadence.DAY, ((8, 1), (9, 30))),
        ((4, 1), (6, 30), Cadence.QUARTER, ((7, 1), (9, 30))),
        ((9, 7), (9, 13), Cadence.DAY, ((10, 14), (10, 20))),
    ],
)
def test_then_and_now_are_equally_long(
    first: tuple[int, int],
    last: tuple[int, int],
    cadence: Cadence,
    like: tuple[tuple[int, int], tuple[int, int]],
) -> None:
    period = Period(date(2026, *first), date(2026, *last))
    wanted = Period(date(2026, *like[0]), date(2026, *like[1]))
    assert like_period(period, cadence, date(2026, 10, 20)) == wanted


def test_where_nothing_came_after_there_is_no_figure_now(network: Network) -> None:
    newest = About("A1", frozenset({"sales"}), DELIVERIES.id, date(2026, 10, 1), date(2026, 10, 20))
    hidden = About("C3", frozenset({"sales"}), DELIVERIES.id, *SEPTEMBER)
    unknown = About("A1", frozenset({"sales"}), "gone", *SEPTEMBER)
    member = About("A1", frozenset({"sales"}), DELIVERIES.id, *SEPTEMBER, "shoe_size", "44")
    visit = network.visit(scope=AREA)
    assert figures_now(visit, [newest, hidden, unknown, member]) == {}


def test_a_visit_pack_gets_them_with_effect_and_end(services: Services) -> None:
    written(services)
    gone = written(services, expected=0.5, expected_unit="kpi")
    change = ActionChange("王主管", None, Status.CANCELLED)
    changed = change_action(services.database, OPERATOR, gone, change, date(2026, 10, 2), BY)
    assert isinstance(changed, Action)
    first, second = ActionsAgreed(Notebook(services.database), "en").agreed(AREA, ["A1", "C3"])
    assert (first.cancelled, first.done, first.expected) == (date(2026, 10, 2), None, "+0.50")
    assert (second.due, second.expected, second.kpi) == (
        date(2026, 10, 18),
        "+50,000 CNY",
        DELIVERIES.id,
    )
    assert ActionsAgreed(Notebook(services.database), "en").agreed(AREA, ["C3"]) == []
