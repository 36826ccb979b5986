"""Net orders, growth, fleet and outlet shares, deliveries per consultant."""

from tests.specs.example import Example, Expect

# o0 of February is cancelled in March, the fleet order o2 in April; of o9 the order's day is not
# known, so that its cancellation takes nothing away.
_ORDERS = """
    order_no | store | order_date | customer_type | cancel_date
    o0       | A     | 2025-02-10 | 零售          | 2025-03-10
    o1       | A     | 2025-03-03 | 零售          | -
    o2       | A     | 2025-03-04 | 大客户        | 2025-04-02
    o3       | A     | 2025-03-31 | 零售          | -
    o4       | A     | 2025-04-05 | 零售          | -
    o9       | A     | -          | 零售          | 2025-03-15
    p1       | B     | 2025-03-05 | 零售          | -
    x1       | C     | 2025-02-05 | 零售          | -
    x2       | C     | 2025-02-06 | 零售          | 2025-02-20
"""

# A: 4, then 6 less one reversal; the fleet car counts in neither quarter. B: 2, then 1.
# C sold nothing but a fleet car before.
_QUARTERS = """
    delivery_no | store | delivery_date | customer_type | revenue_ex_vat
    a1          | A     | 2024-10-10    | 零售          | 100000
    a2          | A     | 2024-11-10    | 零售          | 100000
    a3          | A     | 2024-12-05    | 零售          | 100000
    a4          | A     | 2024-12-31    | 零售          | 100000
    a5          | A     | 2024-12-31    | 大客户        | 100000
    a6          | A     | 2025-01-10    | 零售          | 100000
    a7          | A     | 2025-02-10    | 零售          | -
    a8          | A     | 2025-03-05    | 零售          | 100000
    a9          | A     | 2025-03-20    | 零售          | 100000
    a10         | A     | 2025-03-25    | 零售          | 100000
    a11         | A     | 2025-03-26    | 零售          | 100000
    a11r        | A     | 2025-03-28    | 零售          | -100000
    b1          | B     | 2024-10-10    | 零售          | 100000
    b2          | B     | 2024-10-11    | 零售          | 100000
    b3          | B     | 2025-03-31    | 零售          | 100000
    c1          | C     | 2024-11-11    | 大客户        | 100000
    c2          | C     | 2025-02-11    | 零售          | 100000
"""

# v3 is taken back in April; v5 and v6 are no customers; v7 and v8 went through an outlet, v8 is
# internal by its type.
_TYPES = """
    delivery_no | store | delivery_date | customer_type | outlet_code | revenue_ex_vat
    v1          | A     | 2025-03-03    | 零售          | -           | 100000
    v2          | A     | 2025-03-04    | 零售          | -           | -
    v3          | A     | 2025-03-05    | 大客户        | -           | 90000
    v3r         | A     | 2025-04-10    | 大客户        | -           | -90000
    v4          | A     | 2025-03-06    | 二级网点      | E1          | 80000
    v5          | A     | 2025-03-07    | 内部          | -           | 80000
    v6          | A     | 2025-03-07    | 试驾车转售    | -           | 60000
    v7          | A     | 2025-03-08    | 零售          | E2          | 70000
    v8          | A     | 2025-03-09    | 内部          | E1          | 70000
    w1          | B     | 2025-03-10    | 大客户        | -           | 100000
    w2          | B     | 2025-03-10    | 大客户        | E3          | 100000
    w3          | B     | 2025-03-10    | 零售          | -           | 100000
    x1          | C     | 2025-02-10    | 零售          | -           | 100000
    x2          | C     | 2025-03-10    | 内部          | -           | 100000
"""

# A: s1 all the time, s2 from the middle of April (15 of 30 days), s3 until the end of March; the
# manager s4 is no consultant. B: three all the time. C has a technician only.
_EMPLOYEES = """
    employee_id | store | position | hire_date  | leave_date
    s1          | A     | 销售顾问 | 2024-01-01 | -
    s2          | A     | 销售顾问 | 2025-04-16 | -
    s3          | A     | 销售顾问 | 2024-06-01 | 2025-04-01
    s4          | A     | 销售经理 | 2024-01-01 | -
    t1          | B     | 销售顾问 | 2024-01-01 | -
    t2          | B     | 销售顾问 | 2024-01-01 | -
    t3          | B     | 销售顾问 | 2024-01-01 | -
    u1          | C     | 技师     | 2024-01-01 | -
"""
_DELIVERED = """
    delivery_no | store | delivery_date | customer_type | revenue_ex_vat
    v1          | A     | 2025-04-03    | 零售          | 100000
    v2          | A     | 2025-04-20    | 零售          | 100000
    v3          | A     | 2025-04-21    | 零售          | 100000
    v4          | A     | 2025-04-21    | 大客户        | 100000
    v5          | A     | 2025-01-21    | 零售          | 100000
    v6          | A     | 2025-02-21    | 零售          | 100000
    v7          | A     | 2025-02-22    | 零售          | 100000
    w1          | B     | 2025-04-03    | 零售          | 100000
    w2          | B     | 2025-04-03    | 零售          | 100000
    w3          | B     | 2025-04-03    | 零售          | 100000
    x1          | C     | 2025-03-03    | 零售          | 100000
"""
# Each month has one day of business, so that a month weighs a twelfth of the year.
_TWELFTHS = "store | date | is_business_day | day_weight\n" + "\n".join(
    f"{store} | 2025-{month:02d}-15 | yes | 1" for store in "ABC" for month in range(1, 13)
)

