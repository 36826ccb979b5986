"""Ordering and fetching a visit pack: whose it is, what of, and nobody else's."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from access.tables import audit
from dashboards.application import create_app
from dashboards.services import Services
from dashboards.visit_pack.ordering import FORMATS, Order, Ordered
from tests.dashboards.conftest import sign_in
from tests.dashboards.fake_intake import FakeIntake
from tests.dashboards.network import Network, services_for

KEY = "a" * 32
ADDRESS = "/compare/visit-pack"


@dataclass
class Packs:
    """Makes nothing, remembers everything."""

    file: Path
    orders: dict[str, Order] = field(default_factory=dict)
    formats: tuple[str, ...] = FORMATS

    def start(self, order: Order) -> str:
        """Take an order."""
        self.orders[KEY] = order
        return KEY

    def find(self, key: str) -> Ordered | None:
        """Ready at once."""
        order = self.orders.get(key)
        return None if order is None else Ordered(order, "ready", self.file)


@pytest.fixture
def packs(tmp_path: Path) -> Packs:
    path = tmp_path / "pack.pptx"
    path.write_bytes(b"a pack")
    return Packs(path)


@pytest.fixture
def services(network: Network, tmp_path: Path, packs: Packs) -> Iterator[Services]:
    # Beside uploads, as in the product: their addresses are answered by one server.
    made = replace(services_for(network, tmp_path), visit_packs=packs, intake=FakeIntake())
    yield made
    made.database.dispose()


@pytest.fixture
def client(services: Services) -> FlaskClient:
    found: FlaskClient = create_app(services).server.test_client()
    return found


def order(client: FlaskClient, stores: tuple[str, ...], **form: str) -> int:
    token = client.get_cookie("forecourt_token")
    assert token is not None
    given = {"from": "2026-09-01", "to": "2026-09-30", "format": "pptx", "token": token.value}
    answer = client.post(
        ADDRESS,
        data={**given, **form, "store": list(stores)},
        headers={"Origin": "http://localhost"},
    )
    return answer.status_code


def test_a_region_orders_a_pack_of_its_stores_and_fetches_it(
    client: FlaskClient, packs: Packs, services: Services
) -> None:
    sign_in(client, "area")
    page = client.get(f"{ADDRESS}?store=A1&from=2026-09-01&to=2026-09-30&lang=zh")
    assert "晨光店" in page.get_data(as_text=True)
    assert "松湖店" not in page.get_data(as_text=True)
    # Another language of the page is about the same store.
    assert "?store=A1&amp;from=2026-09-01" in page.get_data(as_text=True)
    assert order(client, ("A1", "B2")) == 303
    made = packs.orders[KEY]
    assert (made.who, made.stores, str(made.start), made.format) == (
        "area",
        ("A1", "B2"),
        "2026-09-01",
        "pptx",
    )
    assert f"{ADDRESS}/{KEY}/file" in client.get(f"{ADDRESS}/{KEY}").get_data(as_text=True)
    file = client.get(f"{ADDRESS}/{KEY}/file")
    assert file.get_data() == b"a pack"
    assert file.headers["Content-Disposition"].startswith("attachment")
    file.close()
    with services.database.connect() as connection:
        done = connection.execute(select(audit.c.what).order_by(audit.c.position)).scalars().all()
    assert done[-2:] == ["visit_pack_ordered", "visit_pack_fetched"]


def test_another_store_is_as_if_it_did_not_exist(client: FlaskClient, packs: Packs) -> None:
    sign_in(client, "chief")
    assert client.get(f"{ADDRESS}?store=B2").status_code == 404
    assert client.get(f"{ADDRESS}?store=nowhere").status_code == 404
    client.get(ADDRESS)
    assert order(client, ("A1", "B2")) == 404
    assert packs.orders == {}


def test_a_form_without_its_token_or_of_another_format_orders_nothing(
    client: FlaskClient, packs: Packs
) -> None:
    sign_in(client, "chief")
    client.get(ADDRESS)
    assert order(client, ("A1",), token="of somebody else") == 400
    assert order(client, ("A1",), format="exe") == 404
    assert packs.orders == {}


def test_a_pack_is_its_owners_alone(client: FlaskClient, packs: Packs) -> None:
    sign_in(client, "area")
    client.get(ADDRESS)
    assert order(client, ("A1",)) == 303
    other = client.application.test_client()
    sign_in(other, "chief")
    for path in (f"{ADDRESS}/{KEY}", f"{ADDRESS}/{KEY}/file"):
        assert other.get(path).status_code == 404
    assert client.application.test_client().get(f"{ADDRESS}/{KEY}/file").status_code == 302


def test_who_has_lost_a_store_cannot_fetch_what_he_ordered_before(
    client: FlaskClient, packs: Packs, services: Services
) -> None:
    sign_in(client, "area")
    client.get(ADDRESS)
    assert order(client, ("A1", "B2")) == 303
    assert isinstance(services.regions, dict)
    services.regions["华东"] = ("A1",)
    assert client.get(f"{ADDRESS}/{KEY}/file").status_code == 404


def test_with_other_rights_the_pack_of_before_is_not_given_out(
    client: FlaskClient, packs: Packs
) -> None:
    sign_in(client, "area")
    client.get(ADDRESS)
    assert order(client, ("A1",)) == 303
    assert client.get(f"{ADDRESS}/{KEY}").status_code == 200
    # The same stores, but he was let see more of them then.
    packs.orders[KEY] = replace(packs.orders[KEY], rights="of another day")
    for path in (f"{ADDRESS}/{KEY}", f"{ADDRESS}/{KEY}/file"):
        assert client.get(path).status_code == 404


def test_without_packs_the_address_is_none(network: Network, tmp_path: Path) -> None:
    services = services_for(network, tmp_path)
    client = create_app(services).server.test_client()
    sign_in(client, "chief")
    assert client.get(ADDRESS).status_code == 404
    services.database.dispose()
