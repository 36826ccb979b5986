"""Coverage: which store has sent which table for which month."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.support import Rows, build_file
from warehouse.coverage import build_coverage

ROWS: Rows = {
    "dim_store": [{"store_code": "A"}, {"store_code": "B"}],
    "repair_orders": [
        {"store_code": "A", "ro_no": "1", "open_at": "2024-01-05T10:00"},
        {"store_code": "A", "ro_no": "2", "open_at": "2024-01-31T23:59"},
        {"store_code": "A", "ro_no": "3", "open_at": "2024-03-01T00:00"},
        {"store_code": "A", "ro_no": "4"},
        {"store_code": None, "ro_no": "5", "open_at": "2024-03-01T00:00"},
    ],
    "gl_monthly": [
        {"store_code": "B", "period": "202402"},
        {"store_code": "B", "period": "2024-05"},
    ],
    "survey_scores": [{"store_code": "B", "program": "CSI", "wave": "2024Q2"}],
    "account_map": [{"account_code": "6001"}, {"account_code": "6401"}],
    "market_registrations": [{"month": "202403", "units": 7}],
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return build_file(tmp_path, ROWS)


def covered(path: Path, table: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(
            "SELECT store_code, month, first_day, last_day, row_count FROM coverage "
            "WHERE table_name = ? ORDER BY ALL",
            [table],
        ).fetchall()


def test_a_dated_table_covers_the_months_of_its_rows(path: Path) -> None:
    assert covered(path, "repair_orders") == [
        ("A", date(2024, 1, 1), date(2024, 1, 5), date(2024, 1, 31), 2),
        ("A", date(2024, 3, 1), date(2024, 3, 1), date(2024, 3, 1), 1),
    ]


def test_months_and_quarters_written_as_text_count(path: Path) -> None:
    first = date(2024, 2, 1)
    assert covered(path, "gl_monthly") == [("B", first, first, first, 1)]
    quarter = date(2024, 4, 1)
    assert covered(path, "survey_scores") == [("B", quarter, quarter, quarter, 1)]


def test_a_register_covers_the_whole_span_of_the_snapshot(path: Path) -> None:
    rows = covered(path, "dim_store")
    months = [date(2024, month, 1) for month in (1, 2, 3, 4)]
    assert [(row[0], row[1]) for row in rows] == [(s, m) for s in "AB" for m in months]
    assert rows[1] == ("A", date(2024, 2, 1), date(2024, 2, 1), date(2024, 2, 29), 1)


def test_a_table_of_no_store_counts_for_every_store(path: Path) -> None:
    month = date(2024, 3, 1)
    assert covered(path, "market_registrations") == [
        ("A", month, month, month, 1),
        ("B", month, month, month, 1),
    ]
    assert {(row[0], row[4]) for row in covered(path, "account_map")} == {("A", 2), ("B", 2)}


def test_nothing_loaded_covers_nothing(tmp_path: Path) -> None:
    path = build_file(tmp_path, {})
    with duckdb.connect(str(path)) as connection:
        build_coverage(connection)
        assert connection.execute("SELECT count(*) FROM coverage").fetchone() == (0,)


def test_building_again_gives_the_same(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        before = connection.execute("SELECT * FROM coverage ORDER BY ALL").fetchall()
        build_coverage(connection)
        assert connection.execute("SELECT * FROM coverage ORDER BY ALL").fetchall() == before
        connection.execute("DROP TABLE account_map")
        with pytest.raises(duckdb.Error, match="account_map"):
            build_coverage(connection)
        assert connection.execute("SELECT * FROM coverage ORDER BY ALL").fetchall() == before
