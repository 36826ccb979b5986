"""Answers that a browser brings from a provider: whose they are, and how often they count."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from access import disable, enable
from access.sessions import FRESH
from access.sign_on.arrival import FREE_ARRIVALS
from access.tables import metadata
from tests.access.moments import BY_OPERATOR
from tests.dashboards.network import NOW
from tests.dashboards.sign_on.conftest import CHIEF, House
from tests.dashboards.sign_on.own_provider import CLIENT_SECRET


def test_a_state_of_somebody_else_lets_nobody_in(house: House) -> None:
    attacker, victim = house.browser(), house.browser()
    planted = house.way_back(attacker)
    victim.get("/login/provider")
    answer = victim.get(planted)
    house.assert_refused(victim, answer, "state is not that of this browser")
    assert house.provider.codes, "the code was not sent on"


@pytest.mark.parametrize("cookie", ["", "x", "a.b.c", "kept"])
def test_without_the_cookie_of_the_attempt_there_is_no_way_back(house: House, cookie: str) -> None:
    client = house.browser()
    back = house.way_back(client)
    kept = client.get_cookie("forecourt_sign_on")
    assert kept is not None
    assert kept.http_only
    assert kept.same_site == "Lax"
    number, begun, seal = kept.value.split(".")
    forged = f"{number}.{int(begun) + 1}.{seal}" if cookie == "kept" else cookie
    client.set_cookie("forecourt_sign_on", forged)
    answer = client.get(back)
    house.assert_refused(client, answer, "no attempt of this browser, or an old one")


def test_an_attempt_ends_after_ten_minutes(house: House) -> None:
    client = house.browser()
    back = house.way_back(client)
    house.now = NOW + timedelta(minutes=10, seconds=1)
    house.assert_refused(client, client.get(back), "no attempt of this browser, or an old one")


def test_a_code_counts_once_even_with_the_cookie_put_back(house: House) -> None:
    client = house.browser()
    back = house.way_back(client)
    kept = client.get_cookie("forecourt_sign_on")
    assert kept is not None
    assert client.get(back).status_code == 303
    again = house.browser()
    again.set_cookie("forecourt_sign_on", kept.value)
    house.assert_refused(again, again.get(back), "the provider said invalid_grant to the code")


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
    answer = client.get(house.way_back(client, **more))
    house.assert_refused(client, answer, reason)
    assert house.provider.codes, "the code was not sent on"


def test_a_no_of_the_provider_is_told_in_words_of_ours(house: House) -> None:
    client = house.browser()
    back = house.way_back(client).replace("code=", "error=access_denied&text=")
    house.assert_refused(client, client.get(back), "the provider said access_denied")
    client = house.browser()
    back = house.way_back(client).replace("code=", "error=<script>&error_description=<b>&x=")
    answer = client.get(back)
    house.assert_refused(client, answer, "the provider said something else")
    assert "<script>" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("subject", ["00u2stranger", "00U1CHIEF", "chief"])
def test_a_subject_that_nobody_linked_is_refused_and_told_to_the_audit(
    house: House, subject: str
) -> None:
    house.provider.claims = {"email": "chief@example.com", "preferred_username": "chief"}
    client = house.browser()
    answer = client.get(house.way_back(client, subject))
    house.assert_refused(client, answer, "unknown subject")
    told = house.newest_refusal()
    assert (told["issuer"], told["subject"]) == (house.provider.issuer, subject)
    assert told["incident"] in answer.get_data(as_text=True)


def test_who_is_shut_out_stays_out(house: House) -> None:
    disable(house.services.database, "chief", BY_OPERATOR)
    try:
        client = house.browser()
        house.assert_refused(client, client.get(house.way_back(client)), "disabled")
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


def test_arrivals_from_one_place_are_slowed_down(house: House) -> None:
    client = house.browser()
    seen = [client.get("/login/callback").status_code for _ in range(FREE_ARRIVALS + 3)]
    assert seen[:FREE_ARRIVALS] == [401] * FREE_ARRIVALS
    assert seen[-1] == 429
    # Those who arrive well count for nothing.
    assert house.lets_in()


def test_nothing_secret_is_kept_or_logged(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = house.browser()
    sent = client.get("/login/provider").headers["Location"]
    assert client.get(house.provider.approve(sent, CHIEF)).status_code == 303
    house.provider.claims = {"nonce": "of another"}
    other = house.browser()
    assert other.get(house.way_back(other)).status_code == 401
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


def test_without_a_password_a_new_sign_on_shows_who_somebody_is(house: House) -> None:
    client = house.browser()
    assert client.get(house.way_back(client)).status_code == 303
    hint = "sign out and sign on again"
    page = client.get("/second-factor?lang=en").get_data(as_text=True)
    assert ("<svg" in page, hint in page) == (True, False)
    house.now += FRESH
    assert hint in client.get("/second-factor?lang=en").get_data(as_text=True)
