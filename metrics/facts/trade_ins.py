"""Deliveries of new cars, and whether the store took over the customer's old car with them.

The register of used cars names the delivery, or the delivery names the appraisal; either will do.
A reversal and a new invoice are rows of their own, so that each row of a deal has the trade-in of
the deal. An appraisal alone, or a subsidy for a car that went elsewhere, is no trade-in.
"""

from typing import Any

import sqlalchemy as sa

from metrics.facts.columns import MINUS_ONE, ONE, Column, flag, table
from metrics.facts.deal_gross import deal_key
from metrics.facts.deliveries import DELIVERIES
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words

_d = DELIVERIES.source.alias("delivered")
_n, _u = table("vehicle_deliveries"), table("used_vehicles")


def _linked(by: Column) -> sa.Select[Any]:
    """Deals with the old cars that a link gives them."""
    return (
        sa.select(
            _n.c.store_code,
            deal_key(_n).label("deal"),
            _u.c.appraisal_no,
            sa.case((_u.c.acquire_cost < 0, MINUS_ONE), else_=ONE).label("cars"),
        )
        .select_from(_n.join(_u, sa.and_(_u.c.store_code == _n.c.store_code, by)))
        .where(_u.c.acquired_at.is_not(None))
    )


# One and the same car may be named from both sides; UNION keeps it once.
_links = sa.union(
    _linked(_u.c.delivery_no == _n.c.delivery_no), _linked(_u.c.appraisal_no == _n.c.trade_in_no)
).subquery("trade_in_links")
_traded = (
    sa.select(_links.c.store_code, _links.c.deal)
    .group_by(_links.c.store_code, _links.c.deal)
    .having(sa.func.sum(_links.c.cars) > 0)
    .subquery("traded_deals")
)

TRADE_INS = Fact(
    name="trade_ins",
    words=Words("交车与置换", "Deliveries and their trade-ins"),
    source=sa.select(*_d.c, flag(_traded.c.deal.is_not(None)).label("is_traded"))
    .select_from(
        _d.outerjoin(
            _traded,
            sa.and_(_traded.c.store_code == _d.c.store_code, _traded.c.deal == deal_key(_d)),
        )
    )
    .subquery("trade_in_rows"),
    tables=("vehicle_deliveries", "used_vehicles"),
    document=(
        "delivery_no",
        "delivery_date",
        "vin",
        "model_code",
        "customer_type",
        "sc_id",
        "is_traded",
    ),
    dimensions=dict(DELIVERIES.dimensions),
    labels={"is_traded": Words("旧车由本店收购", "Old car taken over")},
)

_c = TRADE_INS.c

RETAIL_TRADEABLE = Flow(
    "retail_tradeable", TRADE_INS, at=_c.delivery_date, value=_c.units, where=_c.is_retail == 1
)
RETAIL_TRADED_IN = Flow(
    "retail_traded_in",
    TRADE_INS,
    at=_c.delivery_date,
    value=_c.units,
    where=sa.and_(_c.is_retail == 1, _c.is_traded == 1),
)
