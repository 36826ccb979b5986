"""A snapshot that starts from a copy of the one before: its tables, and when it does not."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.loading import NOW, nth_file, publish_rows
from warehouse.coverage import build_coverage
from warehouse.snapshots import Build, NotCarriedError, Options, WarehouseHome, check_deeply
from warehouse.snapshots.home import MANIFEST
from warehouse.snapshots.manifest import read_manifest
from warehouse.snapshots.opening import open_snapshot

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
BASE: Rows = {name: rows for name, rows in nth_file(1).items() if name != "dim_store"}
STORE: Rows = {"dim_store": [{"store_code": "A", "store_name": "A"}]}


class Carrying:
    """Says what was carried, in place of the roll-ups."""

    def __init__(self) -> None:
        self.seen: dict[str, tuple[int, int]] = {}
        self.refuses = False

    def __call__(self, build: Build) -> None:
        if self.refuses:
            raise NotCarriedError("it will not do")
        build_coverage(build.connection)
        build.run("CREATE OR REPLACE TABLE daily AS SELECT count(*) AS orders FROM repair_orders")
        self.seen = {
            name: tuple(
                build.value(f"SELECT count(*) FROM {prefix}{name}")
                for prefix in ("gone_rows_", "come_rows_")
            )
            for name in build.changed
        }


def load(home: WarehouseHome, source: str, rows: Rows, carrying: Carrying, hours: int = 0) -> int:
    """Publish; how many times in a row the snapshot was carried over."""
    made = publish_rows(
        home, source, rows, NOW + timedelta(hours=hours), Options(threads=1, carry=carrying)
    )
    snapshot = open_snapshot(home.database(made))
    assert check_deeply(home.path, snapshot) == []
    return read_manifest(home.snapshots / made / MANIFEST).carried


@pytest.fixture
def home(tmp_path: Path) -> WarehouseHome:
    home = WarehouseHome(tmp_path / "warehouse")
    assert load(home, "base", {**BASE, **STORE}, Carrying()) == 0
    return home


def test_only_rows_that_changed_are_told(home: WarehouseHome) -> None:
    carrying = Carrying()
    orders = list(BASE["repair_orders"])
    corrected = [{**orders[0], "labour_sales": 9}, orders[1], {**orders[2], "ro_no": "RO9"}]
    assert load(home, "more", {"repair_orders": corrected}, carrying, hours=1) == 1
    # The second row is there as it was, but for the file that it came in.
    assert carrying.seen == {"repair_orders": (2, 3)}
    fewer = {"repair_orders": corrected[:1]}
    assert load(home, "more", fewer, carrying, hours=2) == 2
    # One order has gone, and another is again as the first file has it.
    assert carrying.seen == {"repair_orders": (2, 1)}


def test_other_stores_or_a_refusal_mean_a_whole_build(home: WarehouseHome) -> None:
    carrying = Carrying()
    renamed = {"dim_store": [{"store_code": "A", "store_name": "B"}]}
    assert load(home, "stores", renamed, carrying, hours=1) == 0
    assert carrying.seen == {}
    more = {"repair_orders": [{**BASE["repair_orders"][0], "ro_no": "RO9"}]}
    carrying.refuses = True
    assert load(home, "more", more, carrying, hours=2) == 0
