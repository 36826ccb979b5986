"""Periods by name."""

from datetime import date

import pytest

from metrics.model.period import Period, fiscal_year_of
from metrics.named_periods import NAMES, named_periods

AS_OF = date(2026, 10, 22)


def test_names_are_those_that_are_given() -> None:
    assert tuple(named_periods(AS_OF)) == NAMES


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("yesterday", date(2026, 10, 22), AS_OF),
        ("mtd", date(2026, 10, 1), AS_OF),
        ("last_month", date(2026, 9, 1), date(2026, 9, 30)),
        ("qtd", date(2026, 10, 1), AS_OF),
        ("ytd", date(2026, 1, 1), AS_OF),
        ("fytd", date(2026, 4, 1), AS_OF),
        ("rolling_7", date(2026, 10, 16), AS_OF),
        ("rolling_28", date(2026, 9, 25), AS_OF),
        ("rolling_90", date(2026, 7, 25), AS_OF),
    ],
)
def test_a_period_has_its_days(name: str, first: date, last: date) -> None:
    assert named_periods(AS_OF, fiscal_start=4)[name] == Period(first, last)


def test_a_fiscal_year_may_begin_in_the_year_before() -> None:
    assert fiscal_year_of(date(2026, 3, 31), 4) == Period(date(2025, 4, 1), date(2026, 3, 31))
    assert fiscal_year_of(date(2026, 4, 1), 4) == Period(date(2026, 4, 1), date(2027, 3, 31))
    assert fiscal_year_of(date(2026, 2, 1), 1) == Period(date(2026, 1, 1), date(2026, 12, 31))
