"""Delivered vehicles, one row for each delivery and one for each reversal."""

import sqlalchemy as sa

from metrics.facts.columns import flag, or_zero, sign_of, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words

_d = table("vehicle_deliveries")

_customer_sale = _d.c.customer_type.in_(("零售", "大客户", "二级网点"))
_through_outlet = sa.func.coalesce(_d.c.outlet_code, "") != ""

DELIVERIES = Fact(
    name="deliveries",
    words=Words("交车记录", "Deliveries"),
    source=sa.select(
        _d.c.store_code,
        _d.c.delivery_no,
        _d.c.order_no,
        _d.c.vin,
        _d.c.model_code,
        _d.c.delivery_date,
        _d.c.customer_type,
        _d.c.outlet_code,
        _d.c.payment_type,
        _d.c.sc_id,
        _d.c.msrp,
        _d.c.retail_price,
        _d.c.revenue_ex_vat,
        _d.c.cost_ex_vat,
        (or_zero(_d.c.revenue_ex_vat) - or_zero(_d.c.cost_ex_vat)).label("front_gross"),
        or_zero(_d.c.rebate_confirmed).label("rebate_confirmed"),
        or_zero(_d.c.rebate_estimated).label("rebate_estimated"),
        sign_of(_d.c.revenue_ex_vat).label("units"),
        flag(sa.and_(_d.c.customer_type == "零售", sa.not_(_through_outlet))).label("is_retail"),
        flag(_customer_sale).label("is_customer_sale"),
        flag(_through_outlet).label("is_outlet"),
    ).subquery("deliveries"),
    tables=("vehicle_deliveries",),
    document=(
        "delivery_no",
        "delivery_date",
        "vin",
        "model_code",
        "customer_type",
        "sc_id",
        "msrp",
        "retail_price",
        "revenue_ex_vat",
        "cost_ex_vat",
        "front_gross",
    ),
    dimensions={
        "consultant": "sc_id",
        "model": "model_code",
        "customer_type": "customer_type",
        "payment_type": "payment_type",
    },
    labels={"front_gross": Words("裸车毛利", "Front gross")},
)

_c = DELIVERIES.c

# A car whose price or cost is not known says nothing of gross: it is in neither side.
priced = sa.and_(_c.is_retail == 1, _c.revenue_ex_vat.is_not(None), _c.cost_ex_vat.is_not(None))

RETAIL_PRICED = Flow(
    "retail_priced_units",
    DELIVERIES,
    at=_c.delivery_date,
    value=_c.units,
    where=priced,
    reported="retail_deliveries",
)
