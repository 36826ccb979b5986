"""Complaints: when they came, were answered, closed and followed up."""

import sqlalchemy as sa

from metrics.facts.columns import flag, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow, Level, Reduction, Spread
from metrics.model.words import Words
from warehouse.functions import add_days, as_day, concat, days_between, seconds_between

CLOSE_DAYS = 14
"""Days in which a complaint is to be closed."""

FOLLOW_UP_DAYS = 3
"""Days after the closing in which the customer is to be asked again."""

CROSSED = " × "
"""Between the two names of a member of both category and department."""

_c = table("complaints")

COMPLAINTS = Fact(
    name="complaints",
    words=Words("投诉", "Complaints"),
    source=sa.select(
        _c.c.store_code,
        _c.c.complaint_id,
        _c.c.opened_at,
        as_day(_c.c.opened_at).label("opened_day"),
        _c.c.channel,
        _c.c.category_l1,
        _c.c.category_l2,
        _c.c.dept,
        _c.c.severity,
        _c.c.upheld,
        _c.c.ro_no,
        _c.c.vin,
        _c.c.first_response_at,
        _c.c.closed_at,
        as_day(_c.c.closed_at).label("closed_day"),
        add_days(_c.c.closed_at, FOLLOW_UP_DAYS).label("follow_up_due"),
        _c.c.reopened_count,
        _c.c.followup_at,
        _c.c.signed_off,
        sa.case(
            (
                _c.c.first_response_at >= _c.c.opened_at,
                seconds_between(_c.c.opened_at, _c.c.first_response_at),
            )
        ).label("response_seconds"),
        add_days(_c.c.opened_at, CLOSE_DAYS + 1).label("late_since"),
        flag(days_between(_c.c.opened_at, _c.c.closed_at).between(0, CLOSE_DAYS)).label(
            "closed_in_time"
        ),
        flag(
            sa.and_(
                days_between(_c.c.closed_at, _c.c.followup_at).between(0, FOLLOW_UP_DAYS),
                _c.c.signed_off.is_(True),
            )
        ).label("followed_up"),
        concat(
            sa.func.coalesce(_c.c.category_l1, ""), CROSSED, sa.func.coalesce(_c.c.dept, "")
        ).label("category_and_dept"),
    ).subquery("complaint_rows"),
    tables=("complaints",),
    document=(
        "complaint_id",
        "opened_at",
        "channel",
        "category_l1",
        "category_l2",
        "dept",
        "severity",
        "upheld",
        "ro_no",
        "vin",
        "first_response_at",
        "closed_at",
        "reopened_count",
        "followup_at",
        "signed_off",
    ),
    dimensions={
        "category": "category_l1",
        "subcategory": "category_l2",
        "department": "dept",
        "channel": "channel",
        "severity": "severity",
        "category_department": "category_and_dept",
    },
    registers=frozenset({"complaints"}),
)

_k = COMPLAINTS.c

COMPLAINTS_LATE = Level("complaints_late", COMPLAINTS, start=_k.late_since, end=_k.closed_day)
COMPLAINTS_OPENED = Flow("complaints_opened", COMPLAINTS, at=_k.opened_day)
COMPLAINTS_CLOSED_IN_TIME = Flow(
    "complaints_closed_in_time", COMPLAINTS, at=_k.opened_day, where=_k.closed_in_time == 1
)
FOLLOW_UPS_DUE = Flow("complaint_follow_ups_due", COMPLAINTS, at=_k.follow_up_due)
FOLLOW_UPS_DONE = Flow(
    "complaint_follow_ups_done", COMPLAINTS, at=_k.follow_up_due, where=_k.followed_up == 1
)
RESPONSE_SECONDS = Spread(
    "complaint_response_seconds",
    COMPLAINTS,
    columns={"value": _k.response_seconds},
    reduction=Reduction.MEDIAN,
    at=_k.opened_day,
)
CLOSING_DAYS = Spread(
    "complaint_closing_days",
    COMPLAINTS,
    columns={"opened": _k.opened_day, "closed": _k.closed_day},
    reduction=Reduction.SURVIVAL_MEDIAN,
    at=_k.opened_day,
)
