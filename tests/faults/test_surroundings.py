"""Faults around a load: other loaders, damage, clocks, versions, backups."""

import os
import shutil
import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from app import main
from commands import publishing
from tests.data_loaders.extracts import STORES, write_csv, write_text
from tests.faults.register import assert_told
from tests.faults.test_killing import finish, start
from warehouse.coverage import build_coverage
from warehouse.engines import QueryTimeoutError
from warehouse.schema import TABLES
from warehouse.snapshots import (
    DamagedSnapshotError,
    LoaderBusyError,
    SnapshotReader,
    WarehouseHome,
    check_deeply,
    current_id,
    only_loader,
    open_snapshot,
)
from warehouse.snapshots import opening as opening_module

HEADINGS = ("工单号", "进厂时间", "结算日期", "维修类别", "工时费")
NOW = datetime(2024, 6, 1, 6, tzinfo=UTC)
LOCAL = datetime.fromisoformat("2024-06-01T06:00:00")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "prepare", lambda build: build_coverage(build.connection))
    monkeypatch.setattr(publishing, "disagreements", lambda database, settings: [])


@pytest.fixture
def extracts(tmp_path: Path) -> list[Path]:
    """A register, and three extracts of one day each."""
    folder = tmp_path / "in"
    return [
        write_text(folder / "经销商档案.csv", STORES),
        *(
            write_csv(
                folder / "N001" / f"维修{day}.csv",
                HEADINGS,
                (f"R{day}", f"2024-05-0{day}", f"2024-05-0{day}", "保养", "100"),
            )
            for day in (1, 2, 3)
        ),
    ]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def run(home: Path, *words: str | Path) -> int:
    with open(os.devnull, "w", encoding="utf-8") as out:
        return main([str(word) for word in words], {"FORECOURT_HOME": str(home)}, out)


def orders(home: Path) -> list[str]:
    snapshot = SnapshotReader(WarehouseHome(home / "warehouse"), threads=1).current()
    rows = snapshot.backend.rows(sa.select(TABLES["repair_orders"].c.ro_no))
    return sorted(row["ro_no"] for row in rows)


def loaded_twice(home: Path, extracts: list[Path]) -> tuple[WarehouseHome, str, str]:
    warehouse = WarehouseHome(home / "warehouse")
    assert run(home, "load", *extracts[:2]) == 0
    first = current_id(warehouse)
    assert run(home, "load", extracts[2]) == 0
    second = current_id(warehouse)
    assert first is not None
    assert second is not None
    return warehouse, first, second


def test_a_second_load_is_told_who_holds_the_warehouse(
    home: Path, extracts: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, "load", *extracts[:2]) == 0
    with only_loader(WarehouseHome(home / "warehouse"), LOCAL):
        assert run(home, "load", extracts[2]) == 2
    assert_told("F10", capsys.readouterr().err.replace("\n", " "))
    assert orders(home) == ["R1"]
    assert run(home, "load", extracts[2]) == 0


def test_a_stopped_loader_keeps_the_lock_and_a_dead_one_does_not(
    home: Path, extracts: list[Path]
) -> None:
    finish(home, [extracts[:2]])
    warehouse = WarehouseHome(home / "warehouse")
    process = start(home, [extracts[2:]], "build", signal.SIGSTOP)
    assert process.pid is not None
    try:
        _wait_until_stopped(process.pid)
        # However long it sleeps, nobody writes beside it; so it does no harm when it wakes.
        century = LOCAL + timedelta(days=36_500)
        with pytest.raises(LoaderBusyError), only_loader(warehouse, century, wait=0.2):
            pass
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.join(30)
    with only_loader(warehouse, LOCAL, wait=5):
        pass
    finish(home, [extracts[2:]])
    assert orders(home) == ["R1", "R2", "R3"]


