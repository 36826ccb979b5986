"""What a table of a snapshot on disk holds, month by month: fingerprints, and the rows."""

from collections.abc import Iterator, Sequence

import duckdb
import pyarrow as pa

from warehouse.clickhouse.columns import Declared

_CELLS_AT_ONCE = 4_000_000
_ROWS_AT_LEAST = 2_048
_INTERNAL = ("snapshot", "memory")


def declared_tables(connection: duckdb.DuckDBPyConnection, by_month: int) -> list[Declared]:
    """Return every table that readers may name, with its columns.

    Args:
        connection: to an open snapshot, in which each of them is a view.
        by_month: number of rows from which on the rows of a table are kept apart by months.
    """
    views = connection.execute(
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND database_name = 'memory' "
        "ORDER BY view_name"
    ).fetchall()
    found = []
    for (name,) in views:
        kinds = connection.execute(f'DESCRIBE "{name}"').fetchall()
        columns = tuple((str(row[0]), str(row[1])) for row in kinds)
        dates = [column for column, kind in columns if kind in ("DATE", "TIMESTAMP")]
        counted = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()
        large = counted is not None and counted[0] >= by_month
        month = ("day" if "day" in dates else dates[0]) if large and dates else ""
        found.append(Declared(name, columns, month))
    return found


def fingerprints(connection: duckdb.DuckDBPyConnection, table: Declared) -> dict[str, str]:
    """Return for each month of a table how many rows it has and what they come to.

    Months are numbers such as 202610, 0 for rows without a day; a table that is not kept apart by
    months has one, 0. The hashes are those of this version of the engine.
    """
    rows = connection.execute(
        f"SELECT {_month(table)}, count(*), bit_xor(hash(t)), sum(hash(t)) "
        f'FROM "{table.name}" t GROUP BY 1'
    ).fetchall()
    return {
        str(month): f"{count}-{mixed:016x}-{int(summed) % 2**64:016x}-{duckdb.__version__}"
        for month, count, mixed, summed in rows
    }


def rows_in(fingerprint: str) -> int:
    """Return the number of rows that a fingerprint tells."""
    return int(fingerprint.partition("-")[0])


def rows_of(
    connection: duckdb.DuckDBPyConnection, table: Declared, months: Sequence[str]
) -> Iterator[pa.Table]:
    """Yield the rows of some months, a month's together, a few thousand at a time."""
    names = ", ".join(f'"{name}"' for name, _ in table.columns)
    chosen = f"WHERE {_month(table)} IN ({', '.join(months)}) ORDER BY {_month(table)}"
    size = max(_ROWS_AT_LEAST, _CELLS_AT_ONCE // len(table.columns))
    found = connection.execute(
        f'SELECT {names} FROM "{table.name}" {chosen if table.month else ""}'
    )
    for batch in found.to_arrow_reader(size):
        if batch.num_rows:
            yield pa.Table.from_batches([batch])


def _month(table: Declared) -> str:
    if not table.month:
        return "0"
    return f'coalesce(year("{table.month}") * 100 + month("{table.month}"), 0)'
