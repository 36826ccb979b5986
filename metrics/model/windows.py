"""Which days a term of a formula looks at, seen from the selected period.

A window resolves to ranges of days; a sum over it is the sum over these ranges. Windows over what
has happened never look beyond the newest day of the data; windows over plans and calendars do.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from metrics.model.period import (
    DAY,
    Period,
    add_months,
    first_of_month,
    first_of_quarter,
    last_of_month,
)

Ranges = tuple[tuple[date, date], ...]


class Shape(StrEnum):
    """The ways in which a window rests on the selection."""

    SELECTION = "selection"
    FULL_SELECTION = "full_selection"
    SHIFTED = "shifted"
    MONTHS = "months"
    CLOSED_MONTHS = "closed_months"
    QUARTERS = "quarters"
    TRAILING_DAYS = "trailing_days"
    TRAILING_MONTHS = "trailing_months"
    MONTH_ENDS = "month_ends"
    DAY_BEFORE = "day_before"
    LAST_DAY = "last_day"
    QUARTER = "quarter"
    PREVIOUS_QUARTER = "previous_quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Window:
    """A shape and its length in days or months, where it has one."""

    shape: Shape
    length: int = 0

    @property
    def needs_every_month(self) -> bool:
        """Whether a month without data inside the window spoils the sum."""
        return self.shape in (Shape.TRAILING_MONTHS, Shape.MONTH_ENDS, Shape.TRAILING_DAYS)

    def ranges(self, period: Period, as_of: date) -> Ranges:
        """The days of the window, oldest range first; empty where the period has not begun.

        Args:
            period: the selected period.
            as_of: the newest day of the data.
        """
        past = period.until(as_of)
        match self.shape:
            case Shape.FULL_SELECTION:
                return ((period.start, period.end),)
            case Shape.MONTHS:
                return ((first_of_month(period.start), last_of_month(period.end)),)
            case Shape.YEAR:
                year = Period.year(period.end)
                return ((year.start, year.end),)
        if past is None:
            return ()
        start, end = past.start, past.end
        match self.shape:
            case Shape.SELECTION:
                return ((start, end),)
            case Shape.SHIFTED:
                back = timedelta(days=self.length)
                return ((start - back, end - back),)
            case Shape.CLOSED_MONTHS:
                first = start if start.day == 1 else add_months(first_of_month(start), 1)
                last = end if end == last_of_month(end) else first_of_month(end) - DAY
                return ((first, last),) if first <= last else ()
            case Shape.QUARTERS:
                return ((first_of_quarter(start), Period.quarter(end).end),)
            case Shape.TRAILING_DAYS:
                return ((end - timedelta(days=self.length - 1), end),)
            case Shape.TRAILING_MONTHS:
                return ((_months_back(end, self.length), end),)
            case Shape.MONTH_ENDS:
                return _month_ends(end, self.length)
            case Shape.DAY_BEFORE:
                return ((start - DAY, start - DAY),)
            case Shape.LAST_DAY:
                return ((end, end),)
            case Shape.QUARTER:
                return ((first_of_quarter(end), end),)
            case Shape.PREVIOUS_QUARTER:
                last = first_of_quarter(end) - DAY
                return ((first_of_quarter(last), last),)
        raise AssertionError(f"window shape {self.shape} has no rule")


def _months_back(end: date, months: int) -> date:
    """First day of the ``months`` months that end on ``end``."""
    return add_months(end + DAY, -months)


def _month_ends(end: date, count: int) -> Ranges:
    """The newest ``count`` month ends, the day itself standing in for a month under way."""
    days = [add_months(first_of_month(end), 1 - back) - DAY for back in range(count)]
    days[0] = end
    return tuple((day, day) for day in reversed(days))


SELECTION = Window(Shape.SELECTION)
FULL_SELECTION = Window(Shape.FULL_SELECTION)
MONTHS = Window(Shape.MONTHS)
CLOSED_MONTHS = Window(Shape.CLOSED_MONTHS)
QUARTERS = Window(Shape.QUARTERS)
DAY_BEFORE = Window(Shape.DAY_BEFORE)
LAST_DAY = Window(Shape.LAST_DAY)
QUARTER = Window(Shape.QUARTER)
PREVIOUS_QUARTER = Window(Shape.PREVIOUS_QUARTER)
YEAR = Window(Shape.YEAR)


def shifted(days: int) -> Window:
    """The selection moved back by ``days``: for events that fall due ``days`` later."""
    return Window(Shape.SHIFTED, days)


def trailing_days(days: int) -> Window:
    """The last ``days`` days up to the end of the selection."""
    return Window(Shape.TRAILING_DAYS, days)


def trailing_months(months: int) -> Window:
    """The last ``months`` months up to the end of the selection."""
    return Window(Shape.TRAILING_MONTHS, months)


def month_ends(count: int) -> Window:
    """The last ``count`` month ends up to the end of the selection."""
    return Window(Shape.MONTH_ENDS, count)
