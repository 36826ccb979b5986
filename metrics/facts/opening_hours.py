"""Time as customers wait for it: the hours in which a store is open on its business days.

The calendar says on which days a store is open, not from when to when, so that all stores share
the hours below.
"""

import sqlalchemy as sa

from metrics.facts.columns import Column, flag, or_zero, table
from warehouse.functions import as_day, greatest, least, month_start, seconds_between

OPENS, CLOSES = (8 * 60 + 30) * 60, (17 * 60 + 30) * 60
"""Seconds after midnight: from 8:30 to 17:30."""

_c = table("dim_calendar")
_days = sa.select(
    _c.c.store_code,
    _c.c.date,
    month_start(_c.c.date).label("month"),
    flag(_c.c.is_business_day.is_(True)).label("is_open"),
).subquery("calendar_days")
_day, _other = _days.alias("numbered"), _days.alias("days_of_month")
_of_months = (
    sa.select(_days.c.store_code, _days.c.month, sa.func.sum(_days.c.is_open).label("open_days"))
    .group_by(_days.c.store_code, _days.c.month)
    .subquery("months_of_calendar")
)
_month, _past = _of_months.alias("numbered_month"), _of_months.alias("months_before")
_before_month = (
    sa.select(
        _month.c.store_code,
        _month.c.month,
        sa.func.sum(sa.case((_past.c.month < _month.c.month, _past.c.open_days), else_=0)).label(
            "open_days"
        ),
    )
    .select_from(_month.join(_past, _past.c.store_code == _month.c.store_code))
    .group_by(_month.c.store_code, _month.c.month)
    .subquery("open_days_before")
)
_in_month = (
    sa.select(
        _day.c.store_code,
        _day.c.date,
        _day.c.month,
        _day.c.is_open,
        sa.func.sum(sa.case((_other.c.date <= _day.c.date, _other.c.is_open), else_=0)).label(
            "open_days"
        ),
    )
    .select_from(
        _day.join(
            _other,
            sa.and_(_other.c.store_code == _day.c.store_code, _other.c.month == _day.c.month),
        )
    )
    .group_by(_day.c.store_code, _day.c.date, _day.c.month, _day.c.is_open)
    .subquery("open_days_so_far")
)

NUMBERED_DAYS = (
    sa.select(
        _in_month.c.store_code,
        _in_month.c.date,
        _in_month.c.is_open,
        (_in_month.c.open_days + _before_month.c.open_days).label("number"),
    )
    .select_from(
        _in_month.join(
            _before_month,
            sa.and_(
                _before_month.c.store_code == _in_month.c.store_code,
                _before_month.c.month == _in_month.c.month,
            ),
        )
    )
    .subquery("numbered_days")
)
"""Days of each store's calendar with ``number``: how many open days there are up to it."""


def open_seconds(moment: Column, day: sa.FromClause) -> Column:
    """Seconds of open time from the start of the calendar to a moment.

    Args:
        moment: the moment.
        day: alias of ``NUMBERED_DAYS``, joined on the moment's store and day.
    """
    clock = seconds_between(as_day(moment), moment)
    today = least(greatest(clock, sa.literal(OPENS)), sa.literal(CLOSES)) - OPENS
    before = day.c.number - day.c.is_open
    return before * (CLOSES - OPENS) + day.c.is_open * today


def can_start(moment: Column, day: sa.FromClause, following: sa.FromClause) -> Column:
    """The first day on which a store is open at or after a moment.

    Args:
        moment: the moment.
        day: as of ``open_seconds``.
        following: alias of ``NUMBERED_DAYS``, open and one number further on.
    """
    still = sa.and_(day.c.is_open == 1, or_zero(seconds_between(as_day(moment), moment)) < CLOSES)
    return sa.case((still, day.c.date), else_=following.c.date)
