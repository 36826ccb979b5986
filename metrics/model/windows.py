"""Which days a term of a formula looks at, seen from the selected period.

A window resolves to ranges of days; a sum over it is the sum over these ranges. Windows over what
has happened never look beyond the newest day of the data; windows over plans and calendars do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
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
    MONTH_AGO = "month_ago"
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
        ahead = _AHEAD.get(self.shape)
        if ahead is not None:
            return ahead(period)
        past = period.until(as_of)
        return () if past is None else _PAST[self.shape](past.start, past.end, self.length)


def _months_back(end: date, months: int) -> date:
    """First day of the ``months`` months that end on ``end``."""
    return add_months(end + DAY, -months)


def _month_ends(end: date, count: int) -> Ranges:
    """The newest ``count`` month ends, the day itself standing in for a month under way."""
    days = [add_months(first_of_month(end), 1 - back) - DAY for back in range(count)]
    days[0] = end
    return tuple((day, day) for day in reversed(days))


def _month_ago(_: date, end: date, months: int) -> Ranges:
    """The whole month so many months before that of ``end``."""
    first = add_months(first_of_month(end), -months)
    return _one(first, last_of_month(first))


def _one(start: date, end: date) -> Ranges:
    return ((start, end),)


def _closed_months(start: date, end: date, _: int) -> Ranges:
    first = start if start.day == 1 else add_months(first_of_month(start), 1)
    last = end if end == last_of_month(end) else first_of_month(end) - DAY
    return _one(first, last) if first <= last else ()


def _previous_quarter(_: date, end: date, __: int) -> Ranges:
    """The quarter before, as many days of it as have passed of this one; all of it at the end."""
    first, last = first_of_quarter(end), first_of_quarter(end) - DAY
    begin = first_of_quarter(last)
    if end != Period.quarter(end).end:
        last = min(last, begin + (end - first))
    return _one(begin, last)


_AHEAD: dict[Shape, Callable[[Period], Ranges]] = {
    Shape.FULL_SELECTION: lambda p: _one(p.start, p.end),
    Shape.MONTHS: lambda p: _one(first_of_month(p.start), last_of_month(p.end)),
    Shape.YEAR: lambda p: _one(date(p.end.year, 1, 1), date(p.end.year, 12, 31)),
}

# First and last day of the selection as far as it has passed, length of the window.
_PAST: dict[Shape, Callable[[date, date, int], Ranges]] = {
    Shape.SELECTION: lambda start, end, _: _one(start, end),
    Shape.SHIFTED: lambda start, end, n: _one(start - n * DAY, end - n * DAY),
    Shape.CLOSED_MONTHS: _closed_months,
    Shape.QUARTERS: lambda start, end, _: _one(first_of_quarter(start), Period.quarter(end).end),
    Shape.TRAILING_DAYS: lambda _, end, n: _one(end - (n - 1) * DAY, end),
    Shape.TRAILING_MONTHS: lambda _, end, n: _one(_months_back(end, n), end),
    Shape.MONTH_ENDS: lambda _, end, n: _month_ends(end, n),
    Shape.DAY_BEFORE: lambda start, _, __: _one(start - DAY, start - DAY),
    Shape.LAST_DAY: lambda _, end, __: _one(end, end),
    Shape.QUARTER: lambda _, end, __: _one(first_of_quarter(end), end),
    Shape.PREVIOUS_QUARTER: _previous_quarter,
    Shape.MONTH_AGO: _month_ago,
}

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


def month_ago(months: int) -> Window:
    """The whole month so many months before the one in which the selection ends."""
    return Window(Shape.MONTH_AGO, months)


def trailing_days(days: int) -> Window:
    """The last ``days`` days up to the end of the selection."""
    return Window(Shape.TRAILING_DAYS, days)


def trailing_months(months: int) -> Window:
    """The last ``months`` months up to the end of the selection."""
    return Window(Shape.TRAILING_MONTHS, months)


def month_ends(count: int) -> Window:
    """The last ``count`` month ends up to the end of the selection."""
    return Window(Shape.MONTH_ENDS, count)
