"""Turns and months' supply: thirteen month ends and twelve months, the same every month but one."""

from datetime import date

from metrics.model.period import add_months, last_of_month
from tests.specs.example import Example, Expect

_MONTHS = [add_months(date(2024, 3, 1), step) for step in range(13)]
_ENDS = [last_of_month(month) for month in _MONTHS]
_YEAR = _MONTHS[1:]


def _each(row: str, days: list[date]) -> str:
    """A row for each day, which takes the place of ``DAY``."""
    return "\n".join(row.replace("DAY", str(day)) for day in days)


def _mid(months: list[date]) -> list[date]:
    return [month.replace(day=15) for month in months]


# A: 1000, at last 2300. B: 500. C has half a year only. D has empty shelves.
_STOCK = "\n".join(
    (
        "store|snapshot_date|warehouse|part_no|qty_on_hand|stock_value|is_special_order",
        _each("A | DAY | W1 | p1 | 10 | 1000 | no", _ENDS[:-1]),
        _each("A | DAY | W1 | p2 | 1 | 900 | yes", _ENDS),
        _each("A | DAY | W1 | p1 | 23 | 2300 | no", _ENDS[-1:]),
        _each("B | DAY | - | q1 | 5 | 500 | no", _ENDS),
        _each("C | DAY | W1 | r1 | 1 | 100 | no", _ENDS[-6:]),
        _each("D | DAY | W1 | s1 | 0 | 0 | no", _ENDS),
    )
)

# A sells 500 a month, in March 600 more of which 100 come back; the rest is no sale. The line of
# March 2024 is too old, the one without a cost says nothing. D uses parts itself only.
_ISSUES = "\n".join(
    (
        "store|issue_no|line_no|issued_at|issue_type|qty|unit_cost",
        _each("A | i-DAY | 1 | DAY | 维修领料 | 5 | 100", _mid(_YEAR)),
        """
        A | old | 1 | 2024-03-15 | 外销     | 99 | 100
        A | x1  | 1 | 2025-03-16 | 外销     | 6  | 100
        A | x2  | 1 | 2025-03-17 | 退料     | -1 | 100
        A | x3  | 1 | 2025-03-18 | 调拨     | 10 | 100
        A | x4  | 1 | 2025-03-18 | 内部     | 10 | 100
        A | x5  | 1 | 2025-03-18 | 报废     | 10 | 100
        A | x6  | 1 | 2025-03-18 | 维修领料 | 10 | -
        A | x7  | 1 | 2025-04-05 | 维修领料 | 5  | 100
        """,
        _each("B | j-DAY | 1 | DAY | 外销 | 100 | 10", _mid(_YEAR)),
        _each("C | k-DAY | 1 | DAY | 外销 | 2 | 10", _mid(_YEAR[-6:])),
        _each("D | l-DAY | 1 | DAY | 内部 | 1 | 10", _mid(_YEAR)),
    )
)

# A receives 400 a month on stock orders, and once 700 that were ordered before the year began, less
# 300 sent back; an emergency order and an open one are not stock received.
_PURCHASES = "\n".join(
    (
        "store|po_no|line_no|order_type|ordered_at|received_at|qty_received|unit_cost",
        _each("A | p-DAY | 1 | 库存订单 | DAY | DAY | 4 | 100", _mid(_YEAR)),
        """
        A | y1 | 1 | 库存订单 | 2024-03-20 | 2024-04-02 | 7  | 100
        A | y2 | 1 | 库存订单 | 2025-03-02 | 2025-03-12 | -3 | 100
        A | y3 | 1 | 紧急订单 | 2025-03-02 | 2025-03-03 | 10 | 100
        A | y4 | 1 | 库存订单 | 2025-03-20 | -          | -  | 100
        """,
        _each("B | q-DAY | 1 | 库存订单 | DAY | DAY | 25 | 10", _mid(_YEAR)),
        _each("C | r-DAY | 1 | 库存订单 | DAY | DAY | 2 | 10", _mid(_YEAR[-6:])),
        _each("D | s-DAY | 1 | 紧急订单 | DAY | DAY | 1 | 10", _mid(_YEAR)),
    )
)

_STORES = "A=North B=North C=South D=South"

EXAMPLES = (
    Example(
        kpi="parts_turnover_gross",
        stores=_STORES,
        tables={"parts_stock_snapshot": _STOCK, "parts_issue_lines": _ISSUES},
        expect=(
            # 12 x 500 + 600 - 100; (12 x 1000 + 2300) / 13.
            Expect("A", "2025-03", 6500 / 1100, 6500, 1100),
            Expect("A", "2025-Q1", 6500 / 1100, 6500, 1100),
            # In April: from 11 April, on eleven ends of 1000 and 2300 for March and today.
            Expect("A", "2025-04-01..2025-04-10", 7000 / 1200, 7000, 1200),
            Expect("B", "2025-03", 24, 12000, 500),
            Expect("region North", "2025-03", 11.5625, 18500, 1600),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("D", "2025-03", None, 0, 0, state="no_data"),
            Expect("A", "2025-06", None, state="no_data"),
            Expect("network", "2025-Q1", 11.5625, 18500, 1600),
        ),
    ),
    Example(
        kpi="parts_turnover_true",
        stores=_STORES,
        tables={"parts_stock_snapshot": _STOCK, "parts_purchase_lines": _PURCHASES},
        expect=(
            # 12 x 400 + 700 - 300.
            Expect("A", "2025-03", 5200 / 1100, 5200, 1100),
            Expect("B", "2025-03", 6, 3000, 500),
            Expect("region North", "2025-03", 5.125, 8200, 1600),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("D", "2025-03", None, 0, 0, state="no_data"),
            Expect("network", "2025-Q1", 5.125, 8200, 1600),
        ),
    ),
    Example(
        kpi="parts_months_supply",
        stores=_STORES,
        tables={"parts_stock_snapshot": _STOCK, "parts_issue_lines": _ISSUES},
        expect=(
            # 3 x 2300 / (3 x 500 + 600 - 100).
            Expect("A", "2025-03", 3.45, 2300, 2000),
            Expect("B", "2025-03", 0.5, 500, 3000),
            Expect("region North", "2025-03", 1.68, 2800, 5000),
            Expect("C", "2025-03", 5, 100, 60),
            Expect("D", "2025-03", None, 0, 0, state="no_data"),
            Expect("A", "2025-06", None, state="no_data"),
            Expect("network", "2025-Q1", 3 * 2900 / 5060, 2900, 5060),
        ),
    ),
)
