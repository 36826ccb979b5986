"""Prospects: how long they are open, and what became of those created in a period."""

import sqlalchemy as sa

from metrics.facts.channels import is_remote
from metrics.facts.cohorts import orders_after
from metrics.facts.columns import flag, or_zero, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow, Level
from metrics.model.words import Words
from warehouse.functions import as_day, least

_p = table("prospects")

_DOCUMENT = (
    "prospect_id",
    "created_at",
    "channel",
    "campaign_id",
    "sc_id",
    "intent_series",
    "intent_level",
    "first_visit_at",
    "won_at",
    "defeated_at",
    "defeat_reason",
    "competitor_model",
)
_DIMENSIONS = {
    "consultant": "sc_id",
    "channel": "channel",
    "campaign": "campaign_id",
    "series": "intent_series",
    "level": "intent_level",
    "defeat_reason": "defeat_reason",
    "competitor": "competitor_model",
}
_columns = (
    _p.c.store_code,
    _p.c.prospect_id,
    _p.c.created_at,
    as_day(_p.c.created_at).label("created_day"),
    _p.c.channel,
    _p.c.campaign_id,
    _p.c.sc_id,
    _p.c.intent_series,
    _p.c.intent_level,
    _p.c.first_visit_at,
    as_day(_p.c.first_visit_at).label("first_visit_day"),
    _p.c.won_at,
    _p.c.defeated_at,
    as_day(_p.c.defeated_at).label("defeated_day"),
    _p.c.defeat_reason,
    _p.c.competitor_model,
    sa.case(
        (_p.c.won_at.is_(None), as_day(_p.c.defeated_at)),
        (_p.c.defeated_at.is_(None), as_day(_p.c.won_at)),
        else_=least(as_day(_p.c.won_at), as_day(_p.c.defeated_at)),
    ).label("closed_day"),
    is_remote(_p.c.channel).label("is_remote"),
)

PROSPECTS = Fact(
    name="prospects",
    words=Words("潜客", "Prospects"),
    source=sa.select(*_columns).subquery("prospect_rows"),
    tables=("prospects",),
    document=_DOCUMENT,
    dimensions=_DIMENSIONS,
)

_orders = orders_after(_p, _p.c.created_at, (30, 60), "orders_of_prospects")

PROSPECT_OUTCOMES = Fact(
    name="prospect_outcomes",
    words=Words("潜客及其订单", "Prospects with their orders"),
    source=sa.select(
        *_columns,
        or_zero(_orders.c.orders_within_30).label("orders_within_30"),
        or_zero(_orders.c.orders_within_60).label("orders_within_60"),
        flag(_orders.c.orders_within_30 > 0).label("ordered_within_30"),
        flag(_orders.c.orders_within_60 > 0).label("ordered_within_60"),
    )
    .select_from(
        _p.outerjoin(
            _orders,
            sa.and_(
                _orders.c.store_code == _p.c.store_code,
                _orders.c.prospect_id == _p.c.prospect_id,
            ),
        )
    )
    .subquery("prospect_outcome_rows"),
    tables=("prospects", "vehicle_orders"),
    document=(*_DOCUMENT, "orders_within_30", "orders_within_60"),
    dimensions=_DIMENSIONS,
    labels={
        "orders_within_30": Words("30天内有效订单", "Orders within 30 days"),
        "orders_within_60": Words("60天内有效订单", "Orders within 60 days"),
    },
)

_c, _o = PROSPECTS.c, PROSPECT_OUTCOMES.c

NEW_PROSPECTS = Flow("prospects_created", PROSPECTS, at=_c.created_day)
OPEN_PROSPECTS = Level("prospects_open", PROSPECTS, start=_c.created_day, end=_c.closed_day)
DEFEATED_PROSPECTS = Flow("prospects_defeated", PROSPECTS, at=_c.defeated_day)
COHORT_PROSPECTS = Flow("prospects_in_cohort", PROSPECT_OUTCOMES, at=_o.created_day)
PROSPECTS_ORDERED_30 = Flow(
    "prospects_ordered_30", PROSPECT_OUTCOMES, at=_o.created_day, where=_o.ordered_within_30 == 1
)
