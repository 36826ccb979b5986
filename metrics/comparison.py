"""With which days a period is compared.

Month, quarter and year to date are compared with the same number of elapsed business days of the
period before, and with the same business days last year, Spring Festival set against Spring
Festival. Any other period is compared with as many days just before it. The band of ordinary values
comes from as many periods of the same kind as lie in the twelve months before.

Spring Festival moves by up to a month. A month that it rules, this year or last year, stands from
its first day to its last against days at the same distance from the festival; so that a month to
date grows day by day, and both sides have equally many days. Elsewhere a period begins on the same
day of the calendar and has as many business days.
"""

from collections.abc import Callable
from datetime import date, timedelta

from metrics.model.period import DAY, Period, add_months, fiscal_year_of

IsBusinessDay = Callable[[date], bool]
LastYear = Callable[[date], date]


def anchor_of(period: Period, fiscal_start: int = 1) -> str:
    """What a period is the beginning or the whole of.

    Args:
        period: the period.
        fiscal_start: month in which the fiscal year begins.

    Returns:
        ``month``, ``quarter``, ``year``, ``fiscal_year``, ``months`` (whole ones) or ``days``.
    """
    month, quarter = Period.month(period.start), Period.quarter(period.start)
    year = Period.year(period.start)
    if period.start == month.start and period.end <= month.end:
        return "month"
    if period.start == quarter.start and period.end <= quarter.end:
        return "quarter"
    if period.start == year.start and period.end <= year.end:
        return "year"
    fiscal = fiscal_year_of(period.start, fiscal_start)
    if period.start == fiscal.start and period.end <= fiscal.end:
        return "fiscal_year"
    if period.start.day == 1 and period.end == Period.month(period.end).end:
        return "months"
    return "days"


def whole_of(period: Period, fiscal_start: int = 1) -> Period:
    """The month, quarter or year that a period to date belongs to; else the period itself."""
    match anchor_of(period, fiscal_start):
        case "month":
            return Period.month(period.start)
        case "quarter":
            return Period.quarter(period.start)
        case "year":
            return Period.year(period.start)
        case "fiscal_year":
            return fiscal_year_of(period.start, fiscal_start)
        case _:
            return period


def prior(period: Period, is_business_day: IsBusinessDay, fiscal_start: int = 1) -> Period:
    """The period before, with the same number of elapsed business days.

    Args:
        period: already cut at the newest day of the data.
        is_business_day: of the standard calendar.
        fiscal_start: month in which the fiscal year begins.
    """
    match anchor_of(period, fiscal_start):
        case "month":
            before = Period.month(period.start - DAY)
        case "quarter":
            before = Period.quarter(period.start - DAY)
        case "year":
            before = Period.year(period.start - DAY)
        case "fiscal_year":
            before = fiscal_year_of(period.start - DAY, fiscal_start)
        case "months":
            months = (period.end.year - period.start.year) * 12 + period.end.month
            months += 1 - period.start.month
            return Period(add_months(period.start, -months), period.start - DAY)
        case _:
            length = timedelta(days=period.days)
            return Period(period.start - length, period.end - length)
    if period == whole_of(period, fiscal_start):
        return before
    return _as_long(before, period, is_business_day)


def last_year(
    period: Period, aligned: LastYear, is_business_day: IsBusinessDay, fiscal_start: int = 1
) -> Period:
    """The same business days last year.

    A whole quarter or year stands against the whole one.

    Args:
        period: already cut at the newest day of the data.
        aligned: the day of last year that stands against a day, Spring Festival aligned.
        is_business_day: of the standard calendar.
        fiscal_start: month in which the fiscal year begins.
    """
    anchored = anchor_of(period, fiscal_start)
    if anchored == "days":
        return _days_last_year(period, aligned, is_business_day)
    before = same_months_last_year(period)
    if anchored == "month":
        moved = _moved_with_festival(Period.month(period.start), before, aligned)
        if moved is not None:
            return Period(period.start - moved, period.end - moved)
    if period == whole_of(period, fiscal_start):
        return before
    return _as_long(before, period, is_business_day)


