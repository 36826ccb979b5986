"""SQL functions that mean the same on every engine, as SQLAlchemy expressions.

What a KPI needs beyond sums, counts, comparisons and CASE stands here, once, with one text for
each dialect (`duckdb` and `clickhousedb`; those that were never run are in
`functions_elsewhere`). Every function gives NULL where an argument is NULL.
A day is a local calendar day; where a day is expected, a moment counts as the day it falls on.
Arguments are expressions or plain Python values. Opening engines is not done here.
"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.visitors import InternalTraversal

from warehouse.functions_elsewhere import ELSEWHERE

DIALECTS = ("duckdb", "clickhousedb")

_MONTH_TEXT = "^(19|20)[0-9][0-9](0[1-9]|1[0-2])$"
_QUARTER_TEXT = "^(19|20)[0-9][0-9]Q[1-4]$"


class _Portable(FunctionElement[Any]):
    """A function with its text for each dialect; `{0}`, `{1}` stand for its arguments."""

    inherit_cache = True
    duckdb: str
    clickhouse: str
    share: float = 0.0


@compiles(_Portable, "duckdb")
def _duckdb(element: _Portable, compiler: SQLCompiler, **kw: Any) -> str:
    return _render(element, element.duckdb, compiler, **kw)


@compiles(_Portable, "clickhousedb")
def _clickhouse(element: _Portable, compiler: SQLCompiler, **kw: Any) -> str:
    return _render(element, element.clickhouse, compiler, **kw)


@compiles(_Portable)
def _elsewhere(element: _Portable, compiler: SQLCompiler, **kw: Any) -> str:
    text = ELSEWHERE.get(compiler.dialect.name, {}).get(type(element).__name__)
    if text is None:
        raise NotImplementedError(
            f"{type(element).__name__}: expected one of the dialects {', '.join(DIALECTS)}, "
            f"got {compiler.dialect.name}; add its text in warehouse/functions_elsewhere.py"
        )
    return _render(element, text.replace("{share}", str(element.share)), compiler, **kw)


def _render(element: _Portable, text: str, compiler: SQLCompiler, **kw: Any) -> str:
    return text.format(*(f"({compiler.process(clause, **kw)})" for clause in element.clauses))


class _AsDay(_Portable):
    inherit_cache = True
    type = sa.Date()
    duckdb = "CAST({0} AS DATE)"
    clickhouse = "toDate32({0})"


class _AsMoment(_Portable):
    inherit_cache = True
    type = sa.DateTime()
    duckdb = "CAST({0} AS TIMESTAMP)"
    clickhouse = "toDateTime64({0}, 6, 'UTC')"


class _DaysBetween(_Portable):
    inherit_cache = True
    type = sa.BigInteger()
    duckdb = "date_diff('day', CAST({0} AS DATE), CAST({1} AS DATE))"
    clickhouse = "dateDiff('day', toDate32({0}), toDate32({1}))"


class _AddDays(_Portable):
    inherit_cache = True
    type = sa.Date()
    duckdb = "(CAST({0} AS DATE) + CAST({1} AS INTEGER))"
    clickhouse = "addDays(toDate32({0}), toInt32({1}))"


class _SecondsBetween(_Portable):
    inherit_cache = True
    type = sa.BigInteger()
    duckdb = "date_diff('second', CAST({0} AS TIMESTAMP), CAST({1} AS TIMESTAMP))"
    clickhouse = (
        "dateDiff('second', toDateTime64({0}, 6, 'UTC'), toDateTime64({1}, 6, 'UTC'), 'UTC')"
    )


class _MonthStart(_Portable):
    # toStartOfMonth answers with a type that ends in 1970; plain subtraction keeps the wide one.
    inherit_cache = True
    type = sa.Date()
    duckdb = "CAST(date_trunc('month', CAST({0} AS DATE)) AS DATE)"
    clickhouse = "subtractDays(toDate32({0}), toDayOfMonth(toDate32({0})) - 1)"


class _HourOf(_Portable):
    inherit_cache = True
    type = sa.String()
    duckdb = "(lpad(CAST(hour(CAST({0} AS TIMESTAMP)) AS VARCHAR), 2, '0') || ':00')"
    clickhouse = "concat(leftPad(toString(toHour(toDateTime64({0}, 6, 'UTC'))), 2, '0'), ':00')"


class _WeekStart(_Portable):
    inherit_cache = True
    type = sa.Date()
    duckdb = "CAST(date_trunc('week', CAST({0} AS DATE)) AS DATE)"
    clickhouse = "subtractDays(toDate32({0}), toDayOfWeek(toDate32({0})) - 1)"


class _MonthOfText(_Portable):
    inherit_cache = True
    type = sa.Date()
    duckdb = (
        f"CASE WHEN regexp_full_match({{0}}, '{_MONTH_TEXT}') THEN make_date("
        "TRY_CAST(substr({0}, 1, 4) AS INTEGER), TRY_CAST(substr({0}, 5, 2) AS INTEGER), 1) END"
    )
    clickhouse = (
        f"CASE WHEN match({{0}}, '{_MONTH_TEXT}') THEN makeDate32("
        "toInt32OrNull(substring({0}, 1, 4)), toInt32OrNull(substring({0}, 5, 2)), 1) END"
    )


class _QuarterOfText(_Portable):
    inherit_cache = True
    type = sa.Date()
    duckdb = (
        f"CASE WHEN regexp_full_match({{0}}, '{_QUARTER_TEXT}') THEN make_date("
        "TRY_CAST(substr({0}, 1, 4) AS INTEGER), "
        "TRY_CAST(substr({0}, 6, 1) AS INTEGER) * 3 - 2, 1) END"
    )
    clickhouse = (
        f"CASE WHEN match({{0}}, '{_QUARTER_TEXT}') THEN makeDate32("
        "toInt32OrNull(substring({0}, 1, 4)), toInt32OrNull(substring({0}, 6, 1)) * 3 - 2, 1) END"
    )


class _Least(_Portable):
    # Both engines' own LEAST skip NULLs, which would turn "unknown" into a figure.
    inherit_cache = True
    duckdb = "CASE WHEN {0} <= {1} THEN {0} WHEN {1} < {0} THEN {1} END"
    clickhouse = duckdb


class _Greatest(_Portable):
    inherit_cache = True
    duckdb = "CASE WHEN {0} >= {1} THEN {0} WHEN {1} > {0} THEN {1} END"
    clickhouse = duckdb


class _Concat(_Portable):
    inherit_cache = True
    type = sa.String()
    duckdb = "(CAST({0} AS VARCHAR) || CAST({1} AS VARCHAR))"
    clickhouse = "concat(toString({0}), toString({1}))"


class _Percentile(_Portable):
    type = sa.Double()
    # The share stands in the text, so that it must be part of the statement's cache key.
    _traverse_internals = [  # noqa: RUF012, SQLAlchemy's own protocol
        *FunctionElement._traverse_internals,
        ("share", InternalTraversal.dp_plain_obj),
    ]

    def __init__(self, value: Any, share: float) -> None:
        super().__init__(value)
        self.share = share
        self.duckdb = f"quantile_cont(CAST({{0}} AS DOUBLE), {share!r})"
        self.clickhouse = f"quantileExactInclusiveOrNull({share!r})(toFloat64({{0}}))"


def as_day(moment: Any) -> sa.ColumnElement[Any]:
    """Return the day on which a moment falls; a day stays what it is.

    A Python day inside CASE or COALESCE must be wrapped in this: ClickHouse takes a bare one for
    text there. In a comparison with a column it may stand bare.
    """
    return _AsDay(moment)


def days_between(start: Any, end: Any) -> sa.ColumnElement[Any]:
    """Return the midnights from `start` to `end`: whole days, negative if `end` is first."""
    return _DaysBetween(start, end)


def add_days(day: Any, days: Any) -> sa.ColumnElement[Any]:
    """Return the day that lies `days` (a whole number, may be negative) after `day`."""
    return _AddDays(day, days)


def seconds_between(start: Any, end: Any) -> sa.ColumnElement[Any]:
    """Return whole seconds from `start` to `end`, negative if `end` is first."""
    return _SecondsBetween(start, end)


def month_start(day: Any) -> sa.ColumnElement[Any]:
    """Return the first day of the month of `day`."""
    return _MonthStart(day)


def hour_of(moment: Any) -> sa.ColumnElement[Any]:
    """Return the hour of the clock in which a moment lies, as text: `09:00`."""
    return _HourOf(moment)


def week_start(day: Any) -> sa.ColumnElement[Any]:
    """Return the Monday of the week of `day`."""
    return _WeekStart(day)


def month_of_text(month: Any) -> sa.ColumnElement[Any]:
    """Return the first day of a month written `YYYYMM`; NULL for any other text."""
    return _MonthOfText(month)


def quarter_of_text(quarter: Any) -> sa.ColumnElement[Any]:
    """Return the first day of a quarter written `2024Q3`; NULL for any other text."""
    return _QuarterOfText(quarter)


def least(first: Any, second: Any) -> sa.ColumnElement[Any]:
    """Return the smaller one; NULL, not the other one, if either is NULL."""
    return _typed(_Least(_plain(first), _plain(second)))


def greatest(first: Any, second: Any) -> sa.ColumnElement[Any]:
    """Return the greater one; NULL, not the other one, if either is NULL."""
    return _typed(_Greatest(_plain(first), _plain(second)))


def concat(first: Any, *rest: Any) -> sa.ColumnElement[Any]:
    """Return texts and whole numbers one after another, as one text."""
    joined = sa.literal(first) if isinstance(first, str) else first
    for part in rest:
        joined = _Concat(joined, part)
    result: sa.ColumnElement[Any] = joined
    return result


def percentile(value: Any, share: float) -> sa.ColumnElement[Any]:
    """Return the percentile of an expression over a group, interpolated between neighbours.

    Args:
        value: a number; NULLs are left out, and a group of NULLs only gives NULL.
        share: from 0 to 1; 0.5 is the median.

    Raises:
        ValueError: if `share` is outside 0 to 1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"percentile: expected a share from 0 to 1, got {share}")
    return _Percentile(value, float(share))


def _plain(value: Any) -> Any:
    """Give a Python day or moment its type in the text; ClickHouse would see only a string."""
    if isinstance(value, datetime):
        return _AsMoment(value)
    return _AsDay(value) if isinstance(value, date) else value


def _typed(element: _Portable) -> sa.ColumnElement[Any]:
    """Give the element the type of its first argument that has one."""
    for clause in element.clauses:
        if not isinstance(clause.type, sa.types.NullType):
            element.type = clause.type
            break
    return element
