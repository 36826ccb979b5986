"""A demo network whose amounts say whose they are, loaded the whole way and published."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import sqlalchemy as sa

from bench.monday.marks import MarkedStore, marked_stores
from commands.demo import THIN, write_demo
from commands.publishing import load_paths
from commands.settings import Settings
from data_loaders.demo import UNTIL, Plan
from warehouse.schema import TABLES

# What is earned is more than what it costs, so that profits are multiples, too, and not zero.
_EARNED = ("revenue", "sales", "income", "price", "premium", "credit", "approved", "claimed")
_TIMES_EARNED = 3
# A product of columns that stay as they are; loading compares it with them.
_PRODUCTS = frozenset({"stock_value"})
_CENTS = 2


@dataclass(frozen=True, slots=True)
class MarkedNetwork:
    """A published network.

    Attributes:
        home: its data directory.
        stores: those that people look after, in order of their codes.
        names: of these stores, by code.
        rows: that were written.
    """

    home: Path
    stores: tuple[MarkedStore, ...]
    names: dict[str, str]
    rows: int


def build_network(folder: Path, stores: int, months: int) -> MarkedNetwork:
    """Write a demo network, mark its amounts, load and publish it.

    Args:
        folder: an empty folder; the data directory is made in it.
        stores: how many.
        months: up to the last day of the demo network.
    """
    plain, home = folder / "plain", folder / "home"
    written = write_demo(plain, _quiet, Plan(stores, months, 1, UNTIL, "parquet", THIN))
    network = mark_files(plain, home, written.rows)
    load_paths(settings_of(home), [plain], datetime.now(UTC))
    shutil.rmtree(plain)
    return network


def settings_of(home: Path) -> Settings:
    """Of the data directory, with memory for a load."""
    return Settings.from_environ({"FORECOURT_HOME": str(home), "FORECOURT_ENGINE_MEMORY": "4GB"})


def mark_files(plain: Path, home: Path, rows: int) -> MarkedNetwork:
    """Write the files of a demo network anew, with marked amounts and numbers.

    Args:
        plain: Parquet as `forecourt demo` writes it; changed in place.
        home: the data directory that it is meant for.
        rows: that were written.
    """
    with duckdb.connect() as connection:
        code, name, above = (_heading("dim_store", c) for c in _STORE)
        found = connection.execute(
            f'SELECT "{code}", "{name}" FROM read_parquet(\'{plain}/dim_store-*.parquet\') '
            f'WHERE "{above}" IS NULL'
        ).fetchall()
        # By number: S100 comes after S99.
        names = dict(sorted(found, key=lambda row: int(row[0][1:])))
        stores = marked_stores(tuple(names))
        connection.execute("CREATE TABLE marks (code VARCHAR, region VARCHAR, mark HUGEINT)")
        connection.executemany(
            "INSERT INTO marks VALUES (?, ?, ?)", [(s.code, s.region, s.mark) for s in stores]
        )
        for path in sorted(plain.glob("*-*.parquet")):
            _mark(connection, path, TABLES[path.stem.rsplit("-", 1)[0]])
    return MarkedNetwork(home, stores, names, rows)


_STORE = ("store_code", "store_name", "parent_store_code")


def _mark(connection: duckdb.DuckDBPyConnection, path: Path, table: sa.Table) -> None:
    """Write one file anew."""
    held = {row[0] for row in connection.execute(f"DESCRIBE FROM '{path}'").fetchall()}
    changed = ", ".join(_replaced(table, held))
    if not changed:
        return
    new = path.with_suffix(".new")
    # An outlet goes by its store: S01-E1 by S01.
    code = f"split_part(f.\"{_heading(table.name, 'store_code')}\", '-', 1)"
    connection.execute(
        f"COPY (SELECT f.* REPLACE ({changed}) FROM '{path}' f "
        f"JOIN marks ON marks.code = {code}) TO '{new}' (FORMAT parquet)"
    )
    new.replace(path)


def _replaced(table: sa.Table, held: set[str]) -> Iterator[str]:
    for column in table.c:
        heading = column.info.get("zh", "")
        if heading not in held:
            continue
        value = f'f."{heading}"'
        if column.name == "region":
            yield f'marks.region AS "{heading}"'
        elif column.name.endswith("_no"):
            yield f"marks.code || '-' || {value} AS \"{heading}\""
        elif _is_amount(column):
            times = _TIMES_EARNED if any(word in column.name for word in _EARNED) else 1
            amount = f"sign({value}) * marks.mark * {times}"
            yield f'CAST({amount} AS DECIMAL(18, 2)) AS "{heading}"'


def _is_amount(column: sa.Column[object]) -> bool:
    """Whether a column holds sums of money, not prices of a piece."""
    kind = column.type
    is_sum = isinstance(kind, sa.Numeric) and kind.scale == _CENTS
    return is_sum and column.info.get("unit") == "CNY" and column.name not in _PRODUCTS


def _heading(table: str, column: str) -> str:
    return str(TABLES[table].c[column].info["zh"])


def _quiet(_: str) -> None:
    """Progress that nobody reads."""
