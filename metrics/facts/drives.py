"""Prospects by their first visit and by their first test drive: one row for each person.

A drive counts unless it is marked as not completed; a second drive of the same person adds nothing.
"""

import sqlalchemy as sa

from metrics.facts.cohorts import orders_after, within_days
from metrics.facts.columns import flag, or_zero, table
from metrics.model.facts import Fact
from metrics.model.words import Words
from warehouse.functions import as_day

DRIVE_DAYS = 30
ORDER_DAYS = 60

_t, _v, _p = table("test_drives"), table("showroom_visits"), table("prospects")
_driven = flag(_t.c.completed.is_(False)) == 0

_visits = (
    sa.select(_v.c.store_code, _v.c.prospect_id, sa.func.min(_v.c.visit_at).label("first_visit_at"))
    .where(_v.c.purpose == "看车", _v.c.prospect_id.is_not(None), _v.c.visit_at.is_not(None))
    .group_by(_v.c.store_code, _v.c.prospect_id)
    .subquery("first_visits")
)
_drives_after = (
    sa.select(
        _visits.c.store_code,
        _visits.c.prospect_id,
        sa.func.max(
            flag(sa.and_(_driven, within_days(_visits.c.first_visit_at, _t.c.td_at, DRIVE_DAYS)))
        ).label("drove"),
    )
    .select_from(
        _visits.join(
            _t,
            sa.and_(
                _t.c.store_code == _visits.c.store_code,
                _t.c.prospect_id == _visits.c.prospect_id,
            ),
        )
    )
    .group_by(_visits.c.store_code, _visits.c.prospect_id)
    .subquery("drives_after")
)
_first_drives = (
    sa.select(
        _t.c.store_code,
        _t.c.prospect_id,
        sa.func.min(_t.c.td_at).label("first_drive_at"),
    )
    .where(_driven, _t.c.prospect_id.is_not(None), _t.c.td_at.is_not(None))
    .group_by(_t.c.store_code, _t.c.prospect_id)
    .subquery("first_drives")
)
_orders = orders_after(
    _first_drives, _first_drives.c.first_drive_at, (ORDER_DAYS,), "orders_after_drives"
)


def _of_same(one: sa.FromClause, other: sa.FromClause) -> sa.ColumnElement[bool]:
    return sa.and_(other.c.store_code == one.c.store_code, other.c.prospect_id == one.c.prospect_id)


VISITED_PROSPECTS = Fact(
    name="visited_prospects",
    words=Words("首次到店的潜客", "Prospects at their first visit"),
    source=sa.select(
        _visits.c.store_code,
        _visits.c.prospect_id,
        _visits.c.first_visit_at,
        as_day(_visits.c.first_visit_at).label("first_visit_day"),
        or_zero(_drives_after.c.drove).label("drove"),
        _p.c.sc_id,
        _p.c.channel,
        _p.c.intent_series,
    )
    .select_from(
        _visits.outerjoin(_drives_after, _of_same(_visits, _drives_after)).outerjoin(
            _p, _of_same(_visits, _p)
        )
    )
    .subquery("visited_prospect_rows"),
    tables=("showroom_visits", "test_drives"),
    document=("prospect_id", "first_visit_at", "sc_id", "channel", "intent_series", "drove"),
    dimensions={"consultant": "sc_id", "channel": "channel", "series": "intent_series"},
    labels={
        "first_visit_at": Words("首次到店时间", "First visit time"),
        "drove": Words("30天内试驾", "Drove within 30 days"),
    },
)

DRIVEN_PROSPECTS = Fact(
    name="driven_prospects",
    words=Words("试驾过的潜客", "Prospects at their first test drive"),
    source=sa.select(
        _first_drives.c.store_code,
        _first_drives.c.prospect_id,
        _first_drives.c.first_drive_at,
        as_day(_first_drives.c.first_drive_at).label("first_drive_day"),
        flag(_orders.c.orders_within_60 > 0).label("ordered"),
        _p.c.sc_id,
        _p.c.channel,
        _p.c.intent_series,
    )
    .select_from(
        _first_drives.outerjoin(_orders, _of_same(_first_drives, _orders)).outerjoin(
            _p, _of_same(_first_drives, _p)
        )
    )
    .subquery("driven_prospect_rows"),
    tables=("test_drives", "vehicle_orders"),
    document=("prospect_id", "first_drive_at", "sc_id", "channel", "intent_series", "ordered"),
    dimensions={"consultant": "sc_id", "channel": "channel", "series": "intent_series"},
    labels={
        "first_drive_at": Words("首次试驾时间", "First drive time"),
        "ordered": Words("60天内成交", "Ordered within 60 days"),
    },
)