def _wait_until_stopped(process: int) -> None:
    state = Path(f"/proc/{process}/stat")
    deadline = time.monotonic() + 60
    while state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "T":
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_reader_that_comes_and_goes_meanwhile_finds_a_whole_snapshot(
    home: Path, extracts: list[Path]
) -> None:
    assert run(home, "load", *extracts[:2]) == 0
    found: list[list[str]] = []
    stop = threading.Event()

    def come_and_go() -> None:
        while not stop.is_set():
            found.append(orders(home))

    thread = threading.Thread(target=come_and_go)
    thread.start()
    try:
        for extract in extracts[2:]:
            assert run(home, "load", extract) == 0
    finally:
        stop.set()
        thread.join()
    whole = [["R1"], ["R1", "R2"], ["R1", "R2", "R3"]]
    assert found
    assert [each for each in found if each not in whole] == []
    assert found == sorted(found, key=len)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size * 2 // 3)


def flip_last(path: Path) -> None:
    flip(path, path.stat().st_size - 1)


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 0x10
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [cut, flip_last])
def test_a_damaged_snapshot_gives_way_to_the_one_before(
    home: Path, extracts: list[Path], damage: Callable[[Path], None]
) -> None:
    warehouse, first, second = loaded_twice(home, extracts)
    damage(warehouse.database(second))
    snapshot = SnapshotReader(warehouse, threads=1).current()
    assert snapshot.id == first
    assert_told("F12", snapshot.warning)
    assert run(home, "load", extracts[3]) == 0
    assert orders(home) == ["R1", "R2", "R3"]
    snapshot = SnapshotReader(warehouse, threads=1).current()
    assert snapshot.warning == ""
    assert check_deeply(warehouse.path, snapshot) == []


def test_a_stray_journal_changes_nothing(home: Path, extracts: list[Path]) -> None:
    warehouse, _, second = loaded_twice(home, extracts)
    stray = warehouse.database(second).with_name("warehouse.duckdb.wal")
    stray.write_bytes(b"not a journal")
    # Opened to read only, with whatever the engine makes of it: the right rows or the ones before.
    assert orders(home) in (["R1"], ["R1", "R2"])
    assert run(home, "load", extracts[3]) == 0
    assert orders(home) == ["R1", "R2", "R3"]


