"""Measures that KPIs of several departments rest on."""

from metrics.facts.budgets import BUDGETS
from metrics.facts.calendar import BUSINESS_DAYS
from metrics.facts.deliveries import DELIVERIES
from metrics.model.measures import Flow

_d = DELIVERIES.c
_b = BUDGETS.c

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
    BUDGETS,
    at=_b.month,
    value=_b.value,
    where=_b.metric_code == "retail_deliveries",
    reported="retail_target",
)
ELAPSED_BUSINESS_DAYS = Flow("business_days", BUSINESS_DAYS, at=BUSINESS_DAYS.c.date)
DAY_WEIGHT = Flow(
    "day_weight", BUSINESS_DAYS, at=BUSINESS_DAYS.c.date, value=BUSINESS_DAYS.c.day_weight
)
