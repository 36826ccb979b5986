"""Slots: a measure over ranges of days, the unit in which sums are asked for and answered."""

from dataclasses import dataclass
from datetime import date, timedelta

from metrics.model.measures import Level, Summed
from metrics.model.period import first_of_month
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
    """Number of months with data of a table, from the month of a day to that of another.

    Attributes:
        table: name.
        first: a day of the first month.
        last: a day of the last month.
        register: whether a month without a row counts, too, while the register was kept.
    """

    table: str
    first: date
    last: date
    register: bool = False

    @property
    def months(self) -> int:
        """Number of months asked about."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1


def coverage_slots(measure: Summed, ranges: Ranges) -> tuple[CoverageSlot, ...]:
    """What must hold data before a slot of this measure means anything."""
    back = measure.holds_days if isinstance(measure, Level) else 0
    first = first_of_month(ranges[0][0] - timedelta(days=back))
    last = first_of_month(ranges[-1][1])
    fact = measure.fact
    return tuple(CoverageSlot(name, first, last, name in fact.registers) for name in fact.tables)
