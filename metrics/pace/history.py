"""Daily values of some months, fetched in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from metrics.measures import ELAPSED_BUSINESS_DAYS
from metrics.model.formula import Over, Plus, Scaled, Term, Total
from metrics.model.kpi import Kpi
from metrics.model.period import Period, add_months, first_of_month, last_of_month
from metrics.model.windows import SELECTION
from metrics.pace.curves import Values
from metrics.pace.projection import Months
from metrics.series import take_running
from metrics.sums import Running
from warehouse.engines import Backend

MONTHS_BACK = 20
"""Months before the one under way: errors of a year, each with the months it is compared with."""
DAYS = 31


@dataclass(frozen=True, slots=True)
class History:
    """Daily values of some measures and stores, up to the end of the month under way.

    Attributes:
        stores: codes, in the order of the arrays.
        firsts: first day of each month.
        as_of: newest day.
        values: by measure, shape (months, stores, 31).
        selling: 1 on selling days of the store, else 0; shape (months, stores, 31).
    """

    stores: tuple[str, ...]
    firsts: tuple[date, ...]
    as_of: date
    values: Mapping[str, Values]
    selling: Values

    @property
    def days(self) -> int:
        """Days of the month under way that have passed."""
        return self.as_of.day

    def of(self, term: Term) -> Values:
        """Daily values of a term, shape (months, stores, 31).

        Raises:
            TypeError: the term has no value for a single day.
        """
        match term:
            case Over(measure=measure):
                return self.values[measure.name]
            case Plus(left=left, right=right, sign=sign):
                return self.of(left) + sign * self.of(right)
            case Scaled(factor=factor, term=inner):
                return factor * self.of(inner)
        raise TypeError(f"{type(term).__name__} has no value for a single day")

    def months(self, term: Term, places: Sequence[int] | None = None) -> Months:
        """The months of a term; days after ``as_of`` hold nothing.

        Args:
            term: made of sums over the selection.
            places: of the stores; all of them where not given.
        """
        chosen = list(range(len(self.stores))) if places is None else list(places)
        values = self.of(term)[:, chosen, :].copy()
        values[-1, :, self.days :] = 0.0
        return Months(self.firsts, values, self.selling[:, chosen, :], self.days)


def measures_by_day(term: Term) -> frozenset[str] | None:
    """The measures whose daily values make up a term; None where it has no value for a day."""
    match term:
        case Over(measure=measure, window=window):
            return frozenset({measure.name}) if window == SELECTION else None
        case Plus(left=left, right=right):
            both = measures_by_day(left), measures_by_day(right)
            return None if both[0] is None or both[1] is None else both[0] | both[1]
        case Scaled(term=inner):
            return measures_by_day(inner)
    return None


def daily_term(kpi: Kpi, rolled_up: frozenset[str]) -> Term | None:
    """What of a KPI adds up over days; None where nothing does, or the roll-up lacks it."""
    if not isinstance(kpi.formula, Total):
        return None
    names = measures_by_day(kpi.formula.amount)
    return kpi.formula.amount if names is not None and names <= rolled_up else None


def take_history(
    backend: Backend,
    measures: Sequence[str],
    stores: tuple[str, ...],
    as_of: date,
    months_back: int = MONTHS_BACK,
) -> History:
    """Fetch daily values of measures, and the selling days, in one statement.

    Args:
        backend: of a snapshot with a daily roll-up.
        measures: names that the roll-up holds.
        stores: codes.
        as_of: newest day that counts.
        months_back: months before that of ``as_of``.
    """
    names = sorted({*measures, ELAPSED_BUSINESS_DAYS.name})
    running = take_running(backend, names, stores, stores)
    return history_of(running, stores, range(len(stores)), as_of, months_back)


def history_of(
    running: Mapping[str, Running],
    stores: tuple[str, ...],
    places: Sequence[int],
    as_of: date,
    months_back: int = MONTHS_BACK,
) -> History:
    """Cut daily values that are at hand into months.

    Args:
        running: daily values of measures, business days among them.
        stores: codes, in the order of ``places``.
        places: of the stores in ``running``.
        as_of: newest day that counts.
        months_back: months before that of ``as_of``.
    """
    firsts = tuple(add_months(first_of_month(as_of), -back) for back in range(months_back, -1, -1))
    chosen = list(places)
    days = np.array([first.toordinal() for first in firsts])[:, np.newaxis] + np.arange(DAYS)
    ends = np.array([last_of_month(first).toordinal() for first in firsts])[:, np.newaxis]
    grids = {}
    for name, daily in running.items():
        most = daily.totals.shape[1] - 1
        totals = daily.totals[chosen]
        before, after = (np.clip(days + n - daily.first, 0, most) for n in (0, 1))
        values = (totals[:, after] - totals[:, before]) / daily.scale
        grids[name] = np.where(days <= ends, values, 0.0).transpose(1, 0, 2)
    return History(stores, firsts, as_of, grids, grids[ELAPSED_BUSINESS_DAYS.name])


def month_seen(period: Period, as_of: date) -> date | None:
    """The day as of which a period is a month under way or just over; None where it is neither."""
    past = period.until(as_of)
    if past is None or past.start.day != 1 or past.end > last_of_month(past.start):
        return None
    return past.end


def month_under_way(as_of: date) -> Period:
    """From the first of the month to the newest day."""
    return Period(first_of_month(as_of), as_of)
