"""The small network, opened once, and an app over it."""

from collections.abc import Iterator
from pathlib import Path

import dash
import pytest
from flask.testing import FlaskClient

from dashboards.application import create_app
from tests.dashboards.network import PASSWORD, Network, open_network, services_for


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Network:
    return open_network(tmp_path_factory.mktemp("screen"))


@pytest.fixture
def app(network: Network, tmp_path: Path) -> Iterator[dash.Dash]:
    services = services_for(network, tmp_path)
    yield create_app(services)
    services.database.dispose()


@pytest.fixture
def client(app: dash.Dash) -> FlaskClient:
    found: FlaskClient = app.server.test_client()
    return found


def callback_headers(client: FlaskClient) -> dict[str, str]:
    """What the script of a page sends with its callbacks."""
    client.get("/")
    token = client.get_cookie("forecourt_callback")
    kept = "" if token is None else token.value
    return {"Origin": "http://localhost", "X-Forecourt-Callback": kept}


def sign_in(client: FlaskClient, name: str) -> None:
    """Sign in as a person of the network."""
    client.get("/login")
    token = client.get_cookie("forecourt_token")
    assert token is not None
    answer = client.post(
        "/login",
        data={"name": name, "password": PASSWORD, "token": token.value},
        headers={"Origin": "http://localhost"},
    )
    assert answer.status_code == 303, answer.get_data(as_text=True)
