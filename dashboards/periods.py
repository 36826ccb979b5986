"""The periods that one click selects, seen from the newest day of the data."""

from dataclasses import dataclass
from datetime import date

from metrics.comparison import anchor_of
from metrics.model.period import DAY, Period, add_months, first_of_month
from metrics.named_periods import named_periods


@dataclass(frozen=True, slots=True)
class Preset:
    """A named period; the name is a key of the words."""

    name: str
    period: Period


def presets(as_of: date, fiscal_start: int = 1) -> tuple[Preset, ...]:
    """The periods on offer, in the order of the filter bar.

    A fiscal year that is the calendar year is not offered a second time.
    """
    found = named_periods(as_of, fiscal_start)
    return tuple(
        Preset(name, period)
        for name, period in found.items()
        if name != "fytd" or fiscal_start != 1
    )


def default_period(as_of: date) -> Period:
    """Month to date."""
    return Period(first_of_month(as_of), as_of)


def preset_of(period: Period, as_of: date, fiscal_start: int = 1) -> str:
    """Name of the preset that a period is; ``custom`` where it is none.

    On the first of a month the day and the month to date are the same: the month is named.
    """
    found = [p.name for p in presets(as_of, fiscal_start) if p.period == period]
    if "mtd" in found:
        return "mtd"
    return found[0] if found else "custom"


def has_targets(period: Period) -> bool:
    """Whether targets, which are monthly, can be set against a period."""
    return period.start.day == 1 and anchor_of(period) != "days"


def closed_months(period: Period, as_of: date) -> Period:
    """The whole months inside a period that are over, else the newest month before its end."""
    last = min(period.end, as_of)
    end = last if (last + DAY).day == 1 else first_of_month(last) - DAY
    start = period.start if period.start.day == 1 else add_months(first_of_month(period.start), 1)
    return Period(start, end) if start <= end else Period.month(end)


def closed_quarter(period: Period, as_of: date) -> Period:
    """The newest quarter that was over at the end of a period."""
    last = min(period.end, as_of)
    quarter = Period.quarter(last)
    return quarter if quarter.end <= last else Period.quarter(quarter.start - DAY)


def before(period: Period) -> Period:
    """The month or quarter before one that is whole."""
    last = period.start - DAY
    return Period.quarter(last) if anchor_of(period) == "quarter" else Period.month(last)


def months_back(period: Period, as_of: date, count: int) -> Period:
    """The ``count`` months that end with a period's own."""
    end = min(period.end, as_of)
    return Period(add_months(first_of_month(end), 1 - count), end)


def quarters_back(period: Period, as_of: date, count: int) -> Period:
    """The ``count`` quarters that end with a period's own."""
    end = min(period.end, as_of)
    return Period(add_months(Period.quarter(end).start, 3 * (1 - count)), end)
