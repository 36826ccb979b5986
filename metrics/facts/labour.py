"""Labour that was sold on customers' orders: hours, money, cost, and the price on the board.

Any technician counts, also one who is not known; void, PDI and internal orders do not. A line
without its order is an internal one only if it says so itself. What technicians achieve is in
``technician_hours``.
"""

import sqlalchemy as sa

from metrics.facts.columns import MINUS_ONE, ONE, Column, flag, or_zero, table, wide
from metrics.facts.repair_orders import DAY_WORDS, REPAIR_ORDERS
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import as_day

CUSTOMER_PAY = "客户自费"

_l, _s, _o = table("ro_labour_lines"), table("dim_store"), REPAIR_ORDERS.source
_sales, _std = or_zero(_l.c.labour_sales), _l.c.std_hours
# Work at a fixed price is sold without hours: those of the time guide stand in, with the sign of
# the money.
_hours = sa.case(
    (or_zero(_l.c.sold_hours) != 0, _l.c.sold_hours),
    (sa.and_(_sales < 0, _std > 0), -_std),
    (_sales != 0, _std),
    else_=_l.c.sold_hours,
)
# Money without hours would pass for a price, and hours without an amount for a gift.
_is_priced = sa.and_(
    _l.c.labour_sales.is_not(None), _hours.is_not(None), sa.or_(_hours != 0, _sales == 0)
)
_is_costed = sa.and_(
    _l.c.labour_sales.is_not(None), sa.or_(_sales == 0, _l.c.labour_cost.is_not(None))
)
_settled_day = as_day(_l.c.settled_at)
# The register keeps the price of today: before it came into force another one stood on the board.
_rate = sa.case(
    (
        sa.and_(
            _s.c.posted_labour_rate > 0,
            sa.or_(_s.c.valid_from.is_(None), _s.c.valid_from <= _settled_day),
        ),
        _s.c.posted_labour_rate,
    )
)
_counts = sa.case(
    (_o.c.ro_no.is_not(None), _o.c.is_customers),
    else_=flag(sa.func.coalesce(_l.c.pay_type, "") != "内部"),
)

LABOUR = Fact(
    name="customer_labour",
    words=Words("工时明细", "Labour lines"),
    source=sa.select(
        _l.c.store_code,
        _l.c.ro_no,
        _l.c.line_no,
        _l.c.op_code,
        _l.c.op_name,
        _l.c.pay_type,
        _l.c.technician_id,
        _l.c.std_hours,
        _l.c.sold_hours,
        _l.c.labour_sales,
        _l.c.labour_cost,
        _o.c.sa_id,
        _o.c.ro_type,
        _settled_day.label("settled_day"),
        _hours.label("hours"),
        (wide(_hours, 3) * _rate).label("at_posted_rate"),
        _counts.label("is_customers"),
        flag(_l.c.pay_type == CUSTOMER_PAY).label("is_paid_by_customer"),
        flag(_is_priced).label("is_priced"),
        flag(_rate.is_not(None)).label("has_rate"),
        flag(_is_costed).label("is_costed"),
    )
    .select_from(
        _l.outerjoin(
            _o, sa.and_(_o.c.store_code == _l.c.store_code, _o.c.ro_no == _l.c.ro_no)
        ).outerjoin(_s, _s.c.store_code == _l.c.store_code)
    )
    .subquery("customer_labour_rows"),
    tables=("ro_labour_lines",),
    document=(
        "ro_no",
        "line_no",
        "settled_day",
        "op_name",
        "pay_type",
        "technician_id",
        "std_hours",
        "sold_hours",
        "labour_sales",
        "labour_cost",
    ),
    dimensions={
        "technician": "technician_id",
        "adviser": "sa_id",
        "repair_type": "ro_type",
        "pay_type": "pay_type",
    },
    labels={"settled_day": DAY_WORDS["settled_day"]},
)

_k = LABOUR.c
_paid = [_k.is_customers == 1, _k.is_paid_by_customer == 1]
_orders = (
    sa.select(
        _k.store_code,
        _k.ro_no,
        sa.func.max(_k.settled_day).label("settled_day"),
        sa.func.max(_k.sa_id).label("sa_id"),
        sa.func.max(_k.ro_type).label("ro_type"),
        sa.func.count().label("lines"),
        sa.func.sum(_k.sold_hours).label("sold_hours"),
        sa.func.sum(_k.labour_sales).label("labour_sales"),
        sa.func.min(flag(_k.sold_hours.is_not(None))).label("is_timed"),
    )
    .where(*_paid, _k.settled_day.is_not(None))
    .group_by(_k.store_code, _k.ro_no)
    .subquery("customer_pay_grouped")
)
_g = _orders.c
_is_reversal: Column = sa.or_(or_zero(_g.sold_hours) < 0, or_zero(_g.labour_sales) < 0)

CUSTOMER_PAY_ORDERS = Fact(
    name="customer_pay_orders",
    words=Words("含自费项目的工单", "Orders with customer-pay labour"),
    source=sa.select(
        *_g,
        sa.case((_is_reversal, MINUS_ONE), else_=ONE).label("orders"),
    ).subquery("customer_pay_orders"),
    tables=("ro_labour_lines",),
    # The adviser stays out of listings: an aggregate no longer tells that it is personal.
    document=("ro_no", "settled_day", "ro_type", "lines", "sold_hours", "labour_sales"),
    dimensions={"adviser": "sa_id", "repair_type": "ro_type"},
    labels={
        "settled_day": DAY_WORDS["settled_day"],
        "ro_type": Words("维修类别", "Repair order type"),
        "lines": Words("自费项目数", "Customer-pay lines"),
        "sold_hours": Words("自费结算工时", "Customer-pay hours sold"),
        "labour_sales": Words("自费工时费", "Customer-pay labour sales"),
    },
)


def _labour(name: str, value: Column, *where: Column) -> Flow:
    return Flow(name, LABOUR, at=_k.settled_day, value=value, where=sa.and_(*where))


_priced = (*_paid, _k.is_priced == 1)
_rated = (*_priced, _k.has_rate == 1)
_costed = (_k.is_customers == 1, _k.is_costed == 1)

PAID_LABOUR = _labour("customer_pay_labour", or_zero(_k.labour_sales), *_priced)
PAID_HOURS = _labour("customer_pay_hours", _k.hours, *_priced)
PAID_LABOUR_RATED = _labour("customer_pay_labour_rated", or_zero(_k.labour_sales), *_rated)
PAID_AT_POSTED_RATE = _labour("customer_pay_at_posted_rate", _k.at_posted_rate, *_rated)
LABOUR_SALES = _labour("labour_sales_costed", or_zero(_k.labour_sales), *_costed)
LABOUR_COST = _labour("labour_cost", or_zero(_k.labour_cost), *_costed)

_p = CUSTOMER_PAY_ORDERS.c
PAID_ORDERS = Flow(
    "customer_pay_orders",
    CUSTOMER_PAY_ORDERS,
    at=_p.settled_day,
    value=_p.orders,
    where=_p.is_timed == 1,
)
PAID_ORDER_HOURS = Flow(
    "customer_pay_order_hours",
    CUSTOMER_PAY_ORDERS,
    at=_p.settled_day,
    value=_p.sold_hours,
    where=_p.is_timed == 1,
)
