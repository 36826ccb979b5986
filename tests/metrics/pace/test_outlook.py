"""Against a target: due, days behind, needed per day; and the day that breaks even."""

from datetime import date

import numpy as np
import pytest

from metrics.pace.breakeven import daily_path
from metrics.pace.outlook import curve_over, gap_to, look_ahead
from tests.metrics.pace.months import flat, late, months_of

APRIL = date(2025, 4, 1)
# April to July; 10 of 31 days of July have passed.
STEADY = [flat(30, 30), flat(31, 31), flat(30, 30), flat(31, 31)]


def test_what_is_due_follows_the_curve_not_the_calendar() -> None:
    steady = months_of(APRIL, STEADY, days=10)
    gap = gap_to(steady, [62])
    assert gap is not None
    assert gap.due == pytest.approx(20)
    # Half of what is due: five of ten selling days behind; 52 are missing over 21 days.
    assert gap.days_behind == pytest.approx(5)
    assert gap.per_day == pytest.approx(52 / 21)
    waiting = months_of(APRIL, [late(60, 30), late(60, 31), late(60, 30), late(60, 31)], days=10)
    due = gap_to(waiting, [60])
    assert due is not None
    assert due.due < 60 * 10 / 31 / 2


def test_who_is_ahead_has_negative_days_behind() -> None:
    gap = gap_to(months_of(APRIL, [*STEADY[:3], flat(62, 31)], days=10), [31])
    assert gap is not None
    assert gap.days_behind == pytest.approx(-10)


def test_at_the_end_of_the_month_nothing_is_needed_per_day() -> None:
    gap = gap_to(months_of(APRIL, STEADY, days=31), [62])
    assert gap is not None
    assert gap.per_day is None


def test_an_outlook_has_a_band_only_with_enough_errors() -> None:
    months = months_of(APRIL, STEADY, days=10)
    bare = look_ahead(months, np.ones(3))
    assert (bare.low, bare.high) == (None, None)
    assert bare.end == pytest.approx(31, rel=0.01)
    assert (bare.selling_days, bare.days_left) == (31, 21)
    banded = look_ahead(months, np.linspace(0.8, 1.2, 21))
    assert banded.low == pytest.approx(31 * 0.84, rel=0.01)
    assert banded.high == pytest.approx(31 * 1.16, rel=0.01)


def test_a_finished_month_has_no_doubt_left() -> None:
    over = look_ahead(months_of(APRIL, STEADY, days=31), np.linspace(0.8, 1.2, 21))
    assert over.low == over.end == over.high == pytest.approx(31)


def test_the_curve_rises_from_nothing_to_all() -> None:
    curve = curve_over(months_of(APRIL, STEADY, days=10), np.linspace(0, 1, 32))
    assert curve[0] == pytest.approx(0)
    assert curve[-1] == pytest.approx(1)
    assert (np.diff(curve) >= 0).all()


def test_the_path_is_as_it_was_and_then_as_projected() -> None:
    path = daily_path(months_of(APRIL, STEADY, days=10))
    assert path is not None
    assert path.size == 31
    assert path[9] == pytest.approx(10)
    assert path[-1] == pytest.approx(31, rel=0.01)
    # Expenses of 20 are covered on the twentieth day.
    assert int(np.flatnonzero(path >= 19.99)[0]) + 1 == 20


def test_without_any_gross_there_is_no_path() -> None:
    assert daily_path(months_of(APRIL, [*STEADY[:3], flat(0, 31)], days=10)) is None
