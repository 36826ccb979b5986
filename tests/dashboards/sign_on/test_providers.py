"""Providers that are down, are not what was configured, or have new keys."""

from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import RSAKey

from tests.dashboards.conftest import sign_in
from tests.dashboards.sign_on.conftest import House, is_in
from tests.dashboards.sign_on.own_provider import own_provider
from tests.security.self_signed import self_signed

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
    assert is_in(client)


def test_nobody_is_sent_to_a_password_that_does_not_count(house: House) -> None:
    house.set(issuer="http://127.0.0.1:9", passwords=False)
    answer = house.browser().get("/login/provider?lang=en")
    assert answer.status_code == 503
    assert "ask an administrator" in answer.get_data(as_text=True)
    assert "use your password" not in answer.get_data(as_text=True)


def test_a_provider_that_fails_at_the_code_is_told_in_words(house: House) -> None:
    house.provider.document = {"token_endpoint": "http://127.0.0.1:9/token"}
    client = house.browser()
    answer = client.get(house.way_back(client))
    assert answer.status_code == 503
    assert not is_in(client)


def test_a_provider_that_sends_elsewhere_is_not_followed(house: House) -> None:
    house.set(issuer=f"{house.provider.issuer}/moved")
    assert house.browser().get("/login/provider").status_code == 503
    assert house.provider.asked["/moved/.well-known/openid-configuration"] == 1
    assert "/there" not in house.provider.asked


def test_new_keys_of_the_provider_are_fetched(house: House) -> None:
    assert house.lets_in()
    asked = house.provider.asked["/keys"]
    assert house.lets_in()
    assert house.provider.asked["/keys"] == asked
    old = house.provider.key
    house.provider.key = RSAKey.generate_key(2048, {"kid": "three"})
    try:
        assert house.lets_in()
    finally:
        house.provider.key = old


def test_a_certificate_that_nobody_vouches_for_is_refused(house: House, tmp_path: Path) -> None:
    with own_provider(self_signed(tmp_path)) as impostor:
        house.set(issuer=impostor.issuer)
        assert house.browser().get("/login/provider").status_code == 503
        assert impostor.asked == {}
