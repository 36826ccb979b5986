"""Repair orders, and the visits that they make up: one vehicle on one day, however many orders.

A visit is counted by its net number of orders, so that an order and its reversal on the same day
leave none, and an order that was split in three counts once. What came of a repair later is in
``repairs``.
"""

import sqlalchemy as sa

from metrics.facts.columns import MINUS_ONE, ONE, ZERO, Column, flag, or_zero, sign_of, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import as_day

REPAIR_TYPES = ("一般维修", "事故", "索赔", "返修")
"""Orders about a concern of the customer; services, recalls, PDI and internal work are none."""

REVENUE_WORDS = Words("产值(不含税,优惠后)", "Revenue ex VAT, after discount")
DAY_WORDS = {
    "open_day": Words("进厂日期", "Day of arrival"),
    "settled_day": Words("结算日期", "Day of settlement"),
    "released_day": Words("出厂日期", "Day of release"),
}

_NOT_CUSTOMERS = ("PDI", "内部")
_BY_WEIGHT = ("事故", "返修", "索赔", "一般维修", "召回", "首保", "保养")

_r = table("repair_orders")
_type = sa.func.coalesce(_r.c.ro_type, "")
_valid = sa.func.coalesce(_r.c.status, "") != "作废"
_before_discount = (
    or_zero(_r.c.labour_sales) + or_zero(_r.c.parts_sales) + or_zero(_r.c.other_sales)
)
# What was sold has a cost, which may be zero, or nobody knows what it left.
_costs_known = [
    sa.or_(or_zero(sold) == 0, cost.is_not(None))
    for sold, cost in (
        (_r.c.labour_sales, _r.c.labour_cost),
        (_r.c.parts_sales, _r.c.parts_cost),
        (_r.c.other_sales, _r.c.other_cost),
    )
]
_cost = or_zero(_r.c.labour_cost) + or_zero(_r.c.parts_cost) + or_zero(_r.c.other_cost)

_orders = sa.select(
    _r.c.store_code,
    _r.c.ro_no,
    _r.c.vin,
    _r.c.customer_id,
    _r.c.sa_id,
    _r.c.ro_type,
    _r.c.status,
    _r.c.appt_id,
    _r.c.insurer,
    _r.c.fault_code,
    _r.c.comeback_of_ro,
    _r.c.final_check,
    _r.c.open_at,
    _r.c.promised_at,
    _r.c.promise_changes,
    _r.c.completed_at,
    _r.c.released_at,
    as_day(_r.c.open_at).label("open_day"),
    as_day(_r.c.completed_at).label("completed_day"),
    as_day(_r.c.settled_at).label("settled_day"),
    as_day(_r.c.released_at).label("released_day"),
    _r.c.labour_sales,
    _r.c.parts_sales,
    _r.c.other_sales,
    _r.c.discount,
    (_before_discount - or_zero(_r.c.discount)).label("revenue"),
    _cost.label("cost"),
    (or_zero(_r.c.parts_sales) - or_zero(_r.c.parts_cost)).label("parts_gross"),
    sign_of(_before_discount).label("orders"),
    flag(_valid).label("is_valid"),
    flag(sa.and_(_valid, _type.not_in(_NOT_CUSTOMERS))).label("is_customers"),
    flag(_type == "事故").label("is_accident"),
    flag(sa.and_(*_costs_known)).label("is_costed"),
    flag(sa.and_(_valid, _type.in_(REPAIR_TYPES))).label("is_repair"),
    flag(_r.c.waited_for_parts.is_(True)).label("waited_for_parts"),
).subquery("repair_order_rows")

REPAIR_ORDERS = Fact(
    name="repair_orders",
    words=Words("维修工单", "Repair orders"),
    source=_orders,
    tables=("repair_orders",),
    document=(
        "ro_no",
        "open_at",
        "vin",
        "ro_type",
        "sa_id",
        "status",
        "labour_sales",
        "parts_sales",
        "other_sales",
        "discount",
        "revenue",
        "cost",
    ),
    dimensions={"adviser": "sa_id", "repair_type": "ro_type", "insurer": "insurer"},
    labels={
        "revenue": REVENUE_WORDS,
        "cost": Words("工时、材料与外加工成本", "Cost of labour, parts and outside work"),
    },
)