def same_months_last_year(period: Period) -> Period:
    """The whole calendar months of last year that a period lies in: what closed books can tell."""
    last = Period.month(add_months(period.end.replace(day=1), -12))
    return Period(add_months(period.start.replace(day=1), -12), last.end)


def before_it(
    period: Period, is_business_day: IsBusinessDay, fiscal_start: int = 1
) -> tuple[Period, ...]:
    """Periods of the same kind in the twelve months before, newest first; at most twelve.

    A month or quarter to date stands beside those before it with as many business days; a year has
    none. Other days stand beside as many days of the same weekdays, four weeks apart or, where they
    are longer, one after another.

    Args:
        period: already cut at the newest day of the data.
        is_business_day: of the standard calendar.
        fiscal_start: month in which the fiscal year begins.
    """
    earliest = add_months(period.start, -_BAND_MONTHS)
    found: list[Period] = []
    anchored = anchor_of(period, fiscal_start)
    if anchored in ("month", "quarter"):
        piece = Period.month if anchored == "month" else Period.quarter
        like = piece(period.start)
        is_whole = period == like
        while (like := piece(like.start - DAY)).start >= earliest:
            found.append(like if is_whole else _as_long(like, period, is_business_day))
        return tuple(found)
    if anchored in ("year", "fiscal_year"):
        return ()
    step = timedelta(days=max(28, -(-period.days // 7) * 7))
    shifted = period
    while len(found) < _BAND_MONTHS:
        shifted = Period(shifted.start - step, shifted.end - step)
        if shifted.start < earliest:
            break
        found.append(shifted)
    return tuple(found)


_BAND_MONTHS = 12


def _as_long(before: Period, period: Period, is_business_day: IsBusinessDay) -> Period:
    """The beginning of ``before`` with as many business days as ``period``."""
    elapsed = sum(1 for day in period.each_day() if is_business_day(day))
    last = before.start
    for day in before.each_day():
        last = day
        elapsed -= is_business_day(day)
        if elapsed <= 0:
            break
    return Period(before.start, last)


def _days_last_year(period: Period, aligned: LastYear, is_business_day: IsBusinessDay) -> Period:
    moved = _moved_with_festival(period, None, aligned)
    if moved is not None:
        return Period(period.start - moved, period.end - moved)
    first = aligned(period.start)
    if _is_moved(period.start, first):
        first = period.start - _YEAR_OF_WEEKS
    long_enough = Period(first, first + (period.end - period.start) + _LONGEST_CLOSING)
    return _as_long(long_enough, period, is_business_day)


def _moved_with_festival(
    period: Period, before: Period | None, aligned: LastYear
) -> timedelta | None:
    """How far the festival moved; None where it does not rule more than half of the days.

    Args:
        period: days of this year.
        before: those of last year, where it may rule as well.
        aligned: as of `last_year`.
    """
    # Days of last year that the festival rules may stand against days of other months.
    reach = _MONTH if before is not None else timedelta(0)
    moved = {}
    for day in Period(period.start - reach, period.end + reach).each_day():
        then = aligned(day)
        if _is_moved(day, then):
            moved[day] = then
    here = [day for day in period.each_day() if day in moved]
    if 2 * len(here) > period.days:
        return here[0] - moved[here[0]]
    if before is not None:
        there = [day for day, then in moved.items() if before.start <= then <= before.end]
        if 2 * len(there) > before.days:
            return there[0] - moved[there[0]]
    return None


def _is_moved(day: date, then: date) -> bool:
    """Whether two days stand together for Spring Festival's sake; a lunar year has 354 or 384."""
    return abs((day - then).days - 365) > 7


_MONTH = timedelta(days=31)
_YEAR_OF_WEEKS = timedelta(days=364)
_LONGEST_CLOSING = timedelta(days=31)
