"""Products sold with a vehicle, what they earn, and which are given back."""

from tests.specs.example import Example, Expect

# v3 is taken back in April and invoiced anew, v7 is taken back for good; v4 is fleet, v5 went
# through an outlet.
_DELIVERIES = """
    delivery_no | store | order_no | vin | delivery_date | customer_type | outlet_code | revenue_ex_vat
    v1          | A     | o1       | V1  | 2025-03-03    | 零售          | -           | 100000
    v2          | A     | o2       | V2  | 2025-03-10    | 零售          | -           | 100000
    v3          | A     | o3       | V3  | 2025-03-12    | 零售          | -           | 90000
    v3r         | A     | o3       | V3  | 2025-04-02    | 零售          | -           | -90000
    v3c         | A     | o3       | V3  | 2025-04-05    | 零售          | -           | 91000
    v4          | A     | o4       | V4  | 2025-03-15    | 大客户        | -           | 80000
    v5          | A     | o5       | V5  | 2025-03-16    | 零售          | E1          | 70000
    v6          | A     | o6       | V6  | 2025-03-20    | 零售          | -           | -
    v7          | A     | o7       | V7  | 2025-03-25    | 零售          | -           | 100000
    v7r         | A     | o7       | V7  | 2025-03-28    | 零售          | -           | -100000
    w1          | B     | p1       | W1  | 2025-03-10    | 零售          | -           | 100000
    w2          | B     | p2       | W2  | 2025-04-15    | 零售          | -           | 100000
    x1          | C     | q1       | X1  | 2025-02-10    | 零售          | -           | 100000
"""  # noqa: E501, a drawn table

# g3 is the second plan on one car; g4 comes 41 days after the hand-over; g5 is a gift; the revenue
# of g6 is not known; g8 is cancelled after twelve days; g9r takes g9 back; k1 stood for 30 days.
_PRODUCTS = """
    sale_id | store | delivery_no | product_type | sold_date  | revenue_ex_vat | cancelled_at
    g1      | A     | v1          | 延保         | 2025-03-03 | 3000           | -
    g2      | A     | v1          | 保养套餐     | 2025-03-03 | 1500           | -
    g3      | A     | v1          | 保养套餐     | 2025-03-04 | 1500           | -
    g4      | A     | v2          | 延保         | 2025-04-20 | 3000           | -
    g5      | A     | v2          | 玻璃保障     | 2025-03-10 | 0              | -
    g6      | A     | v3          | 延长保修服务 | 2025-03-12 | -              | -
    g7      | A     | v4          | 延保         | 2025-03-15 | 3000           | -
    g8      | A     | v6          | 延保         | 2025-03-20 | 3000           | 2025-04-01
    g9      | A     | v6          | 轮胎保障     | 2025-03-25 | 500            | -
    g9r     | A     | v6          | 轮胎保障     | 2025-03-26 | -500           | -
    g10     | A     | v7          | 延保         | 2025-03-25 | 3000           | -
    h1      | B     | w1          | 玻璃保障     | 2025-03-10 | 500            | -
    h2      | B     | w2          | 延保         | 2025-04-15 | 3000           | -
    k1      | C     | x1          | 延保         | 2025-02-10 | 3000           | 2025-04-20
"""
# l3 is not paid out, l4 41 days after the hand-over.
_LOANS = """
    contract_no | store | delivery_no | vehicle_type | applied_at | result | disbursed_at
    l1          | A     | v1          | 新车         | 2025-03-01 | 通过   | 2025-03-05
    l2          | A     | v3          | 新车         | 2025-03-10 | 通过   | 2025-03-13
    l3          | A     | v6          | 新车         | 2025-03-10 | 通过   | -
    l4          | A     | v2          | 新车         | 2025-03-08 | 通过   | 2025-04-20
    l5          | A     | -           | 新车         | 2025-04-08 | 拒绝   | -
    m1          | B     | w1          | 新车         | 2025-03-08 | 通过   | -
    m2          | B     | w2          | 新车         | 2025-04-10 | 通过   | 2025-04-16
    n1          | C     | x1          | 新车         | 2025-02-08 | 通过   | 2025-02-11
"""
_POLICIES = """
    policy_no | store | delivery_no | policy_kind | biz_type | issued_date
    p1        | A     | v1          | 商业险      | 新保     | 2025-03-03
    p2        | A     | v1          | 交强险      | 新保     | 2025-03-03
    p3        | A     | v2          | 交强险      | 新保     | 2025-03-10
    p4        | A     | v3          | 商业险      | 新保     | 2025-03-12
    p5        | A     | -           | 商业险      | 续转续   | 2025-04-12
    q1        | B     | w1          | 商业险      | 新保     | 2025-03-10
    q2        | B     | w2          | 商业险      | 新保     | 2025-04-15
    r1        | C     | x1          | 交强险      | 新保     | 2025-02-10
"""

