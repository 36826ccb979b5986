"""From parts to the rows of a table: for each business key the newest extract wins.

A full extract ends the older rows of its period that it lacks (see `ending`), and names stand for
numbers of employees (see `naming`). The order is total
(time of extract, then source file, sheet, row, then the row itself), so that any order of the same
files gives the same rows. Memory is bounded by DuckDB's limit; it sorts on disk beyond it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import sqlalchemy as sa
from duckdb_sqlalchemy import Dialect

from warehouse.engines.duckdb import quoted
from warehouse.schema import RECORDS, TABLES
from warehouse.snapshots.durable import move, sha256_of, sync_file
from warehouse.snapshots.ending import NOTHING_ENDS, Ends, without_ended
from warehouse.snapshots.errors import PartError
from warehouse.snapshots.home import WarehouseHome
from warehouse.snapshots.manifest import Detail
from warehouse.snapshots.naming import NOBODY, Naming, has_names, numbered
from warehouse.snapshots.parts import EXTRACTED_AT, Plan

_FORMAT = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 61440"
_DIALECT = Dialect()
_ALL = {**TABLES, **RECORDS}


@dataclass(frozen=True, slots=True)
class Merging:
    """Merges tables one after another.

    Attributes:
        connection: in memory, with a memory limit and a folder to spill to.
        home: the warehouse.
        scratch: a folder on the same disk for what is not finished.
        ends: which rows full extracts have ended.
        naming: which names stand for which employees.
    """

    connection: duckdb.DuckDBPyConnection
    home: WarehouseHome
    scratch: Path
    ends: Ends = NOTHING_ENDS
    naming: Naming = NOBODY

    def merge(self, table: str, plan: Plan, before: Detail | None) -> Detail | None:
        """Merge a table's parts into one Parquet file under `details/`.

        Args:
            table: its name.
            plan: from which parts.
            before: the table in the snapshot before; its rows stand for its parts unless the
                plan says otherwise or its file is damaged.

        Returns:
            The new state of the table; None if it has no parts.

        Raises:
            PartError: if a part holds what its column cannot take.
        """
        if not plan.parts:
            return None
        columns = tuple(column_types(table))
        if before is not None and (plan.again or not is_sound(self.home, before)):
            before = None
        if before is not None and not plan.added and before.columns == columns:
            return replace(before, parts=plan.parts)
        names = plan.parts if before is None else plan.added
        built = self.scratch / f"{table}.parquet"
        new = [self.home.parts / table / name for name in names]
        old = [] if before is None else [self.home.path / before.file]
        try:
            named, rows, content = self._write(table, new, old, built)
        except duckdb.Error as error:
            raise PartError(f"The parts of table {table} cannot be merged: {error}") from error
        if before is not None and (content, columns) == (before.content, before.columns):
            built.unlink()
            return replace(before, parts=plan.parts, named=before.named or named)
        named = named or (before is not None and before.named)
        made = Detail("", 0, "", content, rows, columns, plan.parts, named)
        return self._keep(table, built, made)

    def _write(
        self, table: str, new: list[Path], old: list[Path], target: Path
    ) -> tuple[bool, int, str]:
        """Write the rows of parts and of the table before; tell names, rows and fingerprint."""
        given = self._reading(table, new)
        named = has_names(self.connection, table, given)
        every = numbered(given, table, self.naming) if named else given
        if old:
            every = f"(FROM {every} UNION ALL FROM {self._reading(table, old)})"
        return named, *_write(self.connection, table, every, target, self.ends)

    def _reading(self, table: str, sources: list[Path]) -> str:
        """A select over the rows of some files, with the columns of the table in their types."""
        files = ", ".join(quoted(str(path)) for path in sources)
        reading = f"read_parquet([{files}], union_by_name = true)"
        described = self.connection.execute(f"DESCRIBE SELECT * FROM {reading}").fetchall()
        available = [row[0] for row in described]
        return f"(SELECT {select_list(column_types(table), available)} FROM {reading})"

    def _keep(self, table: str, built: Path, detail: Detail) -> Detail:
        """Give a finished Parquet file its name by content."""
        sync_file(built)
        sha = sha256_of(built)
        size = built.stat().st_size
        target = self.home.details / table / f"{sha[:32]}.parquet"
        target.parent.mkdir(mode=0o700, exist_ok=True)
        move(built, target)
        file = str(target.relative_to(self.home.path))
        return replace(detail, file=file, size=size, sha256=sha)


def column_types(table: str) -> dict[str, str]:
    """Return the DuckDB type of every column of a table's detail file."""
    types = {column.name: _type(column) for column in _ALL[table].columns}
    return {**types, EXTRACTED_AT: "TIMESTAMP"}


