"""Readers of ClickHouse get the newest version whole, or are told why not."""

import logging
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.warehouse.clickhouse.network import ORDERS, add, home_with, orders_of, reader, sent
from tests.warehouse.clickhouse_served import answer
from tests.warehouse.loading import ORDERS_A_FILE
from warehouse.clickhouse import VersionReader, place_of
from warehouse.clickhouse.reader import PublishedVersion
from warehouse.engines import EngineError, QueryFailedError
from warehouse.snapshots import (
    DamagedSnapshotError,
    NoSnapshotError,
    UnreachableWarehouseError,
    UnservableError,
)

pytestmark = pytest.mark.engine


def told(url: str, text: str) -> str:
    place = place_of(url)
    assert place.url.port is not None
    return answer(place.url.port, text, place.database)


@pytest.fixture
def published(tmp_path: Path, clickhouse_url: str) -> str:
    sent(home_with(tmp_path, 1), clickhouse_url)
    return clickhouse_url


def test_nothing_published_is_said(clickhouse_url: str) -> None:
    with pytest.raises(NoSnapshotError, match="Nothing has been published on clickhousedb"):
        reader(clickhouse_url).current()


def test_the_newest_version_is_opened_once(tmp_path: Path, published: str) -> None:
    read = reader(published)
    assert read.current() is read.current()
    assert orders_of(read.current()) == ORDERS_A_FILE


def test_many_threads_are_answered_while_versions_come(tmp_path: Path, published: str) -> None:
    """Each answer is that of one version, over the pool of the real client."""
    read = reader(published)
    wrong: list[object] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            held = read.current()
            found = orders_of(held), orders_of(held)
            if found[0] != found[1] or found[0] not in (ORDERS_A_FILE, 2 * ORDERS_A_FILE):
                wrong.append(found)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    home = home_with(tmp_path)
    add(home, 2)
    sent(home, published)
    assert orders_of(read.current()) == 2 * ORDERS_A_FILE
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_version_that_lost_rows_is_an_error_and_no_smaller_figure(published: str) -> None:
    told(published, "ALTER TABLE repair_orders__000001 DROP PARTITION tuple()")
    with pytest.raises(DamagedSnapshotError, match="repair_orders: expected 40 rows, found 0"):
        reader(published).current()


def test_a_version_that_was_taken_away_is_told(published: str) -> None:
    held = reader(published).current()
    told(published, "DROP TABLE repair_orders__000001 SYNC")
    with pytest.raises(QueryFailedError, match=f"{held.id} is no longer kept"):
        orders_of(held)


def test_another_layout_names_both(published: str) -> None:
    told(
        published,
        "INSERT INTO forecourt_versions SELECT * REPLACE (9 AS layout, 2 AS number, 'x' AS id) "
        "FROM forecourt_versions",
    )
    with pytest.raises(DamagedSnapshotError, match=r"described in form 9; .* reads form 1"):
        reader(published).current()


def test_an_old_release_is_named(published: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.clickhouse.sending.OLDEST", 99)
    with pytest.raises(DamagedSnapshotError, match=r"release 26\.\S+; expected 99 or newer"):
        reader(published).current()


def test_readers_are_written_down_once_a_minute(published: str) -> None:
    clock = [0.0]
    read = VersionReader(place_of(published), clock=lambda: clock[0], name=lambda: "me")
    counts = "SELECT count() FROM forecourt_readers WHERE reader = 'me'"
    for seconds, expected in ((0, "1"), (59, "1"), (61, "2")):
        clock[0] = float(seconds)
        orders_of(read.current())
        assert told(published, counts) == expected


def test_an_account_that_may_only_read_is_served(
    published: str, caplog: pytest.LogCaptureFixture
) -> None:
    told(published, "DROP TABLE forecourt_readers SYNC")
    held = reader(published).current()
    with caplog.at_level(logging.WARNING):
        assert orders_of(held) == orders_of(held) == ORDERS_A_FILE
    assert caplog.text.count("cannot be written down") == 1


def test_a_fork_is_refused(published: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read = reader(published)
    monkeypatch.setattr(os, "getpid", lambda: -1)
    with pytest.raises(UnservableError, match="before the process forked"):
        read.current()


@pytest.fixture
def deaf() -> Iterator[int]:
    """A server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield int(listening.getsockname()[1])


def test_a_server_that_does_not_answer_is_told_in_time(deaf: int) -> None:
    url = f"clickhousedb://me:secret@127.0.0.1:{deaf}/x?send_receive_timeout=1"
    with pytest.raises(UnreachableWarehouseError, match="cannot answer now") as caught:
        VersionReader(place_of(url)).current()
    assert "secret" not in str(caught.value)


def test_a_server_that_went_away_is_told(published: str) -> None:
    read = VersionReader(place_of(published.replace("127.0.0.1", "127.0.0.2")))
    with pytest.raises(UnreachableWarehouseError, match="cannot answer now"):
        read.current()


def test_tables_are_renamed_wherever_a_statement_names_them(published: str) -> None:
    held: PublishedVersion = reader(published).current()
    first, second = ORDERS.alias("first"), ORDERS.alias("second")
    largest = sa.select(sa.func.max(second.c.ro_no)).scalar_subquery()
    inner = sa.select(ORDERS.c.store_code, ORDERS.c.ro_no).cte("inner_orders")
    statement = (
        sa.select(sa.func.count().label("n"))
        .select_from(first)
        .join(inner, inner.c.ro_no == first.c.ro_no)
        .where(first.c.ro_no == largest)
        .where(first.c.ro_no.in_(sa.select(ORDERS.c.ro_no)))
    )
    assert held.backend.rows(statement) == [{"n": 1}]
    text = held.backend.compile(statement).text
    assert text.count("`repair_orders__000001`") == 4
    assert "FROM `repair_orders`" not in text
    assert isinstance(held.backend.compile(sa.select(sa.literal(1))).text, str)
    with pytest.raises(EngineError, match="only read from"):
        held.backend.arrow(sa.delete(ORDERS))
