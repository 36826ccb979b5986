"""Months of a store's calendar, and whether their books were closed in good time.

The months come from the calendar and not from the ledger, so that a month that nobody closed is
seen. Time is good until the end of the fifth business day of the month after.
"""

import sqlalchemy as sa

from metrics.facts.columns import flag, or_zero, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import add_days, month_of_text, month_start

DUE_AFTER = 5
"""Business days of the next month until the books are due."""

_g, _d = table("gl_monthly"), table("dim_calendar")

_days = (
    sa.select(_d.c.store_code, _d.c.date, month_start(_d.c.date).label("month"))
    .where(_d.c.is_business_day.is_(True))
    .subquery("days_of_months")
)
_month = _days.c.month
_months = (
    sa.select(
        _days.c.store_code,
        _month,
        month_start(add_days(_month, 31)).label("next_month"),
    )
    .distinct()
    .subquery("months_of_stores")
)
# Closed again after a reopening: the last time counts.
_closed = (
    sa.select(
        _g.c.store_code,
        month_of_text(_g.c.period).label("month"),
        sa.func.max(_g.c.closed_at).label("closed_at"),
    )
    .group_by(_g.c.store_code, month_of_text(_g.c.period))
    .subquery("closed_months")
)
_after = _days.alias("days_after")
_counted = (
    sa.select(
        _months.c.store_code,
        _months.c.month,
        sa.func.max(_closed.c.closed_at).label("closed_at"),
        sa.func.count(_after.c.date).label("days_known"),
        sa.func.sum(flag(_after.c.date < _closed.c.closed_at)).label("days_before"),
    )
    .select_from(
        _months.outerjoin(
            _closed,
            sa.and_(
                _closed.c.store_code == _months.c.store_code, _closed.c.month == _months.c.month
            ),
        ).outerjoin(
            _after,
            sa.and_(
                _after.c.store_code == _months.c.store_code,
                _after.c.month == _months.c.next_month,
            ),
        )
    )
    .group_by(_months.c.store_code, _months.c.month)
    .subquery("counted_months")
)

CLOSINGS = Fact(
    name="closings",
    words=Words("月结", "Monthly closings"),
    source=sa.select(
        _counted.c.store_code,
        _counted.c.month,
        add_days(month_start(add_days(_counted.c.month, 31)), -1).label("month_end"),
        _counted.c.closed_at,
        # Where the calendar does not reach so far, no day is known by which they were due.
        flag(_counted.c.days_known >= DUE_AFTER).label("is_due"),
        flag(
            sa.and_(
                _counted.c.closed_at.is_not(None),
                or_zero(_counted.c.days_before) < DUE_AFTER,
            )
        ).label("in_time"),
    ).subquery("closing_rows"),
    tables=("gl_monthly", "dim_calendar"),
    document=("month", "closed_at", "in_time"),
    labels={
        "month": Words("会计月份", "Month"),
        "closed_at": Words("结账日期", "Closed on"),
        "in_time": Words("是否及时", "In time"),
    },
)

_c = CLOSINGS.c

MONTHS_TO_CLOSE = Flow("months_to_close", CLOSINGS, at=_c.month_end, where=_c.is_due == 1)
MONTHS_CLOSED_IN_TIME = Flow(
    "months_closed_in_time",
    CLOSINGS,
    at=_c.month_end,
    where=sa.and_(_c.is_due == 1, _c.in_time == 1),
)
