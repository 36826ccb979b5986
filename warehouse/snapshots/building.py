"""Builds the database file of a snapshot beside the one that is served."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import sqlalchemy as sa
from duckdb_sqlalchemy import Dialect
from sqlalchemy.schema import CreateTable

from warehouse.engines.compiling import WrittenOut
from warehouse.engines.duckdb import quoted
from warehouse.schema import DERIVED, RECORDS, TABLES
from warehouse.snapshots.home import WarehouseHome
from warehouse.snapshots.manifest import Detail
from warehouse.snapshots.merging import column_types, select_list

_DIALECT = Dialect(paramstyle="numeric_dollar")
# Of the process: the next snapshot is built by the same statements, and writing them takes long.
_TEXTS = WrittenOut(_DIALECT)

Setting = str | bool | int | float | list[str]
NATIVE_ROWS = 100_000
# The standard calendar is added to it while the snapshot is built.
ALWAYS_NATIVE = frozenset({"dim_calendar"}) | DERIVED
FACTS = "snapshot_facts"
# Days on which something happened in the store; plans and due dates lie in the future.
_NEWEST = (
    ("vehicle_deliveries", "delivery_date"),
    ("repair_orders", "open_at"),
    ("repair_orders", "settled_at"),
    ("showroom_visits", "visit_at"),
)


class Build:
    """A snapshot while it is being built: every table is there, roll-ups may be added.

    Attributes:
        connection: to the new file; small tables lie in it, large ones are views over Parquet.
        as_of: newest business day of the data.
        changed: of a snapshot that starts from the one before, tables whose rows differ; they
            lie in the temporary tables `gone_rows_<table>` and `come_rows_<table>`.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        as_of: date,
        changed: frozenset[str] = frozenset(),
    ) -> None:
        self.connection = connection
        self.as_of = as_of
        self.changed = changed

    def engine_execute(self, statement: sa.ClauseElement) -> pa.Table:
        """Run any SQLAlchemy statement and return its answer, empty if it has none."""
        compiled = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
        names = getattr(compiled, "positiontup", None) or []
        values = compiled.construct_params() or {}
        done = self.connection.execute(str(compiled), [values[name] for name in names])
        return done.to_arrow_table()

    def run(self, text: str) -> None:
        """Run a statement of DuckDB's own text, without an answer."""
        self.connection.execute(text)

    def run_if_it_fits(self, text: str) -> bool:
        """Execute a statement, unless a value does not fit into the type it is cast to."""
        try:
            self.connection.execute(text)
        except (duckdb.ConversionException, duckdb.OutOfRangeException):
            return False
        return True

    def value(self, text: str) -> Any:
        """Return the one value that a statement of DuckDB's own text answers."""
        found = self.connection.execute(text).fetchone()
        return found[0] if found else None

    def arrow(self, text: str) -> pa.Table:
        """Return what a statement of DuckDB's own text answers."""
        return self.connection.execute(text).to_arrow_table()

    def append(self, table: str, rows: pa.Table) -> None:
        """Add rows to a table, column by column by name."""
        self.connection.register("appended", rows)
        try:
            self.connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM appended")
        finally:
            self.connection.unregister("appended")

    def types(self, table: str) -> dict[str, str]:
        """Return the columns of a table with DuckDB's names of their types, in order."""
        found = self.connection.table(table)
        return {n: str(t) for n, t in zip(found.columns, found.types, strict=True)}

    def compile(self, statement: sa.ClauseElement) -> str:
        """Return the text of a statement with its values written in, to make a table of."""
        return _TEXTS.of(statement)


def create(
    path: Path,
    home: WarehouseHome,
    details: dict[str, Detail],
    settings: dict[str, Setting],
) -> duckdb.DuckDBPyConnection:
    """Create a database file in which every table of `warehouse.schema` exists.

    Views name their Parquet files relative to the warehouse, so that they are right wherever the
    data directory lies; `file_search_path` makes them work while building.
    """
    connection = duckdb.connect(str(path), config=settings)
    connection.execute("SET enable_progress_bar = false")
    connection.execute(f"SET file_search_path = {quoted(str(home.path))}")
    connection.execute("BEGIN")
    for name, table in {**TABLES, **RECORDS}.items():
        detail = details.get(name)
        if detail is not None and not is_native(name, detail):
            connection.execute(f"CREATE VIEW {name} AS {reading(name, detail)}")
            continue
        connection.execute(str(CreateTable(table).compile(dialect=Dialect())))
        if detail is not None and detail.rows:
            connection.execute(f"INSERT INTO {name} BY NAME {reading(name, detail)}")
    connection.execute("COMMIT")
    return connection


def newest_day(connection: duckdb.DuckDBPyConnection, now: datetime) -> date:
    """Return the newest day on which a store delivered, repaired or received somebody.

    Days after today are slips of the pen and do not count; without any, it is today.
    """
    parts = " UNION ALL ".join(
        f"SELECT max(CAST({column} AS DATE)) AS day FROM {table} "
        f"WHERE CAST({column} AS DATE) <= DATE '{now:%Y-%m-%d}'"
        for table, column in _NEWEST
    )
    found = connection.execute(f"SELECT max(day) FROM ({parts})").fetchone()
    day: date | None = found[0] if found else None
    return day or now.date()


def write_facts(
    connection: duckdb.DuckDBPyConnection, snapshot_id: str, as_of: date, built_at: datetime
) -> None:
    """Write what the snapshot says of itself."""
    connection.execute(
        f"CREATE TABLE {FACTS} (id VARCHAR, as_of DATE, built_at TIMESTAMP, duckdb VARCHAR)"
    )
    connection.execute(
        f"INSERT INTO {FACTS} VALUES (?, ?, ?, ?)",
        [snapshot_id, as_of, built_at, duckdb.__version__],
    )


def is_native(name: str, detail: Detail) -> bool:
    """Tell whether the rows of a table lie in the database file itself."""
    return detail.rows <= NATIVE_ROWS or name in ALWAYS_NATIVE


def reading(name: str, detail: Detail, files: Sequence[str] | None = None) -> str:
    """Return a select over the rows of a table, with the columns of its schema.

    Args:
        name: of the table.
        detail: its rows.
        files: some of its files; all of them without.
    """
    types = column_types(name)
    table = {**TABLES, **RECORDS}[name]
    wanted = {column.name: types[column.name] for column in table.columns}
    paths = ", ".join(quoted(file) for file in (detail.files if files is None else files))
    if not paths:
        return f"SELECT {select_list(wanted, ())} FROM (SELECT 1 WHERE false)"
    return f"SELECT {select_list(wanted, detail.columns)} FROM read_parquet([{paths}])"
