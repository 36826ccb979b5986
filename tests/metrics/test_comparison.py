"""What a period is compared with."""

from datetime import date, timedelta

import pytest

from metrics.comparison import last_year, prior, whole_of
from metrics.model.period import Period


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
