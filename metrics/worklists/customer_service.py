"""What waits in customer service: calls that are due or overdue, complaints that are open."""

from datetime import timedelta

import sqlalchemy as sa

from metrics.facts.complaints import COMPLAINTS
from metrics.facts.contact_events import CONTACT_EVENTS
from metrics.model.kpi import Department
from metrics.model.words import Words
from metrics.worklists.conditions import day_column, day_of, days_since, days_until, holds
from metrics.worklists.model import Asked, Column, Columns, Shown, Worklist

OVERDUE_DAYS = 14
"""For so many days after its term a call that nobody made stays on the list."""


def _uncalled(c: Columns, asked: Asked) -> Column:
    day = day_of(asked)
    nobody = sa.or_(c["first_called"].is_(None), c["first_called"] > day)
    return sa.and_(c["events"] == 1, nobody, c["event_day"] <= day)


def _overdue(c: Columns, asked: Asked) -> Column:
    since = sa.literal(asked.day - timedelta(days=OVERDUE_DAYS), sa.Date())
    return sa.and_(_uncalled(c, asked), c["due_day"] < day_of(asked), c["due_day"] >= since)


def _due(c: Columns, asked: Asked) -> Column:
    return sa.and_(_uncalled(c, asked), c["due_day"] >= day_of(asked))


_EVENT = (
    Shown("event_no"),
    Shown("event_type"),
    Shown("vin"),
    Shown("in_charge"),
    Shown("due_day", "day"),
)

CALLS_OVERDUE = Worklist(
    name="calls_overdue",
    department=Department.CUSTOMER_SERVICE,
    fact=CONTACT_EVENTS,
    waits=_overdue,
    shows=(*_EVENT, days_since("due_day", words=Words("已逾期(天)", "Days late"))),
    first=lambda c, asked: (c["due_day"].asc(),),
    kpi="callback_3d_completion",
)
CALLS_DUE = Worklist(
    name="calls_due",
    department=Department.CUSTOMER_SERVICE,
    fact=CONTACT_EVENTS,
    waits=_due,
    shows=(*_EVENT, days_until("due_day", words=Words("还剩(天)", "Days left"))),
    first=lambda c, asked: (c["due_day"].asc(),),
    kpi="callback_3d_completion",
)
OPEN_COMPLAINTS = Worklist(
    name="open_complaints",
    department=Department.CUSTOMER_SERVICE,
    fact=COMPLAINTS,
    waits=holds("opened_day", "closed_day"),
    shows=(
        Shown("complaint_id"),
        Shown("category_l1"),
        Shown("dept"),
        Shown("severity"),
        Shown("opened_day", "day", Words("受理日期", "Opened")),
        days_since("opened_day", words=Words("未结(天)", "Open, days")),
        day_column("first_response_at", "answered", Words("首次响应", "First answer")),
    ),
    first=lambda c, asked: (c["opened_day"].asc(),),
    kpi="complaint_close_14d_rate",
)
