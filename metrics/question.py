"""What is put to a reader: questions, and the calendar by which periods are compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from metrics.comparison import (
    IsBusinessDay,
    LastYear,
    before_it,
    last_year,
    prior,
    same_months_last_year,
)
from metrics.model.kpi import Cadence, Kpi
from metrics.model.period import Period
from metrics.selection import Selection


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """What comparisons ask of a calendar.

    Attributes:
        is_business_day: whether the standard calendar has business on a day.
        last_year: the day of last year that stands against a day.
        fiscal_start: month in which the fiscal year begins.
    """

    is_business_day: IsBusinessDay
    last_year: LastYear
    fiscal_start: int = 1

    def compared(self, period: Period, as_of: date, name: str, kpis: Sequence[Kpi] = ()) -> Period:
        """What the days of a period that have passed are compared with.

        Args:
            period: the period.
            as_of: newest day of the data.
            name: ``prior`` or ``year``.
            kpis: that are compared.
        """
        past = period.until(as_of) or period
        if name == "prior":
            return prior(past, self.is_business_day, self.fiscal_start)
        of_books = bool(kpis) and all(kpi.cadence is Cadence.MONTH for kpi in kpis)
        if of_books and past == Period.month(past.start):
            # Books are closed by the calendar: they know no days around a festival.
            return same_months_last_year(past)
        return last_year(past, self.last_year, self.is_business_day, self.fiscal_start)

    def before(self, period: Period, as_of: date) -> tuple[Period, ...]:
        """The periods before the days of a period that have passed, which tell what is usual."""
        past = period.until(as_of) or period
        return before_it(past, self.is_business_day, self.fiscal_start)


@dataclass(frozen=True, slots=True)
class Question:
    """A selection and the KPIs asked for it."""

    selection: Selection
    kpis: tuple[Kpi, ...]
