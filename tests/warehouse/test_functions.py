"""Every portable function gives the same values on every engine."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from tests.warehouse.support import small_clickhouse, small_duckdb
from warehouse import functions as f
from warehouse.engines import Backend

PROBE = sa.Table(
    "probe",
    sa.MetaData(),
    sa.Column("id", sa.Integer()),
    sa.Column("moment", sa.DateTime()),
    sa.Column("later", sa.DateTime()),
    sa.Column("day", sa.Date()),
    sa.Column("n", sa.Integer()),
    sa.Column("amount", sa.Numeric(18, 2)),
    sa.Column("month", sa.String()),
    sa.Column("wave", sa.String()),
    info={"dated_by": None},
)
ROWS: dict[str, list[dict[str, Any]]] = {
    "probe": [
        {
            "id": 1,
            "moment": "2024-02-29T23:59:30",
            "later": "2024-03-01T00:00:15",
            "day": "2024-03-03",
            "n": 3,
            "amount": "1.10",
            "month": "202402",
            "wave": "2024Q3",
        },
        {
            "id": 2,
            "moment": "1955-01-31T08:00:00",
            "later": "1954-12-31T08:00:00",
            "day": "1955-02-01",
            "n": -2,
            "amount": "-5.00",
            "month": "195513",
            "wave": "2024Q5",
        },
        {"id": 3, "n": 7, "month": "2024-02", "wave": "2024q3", "amount": "4.00"},
        {"id": 4, "day": "2024-12-30"},
    ]
}

P = PROBE.c
CASES: dict[str, tuple[sa.ColumnElement[Any], list[Any]]] = {
    "as_day": (f.as_day(P.moment), [date(2024, 2, 29), date(1955, 1, 31), None, None]),
    "as_day of a day": (
        f.as_day(P.day),
        [date(2024, 3, 3), date(1955, 2, 1), None, date(2024, 12, 30)],
    ),
    "days_between": (f.days_between(P.moment, P.day), [3, 1, None, None]),
    "days_between a literal": (
        f.days_between(P.day, date(2024, 3, 1)),
        [-2, 25_231, None, -304],
    ),
    "add_days": (f.add_days(P.day, P.n), [date(2024, 3, 6), date(1955, 1, 30), None, None]),
    "add_days a literal": (
        f.add_days(P.moment, -29),
        [date(2024, 1, 31), date(1955, 1, 2), None, None],
    ),
    "seconds_between": (f.seconds_between(P.moment, P.later), [45, -2_678_400, None, None]),
    "seconds_between days": (
        f.seconds_between(P.moment, P.day),
        [2 * 86_400 + 30, 57_600, None, None],
    ),
    "month_start": (
        f.month_start(P.moment),
        [date(2024, 2, 1), date(1955, 1, 1), None, None],
    ),
    "hour_of": (f.hour_of(P.moment), ["23:00", "08:00", None, None]),
    "week_start": (
        f.week_start(P.day),
        [date(2024, 2, 26), date(1955, 1, 31), None, date(2024, 12, 30)],
    ),
    "month_of_text": (f.month_of_text(P.month), [date(2024, 2, 1), None, None, None]),
    "quarter_of_text": (f.quarter_of_text(P.wave), [date(2024, 7, 1), None, None, None]),
    "least": (f.least(P.n, P.amount), [Decimal("1.10"), Decimal(-5), 4, None]),
    "least of a literal": (f.least(P.n, 3), [3, -2, 3, None]),
    "greatest": (f.greatest(P.n, P.amount), [3, -2, 7, None]),
    "greatest of days": (
        f.greatest(P.day, date(2000, 1, 1)),
        [date(2024, 3, 3), date(2000, 1, 1), None, date(2024, 12, 30)],
    ),
    "least of moments": (
        f.least(P.moment, datetime(2000, 1, 1)),  # noqa: DTZ001, local time has no zone
        [datetime(2000, 1, 1), datetime(1955, 1, 31, 8), None, None],  # noqa: DTZ001
    ),
    "concat": (
        f.concat(P.month, "/", P.n),
        ["202402/3", "195513/-2", "2024-02/7", None],
    ),
}
AGGREGATES: dict[str, tuple[sa.ColumnElement[Any], Any]] = {
    "median": (f.percentile(P.n, 0.5), 3.0),
    "ninth decile": (f.percentile(P.amount, 0.9), 3.42),
    "of nothing": (f.percentile(sa.case((P.id > 99, P.n)), 0.5), None),
}


def check_all(backend: Backend) -> None:
    """Ask for every case in one statement and compare cell by cell."""
    statement = sa.select(*(case.label(f"c{i}") for i, (case, _) in enumerate(CASES.values())))
    answer = backend.arrow(statement.order_by(P.id))
    for (name, (_, wanted)), column in zip(CASES.items(), answer.columns, strict=True):
        assert column.to_pylist() == wanted, name
    totals = sa.select(*(case.label(f"c{i}") for i, (case, _) in enumerate(AGGREGATES.values())))
    row = list(backend.rows(totals)[0].values())
    for (name, (_, expected)), got in zip(AGGREGATES.items(), row, strict=True):
        assert got == (expected if expected is None else pytest.approx(expected)), name


def test_duckdb_gives_the_values_of_the_table(tmp_path: Path) -> None:
    check_all(small_duckdb(tmp_path, ROWS, extra=[PROBE]))


@pytest.mark.engine
def test_clickhouse_gives_the_values_of_the_table(tmp_path: Path) -> None:
    check_all(small_clickhouse(tmp_path, ROWS, extra=[PROBE]))


def test_functions_can_be_grouped_by(tmp_path: Path) -> None:
    month = f.month_start(P.day)
    backend = small_duckdb(tmp_path, ROWS, extra=[PROBE])
    statement = sa.select(month.label("month"), sa.func.count().label("n")).group_by(month)
    assert {(row["month"], row["n"]) for row in backend.rows(statement)} == {
        (date(2024, 3, 1), 1),
        (date(1955, 2, 1), 1),
        (date(2024, 12, 1), 1),
        (None, 1),
    }


def test_two_shares_of_one_column_are_two_statements() -> None:
    first, second = (sa.select(f.percentile(P.n, share)) for share in (0.5, 0.9))
    assert first.compare(sa.select(f.percentile(P.n, 0.5)))
    assert not first.compare(second)


def test_a_share_beyond_one_is_refused() -> None:
    with pytest.raises(ValueError, match="from 0 to 1, got 90"):
        f.percentile(P.n, 90)


def test_an_unknown_dialect_is_named() -> None:
    with pytest.raises(NotImplementedError, match="got sqlite"):
        sa.select(f.as_day(P.moment)).compile(dialect=sqlite.dialect())


def test_moments_keep_their_clock_face(tmp_path: Path) -> None:
    backend = small_duckdb(tmp_path, ROWS, extra=[PROBE])
    rows = backend.rows(sa.select(P.moment).where(P.id == 1))
    assert rows == [{"moment": datetime(2024, 2, 29, 23, 59, 30)}]  # noqa: DTZ001
