"""`forecourt load` on a database: what is served, and what a stopped server or load leaves."""

import argparse
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from commands import load, publishing
from commands.errors import UserError
from commands.reading import open_reader
from commands.settings import Settings
from commands.source_marks import open_databases
from data_loaders.sources.database import Pace
from tests.architecture.checkout import ROOT
from tests.commands.quick import without_roll_ups
from tests.data_loaders.extracts import STORES, write_text
from tests.data_loaders.sources.dms import (
    ORDERS,
    SERVERS,
    STATED,
    Server,
    fill,
    order,
    put,
    writing,
)
from warehouse.schema import RECORDS, TABLES
from warehouse.snapshots import RefusedSnapshotError, WarehouseHome, current_id

pytestmark = pytest.mark.database

WHOLE = '\n[[table]]\nname = "kh"\n'


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    # What a table gives does not depend on the server; `tests/data_loaders/sources` reads on both.
    with SERVERS[getattr(request, "param", "postgresql")]() as found:
        with writing(found) as connection:
            connection.execute(sa.text("CREATE TABLE kh (a integer, b integer)"))
            connection.execute(sa.text("INSERT INTO kh VALUES (1, 2)"))
        yield found


class Dealer:
    """A data directory whose loads read the server."""

    def __init__(self, server: Server, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.server = server
        self.settings = Settings.from_environ({"FORECOURT_HOME": str(folder / "home")})
        self.stated = folder / "dms.toml"
        self.register = write_text(folder / "经销商档案.csv", STORES)
        self.on_rest: Callable[[float], None] = lambda seconds: None
        self.stated.write_text(STATED, encoding="utf-8")
        patch.setenv("DMS_ADDRESS", server.address)
        without_roll_ups(patch)
        pace = Pace(lambda seconds: self.on_rest(seconds))
        patch.setattr(publishing, "open_databases", partial(open_databases, pace=pace))

    def load(self, *words: str | Path) -> tuple[int, dict[str, Any]]:
        """Run `forecourt load` and return its status and report."""
        parser = argparse.ArgumentParser()
        load.configure(parser)
        out = io.StringIO()
        told = [str(word) for word in words or (self.stated,)]
        status = load.run(parser.parse_args([*told, "--json"]), self.settings, out)
        return status, json.loads(out.getvalue())

    def served(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        """Return rows of the snapshot that is served."""
        declared = {**TABLES, **RECORDS}[table].c
        with open_reader(self.settings) as reader:
            rows = reader.backend.rows(sa.select(*(declared[name] for name in columns)))
            return sorted(tuple(row[name] for name in columns) for row in rows)

    def orders(self) -> dict[str, int]:
        """Return the labour sales of every order that is served."""
        return {
            no: int(sales) for no, sales in self.served("repair_orders", "ro_no", "labour_sales")
        }

    def watermark(self) -> str:
        """Return the watermark that is published."""
        ((reached,),) = self.served("source_positions", "reached")
        return str(reached)

    @property
    def snapshot(self) -> str | None:
        """Return the id of the snapshot that is served."""
        return current_id(WarehouseHome(self.settings.home / "warehouse"))


@pytest.fixture
def dealer(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dealer:
    fill(server, [order(n, n) for n in range(200)])
    return Dealer(server, tmp_path, monkeypatch)


@pytest.mark.parametrize("server", SERVERS, indirect=True)
def test_loads_follow_the_database(dealer: Dealer) -> None:
    status, report = dealer.load(dealer.register, dealer.stated)
    assert status == 0
    (told,) = [file for file in report["files"] if file["file"] == "dms/wx_gd"]
    assert (told["table"], told["loaded"]) == ("repair_orders", 200)
    assert "2024-05-01 11:19:00" in next(
        note["message"] for note in told["warnings"] if note["rule"] == "watermark_moved"
    )
    assert len(dealer.orders()) == 200
    first = dealer.snapshot

    status, report = dealer.load()
    assert (status, report["snapshot"]) == (0, first)
    (told,) = report["files"]
    assert (told["state"], told["reasons"][0]["rule"]) == ("already_loaded", "nothing_new")

    put(dealer.server, order(7, 250, amount=77), order(300, 251))
    status, report = dealer.load()
    assert (status, report["files"][0]["rows_read"]) == (0, 13)
    orders = dealer.orders()
    assert (len(orders), orders["RO7"], orders["RO300"], orders["RO8"]) == (201, 77, 100, 100)
    assert dealer.watermark() == "2024-05-01 12:11:00"


@pytest.mark.parametrize("server", SERVERS, indirect=True)
def test_rows_deleted_in_a_table_that_is_stated_full_end(dealer: Dealer) -> None:
    before = dealer.stated.read_text(encoding="utf-8")
    followed = 'watermark = "更新时间"\noverlap = "10m"'
    assert followed in before
    dealer.stated.write_text(before.replace(followed, "full = true"), encoding="utf-8")
    status, report = dealer.load(dealer.register, dealer.stated)
    assert status == 0, report
    assert len(dealer.orders()) == 200
    with writing(dealer.server) as connection:
        connection.execute(ORDERS.delete().where(ORDERS.c.任务委托书号.in_(["RO7", "RO8"])))
    assert dealer.load()[0] == 0
    assert set(dealer.orders()) == {f"RO{n}" for n in range(200)} - {"RO7", "RO8"}
    put(dealer.server, order(7, 300, amount=77))
    assert dealer.load()[0] == 0
    orders = dealer.orders()
    assert (len(orders), orders["RO7"]) == (199, 77)


def test_rows_deleted_behind_a_watermark_stay(dealer: Dealer) -> None:
    dealer.load(dealer.register, dealer.stated)
    with writing(dealer.server) as connection:
        connection.execute(ORDERS.delete().where(ORDERS.c.任务委托书号 == "RO7"))
    put(dealer.server, order(300, 251))
    dealer.load()
    assert {"RO7", "RO300"} <= set(dealer.orders())


def test_a_server_that_stops_half_way_publishes_nothing(dealer: Dealer) -> None:
    dealer.load(dealer.register)
    before, stops = dealer.snapshot, [False, True]

    def stop_once(seconds: float) -> None:
        if stops and stops.pop(0):
            dealer.server.stop()

    dealer.on_rest = stop_once
    try:
        status, report = dealer.load()
    finally:
        dealer.server.start()
    assert (status, dealer.snapshot) == (2, before)
    (told,) = report["files"]
    message = told["reasons"][0]["message"]
    assert "98 行" in message
    assert "更新时间 2024-05-01 09:37:00" in message
    assert dealer.served("source_positions", "reached") == []
    status, report = dealer.load()
    assert status == 0
    assert set(dealer.orders()) == {f"RO{n}" for n in range(200)}
    # What was read before is not asked for again, but for the overlap.
    assert report["files"][0]["rows_read"] == 200 + 11


def test_a_load_that_is_not_published_moves_no_watermark(
    dealer: Dealer, monkeypatch: pytest.MonkeyPatch
) -> None:
    dealer.load(dealer.register, dealer.stated)
    reached = dealer.watermark()
    put(dealer.server, order(300, 251))

    def fail(*args: Any, **others: Any) -> str:
        raise RefusedSnapshotError("not today.")

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "publish", fail)
        with pytest.raises(UserError, match="not today"):
            dealer.load()
    assert dealer.watermark() == reached
    assert dealer.load()[0] == 0
    assert "RO300" in dealer.orders()


def test_a_load_that_is_killed_leaves_its_pages_to_the_next(dealer: Dealer) -> None:
    dealer.load(dealer.register)
    before = dealer.snapshot
    home = dealer.settings.home
    with subprocess.Popen(
        [sys.executable, "-c", "from app import main; main()", "load", str(dealer.stated)],
        env={**os.environ, "FORECOURT_HOME": str(home)}, cwd=ROOT, stdout=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        staging = home / "warehouse" / "staging"
        while len(list(staging.glob("source-*/*/page-*.parquet"))) < 2:
            assert process.poll() is None
            time.sleep(0.02)
        process.kill()
    assert dealer.snapshot == before
    status, report = dealer.load()
    assert status == 0
    assert set(dealer.orders()) == {f"RO{n}" for n in range(200)}
    assert report["files"][0]["rows_read"] == 200 + 11
    assert list(staging.glob("source-*/*/page-*.parquet")) == []


def test_rows_of_a_store_that_is_registered_later_are_not_lost(dealer: Dealer) -> None:
    put(dealer.server, {**order(400, 20), "门店": "N009"})
    status, _ = dealer.load(dealer.register, dealer.stated)
    assert status == 1
    assert "RO400" not in dealer.orders()
    later = write_text(
        dealer.register.with_name("网点档案.csv"), "经销商代码,经销商简称\nN009,新店\n"
    )
    dealer.load(later)
    assert "RO400" in dealer.orders()


def test_a_table_that_nobody_can_read_is_refused_before_its_rows_are_asked_for(
    dealer: Dealer,
) -> None:
    dealer.stated.write_text(STATED + WHOLE, encoding="utf-8")
    status, report = dealer.load(dealer.register, dealer.stated)
    assert status == 1
    (told,) = [file for file in report["files"] if file["file"] == "dms/kh"]
    assert (told["state"], told["reasons"][0]["rule"]) == ("refused", "heading_unknown")
    assert dealer.served("source_positions", "source_table") == [("wx_gd",)]


def test_an_address_is_read_whole_each_time_and_only_news_is_published(dealer: Dealer) -> None:
    status, _ = dealer.load(dealer.register, dealer.server.address)
    assert (status, len(dealer.orders())) == (1, 200)
    first = dealer.snapshot
    dealer.load(dealer.server.address)
    assert dealer.snapshot == first
    for amount in (1, 100):
        put(dealer.server, order(9, 9, amount=amount))
        dealer.load(dealer.server.address)
        assert dealer.orders()["RO9"] == amount
