"""Leads and how long each waited for an answer, in opening hours; duplicates wait like others.

A response that lies before its lead is a slip of the pen and tells nothing: such a lead is left out
(its wait is not known), unlike one that nobody answered.
"""

import sqlalchemy as sa

from metrics.facts.columns import table
from metrics.facts.opening_hours import NUMBERED_DAYS, can_start, open_seconds
from metrics.model.facts import Fact
from metrics.model.measures import Reduction, Spread
from metrics.model.words import Words
from warehouse.functions import as_day

_l = table("leads")
_created = NUMBERED_DAYS.alias("created_on")
_answered = NUMBERED_DAYS.alias("answered_on")
_following = (
    sa.select(NUMBERED_DAYS).where(NUMBERED_DAYS.c.is_open == 1).subquery("following_open_day")
)
_never = _l.c.first_response_at.is_(None)
_seconds = open_seconds(_l.c.first_response_at, _answered) - open_seconds(_l.c.created_at, _created)

LEAD_RESPONSES = Fact(
    name="lead_responses",
    words=Words("线索与首次响应", "Leads and their first response"),
    source=sa.select(
        _l.c.store_code,
        _l.c.lead_id,
        _l.c.created_at,
        as_day(_l.c.created_at).label("created_day"),
        _l.c.channel,
        _l.c.campaign_id,
        _l.c.sc_id,
        _l.c.first_response_at,
        _l.c.status,
        _seconds.label("wait_seconds"),
        (_seconds / 60).label("wait_minutes"),
        can_start(_l.c.created_at, _created, _following).label("due_day"),
    )
    .select_from(
        _l.join(
            _created,
            sa.and_(
                _created.c.store_code == _l.c.store_code,
                _created.c.date == as_day(_l.c.created_at),
            ),
        )
        .outerjoin(
            _answered,
            sa.and_(
                _answered.c.store_code == _l.c.store_code,
                _answered.c.date == as_day(_l.c.first_response_at),
            ),
        )
        .outerjoin(
            _following,
            sa.and_(
                _following.c.store_code == _created.c.store_code,
                _following.c.number == _created.c.number + 1,
            ),
        )
    )
    .where(
        sa.or_(
            _never,
            sa.and_(_l.c.first_response_at >= _l.c.created_at, _answered.c.date.is_not(None)),
        )
    )
    .subquery("lead_response_rows"),
    tables=("leads", "dim_calendar"),
    document=(
        "lead_id",
        "created_at",
        "channel",
        "campaign_id",
        "sc_id",
        "first_response_at",
        "wait_minutes",
        "status",
    ),
    dimensions={"consultant": "sc_id", "channel": "channel", "campaign": "campaign_id"},
    labels={"wait_minutes": Words("营业时间内等待(分钟)", "Minutes of opening hours waited")},
)

_k = LEAD_RESPONSES.c

LEAD_WAITS = Spread(
    "lead_waits",
    LEAD_RESPONSES,
    columns={"value": _k.wait_seconds, "due": _k.due_day},
    reduction=Reduction.MEDIAN_WITH_MISSES,
    at=_k.created_day,
)
