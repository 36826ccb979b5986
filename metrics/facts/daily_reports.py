"""Business days, and whether marketing handed in its report of the day in time."""

import sqlalchemy as sa

from metrics.facts.calendar import BUSINESS_DAYS
from metrics.facts.columns import flag, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import seconds_between

DUE_SECONDS = 34 * 3600
"""From the midnight at which a day begins to ten in the morning of the next one."""

_r, _d = table("daily_reports"), BUSINESS_DAYS.source
_handed_in = (
    sa.select(
        _r.c.store_code, _r.c.report_date, sa.func.min(_r.c.submitted_at).label("submitted_at")
    )
    .where(_r.c.department.like("%市场%"))
    .group_by(_r.c.store_code, _r.c.report_date)
    .subquery("reports_handed_in")
)

REPORT_DAYS = Fact(
    name="report_days",
    words=Words("市场日报", "Daily marketing reports"),
    source=sa.select(
        _d.c.store_code,
        _d.c.date,
        _handed_in.c.submitted_at,
        flag(seconds_between(_d.c.date, _handed_in.c.submitted_at) <= DUE_SECONDS).label("in_time"),
    )
    .select_from(
        _d.outerjoin(
            _handed_in,
            sa.and_(
                _handed_in.c.store_code == _d.c.store_code, _handed_in.c.report_date == _d.c.date
            ),
        )
    )
    .subquery("report_day_rows"),
    tables=("dim_calendar", "daily_reports"),
    document=("date", "submitted_at", "in_time"),
    labels={
        "submitted_at": Words("提交时间", "Handed in"),
        "in_time": Words("是否及时", "In time"),
    },
)

_c = REPORT_DAYS.c

REPORTS_DUE = Flow("daily_reports_due", REPORT_DAYS, at=_c.date)
REPORTS_IN_TIME = Flow("daily_reports_in_time", REPORT_DAYS, at=_c.date, where=_c.in_time == 1)
