"""The days that windows take in for some periods, worked out once for all KPIs of a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import numpy.typing as npt

from metrics.model.period import DAY, Period, add_months
from metrics.model.windows import Ranges, Window

Whole = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]


def month_number(day: date) -> int:
    """Months since the year zero."""
    return day.year * 12 + day.month - 1


@dataclass(frozen=True, slots=True)
class Days:
    """The ranges of a window for each of P periods, at most K of them.

    Attributes:
        first: first days as ordinals, shape (P, K); a range that is not there ends before it
            begins.
        last: last days, shape (P, K).
        count: number of days, shape (P,).
        begun: whether there is any day, shape (P,).
    """

    first: Whole
    last: Whole
    count: Values
    begun: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Months:
    """The calendar months that a window touches for each of P periods, all of shape (P,)."""

    first: Whole
    last: Whole

    @property
    def count(self) -> Whole:
        """Number of months from the first to the last."""
        return self.last - self.first + 1


class Frame:
    """Some periods, seen from the newest day of the data.

    Args:
        periods: P of them, in order.
        as_of: newest day of the data.
    """

    def __init__(self, periods: Sequence[Period], as_of: date) -> None:
        self.periods = tuple(periods)
        self.as_of = as_of
        self._ranges: dict[Window, tuple[Ranges, ...]] = {}
        self._days: dict[Window, Days] = {}
        self._places: dict[tuple[Window, int, int], tuple[Whole, Whole]] = {}
        self._months: dict[tuple[Window, int, int], Months] = {}

    @cached_property
    def touched(self) -> tuple[Whole, Whole]:
        """First and last month of each period as far as it has passed, shape (P,); 0 for none."""
        past = [period.until(self.as_of) for period in self.periods]
        return (
            np.array([month_number(p.start) if p else 0 for p in past], dtype=np.int64),
            np.array([month_number(p.end) if p else 0 for p in past], dtype=np.int64),
        )

    def elapsed_days(self, window: Window) -> Values:
        """Days of a window for each period, shape (P, 1); 1 where there is none."""
        return np.maximum(self.days(window).count, 1.0)[:, np.newaxis]

    def elapsed_months(self, window: Window) -> Values:
        """Months of a window for each period, shape (P, 1); 1 where there is none."""
        months = [sum(Period(a, b).months for a, b in found) for found in self.ranges(window)]
        return np.array([[found or 1.0] for found in months])

    def ranges(self, window: Window) -> tuple[Ranges, ...]:
        """The ranges of a window for each period; empty where it has not begun."""
        found = self._ranges.get(window)
        if found is None:
            found = tuple(window.ranges(period, self.as_of) for period in self.periods)
            self._ranges[window] = found
        return found

    def days(self, window: Window) -> Days:
        """The days of a window for each period."""
        found = self._days.get(window)
        if found is None:
            found = self._days[window] = _days(self.ranges(window))
        return found

    def places(self, window: Window, first: int, most: int) -> tuple[Whole, Whole]:
        """Where the days of a window begin and end on an axis.

        Args:
            window: the window.
            first: ordinal of the first day of the axis.
            most: number of its days.

        Returns:
            Number of days of the axis before each range, and up to its end, shape (P, K).
        """
        key = window, first, most
        found = self._places.get(key)
        if found is None:
            days = self.days(window)
            begin = np.clip(days.first - first, 0, most)
            found = self._places[key] = begin, np.clip(days.last + 1 - first, begin, most)
        return found

    def months(self, window: Window, back: int = 0, history: int = 0) -> Months:
        """The months that a window touches.

        Args:
            window: the window.
            back: days before its first day that belong to it.
            history: months up to its first day that belong to it.
        """
        key = window, back, history
        found = self._months.get(key)
        if found is None:
            first = np.zeros(len(self.periods), dtype=np.int64)
            last = first - 1
            for row, ranges in enumerate(self.ranges(window)):
                if ranges:
                    begin = ranges[0][0] - timedelta(days=back)
                    if history:
                        begin = min(begin, add_months(ranges[0][0] + DAY, -history))
                    first[row], last[row] = month_number(begin), month_number(ranges[-1][1])
            found = self._months[key] = Months(first, last)
        return found


def _days(ranges: Sequence[Ranges]) -> Days:
    width = max((len(found) for found in ranges), default=0) or 1
    first = np.ones((len(ranges), width), dtype=np.int64)
    last = np.zeros((len(ranges), width), dtype=np.int64)
    for row, found in enumerate(ranges):
        for column, (begin, end) in enumerate(found):
            first[row, column], last[row, column] = begin.toordinal(), end.toordinal()
    count = (last - first + 1).sum(axis=1).astype(np.float64)
    return Days(first, last, count, np.array([bool(found) for found in ranges], dtype=bool))
