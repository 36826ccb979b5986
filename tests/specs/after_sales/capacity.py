"""Revenue per bay, and open orders."""

from tests.specs.example import Example, Expect

# C did not say how many bays it has.
# a2r takes a2 back; a3 is PDI, a4 internal, a5 void, a6 not settled.
_SETTLED = """
    ro_no | store | vin | open_at    | settled_at | ro_type  | status | labour_sales | parts_sales | discount
    a1    | A     | V1  | 2025-03-03 | 2025-03-05 | 事故     | 已结算 | 12000        | 19100       | 100
    a2    | A     | V2  | 2025-03-04 | 2025-03-05 | 保养     | 已结算 | 500          | 700         | -
    a2r   | A     | V2  | 2025-03-04 | 2025-03-08 | 保养     | 已结算 | -500         | -700        | -
    a3    | A     | V3  | 2025-03-04 | 2025-03-04 | PDI      | 已结算 | 80           | -           | -
    a4    | A     | V4  | 2025-03-04 | 2025-03-04 | 内部     | 已结算 | 90           | 40          | -
    a5    | A     | V5  | 2025-03-04 | 2025-03-04 | 保养     | 作废   | 400          | -           | -
    a6    | A     | V6  | 2025-03-30 | -          | 保养     | 在修   | 400          | -           | -
    b1    | B     | W1  | 2025-03-04 | 2025-03-04 | 保养     | 已结算 | 620          | -           | -
    c1    | C     | X1  | 2025-03-04 | 2025-03-04 | 保养     | 已结算 | 500          | -           | -
"""  # noqa: E501, a drawn table

# March weighs 2 of 24 and so is one month, the first quarter is one and a half.
_CALENDAR = """
    store | date       | is_business_day | day_weight
    A     | 2025-02-10 | yes             | 1
    A     | 2025-03-06 | yes             | 1
    A     | 2025-03-07 | no              | 9
    A     | 2025-03-20 | yes             | 1
    A     | 2025-09-01 | yes             | 21
    B     | 2025-02-10 | yes             | 1
    B     | 2025-03-06 | yes             | 1
    B     | 2025-03-20 | yes             | 1
    B     | 2025-09-01 | yes             | 21
    C     | 2025-03-06 | yes             | 1
"""

# a1 is settled in April, a2 on the day on which it came; of a3 nobody wrote the labour; a4 is PDI,
# a5 internal, a6 void; a2r is a reversal. a7 comes in April.
_OPEN = """
    ro_no | store | vin | open_at    | settled_at | ro_type  | status | labour_sales | parts_sales
    a1    | A     | V1  | 2025-03-03 | 2025-04-02 | 事故     | 已结算 | 1000         | 900
    a2    | A     | V2  | 2025-03-10 | 2025-03-10 | 保养     | 已结算 | 200          | 50
    a2r   | A     | V2  | 2025-03-10 | 2025-04-15 | 保养     | 已结算 | -200         | -50
    a3    | A     | V3  | 2025-03-28 | -          | 一般维修 | 在修   | -            | -
    a4    | A     | V4  | 2025-03-28 | -          | PDI      | 开单   | 80           | -
    a5    | A     | V5  | 2025-03-28 | -          | 内部     | 开单   | 500          | -
    a6    | A     | V6  | 2025-03-28 | -          | 保养     | 作废   | 300          | -
    a7    | A     | V7  | 2025-04-01 | -          | 保养     | 待料   | 300          | -
    b1    | B     | W1  | 2025-03-04 | 2025-04-10 | 一般维修 | 已结算 | 500          | -
    c1    | C     | X1  | 2025-02-10 | 2025-02-12 | 保养     | 已结算 | 100          | -
"""
# p3 came back; p5 was picked before the car came; p6 was taken for the shop's own use, p7 sold over
# the counter; p8 has no amount.
_ISSUES = """
    issue_no | line_no | store | ro_no | issue_type | sales_ex_vat | issued_at
    p1       | 1       | A     | a1    | 维修领料   | 400          | 2025-03-05 10:00
    p2       | 1       | A     | a1    | 维修领料   | 600          | 2025-03-20 10:00
    p3       | 1       | A     | a1    | 退料       | -100         | 2025-03-25 10:00
    p4       | 1       | A     | a3    | 维修领料   | 250          | 2025-03-30 10:00
    p5       | 1       | A     | a3    | 维修领料   | 50           | 2025-03-01 10:00
    p6       | 1       | A     | a3    | 内部       | 70           | 2025-03-29 10:00
    p7       | 1       | A     | -     | 外销       | 700          | 2025-03-29 10:00
    p8       | 1       | A     | a3    | 维修领料   | -            | 2025-03-29 10:00
    p9       | 1       | A     | a7    | 维修领料   | 60           | 2025-04-03 10:00
    p10      | 1       | A     | a2r   | 退料       | -50          | 2025-04-15 10:00
    b1       | 1       | B     | b1    | 维修领料   | 120          | 2025-03-05 10:00
    c1       | 1       | C     | c1    | 维修领料   | 30           | 2025-02-11 10:00
"""

EXAMPLES = (
    Example(
        kpi="revenue_per_bay",
        tables={"repair_orders": _SETTLED, "dim_calendar": _CALENDAR},
        extra_dim_store={"A": {"bay_count": 10}, "B": {"bay_count": 2}},
        expect=(
            # Ten bays for a month.
            Expect("A", "2025-03", 3100, 31000, 10),
            # For half a month.
            Expect("A", "2025-03-06..2025-03-10", -240, -1200, 5),
            # No business day.
            Expect("A", "2025-03-07..2025-03-07", None, state="no_data"),
            Expect("B", "2025-03", 310, 620, 2),
            # Twelve bays together, not the mean of both.
            Expect("region North", "2025-03", 2635, 31620, 12),
            # The revenue of C is on neither side.
            Expect("C", "2025-03", None, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-03", 2635, 31620, 12),
            Expect("network", "2025-Q1", 31620 / 18, 31620, 18),
        ),
    ),
    Example(
        kpi="open_ro_wip",
        tables={"repair_orders": _OPEN, "parts_issue_lines": _ISSUES},
        as_of="2025-04-30",
        expect=(
            # a1 with its labour only.
            Expect("A", "2025-03-04..2025-03-04", 1000),
            Expect("A", "2025-03-01..2025-03-21", 2000),
            # a1 1000 + 900, a3 250 + 50.
            Expect("A", "2025-03", 2200, numerator=2200),
            # a3 300, a7 360.
            Expect("A", "2025-04", 660),
            Expect("A", "2025-Q2", 660),
            Expect("A", "2025-03-01..2025-03-02", 0),
            Expect("B", "2025-03", 620),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("C", "2025-02", 0),
            Expect("C", "2025-02-01..2025-02-11", 130),
            Expect("region North", "2025-03", 2820),
            Expect("network", "2025-03", 2820),
            Expect("network", "2025-Q1", 2820),
        ),
    ),
)
