"""From parts to the rows of a table: for each business key the newest extract wins.

A full extract ends the older rows of its period that it lacks (see `ending`), and names stand for
numbers of employees (see `naming`). The order is total
(time of extract, then source file, sheet, row, then the row itself), so that any order of the same
files gives the same rows. Memory is bounded by DuckDB's limit; it sorts on disk beyond it.

A large table lies in pieces, one a year (see `pieces`). New rows touch the pieces of their own
years and those that hold older rows of the same keys; all others stay as they are.
"""

from collections.abc import Iterable, Sequence
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
from warehouse.snapshots.manifest import EVERY_YEAR, Detail, Piece
from warehouse.snapshots.naming import NOBODY, Naming, has_names, numbered
from warehouse.snapshots.parts import EXTRACTED_AT, Plan
from warehouse.snapshots.pieces import (
    PARTED_FROM,
    fingerprint,
    is_parted,
    key_of,
    order_of,
    together,
    within_year,
    year_of,
)

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
        """Merge a table's parts into Parquet files under `details/`.

        Args:
            table: its name.
            plan: from which parts.
            before: the table in the snapshot before; its rows stand for its parts unless the
                plan says otherwise or a file of it is damaged.

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
        alike = before is not None and before.columns == columns
        if before is not None and alike and not plan.added:
            return replace(before, parts=plan.parts)
        names = plan.parts if before is None else plan.added
        added = [self.home.parts / table / name for name in names]
        old = touched = () if before is None else before.pieces
        named = before is not None and before.named
        try:
            given = rows_of(self.connection, table, added) if added else ""
            if given and has_names(self.connection, table, given):
                named = True
                given = numbered(given, table, self.naming)
            if alike:
                touched = self._touched(table, given, old)
            made = self._write(table, given, touched, old)
        except duckdb.Error as error:
            raise PartError(f"The parts of table {table} cannot be merged: {error}") from error
        known = {(p.year, p.content): p for p in touched} if alike else {}
        pieces = [piece for piece in old if piece not in touched]
        for built, piece in made:
            same = known.get((piece.year, piece.content))
            if same is not None:
                built.unlink()
            pieces.append(self._keep(table, built, piece) if same is None else same)
        pieces.sort(key=lambda piece: piece.year)
        content = together(piece.content for piece in pieces)
        rows = sum(piece.rows for piece in pieces)
        return Detail(tuple(pieces), content, rows, columns, plan.parts, named)

    def _touched(self, table: str, given: str, old: Sequence[Piece]) -> tuple[Piece, ...]:
        """The pieces that new rows belong to, or that hold older rows of their keys."""
        key = key_of(table)
        self.connection.execute(
            "CREATE OR REPLACE TEMP TABLE given AS SELECT DISTINCT "
            f"hash({key}) AS h, {year_of(table)} AS y FROM {given}"
        )
        found = self.connection.execute("SELECT DISTINCT y FROM given").fetchall()
        years = {EVERY_YEAR, *(row[0] for row in found)}
        files = {str(self.home.path / piece.file): piece for piece in old}
        rest = [file for file, piece in files.items() if piece.year not in years]
        holding: set[str] = set()
        if rest:
            paths = ", ".join(quoted(file) for file in rest)
            told = self.connection.execute(
                f"SELECT DISTINCT filename FROM (SELECT filename, hash({key}) AS h "
                f"FROM read_parquet([{paths}], filename = true)) "
                "WHERE h IN (SELECT h FROM given)"
            ).fetchall()
            holding = {row[0] for row in told}
        self.connection.execute("DROP TABLE given")
        return tuple(p for file, p in files.items() if p.year in years or file in holding)

    def _write(
        self, table: str, given: str, touched: Sequence[Piece], old: Sequence[Piece]
    ) -> list[tuple[Path, Piece]]:
        """Files of the rows of new parts and touched pieces, one for each year."""
        files = [self.home.path / piece.file for piece in touched]
        held = rows_of(self.connection, table, files) if files else ""
        every = f"(FROM {given} UNION ALL FROM {held})" if given and held else given or held
        found = self.connection.execute(f"SELECT count(*) FROM {every}").fetchone()
        many = found is not None and found[0] > PARTED_FROM
        parted = is_parted(table) and (many or any(p.year != EVERY_YEAR for p in old))
        chosen = newest_rows(self.connection, table, every, self.ends)
        years = [EVERY_YEAR]
        if parted:
            told = f"SELECT DISTINCT {year_of(table)} AS y FROM {every} ORDER BY y"
            years = [row[0] for row in self.connection.execute(told).fetchall()]
        made = []
        for year in years:
            path = self.scratch / f"{table}-{year}.parquet"
            only = f"WHERE {within_year(table, year)}" if parted else ""
            self.connection.execute(
                f"COPY (SELECT * FROM ({chosen}) {only} ORDER BY {order_of(table)}) "
                f"TO {quoted(str(path))} ({_FORMAT})"
            )
            rows, content = fingerprint(self.connection, path)
            if rows:
                made.append((path, Piece(year, "", 0, "", content, rows)))
            else:
                path.unlink()
        self.connection.execute("DROP TABLE IF EXISTS repeated")
        return made

    def _keep(self, table: str, built: Path, piece: Piece) -> Piece:
        """Give a finished Parquet file its name by content."""
        sync_file(built)
        sha = sha256_of(built)
        size = built.stat().st_size
        target = self.home.details / table / f"{sha[:32]}.parquet"
        target.parent.mkdir(mode=0o700, exist_ok=True)
        move(built, target)
        file = str(target.relative_to(self.home.path))
        return replace(piece, file=file, size=size, sha256=sha)


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


def rows_of(connection: duckdb.DuckDBPyConnection, table: str, sources: Sequence[Path]) -> str:
    """A select, in brackets, over the rows of files of a table, with all its columns."""
    files = ", ".join(quoted(str(path)) for path in sources)
    reading = f"read_parquet([{files}], union_by_name = true)"
    told = connection.execute(f"DESCRIBE SELECT * FROM {reading}").fetchall()
    available = [row[0] for row in told]
    return f"(SELECT {select_list(column_types(table), available)} FROM {reading})"


def newest_rows(connection: duckdb.DuckDBPyConnection, table: str, every: str, ends: Ends) -> str:
    """A select over one row for each key, the newest, without those that have ended.

    It rests on the temporary table `repeated`.
    """
    key = key_of(table)
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
    return without_ended(chosen, table, ends)


def _repeats(connection: duckdb.DuckDBPyConnection, every: str, key: str) -> bool:
    """Keep the hashes of keys that occur more than once; most files have none or few."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE repeated AS "
        f"SELECT hash({key}) AS h FROM {every} GROUP BY h HAVING count(*) > 1"
    )
    found = connection.execute("SELECT count(*) FROM repeated").fetchone()
    return found is not None and found[0] > 0


def is_sound(home: WarehouseHome, detail: Detail) -> bool:
    """Tell whether the files of a table are there as they were written, if it was merged at all."""
    return bool(detail.content) and all(
        _is_whole(home.path / piece.file, piece) for piece in detail.pieces
    )


def _is_whole(path: Path, piece: Piece) -> bool:
    return path.is_file() and path.stat().st_size == piece.size and sha256_of(path) == piece.sha256


def _type(column: sa.Column[object]) -> str:
    return str(_DIALECT.type_compiler_instance.process(column.type))


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
