"""Gross of each business line, from documents."""

from tests.specs.example import Example, Expect

# A in March: a1 80 and rebates of 20 and 7, a2 (fleet) -20, a3 (outlet) 10; a4 is internal, a5 has
# no cost, a6 was taken back. B sells 5 under cost in March and 10 in April.
_DELIVERIES = """
    store | delivery_no | vin | delivery_date | customer_type | revenue_ex_vat | cost_ex_vat | rebate_confirmed | rebate_estimated
    A     | a0          | 10  | 2025-02-05    | 零售          | 100            | 170         | -                | -
    A     | a1          | 11  | 2025-03-05    | 零售          | 500            | 420         | 20               | 7
    A     | a2          | 12  | 2025-03-06    | 大客户        | 300            | 320 | - | -
    A     | a3          | 13  | 2025-03-07    | 二级网点      | 100            | 90 | - | -
    A     | a4          | 14  | 2025-03-08    | 内部          | 100            | 1 | - | -
    A     | a5          | 15  | 2025-03-09    | 零售          | 100            | - | - | -
    A     | a6          | 16  | 2025-03-10    | 零售          | 50             | 40 | - | -
    A     | a6r         | 16  | 2025-03-20    | 零售          | -50            | -40 | - | -
    B     | b1          | 21  | 2025-03-05    | 零售          | 100            | 105 | - | -
    B     | b2          | 22  | 2025-04-05    | 零售          | 100            | 110 | - | -
    C     | c1          | 31  | 2025-03-05    | 零售          | 100            | 90 | - | -
"""  # noqa: E501 - a drawn table

# u2 lost 1500 in wholesale, u3 was sold for its owner, of u4 the cost is not known, u5 is unsold;
# u1 is taken back in April.
_USED = """
    appraisal_no | store | appraised_at | acquired_at | sold_at    | sale_type | acquire_cost | recon_cost | revenue_ex_vat
    u1           | A     | 2025-03-01   | 2025-03-01  | 2025-03-05 | 零售      | 60000        | 1000       | 66000
    u1r          | A     | 2025-04-02   | -           | 2025-04-02 | 零售      | -60000       | -1000      | -66000
    u2           | A     | 2025-03-01   | 2025-03-01  | 2025-03-12 | 批发      | 31000        | 500        | 30000
    u3           | A     | 2025-03-01   | -           | 2025-03-13 | 寄售      | -            | -          | 2000
    u4           | A     | 2025-03-01   | 2025-03-01  | 2025-03-14 | 零售      | -            | 500        | 20000
    u5           | A     | 2025-03-01   | 2025-03-01  | -          | -         | 50000        | 500        | -
    t1           | B     | 2025-03-01   | 2025-03-01  | 2025-03-20 | 零售      | 44000        | 2000       | 40000
    s1           | C     | 2025-02-01   | 2025-02-01  | 2025-02-06 | 零售      | 30000        | 0          | 31000
"""  # noqa: E501 - a drawn table

# The mats are given away, the film was sold alone; of the camera the cost is not known.
_ACCESSORIES = """
    sale_no | store | line_no | delivery_no | item_code | sale_date  | qty | revenue_ex_vat | cost_ex_vat | is_gift
    s1      | A     | 1       | v1          | camera    | 2025-03-03 | 1   | 800            | 300         | no
    s1      | A     | 2       | v1          | mats      | 2025-03-03 | 1   | -              | 90          | yes
    s2      | A     | 1       | -           | film      | 2025-03-09 | 1   | 2000           | 900         | no
    s3      | A     | 1       | -           | camera    | 2025-03-10 | 1   | 700            | -           | no
    s4      | A     | 1       | -           | film      | 2025-04-02 | 1   | -2000          | -900        | no
    t1      | B     | 1       | -           | mats      | 2025-03-05 | 1   | 100            | 120         | no
    u1      | C     | 1       | -           | mats      | 2025-02-05 | 1   | 100            | 60          | no
"""  # noqa: E501 - a drawn table

