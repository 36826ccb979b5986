"""The days and months that windows take in."""

from dataclasses import replace
from datetime import date

import pytest

from metrics.facts.loyalty import COHORT_VEHICLES, LOST_VEHICLES, VEHICLES_KEPT
from metrics.facts.parts_stock import STOCK_VALUE
from metrics.frame import Frame, month_number
from metrics.model.measures import Flow, Level
from metrics.model.period import Period
from metrics.model.windows import LAST_DAY, SELECTION, Window, month_ends

AS_OF = date(2025, 3, 31)
MARCH = Period(date(2025, 3, 1), AS_OF)
QUARTER = Period(date(2025, 1, 1), AS_OF)
TENTH = Period(date(2025, 3, 10), date(2025, 3, 10))


@pytest.mark.parametrize(
    ("measure", "period", "window", "first", "months"),
    [
        (replace(LOST_VEHICLES, history_months=0), MARCH, SELECTION, date(2025, 3, 1), 1),
        # The cohort of September and the six months in which it could come back.
        (LOST_VEHICLES, MARCH, SELECTION, date(2024, 9, 1), 7),
        (COHORT_VEHICLES, QUARTER, SELECTION, date(2024, 7, 1), 9),
        # Twelve months up to a month end; from one day in March to the next, thirteen.
        (VEHICLES_KEPT, MARCH, LAST_DAY, date(2024, 4, 1), 12),
        (VEHICLES_KEPT, TENTH, LAST_DAY, date(2024, 3, 1), 13),
        # A balance of the month end before will do.
        (STOCK_VALUE, TENTH, LAST_DAY, date(2025, 1, 1), 3),
    ],
)
def test_months_asked_about(
    measure: Flow | Level, period: Period, window: Window, first: date, months: int
) -> None:
    back = measure.holds_days if isinstance(measure, Level) else 0
    asked = Frame((period,), AS_OF).months(window, back, measure.history_months)
    assert asked.first.tolist() == [month_number(first)]
    assert asked.count.tolist() == [months]


def test_ranges_are_padded_to_the_longest() -> None:
    begun, ahead = MARCH, Period(date(2025, 4, 1), date(2025, 4, 30))
    days = Frame((begun, ahead), AS_OF).days(month_ends(3))
    assert days.count.tolist() == [3, 0]
    assert days.begun.tolist() == [True, False]
    assert (days.last - days.first + 1).tolist() == [[1, 1, 1], [0, 0, 0]]


def test_places_stay_on_the_axis() -> None:
    frame = Frame((MARCH, QUARTER), AS_OF)
    first = date(2025, 2, 27).toordinal()
    begin, end = frame.places(SELECTION, first, 10)
    assert begin.ravel().tolist() == [2, 0]
    assert end.ravel().tolist() == [10, 10]


def test_a_window_divides_by_its_own_days() -> None:
    frame = Frame((Period(date(2025, 1, 1), date(2025, 3, 15)),), AS_OF)
    assert frame.elapsed_days(SELECTION).tolist() == [[74]]
    assert frame.elapsed_months(SELECTION).tolist() == [[pytest.approx(2 + 15 / 31)]]
