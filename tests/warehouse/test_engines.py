"""Both engines answer with one schema; what fails says why."""

import itertools
import threading
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import duckdb
import pyarrow as pa
import pytest
import sqlalchemy as sa
from duckdb_sqlalchemy import Dialect

from tests.warehouse.support import Rows, small_clickhouse, small_duckdb
from warehouse.engines import (
    Backend,
    EngineError,
    QueryFailedError,
    QueryTimeoutError,
    open_backend,
)
from warehouse.engines.clickhouse import ClickHouseBackend, table_text
from warehouse.engines.compiling import StatementCompiler, WrittenOut
from warehouse.engines.duckdb import DuckDBBackend, lock_down, written_out
from warehouse.functions import percentile
from warehouse.schema import TABLES

ORDERS = TABLES["repair_orders"]
ROWS: Rows = {
    "repair_orders": [
        {"store_code": "A", "ro_no": "1", "open_at": "2024-01-31T17:00", "labour_sales": "10.10"},
        {"store_code": "A", "ro_no": "2'%s%%", "mileage": 7, "waited_for_parts": True},
        {"store_code": "B", "ro_no": "3", "open_at": "2024-02-01T00:00", "labour_sales": "-0.10"},
        {"store_code": None, "ro_no": "4"},
    ]
}
QUESTION = sa.select(
    ORDERS.c.store_code,
    sa.func.sum(ORDERS.c.labour_sales).label("labour"),
    sa.func.avg(ORDERS.c.labour_sales).label("mean"),
    sa.func.sum(ORDERS.c.mileage).label("km"),
    sa.func.count().label("orders"),
    sa.func.min(ORDERS.c.open_at).label("first"),
    (sa.func.count() > 1).label("several"),
    sa.func.max(sa.case((ORDERS.c.ro_no == "2'%s%%", ORDERS.c.ro_no))).label("odd"),
    sa.null().label("nothing"),
).group_by(ORDERS.c.store_code)
SCHEMA = pa.schema(
    [
        ("store_code", pa.string()),
        ("labour", pa.decimal128(38, 2)),
        ("mean", pa.float64()),
        ("km", pa.int64()),
        ("orders", pa.int64()),
        ("first", pa.timestamp("us")),
        ("several", pa.bool_()),
        ("odd", pa.string()),
        ("nothing", pa.int64()),
    ]
)


def check_answer(backend: Backend) -> None:
    answer = backend.arrow(QUESTION)
    assert answer.schema.remove_metadata().equals(SCHEMA), answer.schema
    by_store = {row["store_code"]: row for row in answer.to_pylist()}
    assert by_store["A"]["labour"] == Decimal("10.10")
    assert by_store["A"]["km"] == 7
    assert by_store["A"]["several"] is True
    assert by_store["A"]["odd"] == "2'%s%%"
    assert by_store["B"]["mean"] == pytest.approx(-0.1)
    assert by_store["B"]["km"] is None
    assert by_store[None] == dict.fromkeys(SCHEMA.names) | {"orders": 1, "several": False}


def check_filters(backend: Backend) -> None:
    """Text with quotes and percent signs, lists, days, and no match at all."""
    count = sa.func.count().label("n")
    column = ORDERS.c
    for condition, expected in (
        (column.ro_no.in_(["1", "2'%s%%", "9"]), 2),
        (column.ro_no.in_([]), 0),
        (column.open_at >= date(2024, 2, 1), 1),
        (column.open_at.between(date(2024, 1, 1), date(2024, 1, 31)), 0),
        (column.labour_sales == Decimal("10.10"), 1),
        (column.waited_for_parts.is_(True), 1),
        (column.store_code.is_(None), 1),
    ):
        assert backend.rows(sa.select(count).where(condition)) == [{"n": expected}], condition


def check_missing_matches(backend: Backend) -> None:
    """A store without orders has NULLs beside it, not zeros."""
    stores = TABLES["dim_store"]
    orders = ORDERS
    statement = (
        sa.select(
            stores.c.store_code,
            sa.func.count(orders.c.ro_no).label("n"),
            sa.func.sum(orders.c.labour_sales).label("s"),
        )
        .join_from(stores, orders, stores.c.store_code == orders.c.store_code, isouter=True)
        .group_by(stores.c.store_code)
        .order_by(stores.c.store_code)
    )
    assert backend.rows(statement) == [
        {"store_code": "A", "n": 2, "s": Decimal("10.10")},
        {"store_code": "C", "n": 0, "s": None},
    ]


WITH_STORES: Rows = {**ROWS, "dim_store": [{"store_code": "A"}, {"store_code": "C"}]}


def test_duckdb_answers(tmp_path: Path) -> None:
    backend = small_duckdb(tmp_path, WITH_STORES)
    check_answer(backend)
    check_filters(backend)
    check_missing_matches(backend)


@pytest.mark.engine
def test_clickhouse_answers(tmp_path: Path) -> None:
    backend = small_clickhouse(tmp_path, WITH_STORES)
    check_answer(backend)
    check_filters(backend)
    check_missing_matches(backend)


