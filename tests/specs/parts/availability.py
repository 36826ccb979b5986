"""Demand for parts, and orders that waited for them."""

from tests.specs.example import Example, Expect

# d5 is a pre-order; d6 does not say what was picked; d7 has no price; d8r takes d8 back.
_DEMAND = """
    demand_no | line_no | store | demand_at        | qty_requested | qty_first_pick | fill_source  | is_lost_sale | is_preorder | unit_price
    d1        | 1       | A     | 2025-03-03 09:00 | 2             | 2              | 现货         | no           | no          | 100
    d2        | 1       | A     | 2025-03-04 09:00 | 4             | 3              | 库存订单到货 | no           | no          | 50
    d3        | 1       | A     | 2025-03-05 09:00 | 1             | 0              | 紧急订单     | no           | no          | 1000
    d4        | 1       | A     | 2025-03-06 09:00 | 1             | 0              | 未满足       | yes          | no          | 300
    d5        | 1       | A     | 2025-03-07 09:00 | 1             | 0              | 库存订单到货 | no           | yes         | 500
    d6        | 1       | A     | 2025-03-08 09:00 | 1             | -              | 外采         | -            | -           | 200
    d7        | 1       | A     | 2025-03-09 09:00 | 1             | 1              | 现货         | no           | no          | -
    d8        | 1       | A     | 2025-03-10 09:00 | 3             | 3              | 现货         | no           | no          | 10
    d8r       | 1       | A     | 2025-03-11 09:00 | -3            | -3             | 现货         | no           | no          | 10
    e1        | 1       | B     | 2025-03-03 09:00 | 1             | 1              | 现货         | no           | no          | 600
    e2        | 1       | B     | 2025-03-20 09:00 | 1             | 1              | 现货         | no           | no          | 1000
    f1        | 1       | C     | 2025-02-20 09:00 | 1             | 0              | 紧急订单     | no           | no          | 400
    f2        | 1       | C     | 2025-03-20 09:00 | 1             | 0              | 库存订单到货 | no           | yes         | -
"""  # noqa: E501, a table is read as drawn

# a3 needed no part; nobody wrote down what a4 waited for; a6 is void; a7r takes a7 back.
_ORDERS = """
    ro_no | store | open_at          | ro_type  | status | waited_for_parts | labour_sales
    a1    | A     | 2025-03-03 09:00 | 一般维修 | 已结算 | yes              | 100
    a2    | A     | 2025-03-04 09:00 | 一般维修 | 已结算 | no               | 100
    a3    | A     | 2025-03-05 09:00 | 一般维修 | 已结算 | no               | 100
    a4    | A     | 2025-03-06 09:00 | 一般维修 | 待料   | yes              | -
    a5    | A     | 2025-03-07 09:00 | 一般维修 | 已结算 | -                | 100
    a6    | A     | 2025-03-07 09:00 | 一般维修 | 作废   | yes              | 100
    a7    | A     | 2025-03-08 09:00 | 一般维修 | 已结算 | yes              | 100
    a7r   | A     | 2025-03-08 09:00 | 一般维修 | 已结算 | yes              | -100
    b1    | B     | 2025-03-03 09:00 | 保养     | 已结算 | yes              | 100
    b2    | B     | 2025-03-03 09:00 | 保养     | 已结算 | no               | 100
    b3    | B     | 2025-03-03 09:00 | 保养     | 已结算 | no               | 100
    b4    | B     | 2025-03-03 09:00 | 保养     | 已结算 | no               | 100
    b5    | B     | 2025-03-03 09:00 | 保养     | 已结算 | no               | 100
    b6    | B     | 2025-03-03 09:00 | 保养     | 已结算 | no               | 100
    c1    | C     | 2025-02-03 09:00 | 保养     | 已结算 | no               | 100
    c2    | C     | 2025-03-03 09:00 | 保养     | 已结算 | no               | 100
"""