# X2 is invoiced anew in April; v3 is fleet; the price of v6 is not known.
_EARNING = """
    delivery_no | store | order_no | vin | delivery_date | customer_type | revenue_ex_vat
    v1          | A     | O1       | X1  | 2025-03-03    | 零售          | 100000
    v2          | A     | O2       | X2  | 2025-03-20    | 零售          | 90000
    v2r         | A     | O2       | X2  | 2025-04-02    | 零售          | -90000
    v2n         | A     | O2       | X2  | 2025-04-02    | 零售          | 90000
    v3          | A     | O3       | X3  | 2025-03-21    | 大客户        | 90000
    v5          | A     | O5       | X5  | 2025-04-05    | 零售          | 60000
    v6          | A     | O6       | X6  | 2025-03-22    | 零售          | -
    w1          | B     | P1       | Y1  | 2025-03-10    | 零售          | 120000
    w2          | B     | P2       | Y2  | 2025-04-10    | 零售          | 120000
    x1          | C     | Q1       | Z1  | 2025-02-10    | 零售          | 50000
"""
_INCOME = """
    contract_no | store | delivery_no | vehicle_type | applied_at | result | income_ex_vat | clawback | clawback_at
    k1          | A     | v1          | 新车         | 2025-03-01 | 通过   | 1500          | 400      | 2025-04-20
    k2          | A     | v2          | 新车         | 2025-03-01 | 拒绝   | 700           | -        | -
    k3          | A     | v3          | 新车         | 2025-03-01 | 通过   | 900           | 100      | 2025-04-20
    k4          | A     | -           | 新车         | 2025-04-05 | 撤回   | -             | -        | -
    m1          | B     | w1          | 新车         | 2025-03-08 | 通过   | -             | -        | -
"""  # noqa: E501, a drawn table
_COMMISSION = """
    policy_no | store | delivery_no | biz_type | issued_date | income_ex_vat
    i1        | A     | v1          | 新保     | 2025-03-03  | 800
    i2        | A     | v1          | 新保     | 2025-03-03  | 100
    i3        | A     | v1          | 续转续   | 2025-03-03  | 300
    i4        | A     | -           | 续转续   | 2025-04-06  | 300
    n1        | B     | w1          | 新保     | 2025-03-10  | 200
"""
_MARGIN = """
    sale_id | store | delivery_no | sold_date  | revenue_ex_vat | cost_ex_vat | cancelled_at
    g1      | A     | v1          | 2025-03-03 | 3000           | 2000        | 2025-04-25
    g2      | A     | v2          | 2025-03-20 | 500            | 200         | -
"""

# g3 came back after 370 days; g4 and g6 are gifts; g5 and p4 are written off again; the premium of
# p3 is not known.
_SOLD = """
    sale_id | store | product_type | sold_date  | revenue_ex_vat | cancelled_at
    g1      | A     | 延保         | 2024-01-10 | 1000           | 2024-12-01
    g2      | A     | 延保         | 2024-01-15 | 1000           | -
    g3      | A     | 延保         | 2024-01-16 | 1000           | 2025-01-20
    g4      | A     | 保养套餐     | 2024-01-16 | 0              | 2024-02-20
    g5      | A     | 保养套餐     | 2024-01-20 | 1000           | -
    g5r     | A     | 保养套餐     | 2024-01-25 | -1000          | -
    g6      | A     | 保养套餐     | 2024-03-05 | 0              | -
    g7      | A     | 保养套餐     | 2025-03-05 | 500            | -
    h1      | B     | 延保         | 2024-01-10 | 1000           | -
    k1      | C     | 延保         | 2024-02-10 | 1000           | 2024-02-20
"""
_WRITTEN = """
    policy_no | store | policy_kind | issued_date | premium | surrendered_at
    p1        | A     | 商业险      | 2024-01-10  | 3000    | 2024-03-01
    p2        | A     | 交强险      | 2024-01-10  | 950     | -
    p3        | A     | 商业险      | 2024-01-12  | -       | -
    p4        | A     | 商业险      | 2024-03-05  | 3000    | -
    p4r       | A     | 商业险      | 2024-03-06  | -3000   | -
    p5        | A     | 商业险      | 2025-03-06  | 3000    | 2025-04-06
    q1        | B     | 商业险      | 2024-01-10  | 3000    | -
    q2        | B     | 交强险      | 2024-01-10  | 950     | -
    q3        | B     | 商业险      | 2024-01-10  | 3000    | -
    r1        | C     | 商业险      | 2024-02-10  | 3000    | -
"""

