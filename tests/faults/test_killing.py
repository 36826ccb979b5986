"""A loader killed at any stage, while pages are read: nothing torn, nothing to repair."""

import multiprocessing
import os
import random
import re
import shutil
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.data_loaders.extracts import STORES, write_csv, write_text
from tests.faults.full_loader import load_batches
from tests.faults.served import Readers, server
from warehouse.schema import RECORDS, TABLES
from warehouse.snapshots import (
    NoSnapshotError,
    SnapshotReader,
    WarehouseHome,
    check_deeply,
    current_id,
)
from warehouse.snapshots.collecting import KEPT, collect

# The nightly form: FAULT_KILLS=200 pytest tests/faults/test_killing.py
KILLS = int(os.environ.get("FAULT_KILLS", "20"))
NOW = datetime(2024, 6, 1, 6, tzinfo=UTC)
ROWS, FILES = 5, 29
# Those between are the matter of tests/warehouse/test_killing.py, which has no files to read.
STAGES = ("read 1/", "take over", "publish", "collect")
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.faults.full_loader"])


@pytest.fixture(scope="module")
def batches(tmp_path_factory: pytest.TempPathFactory) -> list[list[Path]]:
    """Thirty extracts in six batches; the register comes with the second one."""
    folder = tmp_path_factory.mktemp("extracts")
    files = [
        write_csv(
            folder / "N001" / f"维修{number:02d}.csv",
            ("工单号", "进厂时间", "结算日期", "维修类别", "工时费"),
            *(
                (f"R{number:02d}-{row}", "2024-05-01", f"2024-05-{number:02d}", "保养", str(row))
                for row in range(ROWS)
            ),
            ("R-bad", "昨天", "2024-05-02", "保养", "1"),
        )
        for number in range(1, FILES + 1)
    ]
    made = [files[start : start + 5] for start in range(0, len(files), 5)]
    made[1].append(write_text(folder / "经销商档案.csv", STORES))
    return made


