"""The app, a provider of the tests, and browsers that come from everywhere."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from access.identities import Identity, link
from access.sign_on import Provider, SignOnSettings
from access.tables import audit
from dashboards.application import create_app
from dashboards.services import Services
from tests.access.moments import BY_OPERATOR
from tests.dashboards.network import NOW, services_without_data
from tests.dashboards.sign_on.own_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    OwnProvider,
    own_provider,
)

CHIEF = "00u1chief"
SECONDS = int(NOW.timestamp())


@dataclass
class House:
    """The app, a provider, and addresses that nobody has come from yet."""

    services: Services
    provider: OwnProvider
    settings: SignOnSettings
    server: Flask = field(init=False)
    now: datetime = NOW
    addresses: Iterator[int] = field(default_factory=lambda: count(1))

    def set(self, **changes: Any) -> None:
        """Begin anew with other settings: nothing is known of the provider yet."""
        # The app holds the one that it was given, and is not made anew for each test.
        vars(self.services.sign_on).update(vars(Provider(replace(self.settings, **changes))))

    def browser(self) -> FlaskClient:
        """A browser of its own, somewhere else."""
        client: FlaskClient = self.server.test_client()
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        client.environ_base["REMOTE_ADDR"] = f"192.0.2.{next(self.addresses)}"
        return client

    def way_back(self, client: FlaskClient, subject: str = CHIEF, **more: str) -> str:
        """Send a browser to the provider, which lets somebody in; return the way back."""
        sent = client.get("/login/provider")
        assert sent.status_code == 303
        return self.provider.approve(sent.headers["Location"], subject, **more)

    def lets_in(self) -> bool:
        """Whether the chief gets in with a browser of his own."""
        client = self.browser()
        return client.get(self.way_back(client)).status_code == 303 and is_in(client)

    def newest_refusal(self) -> dict[str, Any]:
        """What the audit tells of the refusal before."""
        query = (
            select(audit.c.detail)
            .where(audit.c.what == "sign_in_refused")
            .order_by(audit.c.position.desc())
        )
        with self.services.database.connect() as connection:
            found: dict[str, Any] = json.loads(connection.execute(query).scalars().first() or "{}")
        return found

    def assert_refused(self, client: FlaskClient, answer: TestResponse, reason: str) -> None:
        """Nobody is in, and the audit says why."""
        assert answer.status_code == 401
        assert self.newest_refusal()["reason"] == reason
        assert client.get_cookie("forecourt_session") is None
        assert not is_in(client)


def is_in(client: FlaskClient) -> bool:
    """Whether somebody has signed in with a browser."""
    return client.get("/me").status_code == 200


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with own_provider() as provider:
        settings = SignOnSettings(
            issuer=provider.issuer,
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            name="集团账号",
            address="http://localhost",
        )
        services = services_without_data(tmp_path_factory.mktemp("house"))
        link(services.database, "chief", Identity(provider.issuer, CHIEF), BY_OPERATOR)
        services = replace(services, sign_on=Provider(settings), now=lambda: opened.now)
        opened = House(services, provider, settings)
        opened.server = create_app(services).server
        yield opened
        services.database.dispose()


@pytest.fixture
def house(made: House) -> House:
    made.provider.straighten()
    made.now = NOW
    made.set()
    return made
