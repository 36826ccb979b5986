"""What comes back from a provider and must let nobody in."""

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey
from sqlalchemy import select
from werkzeug.test import TestResponse

from access import disable, enable
from access.identities import Identity, link
from access.sign_on import Provider, SignOnSettings
from access.sign_on.arrival import FREE_ARRIVALS
from access.tables import metadata
from dashboards.application import create_app
from dashboards.services import Services
from tests.access.moments import BY_OPERATOR
from tests.dashboards.conftest import sign_in
from tests.dashboards.network import NOW, Network, services_for
from tests.dashboards.own_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    OwnProvider,
    own_provider,
    signed_with,
    signed_with_what_everybody_knows,
    unsigned,
)

CHIEF = "00u1chief"
SECONDS = int(NOW.timestamp())
Bend = Callable[[OwnProvider], dict[str, Any]]


@dataclass
class House:
    """The app, a provider, and addresses that nobody has come from yet."""

    server: Flask
    services: Services
    provider: OwnProvider
    settings: SignOnSettings
    addresses: Iterator[int] = field(default_factory=lambda: count(1))

    def browser(self) -> FlaskClient:
        """A browser of its own, somewhere else."""
        client: FlaskClient = self.server.test_client()
        client.environ_base["REMOTE_ADDR"] = f"192.0.2.{next(self.addresses)}"
        return client

    def set(self, **changes: Any) -> None:
        """Another Provider object with other settings: it knows nothing yet."""
        made = Provider(replace(self.settings, **changes))
        # The routes hold the services that they were given.
        object.__setattr__(self.services, "sign_on", made)

    def newest_refusal(self) -> dict[str, Any]:
        """What the audit tells of the refusal before."""
        audit = metadata.tables["audit"]
        query = (
            select(audit.c.detail)
            .where(audit.c.what == "sign_in_refused")
            .order_by(audit.c.position.desc())
        )
        with self.services.database.connect() as connection:
            found: dict[str, Any] = json.loads(connection.execute(query).scalars().first() or "{}")
        return found


