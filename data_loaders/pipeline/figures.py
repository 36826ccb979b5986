"""Rows of an aggregate, turned so that each value is a reported figure of its own."""

from datetime import date

import duckdb
import pyarrow as pa

from data_loaders.contract.expressions import literal
from data_loaders.contract.fields import Kind
from data_loaders.profiles.profile import Figure, Reported, Target
from data_loaders.values.dates import month_end


def turn(
    connection: duckdb.DuckDBPyConnection,
    rows: pa.Table,
    target: Target,
    store: str,
    first_month: date | None,
) -> pa.Table:
    """Return the figures of accepted rows; a cell without a value gives none.

    Args:
        connection: An engine.
        rows: Accepted rows, with the target's fields and `source_row`.
        target: A target with `reported` set.
        store: Store of all figures.
        first_month: First day of the first month, for figures that name their month by number.
    """
    reported = target.reported
    assert reported is not None  # the caller chose a target of reported figures
    connection.register("wide", rows)
    parts = [
        f"SELECT {literal(store)} AS store_code, {literal(reported.origin)} AS origin, "
        f"{literal(figure.metric)} AS metric, {_period(target, figure, first_month)}, "
        f'{_about(reported)}, CAST("{figure.field}" AS DECIMAL(18,3)) AS value, '
        f"{literal(figure.unit)} AS unit, nullif({literal(figure.currency)}, '') AS currency, "
        f'source_row FROM wide WHERE "{figure.field}" IS NOT NULL'
        for figure in reported.figures
        if figure.field in rows.column_names
    ]
    made = connection.sql(" UNION ALL ".join(parts)).to_arrow_table()
    connection.unregister("wide")
    return made


def _period(target: Target, figure: Figure, first_month: date | None) -> str:
    if figure.month is not None:
        assert first_month is not None  # checked before the first row is read
        months = first_month.year * 12 + first_month.month - 1 + figure.month
        start = date(months // 12, months % 12 + 1, 1)
        end = month_end(start.year, start.month)
        return f"DATE '{start}' AS period_start, DATE '{end}' AS period_end"
    if target.by_name["period"].kind is Kind.DAY:
        return "period AS period_start, period AS period_end"
    start_of = "CAST(strptime(period || '01', '%Y%m%d') AS DATE)"
    return f"{start_of} AS period_start, last_day({start_of}) AS period_end"


def _about(reported: Reported) -> str:
    names = "|".join(dimension for dimension, _ in reported.dimensions)
    members = ", ".join(f'"{name}"' for _, name in reported.dimensions)
    member = f"concat_ws('|', {members})" if members else "''"
    return f"{literal(names)} AS dimension, {member} AS member"
