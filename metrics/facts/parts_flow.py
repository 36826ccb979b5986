"""Parts going out at cost, and purchase lines by the day they came and the day they were due."""

import sqlalchemy as sa

from metrics.facts.columns import flag, or_zero, sign_of, table, wide
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import as_day

NOT_SOLD = ("调拨", "内部", "报废")
URGENT = ("紧急订单", "外采")

_i = table("parts_issue_lines")
_p = table("parts_purchase_lines")

ISSUES = Fact(
    name="parts_issues",
    words=Words("配件出库", "Parts issues"),
    source=sa.select(
        _i.c.store_code,
        _i.c.issue_no,
        _i.c.line_no,
        _i.c.ro_no,
        _i.c.part_no,
        _i.c.part_name,
        _i.c.issue_type,
        _i.c.pay_type,
        _i.c.qty,
        _i.c.unit_cost,
        _i.c.sales_ex_vat,
        as_day(_i.c.issued_at).label("issued_day"),
        (wide(_i.c.qty, 3) * _i.c.unit_cost).label("cost"),
        flag(sa.func.coalesce(_i.c.issue_type, "").not_in(NOT_SOLD)).label("is_sold"),
    ).subquery("parts_issues"),
    tables=("parts_issue_lines",),
    document=(
        "issue_no",
        "line_no",
        "issued_day",
        "part_no",
        "part_name",
        "issue_type",
        "qty",
        "unit_cost",
        "sales_ex_vat",
        "ro_no",
    ),
    dimensions={"part": "part_no", "pay_type": "pay_type", "issue_type": "issue_type"},
    labels={"issued_day": Words("出库日期", "Day of issue")},
)

_ordered, _received = or_zero(_p.c.qty_ordered), or_zero(_p.c.qty_received)
# A line taken back carries negative quantities on both columns.
_in_full = sa.or_(
    sa.and_(_ordered >= 0, _received >= _ordered), sa.and_(_ordered < 0, _received <= _ordered)
)

PURCHASES = Fact(
    name="parts_purchases",
    words=Words("配件采购行", "Parts purchase lines"),
    source=sa.select(
        _p.c.store_code,
        _p.c.po_no,
        _p.c.line_no,
        _p.c.supplier,
        _p.c.order_type,
        _p.c.part_no,
        _p.c.ordered_at,
        _p.c.promised_at,
        _p.c.qty_ordered,
        _p.c.qty_received,
        _p.c.received_at,
        _p.c.unit_cost,
        as_day(_p.c.received_at).label("received_day"),
        (wide(_p.c.qty_received, 3) * _p.c.unit_cost).label("received_cost"),
        sign_of(_ordered).label("lines"),
        flag(sa.and_(as_day(_p.c.received_at) <= _p.c.promised_at, _in_full)).label("is_otif"),
    ).subquery("parts_purchases"),
    tables=("parts_purchase_lines",),
    document=(
        "po_no",
        "line_no",
        "supplier",
        "order_type",
        "part_no",
        "promised_at",
        "received_at",
        "qty_ordered",
        "qty_received",
    ),
    dimensions={"supplier": "supplier", "order_type": "order_type", "part": "part_no"},
)

_s = ISSUES.c
_b = PURCHASES.c

PARTS_COST_SOLD = Flow(
    "parts_cost_sold", ISSUES, at=_s.issued_day, value=_s.cost, where=_s.is_sold == 1
)
STOCK_ORDER_RECEIPTS = Flow(
    "parts_stock_receipts",
    PURCHASES,
    at=_b.received_day,
    value=_b.received_cost,
    where=_b.order_type == "库存订单",
)
# What came in is known as urgent or not only if the line says how it was ordered.
PARTS_RECEIVED = Flow(
    "parts_received",
    PURCHASES,
    at=_b.received_day,
    value=_b.received_cost,
    where=_b.order_type.is_not(None),
)
PARTS_RECEIVED_URGENT = Flow(
    "parts_received_urgent",
    PURCHASES,
    at=_b.received_day,
    value=_b.received_cost,
    where=_b.order_type.in_(URGENT),
)
# Work on the store's own account is charged at cost; without sales or cost nothing is known.
_earning = sa.and_(
    _s.is_sold == 1,
    sa.func.coalesce(_s.pay_type, "") != "内部",
    _s.sales_ex_vat.is_not(None),
    _s.cost.is_not(None),
)
PARTS_SALES = Flow("parts_sales", ISSUES, at=_s.issued_day, value=_s.sales_ex_vat, where=_earning)
COUNTER_GROSS = Flow(
    "parts_counter_gross",
    ISSUES,
    at=_s.issued_day,
    value=_s.sales_ex_vat - _s.cost,
    where=sa.and_(_earning, _s.issue_type == "外销"),
)
PARTS_GROSS = Flow(
    "parts_gross", ISSUES, at=_s.issued_day, value=_s.sales_ex_vat - _s.cost, where=_earning
)
LINES_DUE = Flow("parts_po_lines_due", PURCHASES, at=_b.promised_at, value=_b.lines)
LINES_OTIF = Flow(
    "parts_po_lines_otif",
    PURCHASES,
    at=_b.promised_at,
    value=_b.lines,
    where=_b.is_otif == 1,
)
