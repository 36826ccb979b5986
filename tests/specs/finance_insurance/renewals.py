"""Policies that run out, and what becomes of them."""

from tests.specs.example import Example, Expect

# V5 is excluded, V6 was insured elsewhere, V7 does not say whether it is excluded.
_POOL = """
    store | vin | expiry_date | prev_biz_type | excluded | first_contact_at
    A     | V1  | 2025-03-10  | 新保          | no       | 2025-02-01 10:00
    A     | V2  | 2025-03-12  | 续保          | no       | 2025-02-10 23:00
    A     | V3  | 2025-03-15  | 新保          | no       | 2025-03-01 10:00
    A     | V4  | 2025-03-16  | 续保          | no       | -
    A     | V5  | 2025-03-17  | 新保          | yes      | 2025-01-10 10:00
    A     | V6  | 2025-03-18  | 非本店        | no       | 2025-01-10 10:00
    A     | V7  | 2025-03-19  | 续保          | -        | 2025-02-01 10:00
    A     | V8  | 2025-03-20  | 新保          | no       | 2025-03-25 10:00
    A     | V9  | 2025-03-21  | 续保          | no       | -
    A     | V10 | 2025-04-05  | 续保          | no       | 2025-03-01 10:00
    B     | W1  | 2025-03-10  | 新保          | no       | 2025-02-01 10:00
    B     | W2  | 2025-04-08  | 新保          | no       | 2025-02-01 10:00
    C     | X1  | 2025-02-10  | 新保          | no       | -
    C     | X2  | 2025-03-10  | 新保          | yes      | -
"""

# V2 renews 30 days after expiry, V3 31 days; V4 surrenders; V7 takes the compulsory policy only;
# V8 is written down as won from elsewhere; the policy of V9 is taken back.
_POLICIES = """
    policy_no | store | vin | policy_kind | biz_type | issued_date | premium | surrendered_at
    p0        | A     | V1  | 商业险      | 新保     | 2024-03-10  | 4000    | -
    p1        | A     | V1  | 商业险      | 新转续   | 2025-02-20  | 3000    | -
    p2        | A     | V2  | 商业险      | 间转续   | 2025-04-11  | 3000    | -
    p3        | A     | V3  | 商业险      | 间转续   | 2025-04-15  | 3000    | -
    p4        | A     | V4  | 商业险      | 续转续   | 2025-03-10  | 3000    | 2025-03-20
    p6        | A     | V6  | 商业险      | 他转续   | 2025-03-10  | 3000    | -
    p7        | A     | V7  | 交强险      | 续转续   | 2025-03-12  | 900     | -
    p8        | A     | V8  | 商业险      | 他转续   | 2025-03-12  | 3000    | -
    p9        | A     | V9  | 商业险      | 续转续   | 2025-03-12  | 3000    | -
    p9r       | A     | V9  | 商业险      | 续转续   | 2025-03-14  | -3000   | -
    p10       | A     | V10 | 商业险      | 续转续   | 2025-04-01  | -       | -
    q1        | B     | W1  | 商业险      | 新转续   | 2025-03-01  | 3000    | -
    q2        | B     | W2  | 商业险      | 新转续   | 2025-04-02  | 3000    | -
    r1        | C     | X8  | 商业险      | 新保     | 2025-02-05  | 3000    | -
    r2        | C     | X9  | 商业险      | 新保     | 2025-03-05  | 3000    | -
"""

# V1 has two policies in March and one in April; V5 surrenders later; p7 has no VIN.
_WRITTEN = """
    policy_no | store | vin | policy_kind | biz_type | issued_date | premium | surrendered_at
    p1        | A     | V1  | 商业险      | 新转续   | 2025-03-03  | 3000    | -
    p2        | A     | V1  | 商业险      | 续转续   | 2025-03-20  | 3000    | -
    p3        | A     | V2  | 交强险      | 续转续   | 2025-03-04  | 900     | -
    p4        | A     | V3  | 商业险      | 新保     | 2025-03-05  | 3000    | -
    p5        | A     | V4  | 商业险      | 他转续   | 2025-03-06  | -       | -
    p6        | A     | V5  | 商业险      | 间转续   | 2025-03-07  | 3000    | 2025-04-01
    p7        | A     | -   | 商业险      | 续转续   | 2025-03-08  | 3000    | -
    p8        | A     | V1  | 商业险      | 续转续   | 2025-04-02  | 3000    | -
    q1        | B     | W1  | 商业险      | 续转续   | 2025-03-02  | 3000    | -
    r1        | C     | X1  | 商业险      | 续转续   | 2025-02-02  | 3000    | -
    r2        | C     | X2  | 商业险      | 新保     | 2025-03-02  | 3000    | -
"""

_TABLES = {"insurance_renewal_pool": _POOL, "insurance_policies": _POLICIES}

EXAMPLES = (
    Example(
        kpi="insurance_renewal_rate",
        tables=_TABLES,
        as_of="2025-05-10",
        expect=(
            # V1 and V2 of V1-V4, V7-V9.
            Expect("A", "2025-03", 2 / 7, 2, 7),
            Expect("A", "2025-04", 1, 1, 1, state="provisional"),
            Expect("B", "2025-03", 1, 1, 1),
            Expect("B", "2025-02", None, state="no_data"),
            Expect("C", "2025-02", 0, 0, 1),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("region North", "2025-03", 3 / 8, 3, 8),
            Expect("network", "2025-Q1", 3 / 9, 3, 9),
        ),
    ),
    Example(
        kpi="insurance_first_renewal_rate",
        tables=_TABLES,
        as_of="2025-05-10",
        expect=(
            # V1 of V1, V3, V8.
            Expect("A", "2025-03", 1 / 3, 1, 3),
            Expect("A", "2025-04", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", 1, 1, 1, state="provisional"),
            Expect("B", "2025-02", None, state="no_data"),
            Expect("region North", "2025-03", 0.5, 2, 4),
            Expect("network", "2025-Q1", 0.4, 2, 5),
        ),
    ),
    Example(
        kpi="renewal_contact_rate",
        tables={"insurance_renewal_pool": _POOL},
        expect=(
            # V1, V2 (30 days ahead) and V7.
            Expect("A", "2025-03", 3 / 7, 3, 7),
            Expect("B", "2025-03", 1, 1, 1),
            Expect("B", "2025-02", None, state="no_data"),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("region North", "2025-03", 0.5, 4, 8),
            Expect("network", "2025-Q1", 4 / 9, 4, 9),
        ),
    ),
    Example(
        kpi="renewal_policies",
        tables={"insurance_policies": _WRITTEN},
        expect=(
            # V1, V4, V5.
            Expect("A", "2025-03", 3, numerator=3),
            Expect("A", "2025-Q2", 1),
            # V1 once in March and once in April.
            Expect("A", "2025", 4),
            Expect("B", "2025-03", 1),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("C", "2025-03", 0),
            Expect("region North", "2025-03", 4),
            Expect("network", "2025-Q1", 5),
        ),
    ),
)