@pytest.mark.engine
def test_clickhouse_stops_a_long_statement(tmp_path: Path) -> None:
    backend = small_clickhouse(tmp_path, {})
    numbers = sa.func.numbers(10_000_000_000).table_valued("number")
    slow = sa.select(sa.func.sum(sa.func.sipHash64(numbers.c.number)).label("s"))
    with pytest.raises(QueryTimeoutError, match=r"stopped after 0\.5 s"):
        backend.arrow(slow, timeout=0.5)
    with pytest.raises(QueryFailedError, match="ClickHouse refused"):
        backend.arrow(sa.select(sa.column("x")).select_from(sa.table("no_such_table")))


def test_duckdb_stops_a_long_statement(tmp_path: Path) -> None:
    backend = small_duckdb(tmp_path, {})
    numbers = sa.func.range(10_000_000_000).table_valued("range")
    slow = sa.select(sa.func.sum(sa.func.hash(numbers.c.range)).label("s"))
    with pytest.raises(QueryTimeoutError, match=r"stopped after 0\.3 s"):
        backend.arrow(slow, timeout=0.3)
    assert backend.rows(sa.select(sa.literal(1).label("x"))) == [{"x": 1}]


def test_a_heavy_statement_does_not_keep_light_ones_waiting(tmp_path: Path) -> None:
    """It is interrupted when its time is over; until then others are answered beside it."""
    backend = small_duckdb(tmp_path, ROWS)
    numbers = sa.func.range(10_000_000_000).table_valued("range")
    heavy = sa.select(sa.func.sum(sa.func.hash(numbers.c.range)).label("s"))
    light = sa.select(sa.func.count().label("n")).select_from(ORDERS)
    begun, stopped = threading.Event(), threading.Event()

    def ask() -> None:
        begun.set()
        with pytest.raises(QueryTimeoutError):
            backend.arrow(heavy, timeout=1.0)
        stopped.set()

    thread = threading.Thread(target=ask)
    thread.start()
    begun.wait()
    answered = 0
    while answered < 3 and not stopped.is_set():
        assert backend.rows(light) == [{"n": 4}]
        answered += 1
    assert not stopped.is_set()
    thread.join()


def test_only_select_is_taken(tmp_path: Path) -> None:
    backend = small_duckdb(tmp_path, {})
    for statement in (sa.delete(ORDERS), sa.text("SELECT 1")):
        with pytest.raises(QueryFailedError, match="Expected a SELECT"):
            backend.arrow(statement)
    with pytest.raises(QueryFailedError, match="DuckDB refused"):
        backend.arrow(sa.select(sa.column("x")).select_from(sa.table("no_such_table")))


def test_many_threads_get_their_own_answers(tmp_path: Path) -> None:
    backend = small_duckdb(tmp_path, {})
    wrong: list[object] = []

    def ask(number: int) -> None:
        for turn in range(50):
            value = number * 1000 + turn
            got = backend.rows(sa.select(sa.literal(value).label("x")))
            if got != [{"x": value}]:
                wrong.append((value, got))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_locked_connection_reaches_only_the_named_files(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in.parquet", tmp_path / "out.csv"
    outside.write_text("a\n1\n", encoding="utf-8")
    connection = duckdb.connect()
    connection.execute(f"COPY (SELECT 7 AS a) TO '{inside}'")
    lock_down(connection, [inside])
    assert connection.execute(f"SELECT a FROM read_parquet('{inside}')").fetchall() == [(7,)]
    for text in (
        f"SELECT * FROM read_csv('{outside}')",
        f"COPY (SELECT 1) TO '{tmp_path / 'new.parquet'}'",
        f"ATTACH '{tmp_path / 'new.duckdb'}'",
        "SET enable_external_access = true",
        "SET allowed_paths = []",
        "SET memory_limit = '100GB'",
    ):
        with pytest.raises(duckdb.Error):
            connection.execute(text)


def test_a_served_file_cannot_be_written(tmp_path: Path) -> None:
    backend = small_duckdb(tmp_path, {})
    assert isinstance(backend, DuckDBBackend)
    for text in ("DELETE FROM repair_orders", "CREATE TABLE more (a INTEGER)"):
        with pytest.raises(duckdb.Error, match="read-only"):
            backend._connection.execute(text)
    outside = tmp_path / "out.csv"
    outside.write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(duckdb.PermissionException):
        backend._connection.execute(f"SELECT * FROM read_csv('{outside}')")


def test_a_statement_is_part_of_a_cache_key(tmp_path: Path) -> None:
    backend = small_duckdb(tmp_path, {})
    first, second, again = (
        backend.compile(sa.select(ORDERS.c.ro_no).where(ORDERS.c.store_code == code))
        for code in ("A", "B", "A")
    )
    assert first == again
    assert hash(first) == hash(again)
    assert first.text == second.text
    assert first != second


def test_a_remembered_text_takes_the_values_of_each_statement(tmp_path: Path) -> None:
    """Lists of other lengths, other limits, other shares: always as if written anew."""
    backend = small_duckdb(tmp_path, ROWS)
    anew = StatementCompiler(backend.dialect, remember=False)
    remembering = StatementCompiler(backend.dialect, remember=True)
    for stores, limit, share in itertools.product(
        ([], ["A"], ["A", "B"], ["B", "A", "C"]), (1, 2), (0.5, 0.9)
    ):
        statement = (
            sa.select(
                sa.case((ORDERS.c.mileage > limit, ORDERS.c.store_code), else_="none").label("s"),
                percentile(ORDERS.c.labour_sales, share).label("p"),
            )
            .where(ORDERS.c.store_code.in_(stores), ORDERS.c.open_at >= date(2024, limit, 1))
            .group_by(sa.text("1"))
            .limit(limit)
        )
        for _ in range(2):
            written, known = anew.compile(statement), remembering.compile(statement)
            assert (known.statement, known.positional_parameters) == (
                written.statement,
                written.positional_parameters,
            )
        backend.arrow(statement)


def test_what_one_snapshot_was_asked_needs_not_be_written_anew_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(backend: Backend, code: str) -> list[dict[str, Any]]:
        statement = sa.select(ORDERS.c.ro_no.label("asked_of_two")).where(
            ORDERS.c.store_code == code
        )
        return backend.rows(statement)

    folders = [tmp_path / name for name in ("before", "after")]
    for folder in folders:
        folder.mkdir()
    before, after = (small_duckdb(folder, ROWS) for folder in folders)
    expected = asked(before, "A")
    assert expected

    def never(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("written anew")

    monkeypatch.setattr(StatementCompiler, "_write", never)
    assert asked(after, "A") == expected
    assert asked(after, "no such store") == []


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("no url", "a text that is no URL"),
        ("duckdb://", "a DuckDB URL without a file"),
        ("mysql://host/db", "got the scheme mysql"),
        ("duckdb:////nowhere/w.duckdb", "found none"),
    ],
)
def test_a_wrong_url_is_named(url: str, message: str) -> None:
    with pytest.raises(EngineError, match=message):
        open_backend(url)


