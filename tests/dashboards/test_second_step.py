"""Signing in with a second step: asked of whoever has one, required of administrators."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from flask.testing import FlaskClient

from access import Origin, find_user, has_second_factor
from access.second_factor import begin, confirm
from access.sessions import FRESH
from dashboards.application import create_app
from dashboards.services import Services
from tests.dashboards.conftest import sign_in
from tests.dashboards.network import NOW, PASSWORD, Network, services_for

SAME = {"Origin": "http://localhost"}


@pytest.fixture
def services(network: Network, tmp_path: Path) -> Iterator[Services]:
    made = replace(services_for(network, tmp_path), needs_second_factor=True)
    yield made
    made.database.dispose()


@pytest.fixture
def guarded(services: Services) -> FlaskClient:
    found: FlaskClient = create_app(services).server.test_client()
    return found


def post(client: FlaskClient, path: str, **form: str) -> tuple[int, str, str]:
    """Send a form with its token; return status, place and text."""
    token = client.get_cookie("forecourt_token")
    data = {"token": "" if token is None else token.value, **form}
    answer = client.post(f"{path}?lang=en", data=data, headers=SAME)
    return answer.status_code, answer.headers.get("Location", ""), answer.get_data(as_text=True)


def code_of(services: Services, name: str, step: int = 0) -> str:
    user = find_user(services.database, name)
    if has_second_factor(services.database, user):
        secret = SECRETS[name]
    else:
        secret = SECRETS[name] = begin(services.database, user, services.secret_key, NOW).secret
    return pyotp.TOTP(secret).at(NOW + timedelta(seconds=30 * step))


SECRETS: dict[str, str] = {}


def test_an_administrator_sets_it_up_before_anything_else(
    services: Services, guarded: FlaskClient
) -> None:
    sign_in(guarded, "keeper")
    for path in ("/", "/data", "/me", "/audit"):
        answer = guarded.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/second-factor")
    assert guarded.get("/_dash-layout").status_code == 401
    page = guarded.get("/second-factor?lang=en").get_data(as_text=True)
    assert "Administrators need a second step" in page
    assert "<svg" in page
    status, _, text = post(guarded, "/second-factor", code="000000")
    assert status == 401
    assert "The code is wrong" in text
    before = guarded.get_cookie("forecourt_session")
    status, _, text = post(guarded, "/second-factor", code=code_of(services, "keeper"))
    assert status == 200
    assert text.count("<li><code>") == 10
    after = guarded.get_cookie("forecourt_session")
    assert before is not None
    assert after is not None
    assert after.value != before.value
    assert guarded.get("/data").status_code == 200
    guarded.set_cookie("forecourt_session", before.value)
    assert guarded.get("/data").status_code == 302


def test_whoever_has_one_is_asked_for_its_code(services: Services, guarded: FlaskClient) -> None:
    first = code_of(services, "chief", -1)
    user = find_user(services.database, "chief")

    assert (
        confirm(services.database, user, first, services.secret_key, Origin("chief", NOW))
        is not None
    )
    sign_in(guarded, "chief")
    for path in ("/", "/me", "/password", "/second-factor"):
        answer = guarded.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/code")
    assert guarded.get("/code?lang=en").status_code == 200
    before = guarded.get_cookie("forecourt_session")
    assert post(guarded, "/code", code="123")[0] == 401
    status, place, _ = post(guarded, "/code", code=code_of(services, "chief"))
    assert (status, place) == (303, "/")
    after = guarded.get_cookie("forecourt_session")
    assert before is not None
    assert after is not None
    assert after.value != before.value
    assert guarded.get("/sales").status_code == 200
    assert guarded.get("/code").status_code == 303
    assert "On." in guarded.get("/me/security?lang=en").get_data(as_text=True)
    assert guarded.get("/second-factor").status_code == 303


def test_guesses_are_told_to_wait(services: Services, guarded: FlaskClient) -> None:
    sign_in(guarded, "keeper")
    guarded.get("/second-factor")
    for number in range(5):
        assert post(guarded, "/second-factor", code=f"{number:06d}")[0] == 401
    status, _, _ = post(guarded, "/second-factor", code=code_of(services, "keeper"))
    assert status == 401
    assert not has_second_factor(services.database, find_user(services.database, "keeper"))


def test_nobody_else_needs_one(guarded: FlaskClient) -> None:
    sign_in(guarded, "chief")
    assert guarded.get("/sales").status_code == 200
    assert "Off." in guarded.get("/me/security?lang=en").get_data(as_text=True)


def test_forms_without_their_token_are_refused(guarded: FlaskClient) -> None:
    sign_in(guarded, "chief")
    for path in ("/second-factor", "/me/sessions"):
        assert guarded.post(path, data={"code": "1"}, headers=SAME).status_code == 400


def test_other_sessions_can_be_ended(services: Services, guarded: FlaskClient) -> None:
    sign_in(guarded, "chief")
    other = create_app(services).server.test_client()
    sign_in(other, "chief")
    assert other.get("/sales").status_code == 200
    assert guarded.get("/me/security").get_data(as_text=True).count("<li>") == 2
    assert post(guarded, "/me/sessions")[0] == 303
    assert other.get("/sales").status_code == 302
    assert guarded.get("/sales").status_code == 200


def later(services: Services) -> FlaskClient:
    """A browser of the chief's that was left open for a while."""
    moments = [NOW]
    moving = replace(services, now=lambda: moments[-1])
    client: FlaskClient = create_app(moving).server.test_client()
    sign_in(client, "chief")
    moments.append(NOW + FRESH)
    return client


def test_a_session_left_open_is_not_enough_to_set_a_second_step_up(services: Services) -> None:
    client = later(services)
    page = client.get("/second-factor?lang=en").get_data(as_text=True)
    assert "Your password again" in page
    # Nor is the secret shown, with which somebody else would make codes later.
    assert "<svg" not in page
    assert post(client, "/second-factor", code=code_of(services, "chief"))[0] == 401
    status, _, text = post(client, "/second-factor", password="not the password")
    assert (status, "User name or password is wrong" in text) == (401, True)
    before = client.get_cookie("forecourt_session")
    status, place, _ = post(client, "/second-factor", password=PASSWORD)
    assert (status, place) == (303, "/second-factor?lang=en")
    after = client.get_cookie("forecourt_session")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert "<svg" in client.get("/second-factor").get_data(as_text=True)
    client.set_cookie("forecourt_session", before.value)
    assert client.get("/me").status_code == 302


def test_guesses_of_the_password_in_a_session_left_open_wait(services: Services) -> None:
    client = later(services)
    client.get("/second-factor")
    for _ in range(5):
        assert post(client, "/second-factor", password="guess")[0] == 401
    assert post(client, "/second-factor", password=PASSWORD)[0] == 429
    assert post(client, "/second-factor", password=PASSWORD, token="x")[0] == 400
