"""Customer orders, how long they are open, and those of them that walk-in prospects signed.

An order is open from the day on which it was signed until it is delivered or cancelled, whichever
comes first. A car that is delivered and then taken back leaves its order cancelled: it was a
delivery on its day and is none any more from the day of the cancellation on. So for any days

    open before + signed - cancelled - (delivered - taken back) = open after.
"""

import sqlalchemy as sa

from metrics.facts.channels import is_remote
from metrics.facts.columns import flag, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow, Level, Reduction, Spread
from metrics.model.words import Words
from warehouse.functions import days_between, least

QUIET_DAYS = 7
"""Days without a new order after which a store's book of orders is no longer known."""

_o, _p = table("vehicle_orders"), table("prospects")

_columns = (
    _o.c.store_code,
    _o.c.order_no,
    _o.c.order_date,
    _o.c.customer_type,
    _o.c.outlet_code,
    _o.c.prospect_id,
    _o.c.sc_id,
    _o.c.model_code,
    _o.c.contract_price,
    _o.c.planned_delivery_date,
    _o.c.cancel_date,
    _o.c.cancel_reason,
    _o.c.delivery_date,
)
_DOCUMENT = (
    "order_no",
    "order_date",
    "customer_type",
    "sc_id",
    "model_code",
    "contract_price",
    "planned_delivery_date",
    "cancel_date",
    "cancel_reason",
    "delivery_date",
)
_DIMENSIONS = {"consultant": "sc_id", "model": "model_code", "customer_type": "customer_type"}

_stood = sa.or_(_o.c.cancel_date.is_(None), _o.c.cancel_date > _o.c.delivery_date)

ORDERS = Fact(
    name="orders",
    words=Words("订单", "Orders"),
    source=sa.select(
        *_columns,
        flag(sa.func.coalesce(_o.c.prospect_id, "") != "").label("has_prospect"),
        sa.case(
            (_o.c.cancel_date.is_(None), _o.c.delivery_date),
            (_o.c.delivery_date.is_(None), _o.c.cancel_date),
            else_=least(_o.c.cancel_date, _o.c.delivery_date),
        ).label("closed_day"),
        flag(sa.and_(_o.c.order_date.is_not(None), _stood)).label("is_delivery"),
        flag(sa.and_(_o.c.order_date.is_not(None), _o.c.cancel_date > _o.c.delivery_date)).label(
            "is_taken_back"
        ),
        days_between(_o.c.order_date, _o.c.delivery_date).label("days_to_delivery"),
    ).subquery("order_rows"),
    tables=("vehicle_orders",),
    document=(*_DOCUMENT, "days_to_delivery"),
    dimensions=_DIMENSIONS,
    labels={"days_to_delivery": Words("订单至交车天数", "Days from order to delivery")},
)

WALK_IN_ORDERS = Fact(
    name="walk_in_orders",
    words=Words("订单与潜客来源", "Orders and where their prospects came from"),
    source=sa.select(
        *_columns,
        _p.c.channel,
        flag(
            sa.and_(
                _o.c.customer_type == "零售",
                sa.func.coalesce(_o.c.outlet_code, "") == "",
                _p.c.prospect_id.is_not(None),
                is_remote(_p.c.channel) == 0,
            )
        ).label("is_walk_in"),
    )
    .select_from(
        _o.outerjoin(
            _p,
            sa.and_(_p.c.store_code == _o.c.store_code, _p.c.prospect_id == _o.c.prospect_id),
        )
    )
    .subquery("walk_in_order_rows"),
    tables=("vehicle_orders", "prospects"),
    document=(*_DOCUMENT, "channel"),
    dimensions={**_DIMENSIONS, "channel": "channel"},
)

_c = ORDERS.c

SIGNED = Flow("orders_signed", ORDERS, at=_c.order_date)
CANCELLED = Flow("orders_cancelled", ORDERS, at=_c.cancel_date, where=_c.order_date.is_not(None))
DELIVERED = Flow("orders_delivered", ORDERS, at=_c.delivery_date, where=_c.is_delivery == 1)
TAKEN_BACK = Flow("orders_taken_back", ORDERS, at=_c.cancel_date, where=_c.is_taken_back == 1)
# In the first days of a month a small store may not have signed anything yet.
OPEN_ORDERS = Level(
    "orders_open", ORDERS, start=_c.order_date, end=_c.closed_day, holds_days=QUIET_DAYS
)
# An order that was only entered after the hand-over says nothing of a wait.
DELIVERY_DAYS = Spread(
    "order_delivery_days",
    ORDERS,
    columns={"value": _c.days_to_delivery},
    reduction=Reduction.MEDIAN,
    at=_c.delivery_date,
    where=sa.and_(_c.is_delivery == 1, _c.days_to_delivery >= 0),
)