@pytest.fixture(scope="module")
def made(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with own_provider() as provider:
        settings = SignOnSettings(
            issuer=provider.issuer,
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            name="集团账号",
            address="http://localhost",
        )
        bare = services_for(network, tmp_path_factory.mktemp("attacks"))
        services = replace(bare, sign_on=Provider(settings))
        link(services.database, "chief", Identity(provider.issuer, CHIEF), BY_OPERATOR)
        yield House(create_app(services).server, services, provider, settings)
        services.database.dispose()


@pytest.fixture
def house(made: House) -> House:
    made.provider.straighten()
    made.set()
    return made


def way_back(house: House, client: FlaskClient, subject: str = CHIEF, **more: str) -> str:
    sent = client.get("/login/provider")
    assert sent.status_code == 303
    return house.provider.approve(sent.headers["Location"], subject, **more)


def lets_in(client: FlaskClient) -> bool:
    return client.get("/me").status_code == 200


def assert_refused(house: House, client: FlaskClient, answer: TestResponse, reason: str) -> None:
    assert answer.status_code == 401
    assert house.newest_refusal()["reason"] == reason
    assert client.get_cookie("forecourt_session") is None
    assert not lets_in(client)


def test_an_honest_answer_lets_in_by_the_ways_of_the_standard(house: House) -> None:
    client = house.browser()
    answer = client.get(way_back(house, client, iss=house.provider.issuer))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert lets_in(client)
    assert client.get_cookie("forecourt_sign_on") is None


BENT: dict[str, tuple[Bend, str]] = {
    "wrong nonce": (lambda p: {"claims": {"nonce": "of another"}}, "ID token: invalid_claim"),
    "no nonce": (lambda p: {"claims": {"nonce": None}}, "ID token: missing_claim"),
    "another's": (lambda p: {"claims": {"aud": "other"}}, "ID token: invalid_claim"),
    "no audience": (lambda p: {"claims": {"aud": None}}, "ID token: missing_claim"),
    "for two": (
        lambda p: {"claims": {"aud": [CLIENT_ID, "other"], "azp": CLIENT_ID}},
        "ID token: is for others too",
    ),
    "azp of another": (lambda p: {"claims": {"azp": "other"}}, "ID token: invalid_claim"),
    "another issuer": (
        lambda p: {"claims": {"iss": "https://evil.example"}},
        "ID token: invalid_claim",
    ),
    "expired": (
        lambda p: {"claims": {"exp": SECONDS - 61, "iat": SECONDS - 400}},
        "ID token: expired_token",
    ),
    "never ends": (lambda p: {"claims": {"exp": None}}, "ID token: missing_claim"),
    "from tomorrow": (
        lambda p: {"claims": {"iat": SECONDS + 86400, "exp": SECONDS + 90000}},
        "ID token: invalid_claim",
    ),
    "another access token": (lambda p: {"claims": {"at_hash": "AAAA"}}, "ID token: invalid_claim"),
    "nobody": (lambda p: {"claims": {"sub": None}}, "ID token: missing_claim"),
    "no letters": (lambda p: {"claims": {"sub": ""}}, "ID token: no subject"),
    "a number": (lambda p: {"claims": {"sub": 7}}, "ID token: invalid_claim"),
    "alg none": (lambda p: {"sign": unsigned}, "ID token: unsupported_algorithm"),
    "alg HS256": (
        lambda p: {"sign": signed_with_what_everybody_knows(p.key)},
        "ID token: unsupported_algorithm",
    ),
    "key of another": (
        lambda p: {"sign": signed_with(RSAKey.generate_key(2048, {"kid": "one"}))},
        "ID token: bad_signature",
    ),
    "unknown key": (
        lambda p: {"sign": signed_with(RSAKey.generate_key(2048, {"kid": "two"}))},
        "ID token: signed with an unknown key",
    ),
    "no token at all": (lambda p: {"sign": lambda claims: "a.b"}, "ID token: decode_error"),
    "no statement": (lambda p: {"tells": False}, "no ID token"),
}


@pytest.mark.parametrize("name", BENT)
def test_a_bent_statement_lets_nobody_in(house: House, name: str) -> None:
    bend, reason = BENT[name]
    for what, value in bend(house.provider).items():
        setattr(house.provider, what, value)
    client = house.browser()
    answer = client.get(way_back(house, client))
    assert_refused(house, client, answer, reason)
    told = house.newest_refusal()
    assert told["incident"] in answer.get_data(as_text=True)


def test_a_state_of_somebody_else_lets_nobody_in(house: House) -> None:
    attacker, victim = house.browser(), house.browser()
    planted = way_back(house, attacker)
    victim.get("/login/provider")
    answer = victim.get(planted)
    assert_refused(house, victim, answer, "state is not that of this browser")
    assert house.provider.codes, "the code was not sent on"


@pytest.mark.parametrize("cookie", ["", "x", "a.b.c", "kept"])
def test_without_the_cookie_of_the_attempt_there_is_no_way_back(house: House, cookie: str) -> None:
    client = house.browser()
    back = way_back(house, client)
    kept = client.get_cookie("forecourt_sign_on")
    assert kept is not None
    assert kept.http_only
    assert kept.same_site == "Lax"
    number, begun, seal = kept.value.split(".")
    forged = f"{number}.{int(begun) + 1}.{seal}" if cookie == "kept" else cookie
    client.set_cookie("forecourt_sign_on", forged)
    answer = client.get(back)
    assert_refused(house, client, answer, "no attempt of this browser, or an old one")


def test_an_attempt_ends_after_ten_minutes(house: House) -> None:
    client = house.browser()
    back = way_back(house, client)
    late = NOW + timedelta(minutes=10, seconds=1)
    object.__setattr__(house.services, "now", lambda: late)
    try:
        answer = client.get(back)
    finally:
        object.__setattr__(house.services, "now", lambda: NOW)
    assert_refused(house, client, answer, "no attempt of this browser, or an old one")


def test_a_code_counts_once_even_with_the_cookie_put_back(house: House) -> None:
    client = house.browser()
    back = way_back(house, client)
    kept = client.get_cookie("forecourt_sign_on")
    assert kept is not None
    assert client.get(back).status_code == 303
    again = house.browser()
    again.set_cookie("forecourt_sign_on", kept.value)
    assert_refused(house, again, again.get(back), "the provider said invalid_grant to the code")


@pytest.mark.parametrize(
    ("document", "more", "reason"),
    [
        ({}, {"iss": "https://evil.example"}, "the answer is of another issuer"),
        (
            {"authorization_response_iss_parameter_supported": True},
            {},
            "the answer does not name its issuer",
        ),
    ],
)
def test_an_answer_of_another_provider_is_not_taken_to_this_one(
    house: House, document: dict[str, Any], more: dict[str, str], reason: str
) -> None:
    house.provider.document = document
    client = house.browser()
    answer = client.get(way_back(house, client, **more))
    assert_refused(house, client, answer, reason)
    assert house.provider.codes, "the code was not sent on"


def test_a_no_of_the_provider_is_told_in_words_of_ours(house: House) -> None:
    client = house.browser()
    back = way_back(house, client).replace("code=", "error=access_denied&text=")
    assert_refused(house, client, client.get(back), "the provider said access_denied")
    client = house.browser()
    back = way_back(house, client).replace("code=", "error=<script>&error_description=<b>&x=")
    answer = client.get(back)
    assert_refused(house, client, answer, "the provider said something else")
    assert "<script>" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("subject", ["00u2stranger", "00U1CHIEF", "chief"])
def test_a_subject_that_nobody_linked_is_refused_and_told_to_the_audit(
    house: House, subject: str
) -> None:
    house.provider.claims = {"email": "chief@example.com", "preferred_username": "chief"}
    client = house.browser()
    answer = client.get(way_back(house, client, subject))
    assert_refused(house, client, answer, "unknown subject")
    told = house.newest_refusal()
    assert (told["issuer"], told["subject"]) == (house.provider.issuer, subject)
    assert told["incident"] in answer.get_data(as_text=True)


def test_who_is_shut_out_stays_out(house: House) -> None:
    disable(house.services.database, "chief", BY_OPERATOR)
    try:
        client = house.browser()
        assert_refused(house, client, client.get(way_back(house, client)), "disabled")
    finally:
        enable(house.services.database, "chief", BY_OPERATOR)


@pytest.mark.parametrize("more", ["next=https://evil.example", "next=//evil.example/", "to=/\\e"])
def test_nobody_is_sent_anywhere_else(house: House, more: str) -> None:
    client = house.browser()
    sent = client.get(f"/login/provider?{more}")
    assert sent.headers["Location"].startswith(f"{house.provider.issuer}/authorize?")
    assert "evil" not in sent.headers["Location"]
    back = house.provider.approve(sent.headers["Location"], CHIEF)
    assert client.get(f"{back}&{more}").headers["Location"] == "/"


DOCUMENTS: dict[str, dict[str, Any]] = {
    "another issuer": {"issuer": "https://evil.example"},
    "a slash more": {"issuer": "http://127.0.0.1/"},
    "no issuer": {"issuer": None},
    "plain http": {"token_endpoint": "http://login.example/token"},
    "a script": {"authorization_endpoint": "javascript:alert(1)"},
    "no PKCE": {"code_challenge_methods_supported": ["plain"]},
    "no signature": {"id_token_signing_alg_values_supported": ["none", "HS256"]},
    "keys elsewhere": {"jwks_uri": "ftp://login.example/keys"},
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_provider_that_is_not_what_was_configured_is_not_used(house: House, name: str) -> None:
    house.provider.document = DOCUMENTS[name]
    answer = house.browser().get("/login/provider?lang=en")
    assert answer.status_code == 503
    assert "集团账号 cannot be reached" in answer.get_data(as_text=True)
    assert "evil" not in answer.get_data(as_text=True)


def test_without_the_provider_passwords_go_on(house: House) -> None:
    # Nobody listens there.
    house.set(issuer="http://127.0.0.1:9")
    client = house.browser()
    for _ in range(2):
        answer = client.get("/login/provider?lang=zh")
        assert answer.status_code == 503
        assert "集团账号暂时无法连接" in answer.get_data(as_text=True)
    sign_in(client, "chief")
    assert lets_in(client)


def test_a_provider_that_fails_at_the_code_is_told_in_words(house: House) -> None:
    house.provider.document = {"token_endpoint": "http://127.0.0.1:9/token"}
    client = house.browser()
    answer = client.get(way_back(house, client))
    assert answer.status_code == 503
    assert not lets_in(client)


def test_a_provider_that_sends_elsewhere_is_not_followed(house: House) -> None:
    house.set(issuer=f"{house.provider.issuer}/moved")
    assert house.browser().get("/login/provider").status_code == 503


def test_new_keys_of_the_provider_are_fetched(house: House) -> None:
    assert lets_in_by(house)
    asked = house.provider.asked["/keys"]
    assert lets_in_by(house)
    assert house.provider.asked["/keys"] == asked
    old = house.provider.key
    house.provider.key = RSAKey.generate_key(2048, {"kid": "three"})
    try:
        assert lets_in_by(house)
    finally:
        house.provider.key = old


def lets_in_by(house: House) -> bool:
    client = house.browser()
    return client.get(way_back(house, client)).status_code == 303


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({}, "ID token: no auth_time"),
        ({"auth_time": SECONDS - 61}, "ID token: proven too long ago"),
        ({"auth_time": SECONDS + 86400}, "ID token: proven too long ago"),
        ({"auth_time": True}, "ID token: no auth_time"),
    ],
)
def test_proven_long_ago_does_not_count_where_it_must_be_now(
    house: House, claims: dict[str, Any], reason: str
) -> None:
    house.set(max_age=timedelta(0))
    house.provider.claims = claims
    client = house.browser()
    assert_refused(house, client, client.get(way_back(house, client)), reason)


