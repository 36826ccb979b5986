"""How far a target is due by now, and where the month ends if it goes on like this."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dashboards.periods import has_targets
from dashboards.visit import Visit
from metrics.comparison import whole_of
from metrics.model.kpi import Kpi, Rollup
from metrics.model.period import Period
from metrics.reader import BusinessCalendar
from metrics.result import Figure


@dataclass(frozen=True, slots=True)
class Pace:
    """A target seen from today.

    Attributes:
        goal: for the whole month, quarter or year.
        share: of its business days that have passed, 0 to 1.
        due: what should be there by now, by the usual curve of these stores in a month, by business
            days in anything longer; the goal itself for what does not add up over days.
        projected: at the end, if it goes on like this; None for what does not add up over days.
        attainment: value / goal, None where the goal is zero.
        low: end below which one of ten such months stayed; None where past errors are too few.
        high: end above which one of ten went.
        days_behind: selling days behind the curve to the goal; negative ahead of it.
        per_day: needed on each selling day left.
    """

    goal: float
    share: float
    due: float
    projected: float | None
    attainment: float | None
    low: float | None = None
    high: float | None = None
    days_behind: float | None = None
    per_day: float | None = None


def elapsed_share(period: Period, as_of: date, calendar: BusinessCalendar) -> float:
    """The share of a period's business days that have passed, both ends included."""
    return _gone(whole_of(period), min(as_of, period.end), calendar)


@lru_cache(maxsize=512)
def _gone(whole: Period, until: date, calendar: BusinessCalendar) -> float:
    past = whole.until(until)
    days = sum(1 for day in whole.each_day() if calendar.is_business_day(day))
    gone = sum(1 for day in past.each_day() if calendar.is_business_day(day)) if past else 0
    return gone / days if days else 1.0


def planned_share(period: Period, as_of: date, calendar: BusinessCalendar) -> float:
    """The share that has passed of the business days that the targets of a period are about.

    Targets of a period to date are those of the months that it touches, as wholes: of a year to
    date up to October these are ten months, and no November.
    """
    whole = Period(period.start, Period.month(period.end).end)
    return _gone(whole, min(as_of, period.end), calendar)


def projected(visit: Visit, kpi: Kpi, months: Sequence[Figure]) -> float | None:
    """Where the newest month ends if it goes on like this; None where it is over or never adds up.

    Args:
        visit: for the newest day and the calendar.
        kpi: the KPI.
        months: figures by month, oldest first.
    """
    end = min(visit.period.end, visit.as_of)
    month = Period.month(end)
    if kpi.rollup is not Rollup.ADDITIVE or end == month.end or not months:
        return None
    if months[-1].ahead is not None:
        return months[-1].ahead.outlook.end
    value = months[-1].value
    share = elapsed_share(Period(month.start, end), end, visit.calendar)
    return value / share if value is not None and 0 < share < 1 else None


def pace_of(kpi: Kpi, figure: Figure, period: Period, share: float) -> Pace | None:
    """The pace of a figure; None where it has no target or the period bears none.

    Args:
        kpi: the KPI.
        figure: with its target and its month under way among the comparisons.
        period: of the figure.
        share: of the business days that its target is about, how many have passed.
    """
    target = figure.compared.get("target")
    if target is None or target.value is None or figure.value is None or not has_targets(period):
        return None
    goal, value = target.value, figure.value
    attainment = value / goal if goal else None
    if kpi.rollup is not Rollup.ADDITIVE:
        return Pace(goal, 1.0, goal, None, attainment)
    ahead = figure.ahead
    if ahead is not None and ahead.gap is not None and ahead.outlook.share is not None:
        out, gap = ahead.outlook, ahead.gap
        gone = ahead.outlook.share
        if gone < 1:
            return Pace(
                goal, gone, gap.due, out.end, attainment,
                out.low, out.high, gap.days_behind, gap.per_day,
            )  # fmt: skip
    projected = value / share if 0 < share < 1 else None
    return Pace(goal, share, goal * share, projected, attainment)
