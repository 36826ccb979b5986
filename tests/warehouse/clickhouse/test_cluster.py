"""Shards: the modern engine plans and merges for two of them, here both in one process."""

from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.warehouse.clickhouse.network import ORDERS, contents, on_disk, reader, sent
from tests.warehouse.clickhouse_served import answer, new_database, serving, two_shards
from tests.warehouse.loading import ORDERS_A_FILE, publish_rows
from tests.warehouse.support import Rows
from warehouse.clickhouse.columns import Declared, drop
from warehouse.clickhouse.place import place_of
from warehouse.engines import UnreachableError
from warehouse.engines.clickhouse import ClickHouseBackend
from warehouse.schema import TABLES
from warehouse.snapshots import UnreachableWarehouseError, WarehouseHome

STORES = "ABCDEFGH"
CLUSTER = "clickhousedb://h/db?cluster=dealers"


def test_a_table_of_a_cluster_is_two() -> None:
    place = place_of(CLUSTER)
    orders = Declared("orders", (("store_code", "VARCHAR"), ("day", "DATE")), "day")
    local, whole = orders.create(place, 12)
    assert local.startswith("CREATE TABLE `orders__000012_on_shard` ON CLUSTER `dealers` (")
    assert "ENGINE = MergeTree PARTITION BY ifNull(toYYYYMM(`day`), 0)" in local
    assert whole.endswith(
        "ENGINE = Distributed(`dealers`, `db`, `orders__000012_on_shard`, "
        "cityHash64(ifNull(`store_code`, '')))"
    )
    # What belongs to no store lies on one shard.
    assert Declared("t", (("a", "VARCHAR"),)).create(place, 1)[1].endswith("_on_shard`, 0)")
    assert drop(place, "t") == "DROP TABLE IF EXISTS `t` ON CLUSTER `dealers` SYNC"
    assert len(orders.create(place_of("clickhousedb://h/db"), 12)) == 1


def test_replication_is_as_the_operator_says() -> None:
    orders = Declared("orders", (("store_code", "VARCHAR"),))
    replicated = place_of(f"{CLUSTER}&replicated=on")
    text = orders.create(replicated, 1)[0]
    assert "ReplicatedMergeTree('/clickhouse/forecourt/{uuid}/{shard}', '{replica}')" in text
    # A structure that is stored otherwise is sent anew, not linked.
    places = (replicated, place_of(CLUSTER), place_of("clickhousedb://h/db"))
    assert len({orders.structure(place) for place in places}) == 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cluster")


@pytest.fixture(scope="module")
def database(folder: Path) -> str:
    """A network of eight stores on two shards; the name of its database."""
    home = WarehouseHome(folder / "home")
    rows: Rows = {
        "repair_orders": [
            {"store_code": store, "ro_no": f"{n}", "open_at": "2024-05-02T08:00", "mileage": n}
            for store in STORES
            for n in range(ORDERS_A_FILE)
        ],
        "dim_store": [{"store_code": store, "region": "华东"} for store in STORES],
        "market_registrations": [
            {"month": "202405", "city": "苏州", "brand": "示范牌", "segment": "SUV", "units": 7}
        ],
    }
    with serving(folder, two_shards(folder)) as port:
        url = f"{new_database(port, folder)}?cluster=dealers"
        publish_rows(home, "first", rows)
        sent(home, url, by_month=1)
        more = [{"store_code": "A", "ro_no": "new", "open_at": "2024-06-01T08:00"}]
        publish_rows(home, "second", {"repair_orders": more})
        sent(home, url, by_month=1)
        opened = reader(url).current()
        assert contents(opened.backend) == on_disk(home)
        assert opened.backend.rows(_joined()) == [{"n": len(STORES) * ORDERS_A_FILE + 1}]
        name = place_of(url).database
        shares = answer(
            port,
            "SELECT count() FROM repair_orders__000002 GROUP BY shardNum() ORDER BY 1",
            name,
        ).split()
        # The test would prove nothing if all stores lay on one shard.
        assert len(shares) == 2
        assert sum(map(int, shares)) == len(STORES) * ORDERS_A_FILE + 1
    return name


def _joined() -> sa.Select[Any]:
    stores = TABLES["dim_store"]
    joined = ORDERS.join(stores, stores.c.store_code == ORDERS.c.store_code)
    return sa.select(sa.func.count().label("n")).select_from(joined)


@pytest.mark.engine
def test_a_lost_shard_is_an_error_and_no_smaller_figure(folder: Path, database: str) -> None:
    with serving(folder, two_shards(folder, second_port=1)) as port:
        url = f"clickhousedb://127.0.0.1:{port}/{database}"
        with pytest.raises(UnreachableWarehouseError, match="cannot answer now"):
            reader(f"{url}?cluster=dealers").current()
        backend = ClickHouseBackend(url).renamed({"repair_orders": "repair_orders__000002"})
        with pytest.raises(UnreachableError, match="does not answer"):
            backend.rows(sa.select(sa.func.count().label("n")).select_from(ORDERS))
        # What the setting that is refused would have said, without a word.
        smaller = _asked(port, database, "skip_unavailable_shards=1")
        assert 0 < int(smaller) < len(STORES) * ORDERS_A_FILE


def _asked(port: int, database: str, settings: str) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(
            "POST", f"/?database={database}&{settings}",
            b"SELECT count() FROM repair_orders__000002",
        )  # fmt: skip
        return connection.getresponse().read().decode().strip()
    finally:
        connection.close()


@pytest.mark.engine
def test_settings_that_lose_rows_are_sent_at_their_safe_value(clickhouse_port: int) -> None:
    """Also where the account's own profile says otherwise."""
    backend = ClickHouseBackend(f"clickhousedb://127.0.0.1:{clickhouse_port}/default")
    names = ("skip_unavailable_shards", "timeout_overflow_mode", "distributed_product_mode")
    told = sa.select(*(sa.func.getSetting(name).label(name) for name in names))
    (row,) = backend.rows(told)
    assert (bool(row[names[0]]), row[names[1]], row[names[2]]) == (False, "throw", "global")
