"""A snapshot on disk becomes a version on ClickHouse, whole or not at all; over HTTP."""

import multiprocessing
from pathlib import Path

import pyarrow as pa
import pytest
import sqlalchemy as sa

from tests.warehouse.clickhouse.network import (
    add,
    contents,
    home_with,
    on_disk,
    orders_of,
    reader,
    sent,
    versions,
)
from tests.warehouse.clickhouse.sender_process import send_and_die
from tests.warehouse.clickhouse_served import answer
from tests.warehouse.loading import NOW, ORDERS_A_FILE, publish_rows
from tests.warehouse.support import Rows
from warehouse.clickhouse import holding, months, sending, standing
from warehouse.clickhouse.columns import Declared
from warehouse.clickhouse.holding import Holder, holder_of, only_sender
from warehouse.clickhouse.place import place_of
from warehouse.snapshots import LoaderBusyError, RefusedSnapshotError, WarehouseHome

pytestmark = pytest.mark.engine
TABLES = (
    "SELECT count() FROM system.tables WHERE database = currentDatabase() AND name LIKE '%\\_\\_0%'"
)


def database(url: str) -> tuple[int, str]:
    """Port and database of an address."""
    at = place_of(url)
    assert at.url.port is not None
    return at.url.port, at.database


def told(url: str, text: str) -> str:
    port, name = database(url)
    return answer(port, text, name)


def test_all_rows_of_all_tables_arrive(tmp_path: Path, clickhouse_url: str) -> None:
    home = home_with(tmp_path, 1, 40)
    snapshot_id = sent(home, clickhouse_url)
    opened = reader(clickhouse_url).current()
    assert opened.id == snapshot_id
    assert contents(opened.backend) == on_disk(home)
    assert orders_of(opened) == 2 * ORDERS_A_FILE
    assert opened.as_of == NOW.date().replace(day=31, month=5)


