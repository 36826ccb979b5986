"""Whether the documents of a day are all there: received against expected, by store and table.

Expected is the median of the last eight days of the same weekday on which the store was open,
public holidays and their make-up working days apart. Days that are apart, and tables of which a
store has not sent four such days yet, have no expectation. How far short is too far is decided
elsewhere.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import duckdb
import pyarrow as pa
import sqlalchemy as sa
from duckdb_sqlalchemy import Dialect

from warehouse.calendar import is_makeup_workday, is_public_holiday
from warehouse.coverage import period_day
from warehouse.schema import TABLES

DAYS_KEPT = 35
"""So many days up to the newest are judged."""

SAME_WEEKDAYS = 8
FEWEST_WEEKDAYS = 4
# Eight weeks before the oldest day that is judged, and room for those that are apart.
_DAYS_READ = DAYS_KEPT + 7 * (SAME_WEEKDAYS + 5)
# Their dates say when something is due or planned, and not when it was written down.
_PLANNED = frozenset(
    {
        "dim_calendar",
        "insurance_renewal_pool",
        "followups",
        "clearance_plans",
        "training_sessions",
        "campaigns",
        "service_appointments",
    }
)
_DAY = timedelta(days=1)


def build_arrivals(connection: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """Fill the table `arrivals` for the last weeks up to a day.

    Args:
        connection: open for writing, with every table of `warehouse.schema` in it and `coverage`
            and `dim_calendar` filled; what `arrivals` held before is replaced.
        as_of: newest day of the data; later days are not looked at.
    """
    first = as_of - (_DAYS_READ - 1) * _DAY
    connection.register("judged_days", _days(first, as_of))
    connection.execute("BEGIN")
    try:
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE documents_of_days AS "
            + " UNION ALL ".join(
                f"({text} HAVING day BETWEEN DATE '{first}' AND DATE '{as_of}')"
                for text in _counts()
            )
        )
        connection.execute("DELETE FROM arrivals")
        connection.execute(_ARRIVALS, [as_of - (DAYS_KEPT - 1) * _DAY])
        connection.execute("DROP TABLE documents_of_days")
        connection.execute("COMMIT")
    except duckdb.Error:
        connection.execute("ROLLBACK")
        raise
    finally:
        connection.unregister("judged_days")


def _days(first: date, last: date) -> pa.Table:
    days = [first + n * _DAY for n in range((last - first).days + 1)]
    return pa.table(
        {
            "day": pa.array(days, pa.date32()),
            "weekday": pa.array([day.weekday() for day in days], pa.int32()),
            "is_apart": pa.array([is_public_holiday(d) or is_makeup_workday(d) for d in days]),
        }
    )


def _dated_by_day() -> Iterator[sa.Table]:
    for table in TABLES.values():
        dated = table.info["dated_by"]
        if dated is None or "store_code" not in table.c or table.name in _PLANNED:
            continue
        if isinstance(table.c[dated].type, sa.Date | sa.DateTime):
            yield table


@cache
def _counts() -> tuple[str, ...]:
    dialect = Dialect(paramstyle="numeric_dollar")
    texts = []
    for table in _dated_by_day():
        day = period_day(table)
        assert day is not None
        statement = sa.select(
            table.c.store_code,
            sa.literal(str(table.name), sa.String()).label("table_name"),
            day.label("day"),
            sa.func.count().label("n"),
        ).where(table.c.store_code.is_not(None), day.is_not(None))
        statement = statement.group_by(table.c.store_code, day)
        compiled = statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
        texts.append(str(compiled))
    return tuple(texts)


_ARRIVALS = f"""
INSERT INTO arrivals (store_code, table_name, day, received, expected, least)
WITH pairs AS (
    SELECT store_code, table_name, min(first_day) AS first_day FROM coverage
    WHERE (store_code, table_name) IN (SELECT (store_code, table_name) FROM documents_of_days)
    GROUP BY ALL
), every_day AS (
    SELECT p.store_code, p.table_name, d.day, d.weekday, coalesce(n.n, 0) AS received,
        d.is_apart OR coalesce(NOT c.is_business_day, false) AS is_apart
    FROM pairs p JOIN judged_days d ON d.day >= p.first_day
    LEFT JOIN documents_of_days n
        ON n.store_code = p.store_code AND n.table_name = p.table_name AND n.day = d.day
    LEFT JOIN dim_calendar c ON c.store_code = p.store_code AND c.date = d.day
), judged AS (
    SELECT *, median(received) OVER past AS middle, min(received) OVER past AS fewest,
        count(*) OVER past AS days
    FROM every_day
    WINDOW past AS (PARTITION BY store_code, table_name, weekday, is_apart ORDER BY day
        ROWS BETWEEN {SAME_WEEKDAYS} PRECEDING AND 1 PRECEDING)
)
SELECT store_code, table_name, day, received,
    CASE WHEN NOT is_apart AND days >= {FEWEST_WEEKDAYS} THEN middle END,
    CASE WHEN NOT is_apart AND days >= {FEWEST_WEEKDAYS} THEN fewest END
FROM judged
WHERE day >= ? AND (received > 0 OR (NOT is_apart AND days >= {FEWEST_WEEKDAYS} AND middle > 0))
ORDER BY store_code, table_name, day
"""
