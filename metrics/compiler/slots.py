"""Slots: a measure over ranges of days, the unit in which sums are asked for and answered."""

from dataclasses import dataclass
from datetime import date

from metrics.model.period import DAY
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
    def whole_start(self) -> bool:
        """Whether each range begins with a month."""
        return all(start.day == 1 for start, _ in self.ranges)

    @property
    def whole_months(self) -> bool:
        """Whether each range consists of whole months."""
        return self.whole_start and all((end + DAY).day == 1 for _, end in self.ranges)