def test_a_url_names_the_engine(tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "w.duckdb")).close()
    opened = open_backend(f"duckdb:///{tmp_path / 'w.duckdb'}")
    assert isinstance(opened, DuckDBBackend)
    opened.close()
    with pytest.raises(QueryFailedError, match="closed"):
        opened.arrow(sa.select(sa.literal(1)))
    assert isinstance(open_backend("clickhousedb://me:secret@host/db"), ClickHouseBackend)


def test_an_unreachable_server_is_named_without_its_password() -> None:
    backend = open_backend("clickhousedb://me:secret@127.0.0.1:1/db")
    with pytest.raises(EngineError, match="cannot be reached") as caught:
        backend.arrow(sa.select(sa.literal(1)))
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(EngineError, match="cannot be opened with DuckDB"):
        open_backend(f"duckdb:///{path}")


def test_every_column_of_ours_has_a_clickhouse_type() -> None:
    texts = [table_text(table) for table in TABLES.values()]
    assert all("Nullable(" in text for text in texts)
    with pytest.raises(EngineError, match="ClickHouse equivalent"):
        table_text(sa.Table("t", sa.MetaData(), sa.Column("c", sa.LargeBinary())))


@pytest.mark.parametrize(
    "code", ["A", "O'Neil", "' OR '1'='1", "\\' OR 1=1 --", "$1", "a\nb", "4S店", "; DROP TABLE x"]
)
def test_a_text_written_out_means_itself(tmp_path: Path, code: str) -> None:
    """Constants let DuckDB skip blocks; none of them may become a part of the statement."""
    rows = [{"store_code": code, "ro_no": "1"}, {"store_code": "other", "ro_no": "2"}]
    backend = small_duckdb(tmp_path, {"repair_orders": rows})
    statement = sa.select(ORDERS.c.ro_no).where(
        ORDERS.c.store_code.in_([code]), ORDERS.c.ro_no != "$2"
    )
    written = written_out(backend.compile(statement))
    assert written is not None
    assert "$2" in written
    assert [row["ro_no"] for row in backend.rows(statement)] == ["1"]


def test_values_without_one_form_stay_bound(tmp_path: Path) -> None:
    backend = small_duckdb(tmp_path, {})
    at = datetime.fromisoformat("2025-03-01T08:30")
    statement = sa.select(ORDERS.c.ro_no).where(ORDERS.c.open_at >= at)
    assert written_out(backend.compile(statement)) is None
    assert backend.rows(statement) == []


def test_equal_values_of_other_types_are_written_out_apart() -> None:
    texts = WrittenOut(Dialect(paramstyle="numeric_dollar"))
    values = (1, True, Decimal("1.0"), Decimal("1.00"), "1", date(2024, 1, 1), None)
    written = [texts.of(sa.select(sa.literal(value).label("v"))) for value in values]
    assert len(set(written)) == len(values)
    assert written == [texts.of(sa.select(sa.literal(value).label("v"))) for value in values]
    assert "IN (1, 2)" in texts.of(sa.select(ORDERS.c.ro_no).where(ORDERS.c.mileage.in_([1, 2])))
    assert "IN (1, 3)" in texts.of(sa.select(ORDERS.c.ro_no).where(ORDERS.c.mileage.in_([1, 3])))
