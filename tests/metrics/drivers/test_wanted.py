from dataclasses import replace
from datetime import date

import pytest

from access.scope import Masking, Scope
from metrics.drivers.hypotheses.hypothesis import Sign
from metrics.drivers.hypotheses.registry import declared
from metrics.drivers.wanted import MONTH, QUARTER, Wanted, farther
from metrics.model.period import Period
from metrics.selection import QuestionError
from tests.metrics.drivers.given_figures import OPERATOR

SERVICE = Wanted("gross_service")


@pytest.mark.parametrize(
    ("as_of", "first", "last"),
    [
        (date(2026, 10, 22), date(2023, 10, 1), date(2026, 9, 30)),
        (date(2026, 9, 30), date(2023, 10, 1), date(2026, 9, 30)),
    ],
)
def test_the_month_under_way_is_not_asked_for(as_of: date, first: date, last: date) -> None:
    assert SERVICE.period(as_of) == Period(first, last)


def test_days_that_are_named_stand_for_their_months() -> None:
    wanted = replace(SERVICE, first=date(2025, 2, 10), last=date(2025, 6, 3))
    assert wanted.period(date(2026, 10, 22)) == Period(date(2025, 2, 1), date(2025, 6, 30))
    assert wanted.period(date(2025, 6, 29)) == Period(date(2025, 2, 1), date(2025, 5, 31))


def test_quarters_are_whole_and_over() -> None:
    wanted = replace(SERVICE, quarterly=True)
    assert wanted.period(date(2026, 10, 22)) == Period(date(2023, 10, 1), date(2026, 9, 30))
    assert wanted.period(date(2026, 9, 29)) == Period(date(2023, 7, 1), date(2026, 6, 30))


def test_a_period_without_a_month_that_is_over_is_refused() -> None:
    wanted = replace(SERVICE, first=date(2026, 10, 1))
    with pytest.raises(QuestionError, match="no month from 2026-10-01 on is over"):
        wanted.period(date(2026, 10, 22))


def test_a_quarterly_score_asks_for_quarters_and_months_leave_it_out() -> None:
    assert SERVICE.grain == MONTH
    assert replace(SERVICE, drivers=("csi_score",)).grain == QUARTER
    assert replace(SERVICE, drivers=("csi_score",), quarterly=False).grain == MONTH
    monthly = {pair.driver for pair in SERVICE.pairs(OPERATOR)}
    quarterly = {pair.driver for pair in replace(SERVICE, quarterly=True).pairs(OPERATOR)}
    assert quarterly - monthly == {"csi_score"}


def test_a_driver_that_others_work_through_is_tested_only_when_it_is_named() -> None:
    assert "tech_proficiency" in {pair.driver for pair in declared("gross_service")}
    assert "tech_proficiency" not in {pair.driver for pair in SERVICE.pairs(OPERATOR)}
    (pair,) = replace(SERVICE, drivers=("tech_proficiency",)).pairs(OPERATOR)
    assert pair.sign is Sign.UP


def test_declared_drivers_of_departments_that_are_not_open_are_left_out() -> None:
    scope = Scope("workshop", None, frozenset({"after_sales"}), Masking.NONE)
    names = {pair.driver for pair in SERVICE.pairs(scope)}
    assert names == {"appointment_rate", "comeback_rate_30d", "first_service_return_rate"}


def test_more_months_are_read_before_and_one_after_if_it_is_over() -> None:
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    assert farther(year, 3, 1, MONTH, date(2026, 1, 31)) == Period(
        date(2024, 10, 1), date(2026, 1, 31)
    )
    assert farther(year, 1, 1, MONTH, date(2026, 1, 30)).end == date(2025, 12, 31)
    assert farther(year, 2, 1, QUARTER, date(2026, 3, 31)) == Period(
        date(2024, 7, 1), date(2026, 3, 31)
    )
