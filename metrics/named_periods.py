"""The periods that have a name, seen from the newest day of the data."""

from collections.abc import Mapping
from datetime import date, timedelta

from metrics.model.period import DAY, Period, first_of_month, fiscal_year_of

ROLLING = (7, 28, 90)
NAMES = (
    "yesterday",
    "mtd",
    "last_month",
    "qtd",
    "ytd",
    "fytd",
    *(f"rolling_{days}" for days in ROLLING),
)


def named_periods(as_of: date, fiscal_start: int = 1) -> Mapping[str, Period]:
    """Periods by name, in the order in which they are offered.

    Args:
        as_of: newest day of the data; ``yesterday`` is this day, seen from the morning after.
        fiscal_start: month in which the fiscal year begins; 1 makes ``fytd`` the same as ``ytd``.
    """
    month = first_of_month(as_of)
    found = {
        "yesterday": Period(as_of, as_of),
        "mtd": Period(month, as_of),
        "last_month": Period.month(month - DAY),
        "qtd": Period(Period.quarter(as_of).start, as_of),
        "ytd": Period(date(as_of.year, 1, 1), as_of),
        "fytd": Period(fiscal_year_of(as_of, fiscal_start).start, as_of),
    }
    found |= {f"rolling_{n}": Period(as_of - timedelta(days=n - 1), as_of) for n in ROLLING}
    return found
