"""Every address the server knows, walked through as everybody."""

import re
from collections.abc import Iterator
from pathlib import Path

import dash
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from access.tables import metadata
from dashboards.application import create_app
from dashboards.services import Services
from dashboards.site import PAGES
from dashboards.web.places import function_of, is_open
from tests.dashboards.conftest import sign_in
from tests.dashboards.network import Network, open_network, services_for

# Dash answers anything with its index page; the gate lets none of it through.
CATCH_ALL = "/<path:path>"
NEVER = (CATCH_ALL, "/_reload-hash")
# What a request of its own changes: when somebody was seen, and what was looked at.
ACCOUNTS = ("sessions", "audit", "sign_in_attempts")
# It keeps the secret that it shows until it is confirmed.
KEEPS = "/second-factor"


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Network:
    return open_network(tmp_path_factory.mktemp("doors"))


@pytest.fixture
def services(network: Network, tmp_path: Path) -> Iterator[Services]:
    made = services_for(network, tmp_path)
    yield made
    made.database.dispose()


@pytest.fixture
def app(services: Services) -> dash.Dash:
    return create_app(services)


def addresses(app: dash.Dash) -> list[str]:
    """An address of every rule, with something in the place of its variables."""
    made = []
    for rule in app.server.url_map.iter_rules():
        if rule.rule in NEVER:
            continue
        text = re.sub(r"<int:\w+>", "1", rule.rule)
        text = text.replace("<what>", "remove").replace("<path:filename>", "favicon.svg")
        made.append(re.sub(r"<(\w+:)?\w+>", "x", text))
    return sorted(set(made))


def known(app: dash.Dash) -> list[str]:
    rules = [rule.rule for rule in app.server.url_map.iter_rules()]
    exports = [rule for rule in rules if rule.startswith(("/export/", "/data/refused"))]
    return [*(page.path for page in PAGES), *exports]


def dump(services: Services) -> dict[str, list[object]]:
    with services.database.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in metadata.sorted_tables
            if table.name not in ACCOUNTS
        }


def test_every_address_is_one_that_the_gate_knows(app: dash.Dash) -> None:
    """A new address that belongs to no function of the policy is found here."""
    paths = known(app)
    assert len(addresses(app)) > 30
    strange = [a for a in addresses(app) if not is_open(a) and function_of(a, paths) is None]
    assert [a for a in strange if "intake" not in a and "visit-pack" not in a] == []


def test_strangers_get_through_no_door(app: dash.Dash) -> None:
    client: FlaskClient = app.server.test_client()
    for address in addresses(app):
        if is_open(address):
            continue
        with client.get(address) as answer:
            assert answer.status_code in (302, 401, 404, 405), address
            assert "login" in answer.headers.get("Location", "login"), address


@pytest.mark.parametrize("name", ["chief", "area", "keeper"])
def test_looking_changes_nothing(services: Services, app: dash.Dash, name: str) -> None:
    client: FlaskClient = app.server.test_client()
    sign_in(client, name)
    before = dump(services)
    for address in addresses(app):
        if address == KEEPS:
            continue
        with client.get(f"{address}?path=/sales&store=A1") as answer:
            assert answer.status_code < 500, address
    assert dump(services) == before
