"""Visits and revenue of the workshop."""

from tests.specs.example import Example, Expect

# V1 has two orders on one day; a7r takes a7 back; a9 has no VIN; a10 is not settled yet.
_ORDERS = """
    ro_no | store | vin | open_at          | settled_at       | ro_type  | status | labour_sales | parts_sales | other_sales | discount
    a1    | A     | V1  | 2025-03-03 09:00 | 2025-03-03 17:00 | 保养     | 已结算 | 300          | 500         | -           | 50
    a2    | A     | V1  | 2025-03-03 09:10 | 2025-03-03 17:00 | 索赔     | 已结算 | 200          | 100         | -           | -
    a3    | A     | V2  | 2025-03-05 10:00 | 2025-04-02 10:00 | 事故     | 已结算 | 4000         | 6000        | 1000        | 200
    a4    | A     | V3  | 2025-03-06 10:00 | 2025-03-06 11:00 | PDI      | 已结算 | 80           | -           | -           | -
    a5    | A     | V4  | 2025-03-07 10:00 | 2025-03-07 11:00 | 内部     | 已结算 | 90           | 40          | -           | -
    a6    | A     | V5  | 2025-03-08 10:00 | 2025-03-08 11:00 | 一般维修 | 作废   | 100          | -           | -           | -
    a7    | A     | V6  | 2025-03-10 10:00 | 2025-03-10 11:00 | 一般维修 | 已结算 | 100          | 200         | -           | -
    a7r   | A     | V6  | 2025-03-10 10:00 | 2025-03-12 11:00 | 一般维修 | 已结算 | -100         | -200        | -           | -
    a8    | A     | V1  | 2025-03-20 10:00 | 2025-03-20 11:00 | 一般维修 | 已结算 | 50           | -           | -           | -
    a9    | A     | -   | 2025-03-21 10:00 | 2025-03-21 11:00 | 保养     | 已结算 | 100          | -           | -           | -
    a10   | A     | V7  | 2025-04-15 10:00 | -                | 一般维修 | 在修   | -            | -           | -           | -
    b0    | B     | W1  | 2025-02-10 10:00 | 2025-02-10 11:00 | 保养     | 已结算 | 100          | 100         | -           | -
    b1    | B     | W1  | 2025-03-04 10:00 | 2025-03-04 11:00 | 保养     | 已结算 | 200          | 200         | -           | -
    c1    | C     | X1  | 2025-03-31 23:30 | 2025-04-01 09:00 | 首保     | 已结算 | 150          | 50          | -           | -
"""  # noqa: E501, a table is read as drawn

_TARGETS = """
    store | period | department | metric_code     | value | version
    A     | 202503 | 售后       | as_revenue      | 2400  | 年初预算
    A     | 202503 | 售后       | as_revenue      | 9000  | 滚动预测
    A     | 202503 | 售后       | as_visits       | 500   | 年初预算
    A     | 202504 | 售后       | as_revenue      | 20000 | 年初预算
    B     | 202503 | 售后       | as_revenue      | 1600  | 年初预算
    C     | 202503 | 售后       | as_revenue      | 0     | 年初预算
"""

EXAMPLES = (
    Example(
        kpi="as_visits",
        tables={"repair_orders": _ORDERS},
        expect=(
            # V1 on the 3rd, V2, V1 on the 20th; V6 cancels out.
            Expect("A", "2025-03", 3, numerator=3),
            Expect("A", "2025-03-11..2025-03-19", 0),
            Expect("A", "2025-Q2", 1),
            Expect("B", "2025-Q1", 2),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("region North", "2025-03", 4),
            Expect("network", "2025-03", 5),
            Expect("network", "2025-Q1", 6),
        ),
    ),
    Example(
        kpi="as_revenue",
        tables={"repair_orders": _ORDERS},
        expect=(
            # 750 + 300 + 300 - 300 + 50 + 100.
            Expect("A", "2025-03", 1200, numerator=1200),
            Expect("A", "2025-04", 10800),
            Expect("A", "2025-03-11..2025-03-13", -300),
            Expect("B", "2025-03", 400),
            Expect("B", "2025-04", None, state="no_data"),
            # Opened in March, settled in April.
            Expect("C", "2025-03", 0),
            Expect("region North", "2025-03", 1600),
            Expect("network", "2025-Q1", 1800),
        ),
    ),
    Example(
        kpi="as_revenue_attainment",
        tables={"repair_orders": _ORDERS, "budgets": _TARGETS},
        expect=(
            Expect("A", "2025-03", 0.5, 1200, 2400),
            Expect("A", "2025-03-01..2025-03-10", 0.5625, 1350, 2400),
            Expect("B", "2025-03", 0.25, 400, 1600),
            # 1600 of 4000, not the mean of 50 % and 25 %.
            Expect("region North", "2025-03", 0.4, 1600, 4000),
            # Nothing of C counts where it has no target.
            Expect("C", "2025-03", None, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-Q1", 0.45, 1800, 4000),
            Expect("A", "2025-Q2", 0.54, 10800, 20000),
        ),
    ),
    Example(
        kpi="as_revenue_per_visit",
        tables={"repair_orders": _ORDERS},
        expect=(
            # V1 on the 3rd and the 20th; V6 is settled and taken back.
            Expect("A", "2025-03", 600, 1200, 2),
            Expect("B", "2025-03", 400, 400, 1),
            Expect("region North", "2025-03", 1600 / 3, 1600, 3),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("A", "2025-04", 10800, 10800, 1),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-Q1", 450, 1800, 4),
        ),
    ),
    Example(
        kpi="collision_revenue_share",
        tables={"repair_orders": _ORDERS},
        expect=(
            Expect("A", "2025-03", 0, 0, 1200),
            Expect("A", "2025-04", 1, 10800, 10800),
            # 1200 in March, 10800 in April.
            Expect("A", "2025", 0.9, 10800, 12000),
            Expect("B", "2025-03", 0, 0, 400),
            # 10800 of 12600, not the mean of 90 % and nothing.
            Expect("region North", "2025", 6 / 7, 10800, 12600),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-04", 10800 / 10800, 10800, 10800),
            Expect("network", "2025-Q1", 0, 0, 1800),
            Expect("network", "2025-Q2", 10800 / 10800, 10800, 10800),
        ),
    ),
)
