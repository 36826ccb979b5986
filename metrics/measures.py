"""Measures that KPIs of several departments rest on."""

import sqlalchemy as sa

from metrics.facts.budgets import TARGETS
from metrics.facts.calendar import BUSINESS_DAYS
from metrics.facts.chargebacks import CANCELLED_PRODUCTS, CLAWBACKS
from metrics.facts.deal_gross import DEAL_GROSS
from metrics.facts.deliveries import DELIVERIES
from metrics.model.measures import Flow

_d = DELIVERIES.c
_t = TARGETS.c

RETAIL_DELIVERED = Flow(
    "retail_delivered",
    DELIVERIES,
    at=_d.delivery_date,
    value=_d.units,
    where=_d.is_retail == 1,
    reported="retail_deliveries",
)
CUSTOMER_DELIVERED = Flow(
    "customer_delivered",
    DELIVERIES,
    at=_d.delivery_date,
    value=_d.units,
    where=_d.is_customer_sale == 1,
)
RETAIL_TARGET = Flow(
    "retail_target",
    TARGETS,
    at=_t.month,
    value=_t.value,
    where=_t.metric_code == "retail_deliveries",
    reported="retail_target",
)
ELAPSED_BUSINESS_DAYS = Flow("business_days", BUSINESS_DAYS, at=BUSINESS_DAYS.c.date)
DAY_WEIGHT = Flow(
    "day_weight", BUSINESS_DAYS, at=BUSINESS_DAYS.c.date, value=BUSINESS_DAYS.c.day_weight
)

_g, _c, _x = DEAL_GROSS.c, CLAWBACKS.c, CANCELLED_PRODUCTS.c

# Blended gross of retail: the first less the two others. A car whose price or cost is not known
# says nothing of gross.
BLENDED_GROSS = Flow(
    "retail_blended_gross",
    DEAL_GROSS,
    at=_g.delivery_date,
    value=_g.blended_gross,
    where=sa.and_(_g.is_retail == 1, _g.revenue_ex_vat.is_not(None), _g.cost_ex_vat.is_not(None)),
)
# The same without rebates, which are confirmed weeks later: the newest days have hardly any.
GROSS_BEFORE_REBATES = Flow(
    "retail_gross_before_rebates",
    DEAL_GROSS,
    at=_g.delivery_date,
    value=_g.blended_gross - _g.rebate_confirmed,
    where=sa.and_(_g.is_retail == 1, _g.revenue_ex_vat.is_not(None), _g.cost_ex_vat.is_not(None)),
)
# What the store expects beyond it, and the manufacturer has not confirmed: never part of a figure.
REBATES_EXPECTED = Flow(
    "retail_rebates_expected",
    DEAL_GROSS,
    at=_g.delivery_date,
    value=_g.rebate_estimated,
    where=sa.and_(_g.is_retail == 1, _g.revenue_ex_vat.is_not(None), _g.cost_ex_vat.is_not(None)),
)
CLAWED_BACK = Flow("retail_clawback", CLAWBACKS, at=_c.clawback_at, value=_c.clawback)
PRODUCTS_CANCELLED = Flow(
    "retail_products_cancelled", CANCELLED_PRODUCTS, at=_x.cancelled_at, value=_x.gross
)
