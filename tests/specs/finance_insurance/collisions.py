"""Accident repairs that insurers pay, against the premium that they are given."""

from tests.specs.example import Example, Expect

# r3 names no insurer, r4 is no accident, r5 is reversed, r6 void; the parts of r7 cannot be split.
_ORDERS = """
    ro_no | store | open_at          | settled_at       | ro_type  | insurer | status | labour_sales | parts_sales | other_sales
    r1    | A     | 2025-03-03 09:00 | 2025-03-05 17:00 | 事故     | 甲      | 已结算 | 1000         | 4000        | 900
    r2    | A     | 2025-03-04 09:00 | 2025-03-06 17:00 | 事故     | 甲      | 已结算 | 800          | 900         | -
    r3    | A     | 2025-03-04 09:00 | 2025-03-06 17:00 | 事故     | -       | 已结算 | 500          | -           | -
    r4    | A     | 2025-03-04 09:00 | 2025-03-06 17:00 | 一般维修 | 乙      | 已结算 | 300          | 100         | -
    r5    | A     | 2025-03-04 09:00 | 2025-03-07 17:00 | 事故     | 甲      | 已结算 | 100          | 200         | -
    r5r   | A     | 2025-03-04 09:00 | 2025-03-09 17:00 | 事故     | 甲      | 已结算 | -100         | -200        | -
    r6    | A     | 2025-03-04 09:00 | 2025-03-07 17:00 | 事故     | 甲      | 作废   | 100          | 200         | -
    r7    | A     | 2025-03-04 09:00 | 2025-03-07 17:00 | 事故     | 甲      | 已结算 | 300          | 400         | -
    s1    | B     | 2025-03-04 09:00 | 2025-03-07 17:00 | 事故     | 乙      | 已结算 | 1000         | -           | -
    t1    | C     | 2025-01-04 09:00 | 2025-01-07 17:00 | 事故     | 乙      | 已结算 | 500          | 0           | -
    t2    | C     | 2025-02-04 09:00 | 2025-02-07 17:00 | 保养     | -       | 已结算 | 500          | 0           | -
"""  # noqa: E501, a drawn table
_LABOUR = """
    ro_no | line_no | store | pay_type | labour_sales | settled_at
    r1    | 1       | A     | 保险     | 1000         | 2025-03-05 17:00
    r2    | 1       | A     | 保险     | 600          | 2025-03-06 17:00
    r2    | 2       | A     | 客户自费 | 200          | 2025-03-06 17:00
    r3    | 1       | A     | 保险     | 500          | 2025-03-06 17:00
    r4    | 1       | A     | 客户自费 | 300          | 2025-03-06 17:00
    r5    | 1       | A     | 保险     | 100          | 2025-03-07 17:00
    r5r   | 1       | A     | 保险     | -100         | 2025-03-09 17:00
    r6    | 1       | A     | 保险     | 100          | 2025-03-07 17:00
    r7    | 1       | A     | 保险     | 200          | 2025-03-07 17:00
    r7    | 2       | A     | 客户自费 | 100          | 2025-03-07 17:00
    s1    | 1       | B     | 保险     | 1000         | 2025-03-07 17:00
    t1    | 1       | C     | 保险     | 500          | 2025-01-07 17:00
    t2    | 1       | C     | 客户自费 | 500          | 2025-02-07 17:00
"""
_ISSUED = """
    issue_no | line_no | store | ro_no | issued_at        | issue_type | pay_type | sales_ex_vat
    u1       | 1       | A     | r2    | 2025-03-04 10:00 | 维修领料   | 保险     | 700
    u2       | 1       | A     | r2    | 2025-03-04 10:00 | 维修领料   | 客户自费 | 200
"""
# p3r takes p3 back, p4 is compulsory, of p5 nobody knows the premium.
_POLICIES = """
    policy_no | store | insurer | policy_kind | issued_date | premium
    p1        | A     | 甲      | 商业险      | 2025-03-02  | 3180
    p2        | A     | 乙      | 商业险      | 2025-03-02  | 2120
    p3        | A     | 乙      | 商业险      | 2025-03-03  | 1060
    p3r       | A     | 乙      | 商业险      | 2025-03-04  | -1060
    p4        | A     | 甲      | 交强险      | 2025-03-02  | 950
    p5        | A     | 甲      | 商业险      | 2025-03-02  | -
    p6        | A     | 甲      | 商业险      | 2025-04-02  | 1060
    q1        | B     | 乙      | 商业险      | 2025-03-02  | 4240
    r1        | C     | 乙      | 商业险      | 2025-01-02  | 1060
    r2        | C     | 乙      | 交强险      | 2025-02-02  | 950
"""

EXAMPLES = (
    Example(
        kpi="collision_to_premium_ratio",
        tables={
            "repair_orders": _ORDERS,
            "ro_labour_lines": _LABOUR,
            "parts_issue_lines": _ISSUED,
            "insurance_policies": _POLICIES,
        },
        expect=(
            # r1 5000 and r2 600 + 700; 5300 with VAT are 5000 without.
            Expect("A", "2025-03", 1.26, 6300, 5000),
            Expect("A", "2025-04", None, state="no_data"),
            Expect("B", "2025-03", 0.25, 1000, 4000),
            Expect("C", "2025-01", 0.5, 500, 1000),
            Expect("C", "2025-02", None, 0, 0, state="no_data"),
            # Not the mean of 1.26 and 0.25.
            Expect("region North", "2025-03", 7300 / 9000, 7300, 9000),
            Expect("network", "2025-Q1", 0.78, 7800, 10000),
        ),
    ),
)
