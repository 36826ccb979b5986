"""The days of the simulation: opening, seasons, Spring Festival, weekends, month ends.

Every factor is known before anything is drawn, so that the same day weighs the same in each store.
"""

from dataclasses import dataclass
from datetime import date

import chinese_calendar
import numpy as np

from data_loaders.demo.arrays import (
    MINUTES_A_DAY,
    Bools,
    Floats,
    Ints,
    epoch_day,
    month_of,
    month_start,
)

SPRING_FESTIVALS = (
    "2018-02-16", "2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22",
    "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13",
    "2030-02-03",
)  # fmt: skip
FIRST_DAY = "2018-07-01"
LAST_DAY = "2029-12-31"
WARM_UP_DAYS = 130
RUN_OUT_DAYS = 270

# January to December, without what Spring Festival does.
SALES_SEASON = (1.02, 0.98, 1.0, 0.95, 1.0, 1.02, 0.9, 0.94, 1.08, 1.05, 1.06, 1.18)
SERVICE_SEASON = (1.06, 0.98, 0.97, 0.98, 0.99, 1.0, 1.03, 1.03, 1.0, 0.98, 0.97, 1.02)


@dataclass(frozen=True)
class Span:
    """The days that are simulated, from a warm-up before ``start`` to a run-out after ``until``.

    Arrays are indexed by ``day - first``.
    """

    start: int
    until: int
    first: int
    open: Bools
    visit_weight: Floats
    service_weight: Floats
    delivery_weight: Floats
    next_open: Ints
    month: Ints

    @property
    def months(self) -> Ints:
        """Months from start to until, as months since January 1970."""
        return np.arange(self.month[self.start - self.first], self.last_month + 1)

    @property
    def last_month(self) -> int:
        """The month of ``until``."""
        return int(self.month[self.until - self.first])

    @property
    def closed_months(self) -> Ints:
        """Months whose books are closed on the morning after ``until``."""
        ends = month_start(self.months + 1) - 1
        # The books of a month close within the first eight days of the next one.
        return self.months[ends + 8 <= self.until]

    @property
    def days(self) -> Ints:
        """Day numbers from start to until."""
        return np.arange(self.start, self.until + 1)

    def at(self, days: Ints) -> Ints:
        """Return positions of days in the arrays; days outside are moved to the edge."""
        return np.clip(days - self.first, 0, len(self.open) - 1)

    def opened(self, minutes: Ints) -> Ints:
        """Return the same minutes, moved from closed days to the next open day."""
        day = minutes // MINUTES_A_DAY
        return self.next_open[self.at(day)] * MINUTES_A_DAY + minutes % MINUTES_A_DAY


def make_span(until: date, months: int) -> Span:
    """Return the span of ``months`` months of which the last one ends early, on ``until``.

    Raises:
        ValueError: If the span leaves the years whose Spring Festival is known.
    """
    end = epoch_day(until.isoformat())
    last = int(month_of(np.array([end]))[0])
    start = int(month_start(np.array([last - months + 1]))[0])
    first = start - WARM_UP_DAYS
    days = np.arange(first, end + RUN_OUT_DAYS)
    if days[0] < epoch_day(FIRST_DAY) or days[-1] > epoch_day(LAST_DAY):
        raise ValueError(
            f"{months} months until {until} need the calendar beyond {FIRST_DAY} to {LAST_DAY}"
        )
    weekday = (days + 3) % 7
    festival = np.array([epoch_day(text) for text in SPRING_FESTIVALS])
    offset = days[:, None] - festival[None, :]
    offset = offset[np.arange(len(days)), np.abs(offset).argmin(axis=1)]
    is_open = ~((offset >= -1) & (offset <= 3))
    month = month_of(days)
    season = month % 12
    visit = np.array([0.82, 0.8, 0.82, 0.85, 0.95, 1.4, 1.36])[weekday]
    visit = visit * np.where(_public_holiday(days), 1.15, 1.0) * np.array(SALES_SEASON)[season]
    service = np.array([1.02, 0.98, 0.96, 0.96, 1.0, 1.12, 0.96])[weekday]
    service = service * np.array(SERVICE_SEASON)[season] * _festival(offset, 1.25, 0.35, 0.7)
    left = month_start(month + 1) - 1 - days
    quarter = np.where(season % 3 == 2, 1.25, 1.0)
    delivery = np.where(left < 5, 1.7 * quarter, np.where(left < 10, 1.2, 0.85))
    return Span(
        start=start,
        until=end,
        first=first,
        open=is_open,
        visit_weight=visit * _festival(offset, 1.08, 0.3, 0.65) * is_open,
        service_weight=service * is_open,
        delivery_weight=delivery * _festival(offset, 1.25, 0.25, 0.6) * is_open,
        next_open=_next_open(days, is_open),
        month=month,
    )


def _festival(offset: Ints, before: float, during: float, after: float) -> Floats:
    """Return the factor of days by their distance from New Year's Day of the lunar calendar."""
    return np.select(
        [
            (offset >= -21) & (offset < -4),
            (offset >= -4) & (offset <= 6),
            (offset > 6) & (offset <= 15),
        ],
        [before, during, after],
        default=1.0,
    )


def _public_holiday(days: Ints) -> Bools:
    """Tell which days are public holidays; the run-out after the published years has none."""
    found = np.zeros(len(days), dtype=np.bool_)
    for place, day in enumerate(days.astype("datetime64[D]").tolist()):
        try:
            found[place] = chinese_calendar.get_holiday_detail(day)[1] is not None
        except NotImplementedError:
            break
    return found


def _next_open(days: Ints, is_open: Bools) -> Ints:
    found = days.copy()
    for place in range(len(days) - 2, -1, -1):
        if not is_open[place]:
            found[place] = found[place + 1]
    return found
