"""Accessories sold or given away, line by line, with or without a car."""

import sqlalchemy as sa

from metrics.facts.columns import or_zero, table
from metrics.facts.deal_gross import paid_line
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words

_s = table("accessory_sales")
# What is given away brings nothing and costs something.
_revenue = sa.case((paid_line, _s.c.revenue_ex_vat), else_=0)

ACCESSORY_LINES = Fact(
    name="accessory_lines",
    words=Words("精品销售行", "Accessory lines"),
    source=sa.select(
        _s.c.store_code,
        _s.c.sale_no,
        _s.c.line_no,
        _s.c.sale_date,
        _s.c.delivery_no,
        _s.c.item_code,
        _s.c.qty,
        _s.c.is_gift,
        _revenue.label("paid"),
        _s.c.cost_ex_vat,
        (_revenue - or_zero(_s.c.cost_ex_vat)).label("gross"),
    ).subquery("accessory_line_rows"),
    tables=("accessory_sales",),
    document=(
        "sale_no",
        "line_no",
        "sale_date",
        "delivery_no",
        "item_code",
        "qty",
        "is_gift",
        "paid",
        "cost_ex_vat",
        "gross",
    ),
    labels={
        "paid": Words("收入(赠送为零)", "Revenue (nothing for gifts)"),
        "gross": Words("精品毛利", "Accessory gross"),
    },
)

_c = ACCESSORY_LINES.c

# A line without a cost says nothing of gross.
ACCESSORY_GROSS = Flow(
    "accessory_gross",
    ACCESSORY_LINES,
    at=_c.sale_date,
    value=_c.gross,
    where=_c.cost_ex_vat.is_not(None),
)