def visits(
    name: str,
    words: Words,
    day: str,
    *,
    orders: sa.FromClause = _orders,
    marks: tuple[str, ...] = (),
    tables: tuple[str, ...] = ("repair_orders",),
) -> Fact:
    """A fact with one row for each vehicle and day on which customers' orders fall.

    Its column ``visits`` is 1, -1 where reversals outweigh orders, 0 where they cancel out. Orders
    without a VIN make no visit: nothing tells them apart.

    Args:
        name: of the fact.
        words: what a visit of this kind is called.
        day: column of ``orders`` that says on which day an order falls.
        orders: rows with the columns of ``REPAIR_ORDERS``.
        marks: 0/1 columns of ``orders``; a visit bears a mark if one of its orders does.
        tables: what must hold data.
    """
    o = orders.c
    weight = sa.case(*((o.ro_type == t, sa.literal(i)) for i, t in enumerate(_BY_WEIGHT)))
    grouped = (
        sa.select(
            o.store_code,
            o.vin,
            o[day].label("visit_day"),
            sa.func.min(o.ro_no).label("ro_no"),
            sa.func.min(o.sa_id).label("sa_id"),
            sa.func.min(o.customer_id).label("customer_id"),
            sa.func.min(weight).label("weight"),
            sa.func.sum(o.orders).label("net"),
            sa.func.sum(o.revenue).label("revenue"),
            *(sa.func.max(o[mark]).label(mark) for mark in marks),
        )
        .where(o.is_customers == 1, o.vin.is_not(None), o[day].is_not(None))
        .group_by(o.store_code, o.vin, o[day])
        .subquery(f"{name}_grouped")
    )
    g = grouped.c
    kind = sa.case(*((g.weight == i, sa.literal(t)) for i, t in enumerate(_BY_WEIGHT)))
    return Fact(
        name=name,
        words=words,
        source=sa.select(
            g.store_code,
            g.ro_no,
            g.vin,
            g.visit_day,
            g.sa_id,
            g.customer_id,
            g.revenue,
            kind.label("ro_type"),
            _direction(g.net).label("visits"),
            *(g[mark] for mark in marks),
        ).subquery(name),
        tables=tables,
        # The adviser stays out of listings: an aggregate no longer tells that it is personal.
        document=("ro_no", "visit_day", "vin", "ro_type", "revenue"),
        dimensions={"adviser": "sa_id", "repair_type": "ro_type"},
        labels={
            "ro_no": Words("首张工单号", "First order number"),
            "visit_day": DAY_WORDS[day],
            "ro_type": Words("主要维修类别", "Main repair type"),
            "revenue": REVENUE_WORDS,
        },
    )


def _direction(net: Column) -> Column:
    return sa.case((net > 0, ONE), (net < 0, MINUS_ONE), else_=ZERO)


OPENED_VISITS = visits("opened_visits", Words("进厂台次", "Visits by day of arrival"), "open_day")
SETTLED_VISITS = visits(
    "settled_visits", Words("结算台次", "Visits by day of settlement"), "settled_day"
)
RELEASED_VISITS = visits(
    "released_visits", Words("出厂台次", "Visits by day of release"), "released_day"
)

AS_REVENUE = Flow(
    "as_revenue",
    REPAIR_ORDERS,
    at=REPAIR_ORDERS.c.settled_day,
    value=REPAIR_ORDERS.c.revenue,
    where=REPAIR_ORDERS.c.is_customers == 1,
    reported="as_revenue",
)
AS_ACCIDENT_REVENUE = Flow(
    "as_accident_revenue",
    REPAIR_ORDERS,
    at=REPAIR_ORDERS.c.settled_day,
    value=REPAIR_ORDERS.c.revenue,
    where=sa.and_(REPAIR_ORDERS.c.is_customers == 1, REPAIR_ORDERS.c.is_accident == 1),
)
_costed = sa.and_(REPAIR_ORDERS.c.is_customers == 1, REPAIR_ORDERS.c.is_costed == 1)
AS_COSTED_REVENUE = Flow(
    "as_costed_revenue",
    REPAIR_ORDERS,
    at=REPAIR_ORDERS.c.settled_day,
    value=REPAIR_ORDERS.c.revenue,
    where=_costed,
    reported="as_revenue",
)
AS_COST = Flow(
    "as_cost",
    REPAIR_ORDERS,
    at=REPAIR_ORDERS.c.settled_day,
    value=REPAIR_ORDERS.c.cost,
    where=_costed,
    reported="as_cost",
)
ORDER_PARTS_GROSS = Flow(
    "order_parts_gross",
    REPAIR_ORDERS,
    at=REPAIR_ORDERS.c.settled_day,
    value=REPAIR_ORDERS.c.parts_gross,
    where=_costed,
)
# Discounts count against labour, as the shop floor grants them; parts are a line of their own.
SERVICE_GROSS = Flow(
    "service_gross",
    REPAIR_ORDERS,
    at=REPAIR_ORDERS.c.settled_day,
    value=REPAIR_ORDERS.c.revenue - REPAIR_ORDERS.c.cost - REPAIR_ORDERS.c.parts_gross,
    where=_costed,
)
AS_VISITS = Flow(
    "as_visits", OPENED_VISITS, at=OPENED_VISITS.c.visit_day, value=OPENED_VISITS.c.visits
)
AS_SETTLED_VISITS = Flow(
    "as_settled_visits",
    SETTLED_VISITS,
    at=SETTLED_VISITS.c.visit_day,
    value=SETTLED_VISITS.c.visits,
)
AS_RELEASED_VISITS = Flow(
    "as_released_visits",
    RELEASED_VISITS,
    at=RELEASED_VISITS.c.visit_day,
    value=RELEASED_VISITS.c.visits,
)