def test_proven_now_counts(house: House) -> None:
    house.set(max_age=timedelta(0))
    sent = house.browser().get("/login/provider").headers["Location"]
    assert "max_age=0" in sent
    assert "prompt=login" in sent
    house.provider.claims = {"auth_time": SECONDS - 30}
    assert lets_in_by(house)
    house.set(max_age=timedelta(minutes=60))
    sent = house.browser().get("/login/provider").headers["Location"]
    assert "max_age=3600" in sent
    assert "prompt" not in sent
    house.provider.claims = {"auth_time": SECONDS - 3600}
    assert lets_in_by(house)


def test_arrivals_from_one_place_are_slowed_down(house: House) -> None:
    client = house.browser()
    seen = [client.get("/login/callback").status_code for _ in range(FREE_ARRIVALS + 3)]
    assert seen[:FREE_ARRIVALS] == [401] * FREE_ARRIVALS
    assert seen[-1] == 429
    # Those who arrive well count for nothing.
    assert lets_in_by(house)


def test_nothing_secret_is_kept_or_logged(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = house.browser()
    sent = client.get("/login/provider").headers["Location"]
    assert client.get(house.provider.approve(sent, CHIEF)).status_code == 303
    house.provider.claims = {"nonce": "of another"}
    other = house.browser()
    assert other.get(way_back(house, other)).status_code == 401
    with house.services.database.connect() as connection:
        kept = "".join(
            str(row)
            for table in metadata.sorted_tables
            for row in connection.execute(select(table))
        )
    # Codes pass by in the log of the server of the tests, which is the provider's.
    ours = "".join(r.getMessage() for r in caplog.records if not r.name.startswith("werkzeug"))
    secrets = [*house.provider.given, CLIENT_SECRET]
    assert len(secrets) > 4
    assert [each for each in secrets if each in kept] == []
    assert [each for each in secrets if each in ours] == []
