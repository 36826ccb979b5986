"""The monthly roll-up of a snapshot: built from the daily one, and brought up to date after it."""

from collections.abc import Collection

from metrics.compiler.daily import TABLE as DAILY
from metrics.compiler.monthly import TABLE
from metrics.engine_types import compact
from metrics.rollups import Connection
from warehouse.snapshots.errors import NotCarriedError

# Of what is no exact number on its way (shares of a day) so many decimals are summed, so that
# the order in which an engine adds makes no difference.
_EXACT = "DECIMAL(28,9)"
_MONTH = "CAST(date_trunc('month', day) AS DATE)"


def build_months(connection: Connection, measures: Collection[str]) -> None:
    """Build the table from the daily roll-up, rows of a month together.

    Args:
        connection: a DuckDB database that holds the daily roll-up.
        measures: those of the daily roll-up that may be answered from it.
    """
    connection.run(f"CREATE OR REPLACE TEMP VIEW sums_of_months AS {_sums(connection, measures)}")
    kinds = connection.types("sums_of_months")
    narrow = ", ".join(f"CAST({n} AS {compact(kind)}) AS {n}" for n, kind in kinds.items())
    table = f"CREATE OR REPLACE TABLE {TABLE} AS SELECT"
    rest = "FROM sums_of_months ORDER BY month, store_code"
    if not connection.run_if_it_fits(f"{table} {narrow} {rest}"):
        connection.run(f"{table} * {rest}")
    connection.run("DROP VIEW sums_of_months")


def carry_months(connection: Connection, measures: Collection[str]) -> None:
    """Sum the months anew that `carried_months` names by store.

    Raises:
        NotCarriedError: another version built the table, or a sum does not fit into it.
    """
    kinds = connection.types(TABLE)
    if set(kinds) != {"store_code", "month", *measures}:
        raise NotCarriedError("the monthly roll-up holds other measures")
    changed = (
        f"(SELECT d.* FROM {DAILY} d SEMI JOIN carried_months c ON c.store_code = d.store_code "
        f"AND c.month = CAST(date_trunc('month', d.day) AS DATE) "
        "WHERE d.day >= (SELECT min(month) FROM carried_months))"
    )
    columns = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in kinds.items())
    connection.run(
        f"DELETE FROM {TABLE} WHERE (store_code, month) IN "
        "(SELECT (store_code, month) FROM carried_months)"
    )
    fits = connection.run_if_it_fits(
        f"INSERT INTO {TABLE} BY NAME SELECT {columns} "
        f"FROM ({_sums(connection, measures, changed)}) ORDER BY month, store_code"
    )
    if not fits:
        raise NotCarriedError("the sum of a month does not fit into its column")


def _sums(connection: Connection, measures: Collection[str], source: str = DAILY) -> str:
    kinds = connection.types(DAILY)
    sums = "".join(f", sum({_exactly(n, kinds[n])}) AS {n}" for n in sorted(measures))
    return f"SELECT store_code, {_MONTH} AS month{sums} FROM {source} GROUP BY ALL"


def _exactly(name: str, kind: str) -> str:
    return f"CAST({name} AS {_EXACT})" if kind in ("DOUBLE", "FLOAT") else name
