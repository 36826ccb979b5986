"""Which months of which tables a store has sent: what tells "no data" from zero.

A dated table covers a month if some row of it falls in that month. A register (a table without a
date) covers every month of the snapshot's span if it has a row of the store. A table that belongs
to no store counts for every store. Whether a figure is shown or greyed is decided elsewhere.
"""

from collections.abc import Iterator
from functools import cache

import duckdb
import sqlalchemy as sa
from duckdb_sqlalchemy import Dialect

from warehouse.functions import as_day, month_of_text, month_start, quarter_of_text
from warehouse.schema import RECORDS, TABLES

COVERED = {**TABLES, "reported_figures": RECORDS["reported_figures"]}
_QUARTERLY = frozenset({"wave"})
_FIELDS = "store_code, table_name, month, first_day, last_day, row_count"


def period_day(table: sa.Table) -> sa.ColumnElement[object] | None:
    """Return the day that says which period a row covers, or None for a register.

    Text months (`YYYYMM`) and quarters (`2024Q3`) count as their first day.
    """
    name = table.info["dated_by"]
    if name is None:
        return None
    dated = table.c[name]
    if isinstance(dated.type, sa.String):
        return quarter_of_text(dated) if name in _QUARTERLY else month_of_text(dated)
    return as_day(dated)


def build_coverage(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the table `coverage` from all other tables of a DuckDB connection.

    Args:
        connection: open for writing, with every table of `warehouse.schema` in it; what
            `coverage` held before is replaced.
    """
    connection.execute("BEGIN")
    try:
        connection.execute("DELETE FROM coverage")
        for text in _dated_texts():
            connection.execute(f"INSERT INTO coverage ({_FIELDS}) {text}")
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE coverage_stores AS "
            f"SELECT DISTINCT store_code FROM ({_stores()}) WHERE store_code IS NOT NULL"
        )
        _spread_unowned(connection)
        for table in _registers():
            connection.execute(_register_text(table))
        connection.execute("DROP TABLE coverage_stores")
        connection.execute("COMMIT")
    except duckdb.Error:
        connection.execute("ROLLBACK")
        raise


@cache
def _dated_texts() -> tuple[str, ...]:
    dialect = Dialect(paramstyle="numeric_dollar")
    return tuple(
        str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
        for statement in _dated()
    )


def _dated() -> Iterator[sa.Select[tuple[object, ...]]]:
    for table in COVERED.values():
        day = period_day(table)
        if day is None:
            continue
        owned = "store_code" in table.c
        store = table.c.store_code if owned else sa.literal("", sa.String())
        # One object for SELECT and GROUP BY: built twice it would be two expressions.
        month = month_start(day)
        statement = (
            sa.select(
                store.label("store_code"),
                sa.literal(str(table.name), sa.String()).label("table_name"),
                month.label("month"),
                sa.func.min(day).label("first_day"),
                sa.func.max(day).label("last_day"),
                sa.func.count().label("row_count"),
            )
            .where(day.is_not(None))
            .group_by(*([store] if owned else []), month)
        )
        yield statement.where(store.is_not(None)) if owned else statement


def _registers() -> Iterator[sa.Table]:
    return (table for table in COVERED.values() if table.info["dated_by"] is None)


def _stores() -> str:
    owned = [table.name for table in _registers() if "store_code" in table.c]
    parts = [f"SELECT store_code FROM {name}" for name in owned]
    return " UNION ALL ".join([*parts, "SELECT store_code FROM coverage WHERE store_code <> ''"])


def _spread_unowned(connection: duckdb.DuckDBPyConnection) -> None:
    """Turn the rows of tables that belong to no store into one for each store."""
    connection.execute(
        f"INSERT INTO coverage ({_FIELDS}) "
        "SELECT s.store_code, c.table_name, c.month, c.first_day, c.last_day, c.row_count "
        "FROM coverage c CROSS JOIN coverage_stores s WHERE c.store_code = ''"
    )
    connection.execute("DELETE FROM coverage WHERE store_code = ''")


def _register_text(table: sa.Table) -> str:
    if "store_code" in table.c:
        rows = (
            f"SELECT store_code, count(*) AS n FROM {table.name} "
            "WHERE store_code IS NOT NULL GROUP BY store_code"
        )
    else:
        rows = (
            f"SELECT s.store_code, r.n FROM coverage_stores s "
            f"CROSS JOIN (SELECT count(*) AS n FROM {table.name} HAVING count(*) > 0) r"
        )
    return (
        f"INSERT INTO coverage ({_FIELDS}) "
        f"SELECT r.store_code, '{table.name}', m.month, m.month, last_day(m.month), r.n "
        f"FROM ({rows}) r CROSS JOIN (SELECT CAST(unnest(generate_series(min(month), max(month), "
        "INTERVAL 1 MONTH)) AS DATE) AS month FROM coverage) m"
    )
