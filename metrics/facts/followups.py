"""Planned follow-ups of prospects, dated by the day on which they fall due.

A task that falls due at midnight carries a day, not a time: it is in time until that day ends.
"""

import sqlalchemy as sa

from metrics.facts.columns import flag, table
from metrics.model.facts import Fact
from metrics.model.words import Words
from warehouse.functions import as_day, seconds_between

_f = table("followups")
_due_day = as_day(_f.c.due_at)

FOLLOWUPS = Fact(
    name="followups",
    words=Words("跟进任务", "Follow-up tasks"),
    source=sa.select(
        _f.c.store_code,
        _f.c.followup_id,
        _f.c.prospect_id,
        _f.c.due_at,
        _due_day.label("due_day"),
        _f.c.done_at,
        _f.c.sc_id,
        flag(
            sa.or_(
                _f.c.done_at <= _f.c.due_at,
                sa.and_(
                    seconds_between(_due_day, _f.c.due_at) == 0,
                    as_day(_f.c.done_at) <= _due_day,
                ),
            )
        ).label("in_time"),
    ).subquery("followup_rows"),
    tables=("followups",),
    document=("followup_id", "prospect_id", "sc_id", "due_at", "done_at", "in_time"),
    dimensions={"consultant": "sc_id"},
    labels={"in_time": Words("是否及时", "In time")},
)
