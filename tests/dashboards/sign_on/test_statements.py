"""Statements of a provider that must let nobody in, and those that do."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from joserfc.jwk import RSAKey

from tests.dashboards.sign_on.conftest import SECONDS, House, is_in
from tests.dashboards.sign_on.own_provider import (
    CLIENT_ID,
    OwnProvider,
    signed_with,
    signed_with_what_everybody_knows,
    unsigned,
)

Bend = Callable[[OwnProvider], dict[str, Any]]


def test_an_honest_answer_lets_in_by_the_ways_of_the_standard(house: House) -> None:
    client = house.browser()
    answer = client.get(house.way_back(client, iss=house.provider.issuer))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert is_in(client)
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
    answer = client.get(house.way_back(client))
    house.assert_refused(client, answer, reason)
    told = house.newest_refusal()
    assert told["incident"] in answer.get_data(as_text=True)


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
    house.assert_refused(client, client.get(house.way_back(client)), reason)


def test_proven_now_counts(house: House) -> None:
    house.set(max_age=timedelta(0))
    sent = house.browser().get("/login/provider").headers["Location"]
    assert "max_age=0" in sent
    assert "prompt=login" in sent
    house.provider.claims = {"auth_time": SECONDS - 30}
    assert house.lets_in()
    house.set(max_age=timedelta(minutes=60))
    sent = house.browser().get("/login/provider").headers["Location"]
    assert "max_age=3600" in sent
    assert "prompt" not in sent
    house.provider.claims = {"auth_time": SECONDS - 3600}
    assert house.lets_in()
