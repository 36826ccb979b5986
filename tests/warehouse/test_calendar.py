"""The standard calendar: openings, holidays, and the day of last year."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import chinese_calendar
import duckdb
import pytest

from tests.warehouse.support import build_file
from warehouse.calendar import (
    aligned_last_year,
    fill_calendar,
    is_business_day,
    is_makeup_workday,
    is_provisional,
    is_public_holiday,
    standard_days,
)
from warehouse.spring_festivals import spring_festival

SYNODIC_MONTH = 29.530588


@pytest.mark.parametrize("year", range(2004, 2027))
def test_spring_festival_lies_in_the_announced_holiday(year: int) -> None:
    festival = spring_festival(year)
    assert festival is not None
    assert chinese_calendar.get_holiday_detail(festival) == (True, "Spring Festival")
    assert chinese_calendar.get_holiday_detail(festival + timedelta(days=2))[0]


def test_spring_festivals_are_whole_moons_apart() -> None:
    festivals = [spring_festival(year) for year in range(2000, 2041)]
    for first, second in pairwise(festivals):
        assert first is not None
        assert second is not None
        moons = (second - first).days / SYNODIC_MONTH
        assert round(moons) in (12, 13)
        assert abs(moons - round(moons)) * SYNODIC_MONTH < 1.5
        assert date(second.year, 1, 21) <= second <= date(second.year, 2, 20)
    assert spring_festival(2041) is None


def test_stores_open_but_for_the_first_days_of_spring_festival() -> None:
    closed = [
        day
        for day, is_open, _ in standard_days(date(2024, 1, 1), date(2024, 12, 31))
        if not is_open
    ]
    assert closed == [date(2024, 2, 10), date(2024, 2, 11), date(2024, 2, 12)]
    assert is_business_day(date(2024, 2, 13))
    assert not is_business_day(date(2024, 2, 13), closing_days=4)
    assert is_business_day(date(2024, 2, 10), closing_days=0)


def test_weights_are_equal_and_a_closed_day_weighs_nothing() -> None:
    weights = {day: weight for day, _, weight in standard_days(date(2024, 2, 9), date(2024, 2, 13))}
    assert list(weights.values()) == [1, 0, 0, 0, 1]


def test_holidays_as_announced() -> None:
    assert is_public_holiday(date(2024, 10, 6))
    assert not is_public_holiday(date(2024, 10, 12))
    assert is_makeup_workday(date(2024, 10, 12))
    assert not is_makeup_workday(date(2024, 10, 19))
    assert not is_provisional(date(2026, 12, 31))


def test_holidays_beyond_the_announced_years_are_provisional() -> None:
    assert is_provisional(date(2027, 1, 1))
    assert [day.isoformat() for day in _days(2027) if is_public_holiday(day)] == [
        "2027-01-01",
        *(f"2027-02-0{n}" for n in (5, 6, 7, 8)),
        "2027-04-05",
        "2027-05-01",
        "2027-05-02",
        *(f"2027-10-0{n}" for n in (1, 2, 3)),
    ]
    assert not any(is_makeup_workday(day) for day in _days(2027))
    assert not is_business_day(date(2027, 2, 6))


@pytest.mark.parametrize(
    ("day", "aligned"),
    [
        ("2024-02-10", "2023-01-22"),  # festival against festival
        ("2024-01-20", "2023-01-01"),  # three weeks before
        ("2024-03-02", "2023-02-12"),  # three weeks after
        ("2024-03-03", "2023-03-05"),  # outside: Sunday against Sunday
        ("2024-01-19", "2023-01-20"),
        ("2024-11-08", "2023-11-10"),
        ("1999-06-10", "1998-06-11"),  # no festival known
    ],
)
def test_the_day_of_last_year(day: str, aligned: str) -> None:
    assert aligned_last_year(date.fromisoformat(day)) == date.fromisoformat(aligned)


def test_an_open_day_never_stands_against_a_closed_one() -> None:
    for year in range(2001, 2041):
        for day in _days(year):
            if is_business_day(day):
                assert is_business_day(aligned_last_year(day)), day


def test_the_calendar_of_a_store_wins(tmp_path: Path) -> None:
    path = build_file(
        tmp_path,
        {
            "dim_store": [{"store_code": "A"}, {"store_code": "B"}],
            "dim_calendar": [
                {
                    "store_code": "A",
                    "date": "2024-02-11",
                    "is_business_day": True,
                    "day_weight": "0.5",
                    "source_file": "ab",
                }
            ],
            "repair_orders": [{"store_code": "A", "ro_no": "1", "open_at": "2024-02-20T09:00"}],
        },
    )
    with duckdb.connect(str(path)) as connection:
        fill_calendar(connection, date(2024, 3, 5))
        rows = connection.execute(
            "SELECT store_code, count(*), sum(day_weight)::DOUBLE, min(date), max(date) "
            "FROM dim_calendar GROUP BY 1 ORDER BY 1"
        ).fetchall()
        origins = connection.execute(
            "SELECT source_file, count(*) FROM dim_calendar GROUP BY 1 ORDER BY 1"
        ).fetchall()
        fill_calendar(connection, date(2024, 3, 5))
        again = connection.execute("SELECT count(*) FROM dim_calendar").fetchone()
        covered = connection.execute(
            "SELECT store_code, count(*), min(month), max(month) FROM coverage "
            "WHERE table_name = 'dim_calendar' GROUP BY 1 ORDER BY 1"
        ).fetchall()
    days = 366
    assert rows == [
        ("A", days, days - 3 + 0.5, date(2024, 1, 1), date(2024, 12, 31)),
        ("B", days, days - 3, date(2024, 1, 1), date(2024, 12, 31)),
    ]
    assert origins == [("ab", 1), ("standard", 2 * days - 1)]
    assert again == (2 * days,)
    assert covered == [
        ("A", 12, date(2024, 1, 1), date(2024, 12, 1)),
        ("B", 12, date(2024, 1, 1), date(2024, 12, 1)),
    ]


def _days(year: int) -> list[date]:
    return [day for day, _, _ in standard_days(date(year, 1, 1), date(year, 12, 31))]
