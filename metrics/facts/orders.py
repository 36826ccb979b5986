"""Customer orders, and those of them that walk-in prospects signed."""

import sqlalchemy as sa

from metrics.facts.channels import is_remote
from metrics.facts.columns import flag, table
from metrics.model.facts import Fact
from metrics.model.words import Words

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
    "cancel_date",
    "cancel_reason",
    "delivery_date",
)
_DIMENSIONS = {"consultant": "sc_id", "model": "model_code", "customer_type": "customer_type"}

ORDERS = Fact(
    name="orders",
    words=Words("订单", "Orders"),
    source=sa.select(
        *_columns,
        flag(sa.func.coalesce(_o.c.prospect_id, "") != "").label("has_prospect"),
    ).subquery("order_rows"),
    tables=("vehicle_orders",),
    document=_DOCUMENT,
    dimensions=_DIMENSIONS,
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