def test_tables_and_months_that_did_not_change_are_not_sent_again(
    tmp_path: Path, clickhouse_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_with(tmp_path, 1, 40)
    sent(home, clickhouse_url, by_month=1)
    add(home, 2)
    carried: dict[str, int] = {}
    rows_of = months.rows_of

    def counted(connection, table, wanted):  # type: ignore[no-untyped-def]  # as the one it stands for
        for part in rows_of(connection, table, wanted):
            carried[table.name] = carried.get(table.name, 0) + part.num_rows
            yield part

    monkeypatch.setattr(sending, "rows_of", counted)
    sent(home, clickhouse_url, by_month=1)
    newest, before = versions(clickhouse_url)
    # Orders of the day before fall into the month of file 1, those of file 40 into another.
    assert carried["repair_orders"] == 2 * ORDERS_A_FILE
    assert newest.tables["repair_orders"].rows == 3 * ORDERS_A_FILE
    assert newest.tables["repair_orders"].number > before.tables["repair_orders"].number
    unchanged = [n for n, kept in newest.tables.items() if kept == before.tables.get(n)]
    assert "vehicle_deliveries" in unchanged
    assert not carried.keys() & set(unchanged)
    assert contents(reader(clickhouse_url).current().backend) == on_disk(home)
    carried.clear()
    sent(home, clickhouse_url, by_month=1)
    assert carried == {}


def test_a_version_is_held_while_the_next_is_published(tmp_path: Path, clickhouse_url: str) -> None:
    home = home_with(tmp_path, 1)
    first = sent(home, clickhouse_url)
    read = reader(clickhouse_url)
    held = read.current()
    before = contents(held.backend)
    for number in range(2, 7):
        add(home, number)
        newest = sent(home, clickhouse_url)
    assert read.current().id == newest
    # Five were published since; it is read, and was replaced just now.
    assert contents(held.backend) == before
    assert first in {version.id for version in versions(clickhouse_url)}


def test_what_nobody_reads_goes(
    tmp_path: Path, clickhouse_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.clickhouse.collecting.SUPERSEDED_WITHIN", -60)
    home = home_with(tmp_path, 1)
    read = reader(clickhouse_url)
    ids = [sent(home, clickhouse_url)]
    for number in range(2, 6):
        add(home, number)
        ids.append(sent(home, clickhouse_url))
        if number == 3:
            held = read.current()
            orders_of(held)
    left = [version.id for version in versions(clickhouse_url)]
    assert left == [ids[4], ids[3], ids[2]]
    monkeypatch.setattr("warehouse.clickhouse.collecting.KEPT", 1)
    add(home, 6)
    last = sent(home, clickhouse_url)
    assert {version.id for version in versions(clickhouse_url)} == {last, held.id}
    # Somebody is to be forgotten: no older version may stay, read or not.
    sent(home, clickhouse_url, alone=True, grace=0.0)
    assert [version.id for version in versions(clickhouse_url)] == [last]
    tables = {f"{n}__{k.number:06d}" for n, k in versions(clickhouse_url)[0].tables.items()}
    assert int(told(clickhouse_url, TABLES)) == len(tables)


STAGES = [
    "clickhouse coverage",
    "clickhouse repair_orders",
    "clickhouse verify",
    "clickhouse publish",
    "clickhouse collect",
]


@pytest.mark.parametrize("stage", STAGES)
def test_a_killed_sender_leaves_the_version_before(
    tmp_path: Path, clickhouse_url: str, stage: str
) -> None:
    home = home_with(tmp_path, 1)
    first = sent(home, clickhouse_url)
    was = on_disk(home)
    second = add(home, 2)
    spawned = multiprocessing.get_context("spawn")
    process = spawned.Process(target=send_and_die, args=(tmp_path, clickhouse_url, stage))
    process.start()
    process.join()
    assert process.exitcode == -9
    served = reader(clickhouse_url).current()
    if stage == "clickhouse collect":
        assert served.id == second
    else:
        assert (served.id, contents(served.backend)) == (first, was)
    # Nothing has to be repaired; what the dead left is cleared, its hold on the database too.
    assert sent(home, clickhouse_url) == second
    assert contents(reader(clickhouse_url).current().backend) == on_disk(home)
    needed = {
        (name, kept.number) for v in versions(clickhouse_url) for name, kept in v.tables.items()
    }
    if stage != "clickhouse collect":
        assert int(told(clickhouse_url, TABLES)) == len(needed)
        assert told(clickhouse_url, f"EXISTS TABLE {holding.LOADER}") == "0"


def test_rows_that_did_not_arrive_are_not_published(
    tmp_path: Path, clickhouse_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_with(tmp_path, 1)
    first = sent(home, clickhouse_url)
    add(home, 2)
    rows_of = months.rows_of

    def some(connection, table, wanted):  # type: ignore[no-untyped-def]  # as the one it stands for
        for part in rows_of(connection, table, wanted):
            yield part.slice(1) if table.name == "repair_orders" else part

    monkeypatch.setattr(sending, "rows_of", some)
    with pytest.raises(RefusedSnapshotError, match=r"repair_orders: expected 80 rows, found 79"):
        sent(home, clickhouse_url)
    assert reader(clickhouse_url).current().id == first


def test_a_database_belongs_to_one_data_directory(tmp_path: Path, clickhouse_url: str) -> None:
    sent(home_with(tmp_path / "one", 1), clickhouse_url)
    with pytest.raises(RefusedSnapshotError, match="another data directory"):
        sent(home_with(tmp_path / "two", 1), clickhouse_url)


def test_an_older_snapshot_does_not_replace_a_newer_one(
    tmp_path: Path, clickhouse_url: str
) -> None:
    """A data directory restored from a copy of before."""
    home = home_with(tmp_path / "now", 1, 2, 3)
    newest = sent(home, clickhouse_url)
    restored = home_with(tmp_path / "before", 1)
    (restored.path / "origin").write_text((home.path / "origin").read_text())
    with pytest.raises(RefusedSnapshotError, match=f"holds {newest}, which is newer"):
        sent(restored, clickhouse_url)
    there = standing(place_of(clickhouse_url))
    assert there is not None
    assert there.id == newest


def test_two_senders_exclude_one_another(tmp_path: Path, clickhouse_url: str) -> None:
    place = place_of(clickhouse_url)
    us, elsewhere = holder_of("ours", tmp_path, NOW), Holder("ours", "/data", "b", 7, "09:00")
    with place.backend(60.0).client() as client:
        with (
            only_sender(client, place, elsewhere),
            pytest.raises(LoaderBusyError, match=r"process 7 on b, from /data, since 09:00"),
            only_sender(client, place, us),
        ):
            pass
        # Left by a process of this very data directory, which we hold: it cannot live.
        dead = Holder("ours", str(tmp_path), us.machine, us.process, "of old")
        assert holding._take(client, place, dead)
        with only_sender(client, place, us):
            assert holding.is_held(client, place, us)
            assert not holding.is_held(client, place, dead)
        assert told(clickhouse_url, "SHOW TABLES LIKE 'forecourt_loader%'") == ""


def test_one_who_was_declared_dead_publishes_nothing(
    tmp_path: Path, clickhouse_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_with(tmp_path, 1)
    monkeypatch.setattr(sending, "is_held", lambda *_: False)
    with pytest.raises(LoaderBusyError, match=r"took .* over"):
        sent(home, clickhouse_url)
    assert versions(clickhouse_url) == []


def test_types_survive_the_way(tmp_path: Path, clickhouse_url: str) -> None:
    """Days before 1970, small fractions, truth, packed bytes, nothing at all."""
    home = WarehouseHome(tmp_path)
    rows: Rows = {
        "repair_orders": [
            {"store_code": "A", "ro_no": "一", "open_at": "1956-03-01T23:59:59", "mileage": -1},
            {"store_code": "A", "ro_no": "'\\`", "labour_sales": "-0.01", "waited_for_parts": True},
            {"store_code": "A", "ro_no": "3", "labour_sales": "9999999999999999.99"},
        ],
        "dim_store": [{"store_code": "A"}],
        "vehicle_deliveries": [
            {"store_code": "A", "delivery_no": "1", "delivery_date": "2199-12-31"},
            {"store_code": "A", "delivery_no": "2", "delivery_date": "1900-01-01"},
        ],
    }
    publish_rows(home, "types", rows)
    sent(home, clickhouse_url, by_month=1)
    assert contents(reader(clickhouse_url).current().backend) == on_disk(home)


def test_packed_bytes_are_given_back_as_they_were(clickhouse_url: str) -> None:
    place = place_of(clickhouse_url)
    table = Declared("packed", (("store_code", "VARCHAR"), ("content", "BLOB")))
    every = [bytes(range(256)), b"", b"\xff\xfe", None]
    with place.backend(60.0).client() as client:
        for text in table.create(place, 1):
            client.command(text)
        client.insert_arrow(
            table.physical(1),
            pa.table({"store_code": list("ABCD"), "content": pa.array(every, pa.binary())}),
        )
    t = sa.table("packed", sa.column("store_code"), sa.column("content", sa.LargeBinary()))
    backend = place.backend(60.0).renamed({"packed": "packed__000001"})
    found = backend.arrow(sa.select(t.c.content).order_by(t.c.store_code))
    assert found.column("content").to_pylist() == every
