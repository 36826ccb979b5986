"""Starts a database file from the one before, and changes in it only the rows that changed."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
from duckdb_sqlalchemy import Dialect
from sqlalchemy.schema import CreateTable

from warehouse.engines.duckdb import quoted
from warehouse.schema import RECORDS, TABLES
from warehouse.snapshots.building import FACTS, Setting, is_native, reading
from warehouse.snapshots.errors import NotCarriedError
from warehouse.snapshots.home import WarehouseHome
from warehouse.snapshots.manifest import Detail, Manifest
from warehouse.snapshots.merging import column_types
from warehouse.snapshots.naming import columns_of
from warehouse.snapshots.parts import Plan

GONE_ROWS, COME_ROWS = "gone_rows_", "come_rows_"
# Every store and day of the axis rests on these.
_GROUND = ("dim_store", "dim_calendar")
_ALL = {**TABLES, **RECORDS}


@dataclass(frozen=True, slots=True)
class Carried:
    """A copy of a database file with the rows of another snapshot.

    Attributes:
        connection: to the new file; what went from a table and what came into it lie in the
            temporary tables `gone_rows_<table>` and `come_rows_<table>`.
        changed: tables with such rows.
    """

    connection: duckdb.DuckDBPyConnection
    changed: frozenset[str]


def carry(
    path: Path,
    home: WarehouseHome,
    before: Manifest,
    details: Mapping[str, Detail],
    plans: Mapping[str, Plan],
    settings: dict[str, Setting],
) -> Carried:
    """Copy the database file of a snapshot and bring its tables up to date.

    Args:
        path: of the new file.
        home: the warehouse.
        before: the snapshot to start from, which is sound.
        details: the tables of the new one.
        plans: how these were merged.
        settings: of the engine.

    Raises:
        NotCarriedError: stores or calendar changed, or another version wrote the snapshot.
    """
    _refuse(before, details)
    shutil.copyfile(home.database(before.id), path)
    connection = duckdb.connect(str(path), config=settings)
    try:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"SET file_search_path = {quoted(str(home.path))}")
        connection.execute(f"DROP TABLE {FACTS}")
        changed = frozenset(
            name
            for name, detail in details.items()
            if _differs(before.details.get(name), detail)
            and _exchange(connection, home, name, before.details.get(name), detail, plans[name])
        )
    except BaseException:
        connection.close()
        raise
    return Carried(connection, changed)


def _refuse(before: Manifest, details: Mapping[str, Detail]) -> None:
    if before.duckdb != duckdb.__version__:
        raise NotCarriedError(f"it was written by DuckDB {before.duckdb}")
    for name in _GROUND:
        if _differs(before.details.get(name), details.get(name)):
            raise NotCarriedError(f"table {name} changed")
    for name, detail in before.details.items():
        if name not in details:
            raise NotCarriedError(f"table {name} has gone")
        if detail.columns != tuple(column_types(name)):
            raise NotCarriedError(f"table {name} had other columns")


def _differs(old: Detail | None, new: Detail | None) -> bool:
    return old != new and (old is None or new is None or set(old.files) != set(new.files))


def _exchange(
    connection: duckdb.DuckDBPyConnection,
    home: WarehouseHome,
    name: str,
    old: Detail | None,
    new: Detail,
    plan: Plan,
) -> bool:
    """Bring one table up to date; tell whether a row of it changed."""
    key = [f'"{column}"' for column in _ALL[name].info["key"]]
    # Pieces that both have hold the same rows; no key is in two pieces.
    before, after = (set(detail.files) if detail else set() for detail in (old, new))
    was = f"({reading(name, old or new, sorted(before - after))})"
    now = f"({reading(name, new, sorted(after - before))})"
    renumbered = new.named and not columns_of(name).isdisjoint(_ALL[name].info["key"])
    if not plan.again and not renumbered:
        # One row for each key is there, so that only keys of the new parts can have another row.
        files = ", ".join(quoted(str(home.parts / name / part)) for part in plan.added)
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE given_keys AS SELECT DISTINCT {', '.join(key)} "
            f"FROM read_parquet([{files}], union_by_name = true)"
        )
        given = f"SEMI JOIN given_keys g ON {_same(key, 'r', 'g')}"
        was, now = f"(SELECT r.* FROM {was} r {given})", f"(SELECT r.* FROM {now} r {given})"
    for prefix, one, other in ((GONE_ROWS, was, now), (COME_ROWS, now, was)):
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {prefix}{name} AS SELECT o.* FROM {one} o "
            f"ANTI JOIN {other} n ON {_same(key, 'o', 'n')} AND hash(o) = hash(n)"
        )
    connection.execute("DROP TABLE IF EXISTS given_keys")
    gone, come = (_count(connection, f"{p}{name}") for p in (GONE_ROWS, COME_ROWS))
    if is_native(name, new) and (old is None or is_native(name, old)):
        if gone:
            connection.execute(
                f"DELETE FROM {name} WHERE rowid IN (SELECT t.rowid FROM {name} t "
                f"SEMI JOIN {GONE_ROWS}{name} g ON {_same(key, 't', 'g')})"
            )
        if come:
            connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM {COME_ROWS}{name}")
    else:
        _replace(connection, name, old, new)
    if _count(connection, name) != new.rows:
        raise NotCarriedError(f"table {name} does not have {new.rows} rows")
    return bool(gone or come)


def _replace(
    connection: duckdb.DuckDBPyConnection, name: str, old: Detail | None, new: Detail
) -> None:
    kind = "TABLE" if old is None or is_native(name, old) else "VIEW"
    connection.execute(f"DROP {kind} {name}")
    if is_native(name, new):
        connection.execute(str(CreateTable(_ALL[name]).compile(dialect=Dialect())))
        connection.execute(f"INSERT INTO {name} BY NAME {reading(name, new)}")
    else:
        connection.execute(f"CREATE VIEW {name} AS {reading(name, new)}")


def _same(key: list[str], one: str, other: str) -> str:
    return " AND ".join(f"{one}.{c} IS NOT DISTINCT FROM {other}.{c}" for c in key)


def _count(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM {name}").fetchone()
    return int(found[0]) if found else 0
