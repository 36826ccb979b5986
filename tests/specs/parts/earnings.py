"""Margin, return on the money in stock, and parts beside labour."""

from datetime import date

from metrics.model.period import add_months, last_of_month
from tests.specs.example import Example, Expect

# i2 is warranty, i3r takes i3 back; i4 is work for the store itself, i5 to i7 are no sales; of i8
# the cost is not known, of i9 the sales.
_ISSUES = """
    issue_no | line_no | store | issued_at        | issue_type | pay_type | qty | unit_cost | sales_ex_vat
    i1       | 1       | A     | 2025-03-03 09:00 | 维修领料   | 客户自费 | 2   | 100       | 300
    i2       | 1       | A     | 2025-03-04 09:00 | 维修领料   | 索赔     | 1   | 100       | 120
    i3       | 1       | A     | 2025-03-05 09:00 | 外销       | -        | 1   | 50        | 80
    i3r      | 1       | A     | 2025-03-06 09:00 | 退料       | -        | -1  | 50        | -80
    i4       | 1       | A     | 2025-03-07 09:00 | 维修领料   | 内部     | 1   | 100       | 100
    i5       | 1       | A     | 2025-03-07 09:00 | 调拨       | -        | 1   | 100       | 100
    i6       | 1       | A     | 2025-03-07 09:00 | 报废       | -        | 1   | 100       | 0
    i7       | 1       | A     | 2025-03-07 09:00 | 内部       | -        | 1   | 100       | 0
    i8       | 1       | A     | 2025-03-08 09:00 | 外销       | -        | 1   | -         | 500
    i9       | 1       | A     | 2025-03-08 09:00 | 外销       | -        | 1   | 10        | -
    j1       | 1       | B     | 2025-03-03 09:00 | 外销       | -        | 10  | 40        | 580
    k1       | 1       | C     | 2025-02-03 09:00 | 外销       | -        | 1   | 10        | 20
    k2       | 1       | C     | 2025-03-03 09:00 | 内部       | -        | 1   | 10        | 0
"""  # noqa: E501, a drawn table

_MONTHS = [add_months(date(2024, 3, 1), step) for step in range(13)]
_ENDS = [last_of_month(month) for month in _MONTHS]
_MIDS = [month.replace(day=15) for month in _MONTHS[1:]]


def _each(row: str, days: list[date]) -> str:
    """A row for each day, which takes the place of ``DAY``."""
    return "\n".join(row.replace("DAY", str(day)) for day in days)


# A: 1000, at last 2300. B: 500. C has half a year only. D has empty shelves.
_STOCK = "\n".join(
    (
        "store|snapshot_date|warehouse|part_no|stock_value|is_special_order",
        _each("A | DAY | W1 | p1 | 1000 | no", _ENDS[:-1]),
        _each("A | DAY | W1 | p2 | 900 | yes", _ENDS),
        _each("A | DAY | W1 | p1 | 2300 | no", _ENDS[-1:]),
        _each("B | DAY | W1 | q1 | 500 | no", _ENDS),
        _each("C | DAY | W1 | r1 | 100 | no", _ENDS[-6:]),
        _each("D | DAY | W1 | s1 | 0 | no", _ENDS),
    )
)
# A earns 300 a month; of x1 comes back as much, x3 is too old. B earns 50 a month.
_SOLD = "\n".join(
    (
        "store|issue_no|line_no|issued_at|issue_type|pay_type|qty|unit_cost|sales_ex_vat",
        _each("A | i-DAY | 1 | DAY | 维修领料 | 保险 | 5 | 100 | 800", _MIDS),
        """
        A | x1 | 1 | 2025-03-16 | 外销 | - | 1  | 100 | 300
        A | x2 | 1 | 2025-03-17 | 退料 | - | -1 | 100 | -300
        A | x3 | 1 | 2024-03-20 | 外销 | - | 1  | 100 | 900
        A | x4 | 1 | 2025-03-18 | 报废 | - | 1  | 100 | 0
        """,
        _each("B | j-DAY | 1 | DAY | 外销 | - | 10 | 10 | 150", _MIDS),
        _each("C | k-DAY | 1 | DAY | 外销 | - | 2 | 10 | 30", _MIDS[-6:]),
        _each("D | l-DAY | 1 | DAY | 内部 | - | 1 | 10 | 0", _MIDS),
    )
)