_NEEDED = """
    demand_no | line_no | store | demand_at        | ro_no
    d1        | 1       | A     | 2025-03-03 09:00 | a1
    d1        | 2       | A     | 2025-03-03 09:00 | a1
    d2        | 1       | A     | 2025-03-04 09:00 | a2
    d3        | 1       | A     | 2025-03-07 09:00 | a5
    d4        | 1       | A     | 2025-03-07 09:00 | a6
    d5        | 1       | A     | 2025-03-08 09:00 | a7
    e1        | 1       | B     | 2025-03-03 09:00 | b1
    e2        | 1       | B     | 2025-03-03 09:00 | b2
    e3        | 1       | B     | 2025-03-03 09:00 | b3
    e4        | 1       | B     | 2025-03-03 09:00 | b4
    e5        | 1       | B     | 2025-03-03 09:00 | b5
    e6        | 1       | B     | 2025-03-03 09:00 | b6
    f1        | 1       | C     | 2025-02-03 09:00 | c1
    f2        | 1       | C     | 2025-03-03 09:00 | -
"""

# A: 4 is a transfer, 5 goes back, 6 has not come, 7 has no price, 8 no order type, 9 is of April.
_PURCHASES = """
    po_no | line_no | store | order_type | ordered_at       | received_at      | qty_received | unit_cost
    1     | 1       | A     | 库存订单   | 2025-03-01 09:00 | 2025-03-05 10:00 | 10           | 100
    2     | 1       | A     | 紧急订单   | 2025-03-05 09:00 | 2025-03-06 10:00 | 2            | 150
    3     | 1       | A     | 外采       | 2025-03-07 09:00 | 2025-03-07 10:00 | 1            | 100
    4     | 1       | A     | 调拨入     | 2025-03-07 09:00 | 2025-03-08 10:00 | 1            | 100
    5     | 1       | A     | 紧急订单   | 2025-03-09 09:00 | 2025-03-09 10:00 | -1           | 150
    6     | 1       | A     | 外采       | 2025-03-20 09:00 | -                | -            | 100
    7     | 1       | A     | 紧急订单   | 2025-03-09 09:00 | 2025-03-10 10:00 | 5            | -
    8     | 1       | A     | -          | 2025-03-09 09:00 | 2025-03-11 10:00 | 5            | 100
    9     | 1       | A     | 外采       | 2025-03-30 09:00 | 2025-04-02 10:00 | 1            | 200
    10    | 1       | A     | 库存订单   | 2025-04-20 09:00 | -                | -            | 200
    11    | 1       | B     | 库存订单   | 2025-03-08 09:00 | 2025-03-10 10:00 | 1            | 650
    12    | 1       | C     | 外采       | 2025-02-09 09:00 | 2025-02-10 10:00 | 5            | 100
    13    | 1       | C     | 库存订单   | 2025-03-09 09:00 | -                | -            | 100
"""  # noqa: E501, a drawn table

# A recorded no lost sale in the year before March; a3r takes a3 back, a5 is a pre-order. B recorded
# one in April 2024 and none since, C one in March 2024, the thirteenth month back.
_RECORDED = """
    demand_no | line_no | store | demand_at        | qty_requested | is_lost_sale | is_preorder
    a0        | 1       | A     | 2025-01-10 09:00 | 1             | no           | no
    a1        | 1       | A     | 2025-03-03 09:00 | 1             | no           | no
    a2        | 1       | A     | 2025-03-04 09:00 | 2             | yes          | no
    a3        | 1       | A     | 2025-03-05 09:00 | 1             | yes          | no
    a3r       | 1       | A     | 2025-03-06 09:00 | -1            | yes          | no
    a4        | 1       | A     | 2025-03-07 09:00 | 1             | -            | no
    a5        | 1       | A     | 2025-03-08 09:00 | 1             | no           | yes
    b0        | 1       | B     | 2024-04-20 09:00 | 1             | yes          | no
    b1        | 1       | B     | 2025-03-05 09:00 | 1             | no           | no
    b1        | 2       | B     | 2025-03-05 09:00 | 1             | no           | no
    b1        | 3       | B     | 2025-03-05 09:00 | 1             | no           | no
    b2        | 1       | B     | 2025-03-06 09:00 | 1             | no           | no
    b2        | 2       | B     | 2025-03-06 09:00 | 1             | no           | no
    b2        | 3       | B     | 2025-03-06 09:00 | 1             | no           | no
    b3        | 1       | B     | 2025-04-06 09:00 | 1             | no           | no
    c0        | 1       | C     | 2024-03-20 09:00 | 1             | yes          | no
    c1        | 1       | C     | 2025-03-03 09:00 | 1             | no           | no
    c2        | 1       | C     | 2025-03-04 09:00 | 1             | no           | no
"""