# Of f2 the loan was refused; f1 is clawed back in April. p2 is a renewal: it counts like a first
# policy. g1 is returned in April.
_LOANS = """
    contract_no | store | applied_at | disbursed_at | income_ex_vat | clawback_at | clawback
    f1          | A     | 2025-03-01 | 2025-03-04   | 3000          | 2025-04-09  | 1200
    f2          | A     | 2025-03-02 | -            | -             | -           | -
    f3          | B     | 2025-03-02 | 2025-03-05   | 1000          | -           | -
    f4          | C     | 2025-02-02 | 2025-02-05   | 700           | -           | -
"""
_POLICIES = """
    policy_no | store | policy_kind | biz_type | issued_date | income_ex_vat
    p1        | A     | 商业险      | 新保     | 2025-03-04  | 900
    p2        | A     | 商业险      | 续转续   | 2025-03-06  | 400
    p3        | B     | 交强险      | 新保     | 2025-03-05  | 50
    p4        | C     | 商业险      | 新保     | 2025-02-05  | 300
"""
_PRODUCTS = """
    sale_id | store | product_type | sold_date  | revenue_ex_vat | cost_ex_vat | cancelled_at
    g1      | A     | 延保         | 2025-03-04 | 2000           | 1400        | 2025-04-20
"""

# Of a3 the cost of parts is not known; a4 is internal, a5 void, a6 still in work; a2r takes a2 back
# in April. Counter sales: 80 of e1, 20 of e2; e3 went into an order and is in its price already.
_ORDERS = """
    ro_no | store | vin | open_at    | settled_at | ro_type  | status | labour_sales | parts_sales | other_sales | discount | labour_cost | parts_cost | other_cost
    a1    | A     | V1  | 2025-03-03 | 2025-03-03 | 保养     | 已结算 | 300          | 500         | 200         | 100      | 100         | 300        | 140
    a2    | A     | V2  | 2025-03-04 | 2025-03-05 | 事故     | 已结算 | 1000         | 2000        | -           | -        | 400         | 1400       | -
    a2r   | A     | V2  | 2025-03-04 | 2025-04-02 | 事故     | 已结算 | -1000        | -2000       | -           | -        | -400        | -1400      | -
    a3    | A     | V3  | 2025-03-06 | 2025-03-06 | 一般维修 | 已结算 | 100          | 900         | -           | -        | 40          | -          | -
    a4    | A     | V6  | 2025-03-08 | 2025-03-08 | 内部     | 已结算 | 90           | 40          | -           | -        | 90          | 40         | -
    a5    | A     | V7  | 2025-03-09 | 2025-03-09 | 保养     | 作废   | 500          | -           | -           | -        | 100         | -          | -
    a6    | A     | V9  | 2025-04-15 | -          | 保养     | 在修   | 400          | -           | -           | -        | 90          | -          | -
    b1    | B     | W1  | 2025-03-04 | 2025-03-04 | 保养     | 已结算 | 200          | 300         | -           | -        | 100         | 350        | -
    c1    | C     | X1  | 2025-02-04 | 2025-02-04 | 索赔     | 已结算 | -            | 1000        | -           | -        | -           | 600        | -
"""  # noqa: E501 - a drawn table
_ISSUES = """
    issue_no | line_no | store | ro_no | issue_type | issued_at  | part_no | qty | unit_cost | sales_ex_vat | pay_type
    e1       | 1       | A     | -     | 外销       | 2025-03-11 | P1      | 2   | 60        | 200          | 自费
    e2       | 1       | A     | -     | 外销       | 2025-04-11 | P1      | 1   | 60        | 80           | 自费
    e3       | 1       | A     | a1    | 工单       | 2025-03-03 | P2      | 1   | 300       | 500          | 自费
"""  # noqa: E501 - a drawn table