# r2 and r3 are half warranty, and only the parts of r2 can be told apart; r4 is an insurer's; r5 is
# reversed; r6 is the store's own, r7 void; r8 is parts only; nobody knows who pays r9.
_ORDERS = """
    ro_no | store | open_at          | settled_at       | ro_type  | status | labour_sales | parts_sales
    r1    | A     | 2025-03-03 09:00 | 2025-03-03 17:00 | 一般维修 | 已结算 | 200          | 500
    r2    | A     | 2025-03-04 09:00 | 2025-03-04 17:00 | 保养     | 已结算 | 300          | 700
    r3    | A     | 2025-03-05 09:00 | 2025-03-05 17:00 | 一般维修 | 已结算 | 300          | 100
    r4    | A     | 2025-03-06 09:00 | 2025-03-06 17:00 | 事故     | 已结算 | 1000         | 3000
    r5    | A     | 2025-03-10 09:00 | 2025-03-10 17:00 | 一般维修 | 已结算 | 50           | 100
    r5r   | A     | 2025-03-10 09:00 | 2025-03-12 17:00 | 一般维修 | 已结算 | -50          | -100
    r6    | A     | 2025-03-11 09:00 | 2025-03-11 17:00 | 内部     | 已结算 | 100          | 100
    r7    | A     | 2025-03-11 09:00 | 2025-03-11 17:00 | 一般维修 | 作废   | 100          | 100
    r8    | A     | 2025-03-12 09:00 | 2025-03-12 17:00 | 一般维修 | 已结算 | -            | 60
    r9    | A     | 2025-03-13 09:00 | 2025-03-13 17:00 | 一般维修 | 已结算 | 500          | 100
    s1    | B     | 2025-03-13 09:00 | 2025-03-13 17:00 | 保养     | 已结算 | 200          | 240
    t1    | C     | 2025-01-13 09:00 | 2025-01-13 17:00 | 保养     | 已结算 | 100          | 50
    t2    | C     | 2025-02-13 09:00 | 2025-02-13 17:00 | 索赔     | 已结算 | 100          | 50
"""  # noqa: E501, a drawn table
_LABOUR = """
    ro_no | line_no | store | pay_type | labour_sales | settled_at
    r1    | 1       | A     | 客户自费 | 150          | 2025-03-03 17:00
    r1    | 2       | A     | 客户自费 | 50           | 2025-03-03 17:00
    r2    | 1       | A     | 客户自费 | 100          | 2025-03-04 17:00
    r2    | 2       | A     | 索赔     | 200          | 2025-03-04 17:00
    r3    | 1       | A     | 客户自费 | 100          | 2025-03-05 17:00
    r3    | 2       | A     | 索赔     | 200          | 2025-03-05 17:00
    r4    | 1       | A     | 保险     | 1000         | 2025-03-06 17:00
    r5    | 1       | A     | 客户自费 | 50           | 2025-03-10 17:00
    r5r   | 1       | A     | 客户自费 | -50          | 2025-03-12 17:00
    r6    | 1       | A     | 内部     | 100          | 2025-03-11 17:00
    r7    | 1       | A     | 客户自费 | 100          | 2025-03-11 17:00
    s1    | 1       | B     | 客户自费 | 200          | 2025-03-13 17:00
    t1    | 1       | C     | 客户自费 | 100          | 2025-01-13 17:00
    t2    | 1       | C     | 索赔     | 100          | 2025-02-13 17:00
"""
_ISSUED = """
    issue_no | line_no | store | ro_no | issued_at        | issue_type | pay_type | sales_ex_vat
    u1       | 1       | A     | r2    | 2025-03-04 10:00 | 维修领料   | 客户自费 | 500
    u2       | 1       | A     | r2    | 2025-03-04 11:00 | 退料       | 客户自费 | -100
    u3       | 1       | A     | r2    | 2025-03-04 10:00 | 维修领料   | 索赔     | 300
    u4       | 1       | A     | r8    | 2025-03-12 10:00 | 维修领料   | 客户自费 | 60
    u5       | 1       | A     | -     | 2025-03-12 10:00 | 外销       | 客户自费 | 900
"""

EXAMPLES = (
    Example(
        kpi="parts_gross_margin",
        tables={"parts_issue_lines": _ISSUES},
        expect=(
            # 100 + 20 of 300 + 120; i3 is netted.
            Expect("A", "2025-03", 120 / 420, 120, 420),
            Expect("B", "2025-03", 180 / 580, 180, 580),
            Expect("C", "2025-02", 0.5, 10, 20),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("region North", "2025-03", 0.3, 300, 1000),
            Expect("network", "2025-Q1", 310 / 1020, 310, 1020),
        ),
    ),
    Example(
        kpi="parts_gmroi",
        stores="A=North B=North C=South D=South",
        tables={"parts_stock_snapshot": _STOCK, "parts_issue_lines": _SOLD},
        expect=(
            # 12 x 300 on (12 x 1000 + 2300) / 13.
            Expect("A", "2025-03", 3600 / 1100, 3600, 1100),
            Expect("A", "2025-Q1", 3600 / 1100, 3600, 1100),
            Expect("B", "2025-03", 1.2, 600, 500),
            Expect("region North", "2025-03", 2.625, 4200, 1600),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("D", "2025-03", None, 0, 0, state="no_data"),
            Expect("A", "2025-06", None, state="no_data"),
            Expect("network", "2025-Q1", 2.625, 4200, 1600),
        ),
    ),
    Example(
        kpi="parts_to_labour_ratio",
        tables={
            "repair_orders": _ORDERS,
            "ro_labour_lines": _LABOUR,
            "parts_issue_lines": _ISSUED,
        },
        expect=(
            # r1 500, r2 400, r8 60; r1 200, r2 100.
            Expect("A", "2025-03", 3.2, 960, 300),
            Expect("B", "2025-03", 1.2, 240, 200),
            Expect("C", "2025-01", 0.5, 50, 100),
            Expect("C", "2025-02", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            # Not the mean of 3.2 and 1.2.
            Expect("region North", "2025-03", 2.4, 1200, 500),
            Expect("network", "2025-Q1", 1250 / 600, 1250, 600),
        ),
    ),
)
