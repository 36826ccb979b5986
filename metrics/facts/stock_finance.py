"""New vehicles bought on credit, with the days on which they bear interest.

Interest runs from the end of the free days until the car leaves or the loan is redeemed. The loan
covers the purchase price with VAT, while the register holds the cost without it.
"""

import sqlalchemy as sa

from metrics.facts.columns import flag, or_zero, table, wide
from metrics.model.facts import Fact
from metrics.model.measures import Level
from metrics.model.words import Words
from warehouse.functions import add_days, least

VAT_FACTOR = 1.13
"""From a price without VAT to the price that is financed."""

DAYS_OF_YEAR = 365

_v = table("vehicle_stock")
_bears_until = sa.case(
    (_v.c.self_fund_start.is_(None), _v.c.out_date),
    (_v.c.out_date.is_(None), _v.c.self_fund_start),
    else_=least(_v.c.out_date, _v.c.self_fund_start),
)

FINANCED_STOCK = Fact(
    name="financed_stock",
    words=Words("融资库存车辆", "Stock on credit"),
    source=sa.select(
        _v.c.store_code,
        _v.c.vin,
        _v.c.model_code,
        _v.c.funding_source,
        _v.c.funding_start,
        _v.c.free_days,
        _v.c.annual_rate,
        _v.c.cost_ex_vat,
        _v.c.receipt_date,
        _v.c.out_date,
        _v.c.self_fund_start,
        add_days(_v.c.funding_start, or_zero(_v.c.free_days)).label("bears_from"),
        _bears_until.label("bears_until"),
        (wide(or_zero(_v.c.cost_ex_vat), 2) * or_zero(_v.c.annual_rate)).label("cost_by_rate"),
        flag(sa.func.coalesce(_v.c.funding_source, "") != "自有资金").label("is_on_credit"),
    )
    .where(_v.c.stock_type == "新车")
    .subquery("financed_stock_rows"),
    tables=("vehicle_stock",),
    document=(
        "vin",
        "model_code",
        "funding_source",
        "funding_start",
        "free_days",
        "annual_rate",
        "cost_ex_vat",
        "receipt_date",
        "out_date",
        "self_fund_start",
    ),
    dimensions={"model": "model_code", "funding": "funding_source"},
)

_c = FINANCED_STOCK.c

COST_BY_RATE = Level(
    "stock_cost_by_rate",
    FINANCED_STOCK,
    start=_c.bears_from,
    end=_c.bears_until,
    value=_c.cost_by_rate,
    where=_c.is_on_credit == 1,
)
