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
)
