"""Full and closed disks, on small file systems of their own."""

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import main
from commands import publishing, room
from tests.data_loaders.extracts import STORES, write_csv, write_text
from tests.faults.register import assert_told
from warehouse.coverage import build_coverage
from warehouse.snapshots import SnapshotReader, WarehouseHome, current_id

HEADINGS = ("工单号", "进厂时间", "结算日期", "维修类别", "工时费")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 40 MB in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=40m,mode=0700", "tmpfs", str(place)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("needs `mount` for a small disk of its own")
    if done.returncode:
        pytest.skip(f"needs the right to mount a small disk: {done.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def extracts(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    write_text(folder / "经销商档案.csv", STORES)
    chance = random.Random(7)
    write_csv(
        folder / "N001" / "维修.csv",
        HEADINGS,
        *(
            (f"R{number}-{chance.random()}", "2024-05-01", "2024-05-02", "保养", str(number))
            for number in range(10_000)
        ),
    )
    return folder


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "prepare", lambda build: build_coverage(build.connection))
    monkeypatch.setattr(publishing, "disagreements", lambda database, settings: [])


def run(home: Path, *words: str | Path) -> int:
    with open(os.devnull, "w", encoding="utf-8") as out:
        return main([str(word) for word in words], {"FORECOURT_HOME": str(home)}, out)


def files_of(home: Path) -> dict[str, int]:
    return {
        str(path.relative_to(home)): path.stat().st_size
        for path in home.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def leave(disk: Path, free: int) -> Path:
    """Fill the disk but for some bytes."""
    filler = disk / "filler"
    filler.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - free)))
    return filler


def test_a_full_disk_is_told_before_anything_is_read(
    disk: Path, extracts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(disk / "home", "load", extracts / "经销商档案.csv") == 0
    before = files_of(disk / "home")
    filler = leave(disk, 0)
    assert run(disk / "home", "load", extracts / "N001") == 2
    assert_told("F31", capsys.readouterr().err.replace("\n", " "), "before")
    assert files_of(disk / "home") == before
    filler.unlink()
    assert run(disk / "home", "load", extracts / "N001") == 0


def test_a_disk_that_fills_up_leaves_the_old_snapshot_and_nothing_else(
    disk: Path,
    extracts: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room, "ROOM_FOR_EXTRACTS", 0)
    home, warehouse = disk / "home", WarehouseHome(disk / "home" / "warehouse")
    assert run(home, "load", extracts / "经销商档案.csv") == 0
    before, published = files_of(home), current_id(warehouse)
    # At the staging of rows, at the merged table, at the database file.
    for free in (20_000, 250_000, 600_000, 2_000_000):
        filler = leave(disk, free)
        assert run(home, "load", extracts / "N001") == 2, free
        assert_told("F31", capsys.readouterr().err.replace("\n", " "), "during")
        assert current_id(warehouse) == published
        assert SnapshotReader(warehouse, threads=1).current().warning == ""
        assert files_of(home) == before, free
        filler.unlink()
    assert run(home, "load", extracts / "N001") == 0


def test_a_closed_disk_is_read_and_says_why_it_is_not_written(
    disk: Path, extracts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = disk / "home"
    assert run(home, "load", extracts / "经销商档案.csv") == 0
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    assert run(home, "load", extracts / "N001") == 2
    assert_told("F32", capsys.readouterr().err.replace("\n", " "))
    snapshot = SnapshotReader(WarehouseHome(home / "warehouse"), threads=1).current()
    assert snapshot.manifest.details["dim_store"].rows == 2
