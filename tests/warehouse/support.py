"""Small warehouses built from rows, for tests that need figures and not loading."""

import atexit
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import sqlalchemy as sa
from duckdb_sqlalchemy import Dialect
from sqlalchemy.schema import CreateTable

from warehouse.coverage import build_coverage
from warehouse.engines import Backend
from warehouse.engines.clickhouse import ClickHouseBackend
from warehouse.engines.duckdb import open_file
from warehouse.schema import RECORDS, TABLES

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

ALL = {**TABLES, **RECORDS}

# Which tables of this process's ClickHouse exist, and which of them may hold rows.
_created: set[str] = set()
_used: set[str] = set()


def writing(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a file of the tests to write into it, on the one core that a test process has."""
    return duckdb.connect(str(path), config={"threads": 1})


def small_duckdb(
    folder: Path, rows: Rows, *, extra: Sequence[sa.Table] = (), coverage: bool = True
) -> Backend:
    """Build a DuckDB file with all tables and these rows, and open it read-only.

    Args:
        folder: where the file is made; each call makes a new one.
        rows: rows by table; columns that a row does not name are NULL. Days and numbers may be
            written as text.
        extra: tables beside those of `warehouse.schema` that are to exist.
        coverage: whether to derive the table `coverage` from the rows.
    """
    path = build_file(folder, rows, extra=extra, coverage=coverage)
    return open_file(path, threads=1, memory_limit="500MB")


def build_file(
    folder: Path, rows: Rows, *, extra: Sequence[sa.Table] = (), coverage: bool = True
) -> Path:
    """Build the file of `small_duckdb` and leave it closed."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"small-{len(list(folder.glob('small-*.duckdb')))}.duckdb"
    tables = {**ALL, **{table.name: table for table in extra}}
    shutil.copyfile(_empty_file(), path)
    with writing(path) as connection:
        connection.execute("BEGIN")
        for table in extra:
            connection.execute(str(CreateTable(table).compile(dialect=Dialect())))
        for name, given in rows.items():
            if given:
                connection.register("given", arrow_rows(tables[name], given))
                connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM given")
                connection.unregister("given")
        connection.execute("COMMIT")
        if coverage:
            build_coverage(connection)
    return path


@cache
def _empty_file() -> Path:
    """Make, once for each test process, a file in which every table of ours is empty."""
    path = _process_folder() / "empty.duckdb"
    with writing(path) as connection:
        connection.execute("BEGIN")
        for table in ALL.values():
            connection.execute(str(CreateTable(table).compile(dialect=Dialect())))
        connection.execute("COMMIT")
    return path


def small_clickhouse(
    folder: Path, rows: Rows, *, extra: Sequence[sa.Table] = (), coverage: bool = True
) -> Backend:
    """Build the same tables and rows in the in-process ClickHouse of this test process.

    One process can open one data directory only, so that each call empties what the one before
    it filled: use one answer at a time. Tests that call this are marked `engine`.
    """
    backend = ClickHouseBackend(
        "clickhousedb://localhost/default", in_process=_process_folder() / "data"
    )
    tables = {**ALL, **{table.name: table for table in extra}}
    backend.create_tables(
        table for table in tables.values() if table.name in _used or table.name not in _created
    )
    _created.update(ALL)
    _used.clear()
    _used.update({*rows, "coverage", *(table.name for table in extra)})
    for name, given in rows.items():
        if given:
            backend.insert(tables[name], arrow_rows(tables[name], given))
    if coverage:
        with duckdb.connect(str(build_file(folder / "coverage", rows, extra=extra))) as made:
            found = made.sql("SELECT * FROM coverage").to_arrow_table()
        if found.num_rows:
            backend.insert(RECORDS["coverage"], found)
    return backend


@cache
def _process_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="forecourt-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def arrow_rows(table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Return rows as an Arrow table with exactly the columns of a table of ours.

    Raises:
        ValueError: if a row names a column that the table has not.
    """
    for row in rows:
        unknown = set(row) - set(table.c.keys())
        if unknown:
            raise ValueError(f"table {table.name} has no column {sorted(unknown)}")
    schema = pa.schema([(column.name, _arrow_type(column.type)) for column in table.c])
    data = {
        column.name: [_value(row.get(column.name), column.type) for row in rows]
        for column in table.c
    }
    return pa.table(data, schema=schema)


def _arrow_type(type_: sa.types.TypeEngine[Any]) -> pa.DataType:
    if isinstance(type_, sa.Float):
        return pa.float64()
    if isinstance(type_, sa.Numeric):
        return pa.decimal128(type_.precision or 18, type_.scale or 0)
    known: tuple[tuple[type[sa.types.TypeEngine[Any]], pa.DataType], ...] = (
        (sa.Boolean, pa.bool_()),
        (sa.BigInteger, pa.int64()),
        (sa.Integer, pa.int32()),
        (sa.DateTime, pa.timestamp("us")),
        (sa.Date, pa.date32()),
        (sa.String, pa.string()),
    )
    return next(target for kind, target in known if isinstance(type_, kind))


def _value(value: Any, type_: sa.types.TypeEngine[Any]) -> Any:
    if value is None:
        return None
    if isinstance(type_, sa.Float):
        return float(value)
    if isinstance(type_, sa.Integer):
        return int(value)
    if isinstance(type_, sa.Numeric):
        step = Decimal(1).scaleb(-(type_.scale or 0))
        return Decimal(str(value)).quantize(step)
    if isinstance(type_, sa.DateTime):
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        return value if isinstance(value, datetime) else datetime.combine(value, time())
    if isinstance(type_, sa.Date):
        return date.fromisoformat(value) if isinstance(value, str) else value
    return value
