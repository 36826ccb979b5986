"""What is put to a reader: questions, and the calendar by which periods are compared."""

from dataclasses import dataclass
from datetime import date

from metrics.comparison import IsBusinessDay, LastYear, before_it, last_year, prior
from metrics.model.kpi import Kpi
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

    def compared(self, period: Period, as_of: date, name: str) -> Period:
        """What the days of a period that have passed are compared with.

        Args:
            period: the period.
            as_of: newest day of the data.
            name: ``prior`` or ``year``.
        """
        past = period.until(as_of) or period
        if name == "prior":
            return prior(past, self.is_business_day, self.fiscal_start)
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
