"""Calls to customers after a delivery or a repair, one row for each attempt."""

import sqlalchemy as sa

from metrics.facts.columns import flag, or_zero, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow, MonthlyDistinct
from metrics.model.words import Words
from warehouse.functions import as_day, concat, days_between

REACHED = "成功"
ANSWERS = ("满意", "一般", "不满意")
ISSUE_DAYS = 7
"""Days in which a concern raised in a call is to be settled."""

_c = table("callbacks")

CALLBACKS = Fact(
    name="callbacks",
    words=Words("回访记录", "Call-backs"),
    source=sa.select(
        _c.c.store_code,
        _c.c.callback_id,
        _c.c.event_type,
        _c.c.event_no,
        _c.c.event_date,
        _c.c.attempt_at,
        as_day(_c.c.attempt_at).label("attempt_day"),
        _c.c.attempt_no,
        _c.c.result,
        _c.c.fields_required,
        _c.c.fields_filled,
        _c.c.satisfaction,
        _c.c.issue_category,
        _c.c.issue_dept,
        _c.c.issue_closed_at,
        _c.c.agent_id,
        # An attempt that names no event stands for itself.
        sa.func.coalesce(
            concat(sa.func.coalesce(_c.c.event_type, ""), " ", _c.c.event_no),
            concat("call ", _c.c.callback_id),
        ).label("event"),
        flag(_c.c.result == REACHED).label("is_reached"),
        flag(_c.c.fields_filled >= _c.c.fields_required).label("is_complete"),
        flag(or_zero(sa.func.length(_c.c.issue_category)) > 0).label("has_issue"),
        flag(
            sa.and_(
                _c.c.issue_closed_at >= _c.c.attempt_at,
                days_between(_c.c.attempt_at, _c.c.issue_closed_at) <= ISSUE_DAYS,
            )
        ).label("settled_in_time"),
    ).subquery("callback_rows"),
    tables=("callbacks",),
    document=(
        "callback_id",
        "attempt_at",
        "event_type",
        "event_no",
        "event_date",
        "attempt_no",
        "result",
        "satisfaction",
        "issue_category",
        "issue_dept",
        "issue_closed_at",
        "agent_id",
    ),
    dimensions={
        "event_type": "event_type",
        "agent": "agent_id",
        "category": "issue_category",
        "department": "issue_dept",
    },
)

_k = CALLBACKS.c
_day = _k.attempt_day
_reached = _k.is_reached == 1

EVENTS_TRIED = MonthlyDistinct("callback_events_tried", CALLBACKS, at=_day, key=_k.event)
EVENTS_REACHED = MonthlyDistinct(
    "callback_events_reached", CALLBACKS, at=_day, key=_k.event, where=_reached
)
CALLS_REACHED = Flow("callbacks_reached", CALLBACKS, at=_day, where=_reached)
CALLS_COMPLETE = Flow(
    "callbacks_complete", CALLBACKS, at=_day, where=sa.and_(_reached, _k.is_complete == 1)
)
CALLS_ANSWERED = Flow(
    "callbacks_answered", CALLBACKS, at=_day, where=sa.and_(_reached, _k.satisfaction.in_(ANSWERS))
)
CALLS_SATISFIED = Flow(
    "callbacks_satisfied", CALLBACKS, at=_day, where=sa.and_(_reached, _k.satisfaction == "满意")
)
ISSUES_RAISED = Flow("callback_issues", CALLBACKS, at=_day, where=_k.has_issue == 1)
ISSUES_SETTLED = Flow(
    "callback_issues_settled",
    CALLBACKS,
    at=_day,
    where=sa.and_(_k.has_issue == 1, _k.settled_in_time == 1),
)
