"""The page on which the morning report is ordered, tried, switched off and looked up."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from access import Origin
from access.sending import (
    Fault,
    State,
    all_deliveries,
    claim,
    deliveries_of,
    due,
    finish,
    log_of,
)
from access.sessions import FRESH
from access.tables import outbox
from dashboards.application import create_app
from dashboards.i18n import CATALOGUES
from dashboards.services import Sending, Services
from tests.dashboards.conftest import sign_in
from tests.dashboards.network import NOW, PASSWORD, Network, services_for
from tests.dashboards.test_actions import send

TOKEN = "0a1b2c3d-4e5f-6789-abcd-ef0123456789"
ADDRESS = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={TOKEN}"
FORM = {"kind": "wecom", "address": ADDRESS, "at": "08:00", "language": "zh", "document": "yes"}


@pytest.fixture
def services(network: Network, tmp_path: Path) -> Iterator[Services]:
    made = services_for(network, tmp_path)
    yield replace(made, sending=Sending(("dealer.example",), lambda moment: moment))
    made.database.dispose()


@pytest.fixture
def client(services: Services) -> FlaskClient:
    found: FlaskClient = create_app(services).server.test_client()
    return found


def page(client: FlaskClient, query: str = "lang=en") -> str:
    return client.get(f"/me/report?{query}").get_data(as_text=True)


def test_an_order_is_kept_and_shows_no_more_than_its_end(
    client: FlaskClient, services: Services
) -> None:
    sign_in(client, "chief")
    assert "/me/report" in client.get("/me").get_data(as_text=True)
    assert "Nothing ordered yet" in page(client)
    assert send(client, "/me/report", **FORM) == 303
    (kept,) = deliveries_of(services.database, "chief")
    assert kept.order.channel.target == TOKEN
    shown = page(client)
    assert "WeCom group robot ···6789" in shown
    assert TOKEN not in shown
    assert "daily at 08:00" in shown


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"address": "https://evil.example/cgi-bin/webhook/send?key=abcdefgh"}, "no address"),
        ({"kind": "mail", "address": "li@elsewhere.example"}, "domains of your own company"),
        ({"kind": "dingtalk", "address": "a1b2c3d4e5f6", "secret": "<x>"}, "begins with SEC"),
        ({"at": "25:00"}, "Give a time"),
    ],
)
def test_a_fault_is_told_and_the_address_is_not_repeated(
    client: FlaskClient, services: Services, wrong: dict[str, str], said: str
) -> None:
    sign_in(client, "chief")
    client.get("/me/report?lang=en")
    token = client.get_cookie("forecourt_token")
    assert token is not None
    form = {**FORM, **wrong, "token": token.value}
    headers = {"Origin": "http://localhost"}
    answer = client.post("/me/report?lang=en", data=form, headers=headers)
    assert answer.status_code == 400
    text = answer.get_data(as_text=True)
    assert said in text
    assert form["address"] not in text
    assert deliveries_of(services.database, "chief") == ()


def test_what_is_not_on_offer_is_not_there(client: FlaskClient, services: Services) -> None:
    sign_in(client, "chief")
    for wrong in ({"kind": "smoke"}, {"language": "fr"}):
        assert send(client, "/me/report", **{**FORM, **wrong}) == 404
    assert send(client, "/me/report", **FORM, token="x") == 400
    assert deliveries_of(services.database, "chief") == ()


def test_one_changes_what_is_ones_own(client: FlaskClient, services: Services) -> None:
    sign_in(client, "chief")
    send(client, "/me/report", **FORM)
    (kept,) = deliveries_of(services.database, "chief")
    other = client.application.test_client()
    sign_in(other, "area")
    for what in ("try", "remove", "off", "on", "steal"):
        assert send(other, f"/me/report/{kept.id}/{what}") == 404
    assert TOKEN[-4:] not in page(other)
    assert send(client, f"/me/report/{kept.id}/off") == 404
    assert send(client, f"/me/report/{kept.id}/try", token="x") == 400
    assert send(client, f"/me/report/{kept.id}/try") == 303
    assert send(client, f"/me/report/{kept.id}/try") == 303
    (message,) = due(services.database, NOW)
    assert message.is_trial
    assert claim(services.database, message, NOW) is not None
    assert finish(services.database, message, NOW, Fault.DECLINED) is State.WAITING
    assert "declined by the other side" in page(client)
    assert send(client, f"/me/report/{kept.id}/remove") == 303
    assert deliveries_of(services.database, "chief") == ()


def test_every_state_and_every_reason_has_words() -> None:
    for words in CATALOGUES.values():
        assert [state for state in State if f"report.state.{state}" not in words] == []
        assert [why for why in Fault if why and f"report.why.{why}" not in words] == []


def test_what_an_older_program_wrote_of_the_server_is_not_shown(
    client: FlaskClient, services: Services
) -> None:
    sign_in(client, "chief")
    send(client, "/me/report", **FORM)
    (kept,) = deliveries_of(services.database, "chief")
    send(client, f"/me/report/{kept.id}/try")
    with services.database.begin() as connection:
        connection.execute(outbox.update().values(fault="nothing loaded into /srv/forecourt yet"))
    assert "/srv/forecourt" not in page(client)
    assert "it could not be sent" in page(client)


def test_an_administrator_sees_and_switches_everybodys(
    client: FlaskClient, services: Services
) -> None:
    sign_in(client, "chief")
    send(client, "/me/report", **FORM)
    (kept,) = all_deliveries(services.database)
    keeper = client.application.test_client()
    sign_in(keeper, "keeper")
    shown = page(keeper)
    assert "chief" in shown
    assert "···6789" in shown
    assert TOKEN not in shown
    assert send(keeper, f"/me/report/{kept.id}/off") == 303
    assert "switched off by an administrator" in page(client)
    # What is switched off is not tried either.
    assert send(client, f"/me/report/{kept.id}/try") == 404
    assert send(keeper, f"/me/report/{kept.id}/on") == 303
    assert "switched off" not in page(client)
    assert log_of(services.database) == ()


def test_where_sending_is_off_nothing_can_be_ordered(network: Network, tmp_path: Path) -> None:
    services = services_for(network, tmp_path)
    client = create_app(services).server.test_client()
    sign_in(client, "chief")
    assert "switched off on this system" in page(client)
    assert 'name="address"' not in page(client)
    assert send(client, "/me/report", **FORM) == 404
    assert deliveries_of(services.database, Origin("chief", NOW).who) == ()
    services.database.dispose()


def test_without_a_mail_server_no_mail_is_offered(network: Network, tmp_path: Path) -> None:
    services = replace(services_for(network, tmp_path), sending=Sending())
    client = create_app(services).server.test_client()
    sign_in(client, "chief")
    assert 'value="mail"' not in page(client)
    assert send(client, "/me/report", **{**FORM, "kind": "mail", "address": "a@b.example"}) == 400
    services.database.dispose()


def test_a_session_left_open_is_not_enough_to_send_reports_out(services: Services) -> None:
    moments = [NOW]
    moving = replace(services, now=lambda: moments[-1])
    client: FlaskClient = create_app(moving).server.test_client()
    sign_in(client, "chief")
    assert 'name="password"' not in page(client)
    moments.append(NOW + FRESH)
    assert 'name="password"' in page(client)
    assert send(client, "/me/report", **FORM) == 400
    assert send(client, "/me/report", **FORM, password="not the password") == 400
    assert deliveries_of(services.database, "chief") == ()
    # The form is given back when something else is wrong, and the session goes on all the same.
    assert send(client, "/me/report", **{**FORM, "at": "25:00"}, password=PASSWORD) == 400
    assert 'name="password"' not in page(client)
    assert send(client, "/me/report", **FORM) == 303
    assert len(deliveries_of(services.database, "chief")) == 1