def select_list(types: dict[str, str], available: Iterable[str]) -> str:
    """Return a select list with exactly these columns; those not available are NULL."""
    there = set(available)
    return ", ".join(
        f"CAST({_name(name) if name in there else 'NULL'} AS {type_}) AS {_name(name)}"
        for name, type_ in types.items()
    )


def fingerprint(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[int, str]:
    """Return the number of rows of a Parquet file and a fingerprint that ignores their order."""
    found = connection.execute(
        "SELECT count(*), coalesce(bit_xor(h), 0), coalesce(sum(h), 0) FROM "
        f"(SELECT hash(t) AS h FROM read_parquet({quoted(str(path))}) t)"
    ).fetchone()
    assert found is not None
    rows, mixed, summed = (int(value) for value in found)
    return rows, f"{rows}-{mixed:016x}-{summed % 2**64:016x}"


def _write(
    connection: duckdb.DuckDBPyConnection, table: str, every: str, target: Path, ends: Ends
) -> tuple[int, str]:
    info = _ALL[table].info
    key = ", ".join(_name(name) for name in info["key"])
    first = [name for name in ("store_code", info["dated_by"] or "") if name in _ALL[table].c]
    order = ", ".join(dict.fromkeys(_name(name) for name in (*first, *info["key"])))
    chosen = f"SELECT * FROM {every}"
    if _repeats(connection, every, key):
        chosen = (
            f"SELECT * FROM {every} WHERE hash({key}) NOT IN (SELECT h FROM repeated) UNION ALL "
            f"SELECT * FROM {every} e WHERE hash({key}) IN (SELECT h FROM repeated) "
            f"QUALIFY row_number() OVER (PARTITION BY {key} "
            f"ORDER BY {EXTRACTED_AT} DESC NULLS LAST, "
            "source_file DESC NULLS LAST, source_sheet DESC NULLS LAST, "
            "source_row DESC NULLS LAST, hash(e)) = 1"
        )
    # After the choice: what a newer extract moved out of a period must not come back into it.
    chosen = without_ended(chosen, table, ends)
    connection.execute(f"COPY ({chosen} ORDER BY {order}) TO {quoted(str(target))} ({_FORMAT})")
    connection.execute("DROP TABLE IF EXISTS repeated")
    return fingerprint(connection, target)


def _repeats(connection: duckdb.DuckDBPyConnection, every: str, key: str) -> bool:
    """Keep the hashes of keys that occur more than once; most files have none or few."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE repeated AS "
        f"SELECT hash({key}) AS h FROM {every} GROUP BY h HAVING count(*) > 1"
    )
    found = connection.execute("SELECT count(*) FROM repeated").fetchone()
    return found is not None and found[0] > 0


def is_sound(home: WarehouseHome, detail: Detail) -> bool:
    """Tell whether a table's file is there as it was written."""
    path = home.path / detail.file
    return (
        path.is_file() and path.stat().st_size == detail.size and sha256_of(path) == detail.sha256
    )


def _type(column: sa.Column[object]) -> str:
    return str(_DIALECT.type_compiler_instance.process(column.type))


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
