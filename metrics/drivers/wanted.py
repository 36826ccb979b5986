"""What is asked of a driver analysis on the warehouse, and what the scope leaves of it."""

from dataclasses import dataclass
from datetime import date

from access.scope import Scope
from metrics.drivers.hypotheses.hypothesis import Hypothesis
from metrics.drivers.hypotheses.outcome import closes_by_quarter
from metrics.drivers.hypotheses.registry import declared, hypothesis_of, measured
from metrics.drivers.measurement_changes import MeasurementChange
from metrics.model.period import DAY, Period, add_months, first_of_month, last_of_month
from metrics.selection import QuestionError

MONTHS = 36
MONTH = "month"
QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The question.

    Attributes:
        target: id of a KPI.
        drivers: ids; empty for those declared for the target.
        stores: codes; empty for every store of the scope.
        first: a day of the first month; None for ``MONTHS`` months in all.
        last: a day of the last month; None for the last that is over.
        quarterly: whether to ask by quarter; None where the drivers named say so. Without drivers
            named, those that have figures of the same grain are taken.
        changes: known changes in how KPIs were measured.
    """

    target: str
    drivers: tuple[str, ...] = ()
    stores: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    quarterly: bool | None = None
    changes: tuple[MeasurementChange, ...] = ()

    @property
    def grain(self) -> str:
        """``quarter`` where a KPI that was named has no shorter figures, else ``month``."""
        if self.quarterly is not None:
            return QUARTER if self.quarterly else MONTH
        named = (self.target, *self.drivers)
        return QUARTER if any(closes_by_quarter(measured(name)) for name in named) else MONTH

    def pairs(self, scope: Scope) -> tuple[Hypothesis, ...]:
        """The pairs to fit: those named, or those declared whose department is open.

        Without names, drivers that others work through are left out, and of a monthly panel those
        that close by quarter.
        """
        if self.drivers:
            return tuple(hypothesis_of(self.target, name) for name in dict.fromkeys(self.drivers))
        return tuple(
            pair
            for pair in declared(self.target)
            if not pair.on_the_way
            and scope.allows_department(measured(pair.driver).department.value)
            and (self.grain == QUARTER or not closes_by_quarter(measured(pair.driver)))
        )

    def period(self, as_of: date) -> Period:
        """Whole months or quarters, the last of them over.

        Raises:
            QuestionError: none of them is over.
        """
        end = self._end(min(self.last or as_of, as_of))
        if end > as_of:
            end = self._start(end) - DAY
        first = add_months(self._start(end), self._length - MONTHS)
        if self.first is not None:
            first = self._start(self.first)
        if first > end:
            raise QuestionError(
                f"no {self.grain} from {first} on is over: data end on {as_of}; ask from an "
                "earlier day"
            )
        return Period(first, end)

    @property
    def _length(self) -> int:
        return 3 if self.grain == QUARTER else 1

    def _start(self, day: date) -> date:
        return Period.quarter(day).start if self.grain == QUARTER else first_of_month(day)

    def _end(self, day: date) -> date:
        return Period.quarter(day).end if self.grain == QUARTER else last_of_month(day)


def farther(period: Period, before: int, after: int, grain: str, as_of: date) -> Period:
    """A period with some months or quarters more on either side, as far as they are over."""
    length = 3 if grain == QUARTER else 1
    following = last_of_month(add_months(period.end + DAY, after * length - 1))
    end = following if after and following <= as_of else period.end
    return Period(add_months(period.start, -before * length), end)
