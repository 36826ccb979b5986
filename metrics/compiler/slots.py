"""Slots: a measure over ranges of days, the unit in which sums are asked for and answered."""

from dataclasses import dataclass
from datetime import date, timedelta

from metrics.model.measures import Flow, Level, Summed
from metrics.model.period import DAY, add_months, first_of_month
from metrics.model.windows import Ranges


@dataclass(frozen=True, slots=True)
class Slot:
    """Sum of a measure's daily values over ranges of days.

    Attributes:
        measure: name of the measure.
        ranges: days, both ends included, in order and without overlap.
    """

    measure: str
    ranges: Ranges

    @property
    def hull(self) -> tuple[date, date]:
        """First and last day of the ranges."""
        return self.ranges[0][0], self.ranges[-1][1]

    @property
    def days(self) -> int:
        """Number of days in the ranges."""
        return sum((end - start).days + 1 for start, end in self.ranges)


@dataclass(frozen=True, slots=True)
class CoverageSlot:
    """Number of months with data of a table, from the month of a day to that of another."""

    table: str
    first: date
    last: date

    @property
    def months(self) -> int:
        """Number of months asked about."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1


def history_of(measure: Summed) -> int:
    """Months before a slot that must all hold data, since documents of theirs decide it."""
    return measure.history_months if isinstance(measure, Flow | Level) else 0


def coverage_slots(measure: Summed, ranges: Ranges) -> tuple[CoverageSlot, ...]:
    """What must hold data before a slot of this measure means anything."""
    back = measure.holds_days if isinstance(measure, Level) else 0
    begin = ranges[0][0] - timedelta(days=back)
    if history := history_of(measure):
        begin = min(begin, add_months(ranges[0][0] + DAY, -history))
    first, last = first_of_month(begin), first_of_month(ranges[-1][1])
    return tuple(CoverageSlot(name, first, last) for name in measure.fact.tables)
