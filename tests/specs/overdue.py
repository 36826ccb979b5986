"""Work that is overdue at the end of a period."""

from tests.specs.example import Example, Expect

# At the end of March k1 has been open for 15 days and k2 for 14; k3 was closed late, in April.
_COMPLAINTS = """
    store | complaint_id | opened_at  | closed_at
    A     | k1           | 2025-03-16 | -
    A     | k2           | 2025-03-17 | -
    A     | k3           | 2025-03-01 | 2025-04-02
    A     | k4           | 2025-03-01 | 2025-03-20
    B     | k5           | 2025-01-05 | -
    B     | k7           | 2025-03-30 | -
    C     | k6           | 2025-03-05 | 2025-03-06
"""
# At the end of March o1 has been there for eight days, o2 for seven; o4 is internal.
_ORDERS = """
    store | ro_no | vin | open_at    | settled_at | ro_type | labour_sales
    A     | o1    | V1  | 2025-03-23 | -          | 保养    | 300
    A     | o2    | V2  | 2025-03-24 | -          | 保养    | 200
    A     | o3    | V3  | 2025-03-01 | 2025-04-01 | 事故    | 100
    A     | o4    | V4  | 2025-03-01 | -          | 内部    | 50
    B     | o5    | V5  | 2025-02-01 | 2025-04-02 | 事故    | 70
    B     | o7    | V7  | 2025-03-30 | -          | 保养    | 90
    C     | o6    | V6  | 2025-03-02 | 2025-03-03 | 保养    | 10
"""
# Aged after 90 days: received up to the end of the year before.
_STOCK = """
    store | vin | stock_type | receipt_date | out_date   | cost_ex_vat
    A     | S1  | 新车       | 2024-12-30   | -          | 100
    A     | S2  | 新车       | 2024-12-31   | -          | 200
    A     | S3  | 新车       | 2024-11-01   | 2025-03-31 | 400
    B     | S4  | 新车       | 2024-10-01   | 2025-04-01 | 800
    C     | S5  | 新车       | 2025-03-01   | -          | 1600
"""
# c2 was paid in part; c3 is younger than sixty days.
_CLAIMS = """
    store | claim_no | first_submit_at | repair_done_at | claimed_amount | approved_amount | approved_at | paid_amount | paid_at
    A     | c1       | 2025-03-03      | 2025-01-10     | 500            | -               | -           | -           | -
    A     | c2       | 2025-03-03      | 2025-01-05     | 300            | 300             | 2025-02-01  | 200         | 2025-02-20
    A     | c3       | 2025-03-03      | 2025-02-20     | 900            | -               | -           | -           | -
    B     | c4       | 2025-03-03      | 2024-12-01     | 50             | 40              | 2025-01-01  | -           | -
    C     | c5       | 2025-03-03      | 2025-01-01     | 70             | 70              | 2025-01-05  | 70          | 2025-01-20
"""  # noqa: E501 - a drawn table
# At the end of March x1 and x2 end within thirty days; x2 was called, x5 was renewed.
_POOL = """
    store | vin | expiry_date | prev_biz_type | excluded | first_contact_at
    A     | X1  | 2025-04-10  | 新保          | no       | -
    A     | X2  | 2025-04-11  | 续保          | no       | 2025-03-20
    A     | X3  | 2025-05-20  | 续保          | no       | -
    A     | X4  | 2025-03-29  | 续保          | no       | -
    A     | X5  | 2025-04-12  | 续保          | no       | -
    B     | X6  | 2025-03-31  | 新保          | no       | -
    C     | X7  | 2025-03-30  | 新保          | no       | -
"""
_POLICIES = """
    store | policy_no | vin | policy_kind | biz_type | issued_date | expiry_date | premium
    A     | p5        | X5  | 商业险      | 续转续   | 2025-03-25  | 2026-04-12  | 3000
    B     | p6        | Y1  | 商业险      | 新保     | 2025-03-02  | 2026-03-02  | 3000
    C     | p7        | Y2  | 商业险      | 新保     | 2025-03-02  | 2026-03-02  | 3000
"""
# At the end of March e1 is four days old and nobody was reached; e2 is due today; e3 was reached
# late, e4 has been in the queue for its fourteen days.
_DELIVERIES = """
    store | delivery_no | vin | delivery_date | customer_type | revenue_ex_vat | cost_ex_vat
    A     | e1          | E1  | 2025-03-27    | 零售          | 100            | 90
    A     | e2          | E2  | 2025-03-28    | 零售          | 100            | 90
    A     | e3          | E3  | 2025-03-20    | 零售          | 100            | 90
    A     | e4          | E4  | 2025-03-13    | 零售          | 100            | 90
    B     | e5          | E5  | 2025-03-14    | 零售          | 100            | 90
    C     | e6          | E6  | 2025-03-14    | 零售          | 100            | 90
"""
_CALLS = """
    store | callback_id | event_type | event_no | event_date | attempt_at | result
    A     | q3          | 销售交车   | e3       | 2025-03-20 | 2025-03-30 | 成功
    B     | q5          | 销售交车   | e5       | 2025-03-14 | 2025-03-16 | 失败
    C     | q6          | 销售交车   | e6       | 2025-03-14 | 2025-03-16 | 成功
"""
_NO_ORDERS = """
    store | ro_no | vin | open_at    | settled_at | released_at | ro_type
    A     | r1    | R1  | 2025-03-01 | -          | -           | 内部
    B     | r2    | R2  | 2025-03-01 | -          | -           | 内部
    C     | r3    | R3  | 2025-03-01 | -          | -           | 内部
"""


def _at_march(a: float, b: float, network: float) -> tuple[Expect, ...]:
    return (
        Expect("A", "2025-03", a),
        Expect("B", "2025-03", b),
        Expect("region North", "2025-03", a + b),
        Expect("network", "2025-Q1", network),
    )


EXAMPLES = (
    Example("overdue_complaints", {"complaints": _COMPLAINTS}, _at_march(2, 1, 3)),
    Example("overdue_orders", {"repair_orders": _ORDERS}, _at_march(2, 1, 3)),
    Example("overdue_orders_labour", {"repair_orders": _ORDERS}, _at_march(400, 70, 470)),
    Example("overdue_stock", {"vehicle_stock": _STOCK}, _at_march(1, 1, 2)),
    Example("overdue_stock_cost", {"vehicle_stock": _STOCK}, _at_march(100, 800, 900)),
    Example("overdue_claims", {"warranty_claims": _CLAIMS}, _at_march(2, 1, 3)),
    Example("overdue_claims_amount", {"warranty_claims": _CLAIMS}, _at_march(600, 40, 640)),
    Example(
        "overdue_renewals",
        {"insurance_renewal_pool": _POOL, "insurance_policies": _POLICIES},
        _at_march(1, 1, 2),
    ),
    Example(
        "overdue_callbacks",
        {"vehicle_deliveries": _DELIVERIES, "callbacks": _CALLS, "repair_orders": _NO_ORDERS},
        _at_march(1, 1, 2),
    ),
)
