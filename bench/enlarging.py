"""A network of any size, made of the roll-ups of a small one under other store codes.

Loading a thousand stores takes an hour; what a page reads of them are roll-ups and facts, whose
rows are the same whether they were loaded or copied. Details stay behind: what needs them (nothing
on the pages that are measured) finds none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
from duckdb_sqlalchemy import Dialect
from sqlalchemy.schema import CreateTable

from metrics.source import Source
from warehouse.engines.duckdb import DuckDBBackend, open_file, quoted
from warehouse.schema import RECORDS, TABLES

_ROLL_UPS = ("daily_measures", "daily_series", "monthly_measures")
_OF_A_STORE = ("dim_store", "dim_calendar", "coverage", *_ROLL_UPS)
_OF_ALL = ("rolled_up", "snapshot_facts")
# Rows of a month, or of a store, are to lie together; sorting wide rows would take far longer.
_TOGETHER = {
    "daily_measures": (
        "date_trunc('month', t.day)",
        "SELECT DISTINCT date_trunc('month', day) AS m FROM small.main.daily_measures ORDER BY m",
    ),
    "daily_series": ("c.new", "SELECT new FROM copies ORDER BY new"),
}


@dataclass(frozen=True, slots=True)
class Enlarged:
    """What a reader reads: a network that was copied out of a smaller one."""

    id: str
    as_of: date
    backend: DuckDBBackend


@contextmanager
def enlarged(
    snapshot: Source, database: Path, folder: Path, stores: int, *, facts: bool
) -> Iterator[Enlarged]:
    """Yield a network of so many stores, each a copy of one of a snapshot.

    Args:
        snapshot: the small one.
        database: its file.
        folder: where the large one is written.
        stores: how many there shall be.
        facts: whether facts are copied too; roll-ups alone otherwise.
    """
    path = folder / f"{stores}.duckdb"
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path), config={"memory_limit": "4GB"}) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"ATTACH {quoted(str(database))} AS small (READ_ONLY)")
        _write(connection, stores, facts=facts)
    backend = open_file(path, memory_limit="4GB")
    try:
        yield Enlarged(f"{snapshot.id}-{stores}", snapshot.as_of, backend)
    finally:
        backend.close()
        path.unlink()


def _write(connection: duckdb.DuckDBPyConnection, stores: int, *, facts: bool) -> None:
    connection.execute(
        "CREATE TEMP TABLE own AS SELECT store_code, row_number() OVER (ORDER BY store_code) AS n "
        "FROM small.main.dim_store WHERE coalesce(parent_store_code, '') = ''"
    )
    connection.execute(
        "CREATE TEMP TABLE copies AS SELECT store_code AS old, format('G{:05d}', place) AS new "
        f"FROM range({stores}) t(place) JOIN own "
        "ON own.n = 1 + place % (SELECT count(*) FROM own)"
    )
    found = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'small'"
    ).fetchall()
    there = {row[0] for row in found}
    copied = [n for n in _OF_A_STORE if n in there]
    copied += sorted(n for n in there if facts and n.startswith("fact_"))
    for name in copied:
        if not _has_store(connection, name):
            connection.execute(f"CREATE TABLE {name} AS FROM small.main.{name}")
            continue
        rows = (
            f"SELECT t.* REPLACE (c.new AS store_code) FROM small.main.{name} t "
            "JOIN copies c ON c.old = t.store_code"
        )
        if name not in _TOGETHER:
            connection.execute(f"CREATE TABLE {name} AS {rows} ORDER BY store_code")
            continue
        group, groups = _TOGETHER[name]
        connection.execute(f"CREATE TABLE {name} AS FROM small.main.{name} LIMIT 0")
        for (one,) in connection.execute(groups).fetchall():
            connection.execute(f"INSERT INTO {name} {rows} WHERE {group} = ?", [one])
    for name in (n for n in _OF_ALL if n in there):
        connection.execute(f"CREATE TABLE {name} AS FROM small.main.{name}")
    for name in sorted(n for n in there if not facts and n.startswith("fact_")):
        connection.execute(f"CREATE TABLE {name} AS FROM small.main.{name} LIMIT 0")
    for name, table in {**TABLES, **RECORDS}.items():
        if name not in copied:
            connection.execute(str(CreateTable(table).compile(dialect=Dialect())))


def _has_store(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    return "store_code" in connection.table(f"small.main.{name}").columns
