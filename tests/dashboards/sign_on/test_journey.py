"""Signing on at a provider that runs as a process of its own, and what follows from it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
import requests
from flask.testing import FlaskClient
from sqlalchemy import select

from access import NewUser, Origin, Role, add_user, find_user
from access.identities import Identity, link
from access.second_factor import begin, confirm
from access.sign_on import Provider, SignOnSettings
from access.tables import audit
from dashboards.application import create_app
from dashboards.services import Services
from dashboards.web.meter import Meters
from tests.access.moments import BY_OPERATOR
from tests.dashboards.network import PASSWORD, services_without_data
from tests.dashboards.sign_on.real_provider import approve, real_provider
from tests.dashboards.test_second_step import post

PEOPLE = {"sub-chief": {}, "sub-keeper": {"amr": ["pwd", "mfa"]}, "sub-new": {}}


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with real_provider(PEOPLE) as found:
        yield found


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory, issuer: str) -> Iterator[Services]:
    made = services_without_data(tmp_path_factory.mktemp("sign_on"))
    for name in ("chief", "keeper"):
        link(made.database, name, Identity(issuer, f"sub-{name}"), BY_OPERATOR)
    yield replace(
        made,
        now=lambda: datetime.now(UTC),
        needs_second_factor=True,
        sign_on=Provider(settings_of(issuer)),
    )
    made.database.dispose()


def settings_of(issuer: str) -> SignOnSettings:
    return SignOnSettings(
        issuer=issuer,
        client_id="forecourt",
        client_secret="a secret of the tests",
        name="集团账号",
        address="http://localhost",
    )


def issuer_of(services: Services) -> str:
    assert services.sign_on is not None
    return services.sign_on.settings.issuer


def browser(services: Services) -> FlaskClient:
    found: FlaskClient = create_app(services).server.test_client()
    found.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return found


def sign_on(client: FlaskClient, subject: str) -> tuple[int, str, str]:
    """Go to the provider and back; return status, place and text."""
    sent = client.get("/login/provider?lang=en")
    assert sent.status_code == 303
    answer = client.get(approve(sent.headers["Location"], sub=subject))
    return answer.status_code, answer.headers.get("Location", ""), answer.get_data(as_text=True)


def audited(services: Services, what: str) -> tuple[str, dict[str, object]]:
    """By whom and how such a thing was done last."""
    query = (
        select(audit.c.who, audit.c.detail)
        .where(audit.c.what == what)
        .order_by(audit.c.position.desc())
    )
    with services.database.connect() as connection:
        who, detail = connection.execute(query).first() or ("", "{}")
        return who, json.loads(detail)


def test_the_whole_way_there_back_and_out(services: Services, issuer: str) -> None:
    client = browser(services)
    page = client.get("/login?lang=zh").get_data(as_text=True)
    assert "用集团账号登录" in page
    page = client.get("/login?lang=en").get_data(as_text=True)
    assert "Sign in with 集团账号" in page
    assert "/login/provider?lang=en" in page

    sent = client.get("/login/provider?lang=en").headers["Location"]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(sent).query).items()}
    assert sent.startswith(f"{issuer}/oauth2/authorize?")
    assert asked["redirect_uri"] == "http://localhost/login/callback"
    assert (asked["scope"], asked["response_type"]) == ("openid", "code")
    assert asked["code_challenge_method"] == "S256"
    assert asked["ui_locales"] == "en"
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3

    back = approve(sent, sub="sub-chief")
    answer = client.get(back)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    session = client.get_cookie("forecourt_session")
    assert session is not None
    assert session.http_only
    assert client.get("/").status_code == 200
    told = {"second_factor": False, "way": "single sign-on"}
    assert audited(services, "signed_in") == ("chief", told)

    left = client.post("/logout", headers={"Origin": "http://localhost"})
    assert left.headers["Location"] == "/login?out"
    page = client.get("/login?out&lang=en").get_data(as_text=True)
    address = page.partition(f'href="{issuer}/oauth2/end_session')[2].partition('"')[0]
    assert "client_id=forecourt" in address
    ended = requests.get(f"{issuer}/oauth2/end_session{address.replace('&amp;', '&')}", timeout=30)
    assert ended.status_code == 200
    assert client.get("/").headers["Location"].startswith("/login")
    client.set_cookie("forecourt_session", session.value)
    assert client.get("/").headers["Location"].startswith("/login"), "ended on the server"


def test_arrivals_are_counted(services: Services) -> None:
    client = browser(replace(services, meters=Meters.of_one_process()))
    sign_on(client, "sub-chief")
    client.get("/login/callback")
    counts = client.get("/metrics").get_data(as_text=True)
    assert 'forecourt_events_total{event="sign_in_accepted"} 1' in counts
    assert 'forecourt_events_total{event="sign_in_refused"} 1' in counts


def test_a_code_is_asked_for_after_the_provider_where_there_is_one(services: Services) -> None:
    client, now = browser(services), services.now()
    person = find_user(services.database, "parts")
    link(
        services.database,
        "parts",
        Identity(issuer_of(services), "sub-parts"),
        BY_OPERATOR,
    )
    secret = begin(services.database, person, services.secret_key, now).secret
    code = pyotp.TOTP(secret).at(now)
    origin = Origin("parts", now)
    assert confirm(services.database, person, code, services.secret_key, origin) is not None
    assert sign_on(client, "sub-parts")[0] == 303
    assert client.get("/").headers["Location"] == "/code"
    assert audited(services, "sign_on_accepted")[0] == "parts"
    client.get("/code")
    later = pyotp.TOTP(secret).at(now, counter_offset=1)
    assert post(client, "/code", code=later)[0] == 303
    assert client.get("/").status_code == 200
    told = {"second_factor": True, "way": "single sign-on"}
    assert audited(services, "signed_in") == ("parts", told)


def test_a_session_is_a_new_one_whatever_the_browser_held(services: Services) -> None:
    client = browser(services)
    client.set_cookie("forecourt_session", "planted")
    assert sign_on(client, "sub-chief")[0] == 303
    kept = client.get_cookie("forecourt_session")
    assert kept is not None
    assert kept.value != "planted"


def test_who_is_not_linked_is_linked_by_the_incident_number(
    services: Services, issuer: str
) -> None:
    client = browser(services)
    status, _, page = sign_on(client, "sub-new")
    assert status == 401
    assert "belongs to nobody here" in page
    who, told = audited(services, "sign_in_refused")
    assert (who, told["reason"], told["subject"]) == ("unknown", "unknown subject", "sub-new")
    assert str(told["incident"]) in page
    add_user(services.database, NewUser("new", Role.GM), PASSWORD, BY_OPERATOR, one_time=True)
    link(services.database, "new", Identity(issuer, str(told["subject"])), BY_OPERATOR)
    # His one-time secret was given to nobody, and is not asked for.
    assert sign_on(client, "sub-new")[0] == 303
    assert client.get("/").status_code == 200


def test_a_no_at_the_provider_leads_back_to_the_sign_in(services: Services) -> None:
    client = browser(services)
    sent = client.get("/login/provider?lang=en").headers["Location"]
    # This provider sends no state along with a no, which makes it one of nobody's.
    answer = client.get(approve(sent, action="deny"))
    assert answer.status_code == 401
    assert "could not be signed in with 集团账号" in answer.get_data(as_text=True)


def test_a_code_is_redeemed_once(services: Services) -> None:
    client = browser(services)
    back = approve(client.get("/login/provider").headers["Location"], sub="sub-chief")
    cookie = client.get_cookie("forecourt_sign_on")
    assert cookie is not None
    assert client.get(back).status_code == 303
    again = browser(services)
    again.set_cookie("forecourt_sign_on", cookie.value)
    assert again.get(back).status_code == 401
    assert again.get_cookie("forecourt_session") is None


def test_administrators_take_the_second_step_here_all_the_same(services: Services) -> None:
    client = browser(services)
    assert sign_on(client, "sub-keeper")[0] == 303
    assert client.get("/audit").headers["Location"] == "/second-factor"


def test_a_second_step_at_the_provider_counts_where_it_is_believed(
    services: Services, issuer: str
) -> None:
    settings = replace(settings_of(issuer), second_factor=frozenset({"mfa"}))
    client = browser(replace(services, sign_on=Provider(settings)))
    assert sign_on(client, "sub-keeper")[0] == 303
    assert client.get("/audit").status_code == 200
    told = {"second_factor": True, "way": "single sign-on"}
    assert audited(services, "signed_in") == ("keeper", told)


def test_passwords_can_be_left_to_administrators(services: Services, issuer: str) -> None:
    settings = replace(settings_of(issuer), passwords=False)
    client = browser(replace(services, sign_on=Provider(settings)))
    page = client.get("/login?lang=en").get_data(as_text=True)
    assert "Administrators, and people who are not linked" in page
    assert post(client, "/login", name="chief", password=PASSWORD)[0] == 401
    refused = ("chief", {"reason": "signs in at the provider"})
    assert audited(services, "sign_in_refused") == refused
    assert post(client, "/login", name="area", password=PASSWORD)[0] == 303
    client = browser(replace(services, sign_on=Provider(settings)))
    client.get("/login")
    assert post(client, "/login", name="keeper", password=PASSWORD)[0] == 303


def test_who_has_no_password_here_is_not_asked_to_change_it(
    services: Services, issuer: str
) -> None:
    client = browser(services)
    sign_on(client, "sub-chief")
    assert "/password" in client.get("/me/security").get_data(as_text=True)
    settings = replace(settings_of(issuer), passwords=False)
    client = browser(replace(services, sign_on=Provider(settings)))
    sign_on(client, "sub-chief")
    assert "/password" not in client.get("/me/security").get_data(as_text=True)


def test_without_a_provider_nothing_of_it_is_there(services: Services) -> None:
    client = browser(replace(services, sign_on=None))
    page = client.get("/login?out&lang=en")
    assert "/login/provider" not in page.get_data(as_text=True)
    for path in ("/login/provider", "/login/callback?code=x&state=y"):
        assert client.get(path).status_code == 404
        assert client.post(path, headers={"Origin": "http://localhost"}).status_code == 405


def test_cookies_of_an_attempt_go_over_encrypted_connections_only(services: Services) -> None:
    client = browser(replace(services, https=True))
    client.get("/login/provider", base_url="https://localhost")
    kept = client.get_cookie("__Host-forecourt_sign_on")
    assert kept is not None
    assert (kept.secure, kept.http_only, kept.path) == (True, True, "/")


@pytest.mark.parametrize(
    ("headers", "begins"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Referer": "http://localhost/login?lang=en"}, True),
        ({"Referer": "http://elsewhere.example/"}, False),
        ({}, False),
    ],
)
def test_no_other_site_sends_anybody_to_the_provider(
    services: Services, headers: dict[str, str], begins: bool
) -> None:
    client = browser(services)
    del client.environ_base["HTTP_SEC_FETCH_SITE"]
    answer = client.get("/login/provider?lang=en", headers=headers)
    assert answer.status_code == 303
    assert (answer.headers["Location"] == "/login?lang=en") is not begins
    assert (client.get_cookie("forecourt_sign_on") is not None) is begins