EXAMPLES = (
    Example(
        kpi="gross_new_cars",
        tables={"vehicle_deliveries": _DELIVERIES},
        expect=(
            Expect("A", "2025-03", 97),
            Expect("B", "2025-03", -5),
            Expect("region North", "2025-03", 92),
            Expect("A", "2025-Q1", 27),
            Expect("network", "2025-Q1", 32),
            Expect("C", "2025-04", None, state="no_data"),
        ),
    ),
    Example(
        kpi="gross_used_cars",
        tables={"used_vehicles": _USED},
        expect=(
            # 5000 - 1500 + 2000.
            Expect("A", "2025-03", 5500),
            Expect("A", "2025-04", -5000),
            Expect("B", "2025-03", -6000),
            Expect("region North", "2025-03", -500),
            Expect("network", "2025-Q1", 500),
        ),
    ),
    Example(
        kpi="gross_accessories",
        tables={"accessory_sales": _ACCESSORIES},
        expect=(
            # 500 - 90 + 1100.
            Expect("A", "2025-03", 1510),
            Expect("A", "2025-04", -1100),
            Expect("B", "2025-03", -20),
            Expect("region North", "2025-03", 1490),
            Expect("network", "2025-Q1", 1530),
        ),
    ),
    Example(
        kpi="gross_finance_insurance",
        tables={
            "fi_contracts": _LOANS,
            "insurance_policies": _POLICIES,
            "fi_products": _PRODUCTS,
        },
        expect=(
            # 3000 + 900 + 400 + 600.
            Expect("A", "2025-03", 4900),
            # B sells no products.
            Expect("B", "2025-03", 1050),
            Expect("region North", "2025-03", 5950),
            Expect("A", "2025-Q1", 4900),
            Expect("network", "2025-Q1", 6950),
        ),
    ),
    Example(
        kpi="gross_service",
        tables={"repair_orders": _ORDERS},
        expect=(
            # 300 + 200 - 100 - 100 - 140 and 1000 - 400.
            Expect("A", "2025-03", 760),
            Expect("A", "2025-04", -600),
            Expect("B", "2025-03", 100),
            Expect("region North", "2025-03", 860),
            Expect("network", "2025-Q1", 860),
        ),
    ),
    Example(
        kpi="gross_parts",
        tables={"repair_orders": _ORDERS, "parts_issue_lines": _ISSUES},
        expect=(
            # 200 and 600 in orders, 80 over the counter.
            Expect("A", "2025-03", 880),
            # Taken back 600, and 20 over the counter.
            Expect("A", "2025-04", -580),
            Expect("B", "2025-03", -50),
            Expect("region North", "2025-03", 830),
            Expect("network", "2025-Q1", 1230),
        ),
    ),
    Example(
        kpi="rebates_estimated",
        tables={"vehicle_deliveries": _DELIVERIES},
        expect=(
            Expect("A", "2025-03", 7),
            Expect("B", "2025-03", 0),
            Expect("region North", "2025-03", 7),
            Expect("network", "2025-Q1", 7),
        ),
    ),
    Example(
        kpi="units_new_cars",
        tables={"vehicle_deliveries": _DELIVERIES},
        expect=(
            # Internal use is no delivery to a customer; a6 was taken back.
            Expect("A", "2025-03", 4),
            Expect("region North", "2025-03", 5),
            Expect("network", "2025-Q1", 7),
        ),
    ),
    Example(
        kpi="units_used_cars",
        tables={"used_vehicles": _USED},
        expect=(
            Expect("A", "2025-03", 3),
            Expect("A", "2025-04", -1),
            Expect("region North", "2025-03", 4),
            Expect("network", "2025-Q1", 5),
        ),
    ),
    Example(
        kpi="gross_of_lines",
        tables={
            "vehicle_deliveries": _DELIVERIES,
            "used_vehicles": _USED,
            "accessory_sales": _ACCESSORIES,
            "fi_contracts": _LOANS,
            "insurance_policies": _POLICIES,
            "repair_orders": _ORDERS,
            "parts_issue_lines": _ISSUES,
        },
        expect=(
            # 97 + 5500 + 1510 + 4300 (no products are loaded) + 760 + 880.
            Expect("A", "2025-03", 13047),
            Expect("B", "2025-03", -5 - 6000 - 20 + 1050 + 100 - 50),
            Expect("region North", "2025-03", 13047 - 4925),
            Expect("network", "2025-Q1", 32 + 500 + 1530 + 6350 + 860 + 1230),
        ),
    ),
)