EXAMPLES = (
    Example(
        kpi="parts_first_fill_rate",
        tables={"parts_demand_lines": _DEMAND},
        expect=(
            # d1 and d7 of d1-d4, d6, d7; d8 is netted.
            Expect("A", "2025-03", 1 / 3, 2, 6),
            Expect("B", "2025-03", 1, 2, 2),
            Expect("region North", "2025-03", 0.5, 4, 8),
            Expect("C", "2025-02", 0, 0, 1),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-Q1", 4 / 9, 4, 9),
        ),
    ),
    Example(
        kpi="parts_fill_rate_value",
        tables={"parts_demand_lines": _DEMAND},
        expect=(
            # 200 + 150 of 200 + 200 + 1000 + 300 + 500 + 200.
            Expect("A", "2025-03", 350 / 2400, 350, 2400),
            Expect("B", "2025-03", 1, 1600, 1600),
            Expect("region North", "2025-03", 0.4875, 1950, 4000),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-Q1", 1950 / 4400, 1950, 4400),
        ),
    ),
    Example(
        kpi="parts_service_level",
        tables={"parts_demand_lines": _DEMAND},
        expect=(
            # d1, d2, d5, d7 of d1-d7; d8 is netted.
            Expect("A", "2025-03", 4 / 7, 4, 7),
            Expect("B", "2025-03", 1, 2, 2),
            Expect("region North", "2025-03", 6 / 9, 6, 9),
            Expect("C", "2025-03", 1, 1, 1),
            Expect("A", "2025-03-12..2025-03-13", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-Q1", 7 / 11, 7, 11),
        ),
    ),
    Example(
        kpi="ro_parts_wait_rate",
        tables={"repair_orders": _ORDERS, "parts_demand_lines": _NEEDED},
        expect=(
            # a1 and a4 of a1, a2, a4, a5.
            Expect("A", "2025-03", 0.5, 2, 4),
            Expect("B", "2025-03", 1 / 6, 1, 6),
            Expect("region North", "2025-03", 0.3, 3, 10),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-Q1", 3 / 11, 3, 11),
        ),
    ),
    Example(
        kpi="parts_emergency_share",
        tables={"parts_purchase_lines": _PURCHASES},
        expect=(
            # 300 + 100 - 150 of 1000 + 300 + 100 + 100 - 150.
            Expect("A", "2025-03", 250 / 1350, 250, 1350),
            Expect("A", "2025-04", 1, 200, 200),
            Expect("B", "2025-03", 0, 0, 650),
            # Not the mean of 18.5 % and 0.
            Expect("region North", "2025-03", 0.125, 250, 2000),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-Q1", 0.3, 750, 2500),
        ),
    ),
    Example(
        kpi="parts_lost_sale_rate",
        tables={"parts_demand_lines": _RECORDED},
        expect=(
            # a2 of a1, a2, a4, a5; a3 is netted.
            Expect("A", "2025-03", 0.25, 1, 4),
            # Nobody had written a lost sale down: not zero.
            Expect("A", "2025-01", None, 0, 0, state="no_data"),
            # None lost in a store that records them: zero.
            Expect("B", "2025-03", 0, 0, 6),
            Expect("B", "2025-04", None, 0, 0, state="no_data"),
            Expect("C", "2024-03", 1, 1, 1),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("A", "2025-04", None, state="no_data"),
            # Not the mean of 25 % and 0.
            Expect("region North", "2025-03", 0.1, 1, 10),
            Expect("network", "2025-Q1", 0.1, 1, 10),
        ),
    ),
)