EXAMPLES = (
    Example(
        kpi="extended_warranty_penetration",
        tables={"vehicle_deliveries": _DELIVERIES, "fi_products": _PRODUCTS},
        as_of="2025-05-10",
        expect=(
            # v1 and v3 of v1, v2, v3, v6.
            Expect("A", "2025-03", 0.5, 2, 4),
            Expect("A", "2025-04", None, 0, 0, state="no_data"),
            Expect("B", "2025-03", 0, 0, 1),
            Expect("B", "2025-04", 1, 1, 1, state="provisional"),
            Expect("B", "2025-02", None, state="no_data"),
            Expect("C", "2025-02", 1, 1, 1),
            Expect("region North", "2025-03", 0.4, 2, 5),
            Expect("network", "2025-Q1", 0.5, 3, 6),
        ),
    ),
    Example(
        kpi="fi_products_per_deal",
        tables={
            "vehicle_deliveries": _DELIVERIES,
            "fi_products": _PRODUCTS,
            "fi_contracts": _LOANS,
            "insurance_policies": _POLICIES,
        },
        as_of="2025-05-10",
        expect=(
            # v1: loan, policy, warranty, plan; v3: loan, policy, warranty.
            Expect("A", "2025-03", 1.75, 7, 4),
            # v3r and v3c cancel out.
            Expect("A", "2025-04", None, 0, 0, state="no_data"),
            Expect("B", "2025-03", 2, 2, 1),
            Expect("B", "2025-04", 3, 3, 1, state="provisional"),
            Expect("B", "2025-02", None, state="no_data"),
            # Not the mean of 1.75 and 2.
            Expect("region North", "2025-03", 1.8, 9, 5),
            Expect("network", "2025-Q1", 11 / 6, 11, 6),
        ),
    ),
    Example(
        kpi="fi_gross_per_retail_unit",
        tables={
            "vehicle_deliveries": _EARNING,
            "fi_contracts": _INCOME,
            "insurance_policies": _COMMISSION,
            "fi_products": _MARGIN,
        },
        expect=(
            # v1: 1500 + 900 + 1000; v2: 300; v6 nothing, but it is a car.
            Expect("A", "2025-03", 3700 / 3, 3700, 3),
            # v2r and v2n cancel out; 400 and 1000 are taken back.
            Expect("A", "2025-04", -1400, -1400, 1),
            Expect("A", "2025-04-20..2025-04-30", None, -1400, 0, state="no_data"),
            Expect("B", "2025-03", 200, 200, 1),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("C", "2025-02", None, state="no_data"),
            # Not the mean of 1233 and 200.
            Expect("region North", "2025-03", 975, 3900, 4),
            Expect("network", "2025-Q1", 975, 3900, 4),
        ),
    ),
    Example(
        kpi="fi_cancellation_rate",
        tables={"fi_products": _SOLD, "insurance_policies": _WRITTEN},
        expect=(
            # g1 and p1 of g1, g2, g3, p1, p2, p3.
            Expect("A", "2024-01", 1 / 3, 2, 6),
            Expect("A", "2024-03", None, 0, 0, state="no_data"),
            Expect("A", "2025-03", 0.5, 1, 2, state="provisional"),
            Expect("B", "2024-01", 0, 0, 4),
            Expect("B", "2024-02", None, state="no_data"),
            Expect("C", "2024-02", 0.5, 1, 2),
            # Not the mean of 33 % and 0.
            Expect("region North", "2024-01", 0.2, 2, 10),
            Expect("network", "2024-Q1", 0.25, 3, 12),
        ),
    ),
)