@pytest.fixture(scope="module")
def undisturbed(batches: list[list[Path]], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Load everything without any accident and return the fingerprint of all rows."""
    home = tmp_path_factory.mktemp("undisturbed")
    finish(home, batches)
    return SnapshotReader(WarehouseHome(home / "warehouse"), threads=1).current().manifest.content


def start(
    home: Path,
    batches: Sequence[Sequence[Path]],
    at: str = "",
    sign: int = signal.SIGKILL,
) -> ForkServerProcess:
    process = PROCESSES.Process(target=load_batches, args=(home, batches, NOW, at, sign))
    process.start()
    return process


def finish(home: Path, batches: Sequence[Sequence[Path]]) -> None:
    process = start(home, batches)
    process.join(120)
    assert process.exitcode == 0


class Traffic:
    """Pages that are read all the time: each from one snapshot, never an older one."""

    def __init__(self, home: Path) -> None:
        self.pages = 0
        self.faults: list[str] = []
        self._reader = SnapshotReader(WarehouseHome(home / "warehouse"), threads=1)
        self._newest = 0

    def page(self) -> None:
        """Read a page of three figures that agree only within one snapshot."""
        try:
            snapshot = self._reader.current()
        except NoSnapshotError:
            if self._newest:
                self.faults.append("nothing served after something was")
            return
        orders, log = TABLES["repair_orders"], RECORDS["load_log"]
        rejected = RECORDS["rejected_rows"]
        loaded, quarantined = sa.func.sum(log.c.rows_loaded), sa.func.sum(log.c.rows_quarantined)
        told = snapshot.backend.rows(
            sa.select(loaded.label("l"), quarantined.label("q")).where(
                log.c.table_name == orders.name
            )
        )[0]
        counts = [
            snapshot.backend.rows(sa.select(sa.func.count().label("n")).select_from(table))[0]["n"]
            for table in (orders, rejected)
        ]
        if counts != [told["l"] or 0, told["q"] or 0] or snapshot.warning:
            self.faults.append(f"{snapshot.id}: {counts} rows, {told} {snapshot.warning}")
        number = int(snapshot.id.partition("-")[0])
        if number < self._newest:
            self.faults.append(f"{snapshot.id} after {self._newest}")
        self._newest = max(self._newest, number)
        self.pages += 1


@contextmanager
def traffic(home: Path) -> Iterator[Traffic]:
    reading, stop = Traffic(home), threading.Event()

    def browse() -> None:
        while not stop.is_set():
            try:
                reading.page()
            except Exception as error:
                # Whatever a page says, it is an error page.
                reading.faults.append(repr(error))
            time.sleep(0.1)

    thread = threading.Thread(target=browse)
    thread.start()
    try:
        yield reading
    finally:
        stop.set()
        thread.join()


def test_killed_at_every_stage_the_old_snapshot_stays(
    tmp_path: Path, batches: list[list[Path]]
) -> None:
    few = [batches[1][-1:] + batches[1][:1], batches[2][:2]]
    first = tmp_path / "first"
    finish(first, few[:1])
    before = current_id(WarehouseHome(first / "warehouse"))
    whole = tmp_path / "whole"
    finish(whole, few)
    expected = SnapshotReader(WarehouseHome(whole / "warehouse"), threads=1).current()
    for stage in STAGES:
        home = tmp_path / stage.replace(" ", "-").replace("/", "")
        shutil.copytree(first, home)
        warehouse = WarehouseHome(home / "warehouse")
        process = start(home, few[1:], stage)
        process.join(60)
        assert process.exitcode == -signal.SIGKILL, stage
        if stage != "collect":
            assert current_id(warehouse) == before, stage
        finish(home, few[1:])
        snapshot = SnapshotReader(warehouse, threads=1).current()
        assert snapshot.manifest.content == expected.manifest.content, stage
        assert check_deeply(warehouse.path, snapshot) == [], stage
        assert list(warehouse.staging.iterdir()) == [], stage
        shutil.rmtree(home)


def test_killed_at_random_under_traffic_the_end_is_the_same(
    tmp_path: Path, batches: list[list[Path]], undisturbed: str
) -> None:
    chance = random.Random(20261126)
    kills = rounds = 0
    while kills < KILLS:
        rounds += 1
        home = tmp_path / f"home{rounds}"
        with served_to_readers(home) as readers, traffic(home) as reading:
            # Readers have seen a snapshot before the first kill, however slow the machine is.
            finish(home, batches[1:2])
            readers.wait_for_more()
            before = sum(map(len, readers.answers))
            done = False
            while kills < KILLS and not done:
                # Another order each time, and what is loaded already comes again.
                process = start(home, chance.sample(batches, len(batches)))
                process.join(chance.uniform(0.05, 2.0))
                if process.exitcode is None:
                    assert process.pid is not None
                    os.kill(process.pid, signal.SIGKILL)
                    kills += 1
                process.join(60)
                assert process.exitcode in (0, -signal.SIGKILL)
                done = process.exitcode == 0
            # Pages were asked for in between, and not only before and after.
            assert sum(map(len, readers.answers)) > before
            finish(home, batches)
            reading.page()
            # A whole round of pages after the last publication.
            readers.wait_for_more()
        assert check_pages(readers) >= 2
        check(home, reading, undisturbed)


@contextmanager
def served_to_readers(home: Path) -> Iterator[Readers]:
    with server(home) as port, Readers(port, ("/data",), ("/data", "/after-sales")) as readers:
        yield readers


def check_pages(readers: Readers) -> int:
    """Every answer holds the figures of one published snapshot; return how many were seen."""
    assert readers.faults == []
    by_snapshot: dict[str, str] = {}
    for answers in readers.answers:
        newest = 0
        files = 0
        for path, text in answers:
            if "Nothing has been loaded yet" in text:
                assert newest == files == 0
                continue
            if path == "/data":
                (found,) = set(re.findall(r"Snapshot (\d{6}-[0-9a-f]{8})", text))
                assert by_snapshot.setdefault(found, text) == text
                assert int(found[:6]) >= newest
                newest = int(found[:6])
                read, loaded, refused = (
                    number_after(text, word) for word in ("Rows read", "Loaded", "Quarantined")
                )
                assert (read, loaded) == (refused * (ROWS + 1), refused * ROWS)
            else:
                # Labour of each file comes to ten, and each has one row that is refused.
                refused = sum(map(int, re.findall(r"rows refused: (\d+)", text)))
                assert number_after(text, "after-sales revenue ex VAT") == refused * 10
            assert refused >= files
            files = refused
        assert files == FILES
    return len(by_snapshot)


def number_after(text: str, word: str) -> int:
    found = re.search(rf'"{word}".*?"children": ?"([\d,]+)"', text)
    assert found is not None, word
    return int(found[1].replace(",", ""))


def check(home: Path, reading: Traffic, undisturbed: str) -> None:
    assert reading.faults == []
    assert reading.pages > 0
    warehouse = WarehouseHome(home / "warehouse")
    snapshot = SnapshotReader(warehouse, threads=1).current()
    assert snapshot.manifest.content == undisturbed
    assert check_deeply(warehouse.path, snapshot) == []
    assert list(warehouse.staging.iterdir()) == []
    # What readers still held at the last publication goes with the next one after they let go.
    collect(warehouse, NOW)
    assert len(warehouse.snapshot_ids()) <= KEPT
