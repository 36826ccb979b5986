"""A new address, page or callback is on a channel, or named here."""

from dashboards.site import PAGES
from tests.security.matrix.channels import CHANNELS
from tests.security.matrix.identities import SIGNED_IN
from tests.security.matrix.oracle import PAGES_OF_DEPARTMENTS, POLICY
from tests.security.matrix.rows import rows_of_everything
from tests.security.matrix.stores import CODES
from tests.security.matrix.world import World
from warehouse.schema import RECORDS, TABLES

# Wired in the browser alone: no server answers for them (see `clientside_callback`).
_IN_THE_BROWSER = "clientside_function"
# A router of Dash that sets the title of the window from what it was just told.
_TITLES = "_pages_dummy.children"
# Told of stores by nobody, and worked out while a snapshot is built.
_WITHOUT_CANARIES = {
    *("reported_figures", "source_positions", "full_extracts", "coverage", "arrivals"),
    *("market_registrations", "external_indices"),
}


def test_every_address_is_on_a_channel(world: World) -> None:
    claimed = {rule for channel in CHANNELS for rule in channel.rules}
    known = {rule.rule for rule in world.app.server.url_map.iter_rules()}
    assert sorted(known - claimed) == []
    assert sorted(claimed - known) == []


def test_every_callback_is_on_a_channel(world: World) -> None:
    world.client(SIGNED_IN[0]).get("/_dash-dependencies")
    claimed = tuple(name for channel in CHANNELS for name in channel.callbacks)
    served = {
        name.strip(".")
        for name, told in world.app.callback_map.items()
        if not told.get(_IN_THE_BROWSER) and "callback" in told and name != _TITLES
    }
    assert len(served) > 3
    assert [name for name in sorted(served) if not name.startswith(claimed)] == []


def test_the_oracle_knows_the_pages_of_departments() -> None:
    found = {page.path: page.department.value for page in PAGES if page.department is not None}
    assert found == PAGES_OF_DEPARTMENTS


def test_there_is_an_identity_of_every_role_and_one_of_none() -> None:
    roles = {who.role for who in SIGNED_IN}
    assert roles.issuperset(POLICY["roles"])
    assert len(roles) > len(POLICY["roles"])


def test_every_table_holds_a_row_of_every_store() -> None:
    rows = rows_of_everything()
    of_stores = {name: {row.get("store_code") for row in found} for name, found in rows.items()}
    lacking = {
        name
        for name in {**TABLES, **RECORDS}
        if name not in _WITHOUT_CANARIES | {"account_map"} and CODES - of_stores.get(name, set())
    }
    assert lacking == set()