def test_the_same_bytes_again_change_nothing(
    home: Path, extracts: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warehouse, _, second = loaded_twice(home, extracts)
    again = tmp_path / "again" / "N001" / "另一个名字.csv"
    again.parent.mkdir(parents=True)
    shutil.copyfile(extracts[2], again)
    assert (
        main(["load", str(again), str(extracts[2]), "--lang", "en"], {"FORECOURT_HOME": str(home)})
        == 0
    )
    assert_told("F27", capsys.readouterr().out)
    assert current_id(warehouse) == second


@pytest.mark.parametrize("content", [b"no database at all, " * 200, None])
def test_a_damaged_application_database_is_told_by_commands(
    home: Path, extracts: list[Path], content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, "load", *extracts[:2]) == 0
    path = home / "app.db"
    path.unlink(missing_ok=True)
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    assert run(home, "user", "list") == 2
    told = capsys.readouterr().err.replace("\n", " ")
    assert_told("F33", told)
    assert "Traceback" not in told
    # Loading needs no people, and goes on.
    assert run(home, "load", extracts[2]) == 0


def test_a_statement_that_runs_too_long_is_stopped_and_the_next_is_answered(
    home: Path, extracts: list[Path]
) -> None:
    assert run(home, "load", *extracts[:2]) == 0
    warehouse = WarehouseHome(home / "warehouse")
    snapshot = SnapshotReader(warehouse, threads=1, timeout=0.2).current()
    numbers = sa.func.range(0, 200_000).table_valued("range").alias
    one, two = numbers("one"), numbers("two")
    endless = sa.select(sa.func.count()).where(sa.func.hash(one.c.range, two.c.range) == 1)
    with pytest.raises(QueryTimeoutError) as stopped:
        snapshot.backend.rows(endless)
    assert_told("F35", str(stopped.value))
    counted = sa.select(sa.func.count().label("n")).select_from(TABLES["repair_orders"])
    assert snapshot.backend.rows(counted) == [{"n": 1}]


def test_a_clock_that_jumps_changes_no_figure(
    home: Path, extracts: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = publishing.load_paths
    jumps = (timedelta(hours=-2), timedelta(days=1), timedelta(days=27_400), timedelta(0))

    def loading(jump: timedelta) -> Callable[..., object]:
        return lambda settings, paths, now, **more: usual(settings, paths, NOW + jump, **more)

    for extract, jump in zip(extracts, jumps, strict=True):
        monkeypatch.setattr("commands.load.load_paths", loading(jump))
        assert run(home, "load", extract) == 0
    warehouse = WarehouseHome(home / "warehouse")
    snapshot = SnapshotReader(warehouse, threads=1).current()
    assert snapshot.as_of == date(2024, 5, 3)
    assert orders(home) == ["R1", "R2", "R3"]
    assert check_deeply(warehouse.path, snapshot) == []
    steady = home.with_name("steady")
    monkeypatch.setattr("commands.load.load_paths", loading(timedelta(0)))
    assert run(steady, "load", *extracts) == 0
    other = SnapshotReader(WarehouseHome(steady / "warehouse"), threads=1).current()
    assert other.manifest.content == snapshot.manifest.content


def test_waiting_for_the_lock_does_not_look_at_the_clock(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = WarehouseHome(home / "warehouse")
    with only_loader(warehouse, LOCAL):
        monkeypatch.setattr(time, "time", lambda: 4_102_444_800.0)
        began = time.monotonic()
        with (
            pytest.raises(LoaderBusyError),
            only_loader(warehouse, LOCAL - timedelta(hours=2), wait=0.3),
        ):
            pass
        assert 0.25 < time.monotonic() - began < 30


def test_a_snapshot_of_another_engine_names_both_versions(
    home: Path, extracts: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(home, "load", *extracts[:2]) == 0
    warehouse = WarehouseHome(home / "warehouse")
    database = warehouse.database(current_id(warehouse) or "")
    # The version of the storage stands in the file's head, after the checksum and the word DUCK.
    data = bytearray(database.read_bytes())
    assert data[8:12] == b"DUCK"
    data[12] = 250
    database.write_bytes(data)
    monkeypatch.setattr(
        opening_module,
        "_check_files",
        lambda path, manifest: {
            name: [warehouse.path / file for file in detail.files]
            for name, detail in manifest.details.items()
        },
    )
    with pytest.raises(DamagedSnapshotError) as refused:
        open_snapshot(database)
    assert_told("F41", str(refused.value))


def test_a_backup_taken_while_loading_is_whole_elsewhere(
    home: Path, extracts: list[Path], tmp_path: Path
) -> None:
    finish(home, [extracts[:2]])
    assert run(home, "user", "list") == 0
    process = start(home, [[extract] for extract in extracts[2:]])
    copies: list[Path] = []
    while process.is_alive() and len(copies) < 2:
        copy = tmp_path / f"copy{len(copies)}"
        try:
            shutil.copytree(home, copy)
        except shutil.Error:
            # As `tar` would say: a file went away under its hands. What was copied must do.
            assert (copy / "warehouse" / "CURRENT").exists()
        copies.append(copy)
        time.sleep(0.1)
    process.join(60)
    assert copies
    for copy in copies:
        assert orders(copy)[:1] == ["R1"]
        assert run(copy, "load", *extracts) == 0
        assert orders(copy) == ["R1", "R2", "R3"]
        warehouse = WarehouseHome(copy / "warehouse")
        snapshot = SnapshotReader(warehouse, threads=1).current()
        assert snapshot.warning == ""
        assert check_deeply(warehouse.path, snapshot) == []
        assert run(copy, "user", "list") == 0
