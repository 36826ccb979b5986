"""What a reader serves: one snapshot, the old one while it is held, the last sound one."""

import gc
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
import sqlalchemy as sa

from tests.warehouse.loading import nth_file, publish_parts, publish_rows
from warehouse.engines import QueryFailedError
from warehouse.schema import TABLES
from warehouse.snapshots import (
    DamagedSnapshotError,
    NoSnapshotError,
    Snapshot,
    SnapshotReader,
    UnservableError,
    WarehouseHome,
    check_deeply,
    current_id,
    open_snapshot,
)
from warehouse.snapshots import building as building_module
from warehouse.snapshots import opening as opening_module

ORDERS = TABLES["repair_orders"]
COUNT = sa.select(sa.func.count().label("n")).select_from(ORDERS)


@pytest.fixture
def home(tmp_path: Path) -> WarehouseHome:
    return WarehouseHome(tmp_path / "warehouse")


@pytest.fixture
def details(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep even small tables in Parquet, as large ones are."""
    monkeypatch.setattr(building_module, "NATIVE_ROWS", 0)


def load(home: WarehouseHome, number: int) -> str:
    return publish_rows(home, f"file {number}", nth_file(number))


def count(snapshot: Snapshot) -> int:
    found: int = snapshot.backend.rows(COUNT)[0]["n"]
    return found


def test_nothing_published_is_said(home: WarehouseHome) -> None:
    assert current_id(home) is None
    assert not home.published()
    with pytest.raises(NoSnapshotError, match="Nothing has been published"):
        SnapshotReader(home).current()


def test_a_new_snapshot_is_seen_and_the_old_one_lasts(home: WarehouseHome) -> None:
    reader = SnapshotReader(home, threads=1)
    load(home, 1)
    with reader.current() as old:
        assert reader.current() is old
        load(home, 2)
        new = reader.current()
        assert (new.id, count(new), count(old)) == (current_id(home), 80, 40)


@pytest.mark.usefixtures("details")
def test_a_held_snapshot_is_not_collected(home: WarehouseHome) -> None:
    """Its database file and details stay on disk until nobody refers to it."""
    reader = SnapshotReader(home, threads=1)
    load(home, 1)
    held = reader.current()
    for number in range(2, 7):
        load(home, number)
    assert count(held) == 40
    assert home.snapshots.joinpath(held.id).is_dir()
    assert len(home.snapshot_ids()) == 4
    assert count(reader.current()) == 240
    backend, gone = held.backend, home.snapshots / held.id
    del held
    load(home, 7)
    assert gone.is_dir()
    assert backend.rows(COUNT) == [{"n": 40}]
    del backend
    gc.collect()
    load(home, 8)
    assert not gone.exists()
    assert len(home.snapshot_ids()) == 3
    details = {path.name for path in home.details.glob("repair_orders/*")}
    assert len(details) == 3


def test_many_threads_share_a_snapshot(home: WarehouseHome) -> None:
    reader = SnapshotReader(home, threads=1)
    load(home, 1)
    wrong: list[object] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            snapshot = reader.current()
            found = snapshot.backend.rows(
                sa.select(sa.func.count().label("n"), sa.func.max(ORDERS.c.store_code).label("s"))
            )
            number = int(snapshot.id.split("-")[0])
            if found != [{"n": 40 * number, "s": "A"}]:
                wrong.append((snapshot.id, found))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in (2, 3, 4, 5):
        load(home, number)
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def zero(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(bytes(4096) + data[4096:])


@pytest.mark.usefixtures("details")
@pytest.mark.parametrize("damage", [cut, flip, zero, Path.unlink])
@pytest.mark.parametrize("name", ["warehouse.duckdb", "manifest.json"])
def test_a_damaged_snapshot_falls_back(
    home: WarehouseHome, damage: Callable[[Path], None], name: str
) -> None:
    first, second = load(home, 1), load(home, 2)
    damage(home.snapshots / second / name)
    snapshot = SnapshotReader(home, threads=1).current()
    assert (snapshot.id, count(snapshot)) == (first, 40)
    assert f"{first} before it is shown" in snapshot.warning
    assert name in snapshot.warning


@pytest.mark.parametrize("damage", [cut, Path.unlink])
def test_a_damaged_detail_falls_back_and_the_next_load_repairs(
    home: WarehouseHome, damage: Callable[[Path], None]
) -> None:
    first = load(home, 1)
    load(home, 2)
    reader = SnapshotReader(home, threads=1)
    (detail,) = (
        path
        for path in home.details.glob("repair_orders/*")
        if open_snapshot(home.database(first)).manifest.details["repair_orders"].files[0]
        not in str(path)
    )
    damage(detail)
    assert reader.current().id == first
    assert reader.current() is reader.current()
    publish_rows(home, "file 2", nth_file(2))
    repaired = reader.current()
    assert (count(repaired), repaired.warning) == (80, "")
    assert check_deeply(home.path, repaired) == []


def test_the_next_load_replaces_an_altered_detail(home: WarehouseHome) -> None:
    """A flipped bit keeps the size, so that only a look at every byte finds it."""
    load(home, 1)
    (detail,) = home.details.glob("repair_orders/*")
    flip(detail)
    load(home, 2)
    snapshot = SnapshotReader(home, threads=1).current()
    assert count(snapshot) == 80
    assert check_deeply(home.path, snapshot) == []


def test_an_altered_detail_is_found_by_the_deep_check(home: WarehouseHome) -> None:
    load(home, 1)
    (detail,) = home.details.glob("repair_orders/*")
    flip(detail)
    snapshot = SnapshotReader(home, threads=1).current()
    assert check_deeply(home.path, snapshot) == [f"{detail} was altered after publishing."]


@pytest.mark.parametrize("text", [b"", b"garbage", b"\xff\xfe", b"000009-0123abcd\n"])
def test_a_damaged_pointer_falls_back(home: WarehouseHome, text: bytes) -> None:
    load(home, 1)
    second = load(home, 2)
    home.pointer.write_bytes(text)
    reader = SnapshotReader(home, threads=1)
    snapshot = reader.current()
    assert snapshot.id == second
    assert "cannot be read" in snapshot.warning
    load(home, 3)
    assert (count(reader.current()), reader.current().warning) == (120, "")


def test_without_any_sound_snapshot_the_reasons_are_told(home: WarehouseHome) -> None:
    for number in (1, 2):
        flip(home.database(load(home, number)))
    with pytest.raises(DamagedSnapshotError, match=r"000002.*altered.*000001.*altered"):
        SnapshotReader(home, threads=1).current()


def test_a_later_load_heals_what_no_reader_could_open(home: WarehouseHome) -> None:
    flip(home.database(load(home, 1)))
    load(home, 2)
    assert count(SnapshotReader(home, threads=1).current()) == 80


def test_another_version_of_duckdb_is_named(
    home: WarehouseHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(home, 1)
    refusal = "trying to read a database file with version number 99"

    def connect(*given: object, **more: object) -> object:
        raise duckdb.IOException(refusal)

    database = home.database(current_id(home) or "")
    monkeypatch.setattr(opening_module, "_create_views", connect)
    with pytest.raises(
        DamagedSnapshotError,
        match=rf"written by DuckDB {duckdb.__version__}, read by DuckDB .*version number 99",
    ):
        open_snapshot(database)


@pytest.mark.usefixtures("details")
def test_a_data_directory_may_move(home: WarehouseHome, tmp_path: Path) -> None:
    load(home, 1)
    moved = WarehouseHome(tmp_path / "else'where" / "warehouse")
    shutil.copytree(home.path, moved.path)
    shutil.rmtree(home.path)
    assert count(SnapshotReader(moved, threads=1).current()) == 40
    load(moved, 2)
    snapshot = SnapshotReader(moved, threads=1).current()
    assert count(snapshot) == 80
    assert check_deeply(moved.path, snapshot) == []


@pytest.mark.usefixtures("details")
def test_a_snapshot_reaches_nothing_else(home: WarehouseHome, tmp_path: Path) -> None:
    load(home, 1)
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    backend = SnapshotReader(home, threads=1).current().backend
    read = sa.func.read_csv(str(secret)).table_valued("a")
    with pytest.raises(QueryFailedError, match="disabled"):
        backend.rows(sa.select(read.c.a))
    assert backend.rows(COUNT) == [{"n": 40}]


def test_a_reader_made_before_a_fork_says_so(
    home: WarehouseHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(home, 1)
    reader = SnapshotReader(home)
    monkeypatch.setattr(os, "getpid", lambda: -1)
    with pytest.raises(UnservableError, match="before the process forked"):
        reader.current()


def test_columns_of_a_later_version_are_null(home: WarehouseHome) -> None:
    """An older snapshot is served by a newer version until the next load."""
    load(home, 1)
    database = home.database(current_id(home) or "")
    late = sa.Column("late", sa.Integer())
    ORDERS.append_column(late)
    try:
        backend = open_snapshot(database).backend
        assert backend.rows(sa.select(late).limit(1)) == [{"late": None}]
    finally:
        ORDERS._columns.remove(late)


def test_publishing_again_after_everything_is_lost(home: WarehouseHome) -> None:
    load(home, 1)
    shutil.rmtree(home.snapshots)
    with pytest.raises(DamagedSnapshotError, match="load the extracts again"):
        SnapshotReader(home, threads=1).current()
    publish_parts(home, [])
    load(home, 1)
    assert count(SnapshotReader(home, threads=1).current()) == 40
