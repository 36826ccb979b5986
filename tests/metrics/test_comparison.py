"""What a period is compared with."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from metrics.comparison import (
    before_it,
    last_year,
    prior,
    same_months_last_year,
    whole_of,
)
from metrics.model.period import Period
from warehouse.calendar import aligned_last_year, is_business_day


def p(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


def workdays(day: date) -> bool:
    return day.weekday() < 5


def every_day(day: date) -> bool:
    return True


def plain_year(day: date) -> date:
    return day - timedelta(days=364)


def festival(day: date) -> date:
    """Spring Festival 2026 fell on 17 February, in 2025 on 29 January."""
    return day - timedelta(days=(date(2026, 2, 17) - date(2025, 1, 29)).days)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        # A month to date against as many business days: 1-10 October 2025 has 8 weekdays.
        (p("2025-10-01", "2025-10-10"), p("2025-09-01", "2025-09-10")),
        (p("2025-06-01", "2025-06-10"), p("2025-05-01", "2025-05-09")),
        (p("2025-03-01", "2025-03-31"), p("2025-02-01", "2025-02-28")),
        (p("2025-04-01", "2025-06-30"), p("2025-01-01", "2025-03-31")),
        (p("2025-01-01", "2025-12-31"), p("2024-01-01", "2024-12-31")),
        (p("2025-03-10", "2025-03-16"), p("2025-03-03", "2025-03-09")),
        (p("2025-02-01", "2025-05-31"), p("2024-10-01", "2025-01-31")),
    ],
)
def test_prior(period: Period, expected: Period) -> None:
    assert prior(period, workdays) == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (p("2025-10-01", "2025-10-31"), p("2024-10-01", "2024-10-31")),
        (p("2025-10-01", "2025-10-10"), p("2024-10-01", "2024-10-10")),
        (p("2025-04-01", "2025-06-30"), p("2024-04-01", "2024-06-30")),
        (p("2025-10-06", "2025-10-12"), p("2024-10-07", "2024-10-13")),
    ],
)
def test_last_year(period: Period, expected: Period) -> None:
    assert last_year(period, plain_year, every_day) == expected


def test_spring_festival_stands_against_spring_festival() -> None:
    found = last_year(p("2026-02-01", "2026-02-20"), festival, every_day)
    assert found == p("2025-01-13", "2025-02-01")


def test_the_whole_of_a_period_to_date() -> None:
    assert whole_of(p("2025-10-01", "2025-10-10")) == p("2025-10-01", "2025-10-31")
    assert whole_of(p("2025-07-01", "2025-08-10")) == p("2025-07-01", "2025-09-30")
    assert whole_of(p("2025-10-06", "2025-10-12")) == p("2025-10-06", "2025-10-12")


def test_a_fiscal_year_to_date_has_the_one_before() -> None:
    elapsed = p("2025-04-01", "2025-10-22")
    assert prior(elapsed, every_day, fiscal_start=4) == p("2024-04-01", "2024-10-22")
    assert whole_of(elapsed, fiscal_start=4) == p("2025-04-01", "2026-03-31")
    # Without a fiscal year these are days like any others.
    assert prior(elapsed, every_day) == p("2024-09-08", "2025-03-31")


def test_a_month_to_date_stands_beside_twelve_before_it() -> None:
    before = before_it(p("2025-10-01", "2025-10-10"), every_day)
    assert before[0] == p("2025-09-01", "2025-09-10")
    assert before[-1] == p("2024-10-01", "2024-10-10")
    assert len(before) == 12


def test_a_whole_month_stands_beside_whole_ones() -> None:
    before = before_it(p("2025-02-01", "2025-02-28"), every_day)
    assert before[:2] == (p("2025-01-01", "2025-01-31"), p("2024-12-01", "2024-12-31"))
    assert len(before) == 12


def test_a_quarter_stands_beside_four() -> None:
    before = before_it(p("2025-04-01", "2025-06-30"), every_day)
    assert before == (
        p("2025-01-01", "2025-03-31"),
        p("2024-10-01", "2024-12-31"),
        p("2024-07-01", "2024-09-30"),
        p("2024-04-01", "2024-06-30"),
    )


def test_a_week_stands_beside_weeks_that_begin_on_the_same_day() -> None:
    week = p("2025-10-06", "2025-10-12")
    before = before_it(week, every_day)
    assert len(before) == 12
    assert {one.start.weekday() for one in before} == {week.start.weekday()}
    assert before[0] == p("2025-09-08", "2025-09-14")


def test_long_stretches_do_not_overlap() -> None:
    before = before_it(p("2025-07-01", "2025-10-08"), every_day)
    ends = [p("2025-07-01", "2025-10-08"), *before]
    assert all(older.end < newer.start for newer, older in zip(ends, before, strict=False))


@pytest.mark.parametrize("year", range(2015, 2031))
def test_months_to_date_have_as_many_business_days_last_year_and_grow_day_by_day(
    year: int,
) -> None:
    for number in range(1, 13):
        whole = Period.month(date(year, number, 1))
        shown = [
            last_year(Period(whole.start, day), aligned_last_year, is_business_day)
            for day in whole.each_day()
            if is_business_day(day)
        ]
        assert len({before.start for before in shown}) == 1
        assert all(a.end < b.end for a, b in pairwise(shown))
        for end, before in zip(filter(is_business_day, whole.each_day()), shown, strict=True):
            if end == whole.end and before == same_months_last_year(whole):
                continue  # A whole month against the whole one.
            assert _open(before) == _open(Period(whole.start, end)), end


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        # Festival on 17 February 2026 and 29 January 2025.
        (p("2026-01-01", "2026-01-31"), p("2024-12-13", "2025-01-12")),
        (p("2026-02-01", "2026-02-28"), p("2025-01-13", "2025-02-09")),
        (p("2026-03-01", "2026-03-31"), p("2025-03-01", "2025-03-31")),
        (p("2025-01-01", "2025-01-31"), p("2024-01-13", "2024-02-12")),
        (p("2025-02-01", "2025-02-28"), p("2024-02-13", "2024-03-11")),
        # A quarter and a year stand where the calendar has them.
        (p("2026-01-01", "2026-03-31"), p("2025-01-01", "2025-03-31")),
        # A week with more of it outside the three weeks, one inside, one across months.
        (p("2026-03-09", "2026-03-15"), p("2025-03-10", "2025-03-16")),
        (p("2026-02-16", "2026-02-22"), p("2025-01-28", "2025-02-03")),
        (p("2026-03-03", "2026-05-10"), p("2025-03-04", "2025-05-11")),
    ],
)
def test_no_seam_where_the_weeks_of_the_festival_end(period: Period, expected: Period) -> None:
    assert last_year(period, aligned_last_year, is_business_day) == expected


def test_any_days_have_as_many_business_days_last_year() -> None:
    first = date(2022, 12, 1)
    for start in (first + timedelta(days=11 * n) for n in range(120)):
        for length in (1, 7, 20, 45, 80):
            period = Period(start, start + timedelta(days=length - 1))
            before = last_year(period, aligned_last_year, is_business_day)
            if _open(period):
                assert abs(_open(before) - _open(period)) == 0, period


def test_a_year_to_date_begins_with_the_year() -> None:
    found = last_year(p("2026-01-01", "2026-02-10"), aligned_last_year, is_business_day)
    assert found == p("2025-01-01", "2025-02-13")


def _open(period: Period) -> int:
    return sum(map(is_business_day, period.each_day()))