EXAMPLES = (
    Example(
        kpi="net_orders",
        tables={"vehicle_orders": _ORDERS},
        expect=(
            # Three signed, o0 cancelled.
            Expect("A", "2025-03", 2, 2),
            Expect("A", "2025-04", 0, 0),
            Expect("A", "2025-02", 1),
            Expect("A", "2025-03-10..2025-03-20", -1),
            Expect("B", "2025-03", 1),
            Expect("C", "2025-Q1", 1),
            Expect("region North", "2025-03", 3),
            Expect("network", "2025-Q1", 5),
            Expect("A", "2025-05", None, state="no_data"),
        ),
    ),
    Example(
        kpi="deliveries_qoq_growth",
        tables={"vehicle_deliveries": _QUARTERS},
        expect=(
            Expect("A", "2025-Q1", 0.25, 1, 4),
            Expect("B", "2025-Q1", -0.5, -1, 2),
            # 6 after 6, not the mean of +25 % and -50 %.
            Expect("region North", "2025-Q1", 0, 0, 6),
            Expect("network", "2025-Q1", 1 / 6, 1, 6),
            # One until the end of January, one in the first 31 days of October.
            Expect("A", "2025-01", 0, 0, 1),
            Expect("A", "2025-03", 0.25, 1, 4),
            Expect("C", "2025-Q1", None, 1, 0, state="no_data"),
            Expect("A", "2025-Q2", None, state="no_data"),
        ),
    ),
    Example(
        kpi="key_account_share",
        tables={"vehicle_deliveries": _TYPES},
        expect=(
            # v3 of v1, v2, v3, v4, v7.
            Expect("A", "2025-03", 0.2, 1, 5),
            Expect("B", "2025-03", 2 / 3, 2, 3),
            # 3 of 8, not the mean of 20 % and 67 %.
            Expect("region North", "2025-03", 0.375, 3, 8),
            Expect("network", "2025-Q1", 3 / 9, 3, 9),
            Expect("A", "2025-04", 1, -1, -1),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
        ),
    ),
    Example(
        kpi="secondary_outlet_sales_share",
        tables={"vehicle_deliveries": _TYPES},
        expect=(
            # v4, v7 and v8 of these and v1, v2, v3.
            Expect("A", "2025-03", 0.5, 3, 6),
            Expect("B", "2025-03", 1 / 3, 1, 3),
            # 4 of 9, not the mean of 50 % and 33 %.
            Expect("region North", "2025-03", 4 / 9, 4, 9),
            Expect("network", "2025-Q1", 0.4, 4, 10),
            Expect("A", "2025-04", 0, 0, -1),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
        ),
    ),
    Example(
        kpi="deliveries_per_consultant",
        tables={
            "vehicle_deliveries": _DELIVERED,
            "dim_employee": _EMPLOYEES,
            "dim_calendar": _TWELFTHS,
        },
        expect=(
            # Three cars, one and a half consultants, one month.
            Expect("A", "2025-04", 2, 3, 1.5),
            Expect("B", "2025-04", 1, 3, 3),
            # 6 on 4.5, not the mean of 2 and 1.
            Expect("region North", "2025-04", 6 / 4.5, 6, 4.5),
            # Two consultants for three months.
            Expect("A", "2025-Q1", 0.5, 3, 6),
            Expect("network", "2025-Q1", 4 / 6, 4, 6),
            # No day of business has passed.
            Expect("A", "2025-04-01..2025-04-14", None, 1, 0, state="no_data"),
            Expect("C", "2025-03", None, 1, 0, state="no_data"),
            Expect("B", "2025-03", None, state="no_data"),
        ),
    ),
)
