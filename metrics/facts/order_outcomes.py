"""Orders as cohorts of the day on which they were signed: was the deal lost?

An order that is cancelled and written anew for the same prospect (another colour, another trim) is
the same deal: the older order drops out of its cohort and the newer one speaks for it. All of this
is decided when an order is ``LOST_WITHIN`` days old; what happens later changes no cohort.
"""

import sqlalchemy as sa

from metrics.facts.cohorts import within_days
from metrics.facts.columns import flag, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words

LOST_WITHIN = 60
"""Days after signing in which a cancellation counts."""

REWRITTEN_WITHIN = 7
"""Days after a cancellation in which an order of the same prospect takes its place."""

_o = table("vehicle_orders")
_old, _new = _o.alias("old_order"), _o.alias("new_order")

_rewritten = (
    sa.select(_old.c.store_code, _old.c.order_no)
    .select_from(
        _old.join(
            _new,
            sa.and_(
                _new.c.store_code == _old.c.store_code,
                _new.c.prospect_id == _old.c.prospect_id,
            ),
        )
    )
    .where(
        sa.func.coalesce(_old.c.prospect_id, "") != "",
        _new.c.order_no != _old.c.order_no,
        within_days(_old.c.cancel_date, _new.c.order_date, REWRITTEN_WITHIN),
        within_days(_old.c.order_date, _new.c.order_date, LOST_WITHIN),
    )
    .group_by(_old.c.store_code, _old.c.order_no)
    .subquery("rewritten_orders")
)

ORDER_OUTCOMES = Fact(
    name="order_outcomes",
    words=Words("订单及其去留", "Orders and whether they were lost"),
    source=sa.select(
        _o.c.store_code,
        _o.c.order_no,
        _o.c.order_date,
        _o.c.customer_type,
        _o.c.sc_id,
        _o.c.model_code,
        _o.c.deposit,
        _o.c.cancel_date,
        _o.c.cancel_reason,
        flag(_rewritten.c.order_no.is_not(None)).label("is_rewritten"),
        flag(within_days(_o.c.order_date, _o.c.cancel_date, LOST_WITHIN)).label("is_lost"),
    )
    .select_from(
        _o.outerjoin(
            _rewritten,
            sa.and_(
                _rewritten.c.store_code == _o.c.store_code,
                _rewritten.c.order_no == _o.c.order_no,
            ),
        )
    )
    .subquery("order_outcome_rows"),
    tables=("vehicle_orders",),
    document=(
        "order_no",
        "order_date",
        "customer_type",
        "sc_id",
        "model_code",
        "deposit",
        "cancel_date",
        "cancel_reason",
    ),
    dimensions={"consultant": "sc_id", "model": "model_code", "customer_type": "customer_type"},
)

_c = ORDER_OUTCOMES.c

DEALS_SIGNED = Flow(
    "order_deals_signed", ORDER_OUTCOMES, at=_c.order_date, where=_c.is_rewritten == 0
)
DEALS_LOST = Flow(
    "order_deals_lost",
    ORDER_OUTCOMES,
    at=_c.order_date,
    where=sa.and_(_c.is_rewritten == 0, _c.is_lost == 1),
)
