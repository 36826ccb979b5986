"""Deliveries with a loan or a policy of the store."""

from tests.specs.example import Example, Expect

# v3 is taken back in April and invoiced anew, v7 is taken back for good; v4 is fleet, v5 went
# through an outlet; v6 has neither order nor amount.
_DELIVERIES = """
    delivery_no | store | order_no | vin | delivery_date | customer_type | outlet_code | revenue_ex_vat
    v1          | A     | o1       | V1  | 2025-03-03    | 零售          | -           | 100000
    v2          | A     | o2       | V2  | 2025-03-10    | 零售          | -           | 100000
    v3          | A     | o3       | V3  | 2025-03-12    | 零售          | -           | 90000
    v3r         | A     | o3       | V3  | 2025-04-02    | 零售          | -           | -90000
    v3c         | A     | o3       | V3  | 2025-04-05    | 零售          | -           | 91000
    v4          | A     | o4       | V4  | 2025-03-15    | 大客户        | -           | 80000
    v5          | A     | o5       | V5  | 2025-03-16    | 零售          | E1          | 70000
    v6          | A     | -        | V6  | 2025-03-20    | 零售          | -           | -
    v7          | A     | o7       | V7  | 2025-03-25    | 零售          | -           | 100000
    v7r         | A     | o7       | V7  | 2025-03-28    | 零售          | -           | -100000
    w1          | B     | p1       | W1  | 2025-03-10    | 零售          | -           | 100000
    w2          | B     | p2       | W2  | 2025-04-15    | 零售          | -           | 100000
    x1          | C     | q1       | X1  | 2025-02-10    | 零售          | -           | 100000
"""  # noqa: E501, a table is read as drawn

# v1 has two loans; that of v2 is paid out 41 days after hand-over.
_LOANS = """
    contract_no | store | delivery_no | vehicle_type | applied_at | result | disbursed_at
    l1          | A     | v1          | 新车         | 2025-03-01 | 通过   | 2025-03-05
    l2          | A     | v1          | 新车         | 2025-03-01 | 通过   | 2025-03-06
    l3          | A     | v2          | 新车         | 2025-03-08 | 通过   | 2025-04-20
    l4          | A     | v2          | 新车         | 2025-03-08 | 拒绝   | -
    l5          | A     | v3          | 新车         | 2025-03-10 | 通过   | 2025-03-13
    l6          | A     | v4          | 新车         | 2025-03-10 | 通过   | 2025-03-16
    l7          | A     | v5          | 新车         | 2025-03-10 | 通过   | 2025-03-16
    l8          | A     | v6          | -            | 2025-03-18 | 通过   | 2025-03-21
    l9          | A     | v7          | 新车         | 2025-03-20 | 通过   | 2025-03-26
    l10         | A     | -           | 二手车       | 2025-04-03 | 通过   | 2025-04-05
    m1          | B     | w1          | 新车         | 2025-03-08 | 通过   | -
    m2          | B     | w2          | 新车         | 2025-04-10 | 通过   | 2025-04-16
    n1          | C     | x1          | 新车         | 2025-02-08 | 通过   | 2025-02-11
"""

# v2 is insured compulsorily only; its policy of April was won from another store.
_POLICIES = """
    policy_no | store | delivery_no | policy_kind | biz_type | issued_date
    p1        | A     | v1          | 商业险      | 新保     | 2025-03-03
    p2        | A     | v1          | 交强险      | 新保     | 2025-03-03
    p3        | A     | v2          | 交强险      | 新保     | 2025-03-10
    p4        | A     | v2          | 商业险      | 他转续   | 2025-04-10
    p5        | A     | v3          | 商业险      | 新保     | 2025-03-12
    p6        | A     | v4          | 商业险      | 新保     | 2025-03-15
    p7        | A     | v6          | 商业险      | -        | 2025-03-20
    p8        | A     | v7          | 商业险      | 新保     | 2025-03-25
    q1        | B     | w1          | 交强险      | 新保     | 2025-03-10
    q2        | B     | w2          | 商业险      | 新保     | 2025-04-15
    r1        | C     | x1          | 商业险      | 新保     | 2025-02-10
"""

EXAMPLES = (
    Example(
        kpi="finance_penetration",
        tables={"vehicle_deliveries": _DELIVERIES, "fi_contracts": _LOANS},
        as_of="2025-05-10",
        expect=(
            # v1, v3, v6 of v1, v2, v3, v6.
            Expect("A", "2025-03", 0.75, 3, 4),
            Expect("A", "2025-04", None, 0, 0, state="no_data"),
            Expect("B", "2025-03", 0, 0, 1),
            Expect("B", "2025-04", 1, 1, 1, state="provisional"),
            Expect("B", "2025-02", None, state="no_data"),
            Expect("region North", "2025-03", 0.6, 3, 5),
            Expect("network", "2025-Q1", 4 / 6, 4, 6),
        ),
    ),
    Example(
        kpi="new_insurance_penetration",
        tables={"vehicle_deliveries": _DELIVERIES, "insurance_policies": _POLICIES},
        expect=(
            # v1, v3, v6: vehicles, not policies.
            Expect("A", "2025-03", 0.75, 3, 4),
            Expect("A", "2025-04", None, 0, 0, state="no_data"),
            Expect("B", "2025-03", 0, 0, 1),
            Expect("B", "2025-02", None, state="no_data"),
            Expect("region North", "2025-03", 0.6, 3, 5),
            Expect("network", "2025-Q1", 4 / 6, 4, 6),
        ),
    ),
)
