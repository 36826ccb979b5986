"""Work in progress: customers' orders from the day they were opened until they are settled.

Their labour counts from the day of opening, their parts from the day of issue, whatever the status
says today. A reversal is a matter of the books and stands in no bay.
"""

import sqlalchemy as sa

from metrics.facts.columns import or_zero
from metrics.facts.parts_flow import ISSUES
from metrics.facts.repair_orders import DAY_WORDS, REPAIR_ORDERS
from metrics.model.facts import Fact
from metrics.model.measures import Level
from metrics.model.words import Words
from warehouse.functions import add_days, greatest

LONG_AFTER = 7
"""Days in the workshop after which an order that is not settled counts as overdue."""

_o, _i = REPAIR_ORDERS.source, ISSUES.source
_counts = sa.and_(_o.c.is_customers == 1, _o.c.orders == 1)

OPEN_ORDERS = Fact(
    name="open_orders",
    words=Words("在修工单", "Open repair orders"),
    source=sa.select(
        _o.c.store_code,
        _o.c.ro_no,
        _o.c.vin,
        _o.c.ro_type,
        _o.c.sa_id,
        _o.c.status,
        _o.c.open_at,
        _o.c.open_day,
        _o.c.promised_at,
        _o.c.completed_at,
        _o.c.settled_day,
        _o.c.labour_sales,
        or_zero(_o.c.labour_sales).label("labour"),
        add_days(_o.c.open_day, LONG_AFTER + 1).label("long_since"),
    )
    .where(_counts)
    .subquery("open_order_rows"),
    tables=("repair_orders",),
    document=(
        "ro_no",
        "open_at",
        "vin",
        "ro_type",
        "sa_id",
        "status",
        "promised_at",
        "completed_at",
        "settled_day",
        "labour_sales",
    ),
    dimensions={"adviser": "sa_id", "repair_type": "ro_type"},
    labels={"open_day": DAY_WORDS["open_day"], "settled_day": DAY_WORDS["settled_day"]},
)

OPEN_ORDER_PARTS = Fact(
    name="open_order_parts",
    words=Words("在修工单领料", "Parts issued to open repair orders"),
    source=sa.select(
        _i.c.store_code,
        _i.c.issue_no,
        _i.c.line_no,
        _i.c.ro_no,
        _i.c.part_no,
        _i.c.part_name,
        _i.c.issue_type,
        _i.c.qty,
        _i.c.sales_ex_vat,
        _i.c.issued_day,
        _o.c.ro_type,
        _o.c.sa_id,
        _o.c.settled_day,
        greatest(_i.c.issued_day, _o.c.open_day).label("since"),
    )
    .select_from(_i.join(_o, sa.and_(_o.c.store_code == _i.c.store_code, _o.c.ro_no == _i.c.ro_no)))
    .where(_counts, _i.c.is_sold == 1)
    .subquery("open_order_part_rows"),
    tables=("parts_issue_lines", "repair_orders"),
    document=(
        "ro_no",
        "issue_no",
        "line_no",
        "issued_day",
        "part_no",
        "part_name",
        "issue_type",
        "qty",
        "sales_ex_vat",
        "settled_day",
    ),
    dimensions={"adviser": "sa_id", "repair_type": "ro_type"},
    labels={
        "issued_day": Words("出库日期", "Day of issue"),
        "settled_day": DAY_WORDS["settled_day"],
    },
)

_w, _p = OPEN_ORDERS.c, OPEN_ORDER_PARTS.c

OPEN_LONG = Level("open_ro_long", OPEN_ORDERS, start=_w.long_since, end=_w.settled_day)
OPEN_LONG_LABOUR = Level(
    "open_ro_long_labour", OPEN_ORDERS, start=_w.long_since, end=_w.settled_day, value=_w.labour
)
OPEN_LABOUR = Level(
    "open_ro_labour", OPEN_ORDERS, start=_w.open_day, end=_w.settled_day, value=_w.labour
)
OPEN_PARTS = Level(
    "open_ro_parts",
    OPEN_ORDER_PARTS,
    start=_p.since,
    end=_p.settled_day,
    value=or_zero(_p.sales_ex_vat),
)
