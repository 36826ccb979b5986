"""A month ends where the store's own curve leads, within bounds."""

from datetime import date

import numpy as np
import pytest

from metrics.pace.errors import backtest, band, past_errors, pooled
from metrics.pace.projection import is_festival_month, project
from tests.metrics.pace.months import flat, late, months_of

MAY = date(2025, 5, 1)


def test_a_late_month_is_not_taken_for_a_bad_one() -> None:
    # Nothing in the first half, as always: the straight line says 0, the store 60.
    months = months_of(MAY, [late(60), late(60), late(60), late(60)], days=15)
    made = project(months)
    assert made.to_date.tolist() == [0]
    assert made.compared.tolist() == [3]
    # The straight line counts as a fourth month: a little of the month is held to be in.
    assert made.curve[0] == pytest.approx((3 * 0.0 + made.share[0]) / 4, abs=0.02)
    assert 40 < made.end[0] < 60


def test_what_is_known_weighs_more_as_the_month_goes_on() -> None:
    ends = []
    for days in (5, 15, 25, 30):
        months = months_of(MAY, [flat(30, 31), flat(30), flat(30, 31), flat(60, 31)], days=days)
        ends.append(float(project(months).end[0]))
    # Twice as much as usual: first half believed, at the end taken as it is.
    assert 30 < ends[0] < ends[1] < ends[2] < ends[3] < 60.5
    assert ends[0] == pytest.approx(10 + (1 - 5 / 31) * (10 + (1 - 5 / 31) * 30.3), rel=0.02)


def test_a_finished_month_is_what_it_is() -> None:
    months = months_of(MAY, [flat(30, 31), flat(30), flat(30, 31), flat(45, 31)], days=31)
    assert project(months).end[0] == pytest.approx(45)


def test_with_one_month_behind_it_the_line_is_straight() -> None:
    months = months_of(MAY, [flat(30, 31), flat(30)], days=10)
    made = project(months)
    assert made.compared.tolist() == [0]
    assert made.end[0] == pytest.approx(30)
    assert np.isnan(made.usual[0])


def test_it_never_ends_below_what_is_there_nor_beyond_twice_a_month() -> None:
    months = months_of(MAY, [flat(3, 31), flat(3), flat(3, 31), [50] + [0.0] * 30], days=1)
    assert project(months).end[0] == pytest.approx(100)
    shrinking = months_of(MAY, [late(2, 31), late(2), late(2, 31), [90] + [0.0] * 30], days=20)
    assert project(shrinking).end[0] >= 90


def test_months_of_spring_festival_are_left_out_and_projected_straight() -> None:
    # New Year's Day of 2025 is 29 January: January and February both have days near it.
    assert is_festival_month(date(2025, 1, 1))
    assert is_festival_month(date(2025, 2, 1))
    assert not is_festival_month(date(2026, 1, 1))
    assert is_festival_month(date(2026, 2, 1))
    daily = [late(60, 31), late(60), late(60, 31), flat(5, 31), flat(5, 28), flat(60, 31)]
    months = months_of(date(2024, 10, 1), daily, days=10)
    made = project(months)
    # March looks past both to October, November and December.
    assert made.compared.tolist() == [3]
    assert made.usual[0] == pytest.approx(180 / 92 * 31)
    february = months_of(date(2024, 10, 1), daily[:5], days=14)
    assert project(february).compared.tolist() == [0]


def test_a_month_without_business_is_no_data_and_is_passed_over() -> None:
    months = months_of(MAY, [flat(30, 31), flat(30), flat(0, 31), flat(30, 31)], days=10)
    assert project(months).compared.tolist() == [2]


def test_a_store_without_calendar_has_no_end() -> None:
    months = months_of(MAY, [flat(30, 31), flat(30), flat(30, 31)], days=10)
    months.selling[:] = 0.0
    assert np.isnan(project(months).end[0])


def test_the_band_holds_eight_of_ten_past_errors() -> None:
    errors = np.linspace(0.5, 1.5, 11)
    assert band(100, 40, errors) == pytest.approx((60, 140))
    # Nothing ends below what is there.
    assert band(100, 80, errors) == pytest.approx((80, 140))
    assert band(100, 40, errors[:9]) is None


def test_errors_are_pooled_over_stores_and_months() -> None:
    rng = np.random.default_rng(3)
    daily = [rng.poisson(2.0, 31).astype(float).tolist() for _ in range(8)]
    months = months_of(date(2025, 3, 1), daily, days=10, stores=4)
    errors = past_errors(months, project(months).share)
    # Of eight months one is under way and two have no two months before them.
    assert errors.size == 5 * 4
    assert 0.5 < np.median(errors) < 1.5


def test_a_surge_at_the_end_is_where_the_straight_line_fails() -> None:
    rng = np.random.default_rng(5)
    rate = np.r_[np.full(20, 0.8), np.full(11, 2.2)]
    daily = [[float(n) for n in rng.poisson(rate, 31)] for _ in range(14)]
    months = months_of(date(2025, 3, 1), daily, days=31, stores=3)
    found = pooled(tuple(backtest(months, day) for day in (5, 10, 15, 20)))
    assert found.cases > 100
    assert found.ratio < 0.7


def test_without_past_months_nothing_is_tested() -> None:
    found = pooled((backtest(months_of(MAY, [flat(30, 31), flat(30)], days=10), 10),))
    assert found.cases == 0
    assert np.isnan(found.ratio)
