"""Sums that the tree needs beside those of KPIs: parts of amounts that no KPI tells apart."""

import sqlalchemy as sa

from metrics.facts.columns import Column, or_zero
from metrics.facts.deal_gross import DEAL_GROSS
from metrics.facts.deliveries import DELIVERIES, priced
from metrics.facts.labour import LABOUR
from metrics.facts.ledger import LEDGER
from metrics.facts.parts_flow import COUNTER_GROSS, ISSUES
from metrics.facts.renewals import POLICIES
from metrics.facts.repair_orders import ORDER_PARTS_GROSS, REPAIR_ORDERS
from metrics.model.measures import Flow

_d, _g, _r, _l, _i, _b, _p = (
    fact.c for fact in (DELIVERIES, DEAL_GROSS, REPAIR_ORDERS, LABOUR, ISSUES, LEDGER, POLICIES)
)
_known = sa.and_(
    _d.is_customer_sale == 1, _d.revenue_ex_vat.is_not(None), _d.cost_ex_vat.is_not(None)
)
_retail = _g.is_retail == 1


def _of_cars(name: str, value: Column, where: Column) -> Flow:
    return Flow(name, DELIVERIES, at=_d.delivery_date, value=value, where=where)


def _of_deals(name: str, value: Column) -> Flow:
    return Flow(name, DEAL_GROSS, at=_g.delivery_date, value=value, where=_retail)


def _booked(name: str, measure: str) -> Flow:
    return Flow(name, LEDGER, at=_b.booked_day, value=_b.cost, where=_b.measure == measure)


NEW_CARS_PRICED = _of_cars("customer_priced_units", _d.units, _known)
NEW_CAR_REBATES = _of_cars("new_car_rebates", _d.rebate_confirmed + _d.rebate_estimated, _known)
RETAIL_REBATES = _of_cars("retail_rebates", _d.rebate_confirmed + _d.rebate_estimated, priced)
RETAIL_REBATES_CONFIRMED = _of_cars("retail_rebates_confirmed", _d.rebate_confirmed, priced)

RETAIL_ACCESSORY_GROSS = _of_deals("retail_accessory_gross", _g.accessory_gross)
RETAIL_FINANCE_INCOME = _of_deals("retail_finance_income", _g.finance_income)
RETAIL_INSURANCE_INCOME = _of_deals("retail_insurance_income", _g.insurance_income)

RENEWAL_INCOME = Flow(
    "renewal_income",
    POLICIES,
    at=_p.issued_date,
    value=or_zero(_p.income_ex_vat),
    where=_p.is_renewal == 1,
)

PAID_LABOUR_COST = Flow(
    "customer_pay_labour_cost",
    LABOUR,
    at=_l.settled_day,
    value=or_zero(_l.labour_cost),
    where=sa.and_(_l.is_customers == 1, _l.is_paid_by_customer == 1, _l.is_priced == 1),
)
ORDER_PARTS_SALES = Flow(
    "order_parts_sales",
    REPAIR_ORDERS,
    at=_r.settled_day,
    value=or_zero(_r.parts_sales),
    where=ORDER_PARTS_GROSS.where,
)
COUNTER_SALES = Flow(
    "parts_counter_sales",
    ISSUES,
    at=_i.issued_day,
    value=_i.sales_ex_vat,
    where=COUNTER_GROSS.where,
)

SELLING_EXPENSE = _booked("ledger_selling", "selling_exp")
OVERHEAD = _booked("ledger_overhead", "overhead")


FLOWS: tuple[Flow, ...] = (
    NEW_CARS_PRICED,
    NEW_CAR_REBATES,
    RETAIL_REBATES,
    RETAIL_REBATES_CONFIRMED,
    RETAIL_ACCESSORY_GROSS,
    RETAIL_FINANCE_INCOME,
    RETAIL_INSURANCE_INCOME,
    RENEWAL_INCOME,
    PAID_LABOUR_COST,
    ORDER_PARTS_SALES,
    COUNTER_SALES,
    SELLING_EXPENSE,
    OVERHEAD,
)
"""What daily roll-ups hold for the tree."""
