"""How the rows of a large table are parted by years, and what tells that rows are the same."""

from collections.abc import Iterable
from pathlib import Path

import duckdb
import sqlalchemy as sa

from warehouse.engines.duckdb import quoted
from warehouse.schema import RECORDS, TABLES

# Fewer rows are written as a whole sooner than they are parted.
PARTED_FROM = 50_000
# A day outside of these years is a slip of the pen; all of them share a piece.
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_ALL = {**TABLES, **RECORDS}


def is_parted(table: str) -> bool:
    """Whether rows of a table have a day that says to which piece they belong."""
    dated = _ALL[table].info["dated_by"]
    return bool(dated) and isinstance(_ALL[table].c[dated].type, sa.Date | sa.DateTime)


def year_of(table: str) -> str:
    """The year of the piece that a row belongs to, as an expression."""
    if not is_parted(table):
        return "0"
    year = f"year({_name(_ALL[table].info['dated_by'])})"
    return f"CASE WHEN {year} BETWEEN {_FIRST_YEAR} AND {_LAST_YEAR} THEN {year} ELSE 0 END"


def within_year(table: str, year: int) -> str:
    """Whether a row belongs to the piece of a year; in days, by which whole blocks are skipped."""
    day = _name(_ALL[table].info["dated_by"])
    if year == 0:
        return (
            f"({day} IS NULL OR {day} < DATE '{_FIRST_YEAR}-01-01' "
            f"OR {day} >= DATE '{_LAST_YEAR + 1}-01-01')"
        )
    return f"{day} >= DATE '{year}-01-01' AND {day} < DATE '{year + 1}-01-01'"


def key_of(table: str) -> str:
    """The columns of the business key of a table, for a select."""
    return ", ".join(_name(name) for name in _ALL[table].info["key"])


def order_of(table: str) -> str:
    """The columns that the rows of a piece are ordered by: those of a store lie together."""
    declared = _ALL[table]
    first = [n for n in ("store_code", declared.info["dated_by"] or "") if n in declared.c]
    return ", ".join(dict.fromkeys(_name(name) for name in (*first, *declared.info["key"])))


def fingerprint(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[int, str]:
    """Return the number of rows of a Parquet file and a fingerprint that ignores their order."""
    found = connection.execute(
        "SELECT count(*), coalesce(bit_xor(h), 0), coalesce(sum(h), 0) FROM "
        f"(SELECT hash(t) AS h FROM read_parquet({quoted(str(path))}) t)"
    ).fetchone()
    assert found is not None
    rows, mixed, summed = (int(value) for value in found)
    return rows, f"{rows}-{mixed:016x}-{summed % 2**64:016x}"


def together(contents: Iterable[str]) -> str:
    """The fingerprint of the rows of several files, from their own."""
    rows, mixed, summed = 0, 0, 0
    for content in contents:
        count, one, other = content.split("-")
        rows += int(count)
        mixed ^= int(one, 16)
        summed += int(other, 16)
    return f"{rows}-{mixed:016x}-{summed % 2**64:016x}"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
