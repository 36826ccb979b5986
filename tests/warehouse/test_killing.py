"""A loader may die at any moment: the old snapshot stays, and nothing needs repair."""

import contextlib
import multiprocessing
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.warehouse.loader_process import load_and_tell, load_files
from tests.warehouse.loading import LINES_AN_ORDER, NOW, ORDERS_A_FILE, publish_parts
from warehouse.schema import TABLES
from warehouse.snapshots import (
    LoaderBusyError,
    NoSnapshotError,
    SnapshotReader,
    WarehouseHome,
    check_deeply,
    current_id,
    only_loader,
    staging_folder,
)

KILLS = 8
FILES = list(range(1, 4))
STEPS = (
    "take over",
    "merge dim_store",
    "merge ro_labour_lines",
    "build",
    "prepare",
    "close",
    "verify",
    "move",
    "publish",
    "collect",
)
DAILY = sa.table("daily", sa.column("orders"))
# One process imports everything once; every loader is forked from it, before any engine is open.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.warehouse.loader_process"])


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the fingerprint of all files loaded without any accident."""
    home = WarehouseHome(tmp_path_factory.mktemp("undisturbed") / "warehouse")
    load_files(home.path, FILES)
    return SnapshotReader(home, threads=1).current().manifest.content


def start(target: Callable[..., None], *given: Any) -> ForkServerProcess:
    process = PROCESSES.Process(target=target, args=given)
    process.start()
    return process


def check_served(home: WarehouseHome, newest: int) -> int:
    """Check that a whole number of files is served, none of them torn; return its number."""
    try:
        snapshot = SnapshotReader(home, threads=1).current()
    except NoSnapshotError:
        assert newest == 0
        return 0
    assert snapshot.warning == ""
    counts = [
        snapshot.backend.rows(statement)[0]["n"]
        for statement in (
            sa.select(sa.func.count().label("n")).select_from(TABLES["repair_orders"]),
            sa.select(sa.func.count().label("n")).select_from(TABLES["ro_labour_lines"]),
            sa.select(sa.func.sum(DAILY.c.orders).label("n")),
        )
    ]
    files = counts[0] // ORDERS_A_FILE
    orders = files * ORDERS_A_FILE
    assert counts == [orders, orders * LINES_AN_ORDER, orders]
    number = int(snapshot.id.partition("-")[0])
    assert number >= newest
    return number


def test_killed_at_every_step_the_old_snapshot_stays(tmp_path: Path, undisturbed: str) -> None:
    first = WarehouseHome(tmp_path / "first")
    load_files(first.path, FILES[:1])
    published = current_id(first)
    for step in STEPS:
        home = WarehouseHome(tmp_path / step.replace(" ", "-"))
        shutil.copytree(first.path, home.path)
        process = start(load_files, home.path, FILES[1:], step)
        process.join(60)
        assert process.exitcode == -signal.SIGKILL, step
        check_served(home, 1)
        if step != "collect":
            assert current_id(home) == published, step
        load_files(home.path, FILES[1:])
        snapshot = SnapshotReader(home, threads=1).current()
        assert snapshot.manifest.content == undisturbed, step
        assert check_deeply(home.path, snapshot) == []
        assert [path.name for path in home.staging.iterdir()] == [], step


def test_the_first_load_may_die_too(tmp_path: Path) -> None:
    home = WarehouseHome(tmp_path / "warehouse")
    process = start(load_files, home.path, FILES, "publish")
    process.join(60)
    assert check_served(home, 0) == 0
    load_files(home.path, FILES[:1])
    assert check_served(home, 1) == 1


def test_killed_at_random_moments_the_end_is_the_same(tmp_path: Path, undisturbed: str) -> None:
    home = WarehouseHome(tmp_path / "warehouse")
    chance = random.Random(20240601)
    newest, kills = 0, 0
    while kills < KILLS:
        process = start(load_files, home.path, FILES)
        process.join(chance.uniform(0.05, 1.2))
        if process.exitcode is None:
            kills += 1
            assert process.pid is not None
            os.kill(process.pid, signal.SIGKILL)
        process.join(60)
        newest = check_served(home, newest)
        if process.exitcode == 0:
            break
    load_files(home.path, FILES)
    snapshot = SnapshotReader(home, threads=1).current()
    assert snapshot.manifest.content == undisturbed
    assert check_deeply(home.path, snapshot) == []
    assert len(home.snapshot_ids()) <= 3


def test_two_loaders_take_turns(tmp_path: Path, undisturbed: str) -> None:
    home = WarehouseHome(tmp_path / "warehouse")
    told = [tmp_path / name for name in "ab"]
    processes = [
        start(load_and_tell, home.path, numbers, path)
        for numbers, path in zip((FILES[::2], FILES[1::2]), told, strict=True)
    ]
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    snapshot = SnapshotReader(home, threads=1).current()
    assert snapshot.manifest.content == undisturbed
    assert snapshot.id in {path.read_text(encoding="utf-8") for path in told}


def test_a_second_loader_is_told_who_holds_the_warehouse(tmp_path: Path) -> None:
    home = WarehouseHome(tmp_path / "warehouse")
    with (
        only_loader(home, NOW),
        pytest.raises(
            LoaderBusyError, match=rf"process {os.getpid()} on .*, since 2024-06-01 06:00:00"
        ),
    ):
        publish_parts(home, [])
    publish_parts(home, [])


def test_a_copy_made_while_loading_opens(tmp_path: Path) -> None:
    """As a backup of the running data directory would: copied at random moments, nothing synced."""
    home = WarehouseHome(tmp_path / "warehouse")
    load_files(home.path, FILES[:1])
    process = start(load_files, home.path, FILES[1:])
    copies = 0
    while process.is_alive() and copies < 6:
        copy = WarehouseHome(tmp_path / f"copy{copies}")
        # Something may be removed under the copier's hands, as `tar` would say too.
        with contextlib.suppress(shutil.Error, FileNotFoundError):
            shutil.copytree(home.path, copy.path)
        copies += 1
        snapshot = SnapshotReader(copy, threads=1).current()
        assert snapshot.backend.rows(sa.select(sa.func.sum(DAILY.c.orders).label("n")))[0]["n"] > 0
        load_files(copy.path, FILES[-1:])
        assert SnapshotReader(copy, threads=1).current().warning == ""
        time.sleep(0.1)
    process.join(60)
    assert copies > 0


def test_what_a_dead_loader_left_is_cleared(tmp_path: Path) -> None:
    home = WarehouseHome(tmp_path / "warehouse")
    with staging_folder(home, "alive") as alive:
        (alive / "rows").write_text("unfinished", encoding="utf-8")
        dead = home.staging / "dead"
        shutil.copytree(alive, dead)
        loose = home.staging / "loose"
        loose.write_text("x", encoding="utf-8")
        fresh = home.staging / "without a lease"
        fresh.mkdir()
        os.utime(fresh, (NOW.timestamp() - 60, NOW.timestamp() - 60))
        stale = home.staging / "long without a lease"
        stale.mkdir()
        os.utime(stale, (NOW.timestamp() - 2 * 86_400, NOW.timestamp() - 2 * 86_400))
        publish_parts(home, [])
        assert {path.name for path in home.staging.iterdir()} == {
            alive.name,
            "without a lease",
        }
    assert not alive.exists()
