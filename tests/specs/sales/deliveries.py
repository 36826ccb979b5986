"""Hand-overs, targets and pace."""

from tests.specs.example import Example, Expect

# Store D has a budget, but no target for deliveries.
# Red-letter row v3r takes v3 back in April; v4 is fleet, v5 went through an outlet.
_DELIVERIES = """
    delivery_no | store | delivery_date | customer_type | outlet_code | revenue_ex_vat
    v1          | A     | 2025-03-03    | 零售          | -           | 100000
    v2          | A     | 2025-03-31    | 零售          | -           | -
    v3          | A     | 2025-03-20    | 零售          | -           | 90000
    v3r         | A     | 2025-04-02    | 零售          | -           | -90000
    v4          | A     | 2025-03-05    | 大客户        | -           | 80000
    v5          | A     | 2025-03-06    | 零售          | E1          | 70000
    v6          | A     | -             | 零售          | -           | 70000
    w1          | B     | 2025-03-10    | 零售          | -           | 100000
    x1          | C     | 2025-02-10    | 零售          | -           | 100000
    y1          | D     | 2025-03-12    | 零售          | -           | 100000
"""

_TARGETS = """
    store | period | department | metric_code       | value | version
    A     | 202503 | 销售       | retail_deliveries | 4     | 年初预算
    A     | 202503 | 销售       | retail_deliveries | 9     | 滚动预测
    A     | 202504 | 销售       | retail_deliveries | 2     | 年初预算
    B     | 202503 | 销售       | retail_deliveries | 16    | 年初预算
    C     | 202503 | 销售       | retail_deliveries | 5     | 年初预算
    D     | 202503 | 销售       | as_revenue        | 5     | 年初预算
"""

EXAMPLES = (
    Example(
        kpi="retail_deliveries",
        stores="A=North B=North C=South D=South",
        tables={"vehicle_deliveries": _DELIVERIES},
        expect=(
            Expect("A", "2025-03", 3, numerator=3),
            Expect("A", "2025-Q2", -1),
            Expect("B", "2025-03", 1),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("region North", "2025-03", 4),
            Expect("network", "2025-Q1", 6),
            Expect("A", "2025-03-04..2025-03-19", 0),
        ),
    ),
    Example(
        kpi="delivery_target_attainment",
        stores="A=North B=North C=South D=South",
        tables={"vehicle_deliveries": _DELIVERIES, "budgets": _TARGETS},
        expect=(
            Expect("A", "2025-03", 0.75, 3, 4),
            Expect("A", "2025-03-01..2025-03-10", 0.25, 1, 4),
            Expect("A", "2025-Q2", -0.5, -1, 2),
            # 4 of 20, not the average of 75 % and 6.25 %.
            Expect("region North", "2025-03", 0.2, 4, 20),
            Expect("C", "2025-03", None, state="no_data"),
            # D's delivery is on neither side: it has no target.
            Expect("D", "2025-03", None, state="no_data"),
            Expect("network", "2025-03", 0.2, 4, 20),
            Expect("network", "2025-Q1", 5 / 25, 5, 25),
        ),
    ),
    Example(
        kpi="delivery_pace_index",
        stores="A=North B=North C=South D=South",
        tables={
            "vehicle_deliveries": _DELIVERIES,
            "budgets": _TARGETS,
            "dim_calendar": """
                store | date       | is_business_day | day_weight
                A     | 2025-03-01 | yes             | 1
                A     | 2025-03-02 | no              | 1
                A     | 2025-03-03 | yes             | 1
                A     | 2025-03-31 | yes             | 2
                B     | 2025-03-01 | yes             | 1
                B     | 2025-03-31 | yes             | 1
                A     | 2025-04-02 | yes             | 1
                A     | 2025-04-30 | yes             | 1
            """,
        },
        expect=(
            # Half of the month's weight has passed: 1 of the 2 that were due.
            Expect("A", "2025-03-01..2025-03-10", 0.5, 1, 2),
            # B: 1 of 8. Together 2 of 10, not the mean of 0.5 and 0.125.
            Expect("region North", "2025-03-01..2025-03-10", 0.2, 2, 10),
            Expect("A", "2025-03", 0.75, 3, 4),
            Expect("network", "2025-03", 0.2, 4, 20),
            Expect("A", "2025-Q2", -0.5, -1, 2),
        ),
    ),
)
