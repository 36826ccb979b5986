"""The daily roll-up turned on its side: all days of a store and measure in one row.

A page asks for some hundred measures of one store over two or three years. Reading them from a
wide table costs as much for ten days as for a thousand, column by column; reading them as rows does
not. Values are whole numbers and a power of ten, so that sums of them are exact.
"""

import re

from metrics.compiler.daily import SERIES, TABLE
from metrics.rollups import KEYS, Connection

# Stores that are turned at once; what they hold is in memory.
_STORES_AT_ONCE = 40
# Decimals that are kept of a measure that is no exact number on its way (shares of a day).
_INEXACT = 9


def build_series(connection: Connection) -> None:
    """Build the table from the daily roll-up, stores in order."""
    scales = {
        name: scale_of(kind) for name, kind in connection.types(TABLE).items() if name not in KEYS
    }
    connection.run(
        f"CREATE OR REPLACE TABLE {SERIES} (store_code VARCHAR, measure VARCHAR, first_day DATE, "
        "scale INTEGER, daily BIGINT[])"
    )
    if not scales:
        return
    lists = ", ".join(
        f"list(coalesce(CAST(round({name} * {10**scale}) AS BIGINT), 0) ORDER BY day) AS {name}"
        for name, scale in scales.items()
    )
    names = ", ".join(scales)
    connection.run(
        "CREATE OR REPLACE TEMP TABLE turns AS SELECT store_code, min(day) AS first_day, "
        f"CAST(floor((row_number() OVER (ORDER BY store_code) - 1) / {_STORES_AT_ONCE}) AS INTEGER)"
        f" AS turn FROM {TABLE} GROUP BY store_code"
    )
    connection.run(
        "CREATE OR REPLACE TEMP TABLE scales AS SELECT * FROM (VALUES "
        + ", ".join(f"('{name}', {scale})" for name, scale in scales.items())
        + ") AS s(measure, scale)"
    )
    for turn in range(connection.value("SELECT coalesce(max(turn), -1) + 1 FROM turns")):
        connection.run(
            f"INSERT INTO {SERIES} "
            "SELECT store_code, measure, first_day, scale, daily FROM (UNPIVOT ("
            f"SELECT t.store_code, any_value(t.first_day) AS first_day, {lists} FROM {TABLE} d "
            f"JOIN turns t ON t.store_code = d.store_code WHERE t.turn = {turn} "
            f"GROUP BY t.store_code) ON {names} INTO NAME measure VALUE daily) "
            "JOIN scales USING (measure) ORDER BY store_code, measure"
        )
    totals = ", ".join(
        f"coalesce(sum(CAST(round({name} * {10**scale}) AS HUGEINT)), 0) AS {name}"
        for name, scale in scales.items()
    )
    connection.run(
        "SELECT CASE WHEN count(*) > 0 THEN error('the daily series lost values') END FROM "
        f"(UNPIVOT (SELECT {totals} FROM {TABLE}) ON {names} INTO NAME measure VALUE total) "
        f"JOIN (SELECT measure, sum(list_sum(daily)) AS found FROM {SERIES} GROUP BY measure) "
        "USING (measure) WHERE total <> found"
    )
    connection.run("DROP TABLE turns")
    connection.run("DROP TABLE scales")


def scale_of(kind: str) -> int:
    """Decimals of a type of the engine.

    Raises:
        ValueError: it is no type of numbers.
    """
    if found := re.fullmatch(r"DECIMAL\(\d+,\s*(\d+)\)", kind):
        return int(found[1])
    if kind in _WHOLE:
        return 0
    if kind in ("DOUBLE", "FLOAT"):
        return _INEXACT
    raise ValueError(f"expected a type of numbers, got {kind}")


_WHOLE = frozenset({"BIGINT", "INTEGER", "SMALLINT", "TINYINT", "HUGEINT"})
