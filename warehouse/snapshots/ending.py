"""Rows that have ended: a newer full extract of their period no longer holds them.

A full extract says of a store, a table and a period that every row is in it. An older row that
falls into the period and whose key the extract lacks was deleted at the source. What belongs to a
full extract bears its time, so that a row ends if the newest full extract over its day is younger.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from warehouse.engines.duckdb import quoted
from warehouse.schema import TABLES
from warehouse.snapshots.home import WarehouseHome
from warehouse.snapshots.manifest import Detail
from warehouse.snapshots.parts import EXTRACTED_AT, Plan

FULL_EXTRACTS = "full_extracts"


@dataclass(frozen=True, slots=True)
class Ends:
    """Which tables full extracts speak of.

    Attributes:
        files: Parquet files with all of them; empty where there are none.
        columns: by table the date columns whose periods they hold; empty text for all rows.
        changed: tables of which they say something else than in the snapshot before.
    """

    files: tuple[Path, ...] = ()
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()

    def widen(self, table: str, plan: Plan) -> Plan:
        """Have a table merged anew from all its parts where full extracts decide on its rows.

        Rows that ended, and rows that lost against others, are in no snapshot; in whatever order
        files arrive, all of them must be looked at.
        """
        touched = table in self.changed or (table in self.columns and bool(plan.added))
        return replace(plan, again=True) if touched else plan


NOTHING_ENDS = Ends()


def read_ends(
    connection: duckdb.DuckDBPyConnection,
    home: WarehouseHome,
    detail: Detail | None,
    before: Detail | None,
) -> Ends:
    """Return what full extracts say.

    Args:
        connection: any.
        home: the warehouse.
        detail: all full extracts known now.
        before: those that the snapshot before knew.
    """
    now, old = _told(connection, home, detail), _told(connection, home, before)
    changed = frozenset(table for table in {*now, *old} if now.get(table) != old.get(table))
    if detail is None:
        return Ends(changed=changed)
    columns = {
        table: tuple(sorted({str(column) for column, *_ in rows})) for table, rows in now.items()
    }
    return Ends(tuple(home.path / file for file in detail.files), columns, changed)


def _told(
    connection: duckdb.DuckDBPyConnection, home: WarehouseHome, detail: Detail | None
) -> dict[str, frozenset[tuple[object, ...]]]:
    """What each table's full extracts say, without the files that say it."""
    paths = () if detail is None else tuple(home.path / file for file in detail.files)
    if not paths or not all(path.is_file() for path in paths):
        return {}
    rows = connection.execute(
        "SELECT table_name, coalesce(date_column, ''), store_code, first_day, last_day, "
        f"{EXTRACTED_AT} FROM read_parquet({_text(paths)})"
    ).fetchall()
    found: dict[str, set[tuple[object, ...]]] = {}
    for table, *said in rows:
        found.setdefault(table, set()).add(tuple(said))
    return {table: frozenset(said) for table, said in found.items()}


def without_ended(chosen: str, table: str, ends: Ends) -> str:
    """Return a select over the rows of another one that have not ended.

    Args:
        chosen: select over one row for each key, with the time of its extract.
        table: whose rows.
        ends: what full extracts say.
    """
    if not ends.files:
        return chosen
    for column in ends.columns.get(table, ()):
        if column and column not in TABLES[table].c:
            continue
        chosen = _without(chosen, table, column, ends.files)
    return chosen


def _without(chosen: str, table: str, column: str, files: Sequence[Path]) -> str:
    said = f"table_name = {quoted(table)} AND coalesce(date_column, '') = {quoted(column)}"
    days = "CAST(unnest(generate_series(first_day, last_day, INTERVAL 1 DAY)) AS DATE)"
    # One row for each store and day, however many extracts hold it.
    newest = (
        f"SELECT store_code, {days if column else 'NULL'} AS day, {EXTRACTED_AT} AS told_at "
        f"FROM read_parquet({_text(files)}) WHERE {said}"
    )
    ending = f"SELECT store_code, day, max(told_at) AS told_at FROM ({newest}) GROUP BY ALL"
    same_day = f' AND f.day = CAST(r."{column}" AS DATE)' if column else ""
    return (
        f"SELECT r.* FROM ({chosen}) r LEFT JOIN ({ending}) f "
        f"ON f.store_code = r.store_code{same_day} "
        f"WHERE f.told_at IS NULL OR coalesce(r.{EXTRACTED_AT} >= f.told_at, false)"
    )


def _text(paths: Sequence[Path]) -> str:
    return f"[{', '.join(quoted(str(path)) for path in paths)}]"
