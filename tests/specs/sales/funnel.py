"""Leads, first visits, test drives and new prospects, followed until their cohorts are mature."""

from tests.specs.example import Example, Expect

# l1 and l2 are one person on two platforms, valid and visiting by what l2 tells; l8 is that person
# 41 days after l2, so a new lead. l3 comes on the 30th day, l4 on the 31st. l6, l7 gave no number.
_LEADS = """
    lead_id | store | created_at          | phone_hash | is_valid | first_visit_at
    l1      | A     | 2025-03-02T10:00:00 | p1         | no       | -
    l2      | A     | 2025-03-10T10:00:00 | p1         | yes      | 2025-03-20T15:00:00
    l3      | A     | 2025-03-05T20:00:00 | p2         | yes      | 2025-04-04T21:00:00
    l4      | A     | 2025-03-06T10:00:00 | p3         | yes      | 2025-04-06T09:00:00
    l5      | A     | 2025-03-07T10:00:00 | p4         | no       | 2025-03-09T10:00:00
    l6      | A     | 2025-03-08T10:00:00 | -          | yes      | -
    l7      | A     | 2025-03-09T10:00:00 | -          | -        | -
    l8      | A     | 2025-04-20T10:00:00 | p1         | yes      | -
    m1      | B     | 2025-03-02T10:00:00 | p1         | yes      | 2025-03-03T10:00:00
    m2      | B     | 2025-03-02T10:00:00 | p5         | yes      | -
    m3      | B     | 2025-03-03T10:00:00 | p6         | yes      | -
    m4      | B     | 2025-03-04T10:00:00 | p7         | yes      | -
    m5      | B     | 2025-03-05T10:00:00 | p8         | yes      | -
    m6      | B     | 2025-03-06T10:00:00 | p9         | yes      | -
    n1      | C     | 2025-03-06T10:00:00 | p1         | no       | -
"""

# q1 comes again on the 17th day, q3 on the 30th, q4 on the 31st; q2 comes twice on one day; q5
# comes again for his car; q6 signs at once and stays away.
_LOOKS = """
    visit_id | store | visit_at            | purpose | prospect_id
    a1       | A     | 2025-03-03T10:00:00 | 看车    | q1
    a2       | A     | 2025-03-20T10:00:00 | 看车    | q1
    a3       | A     | 2025-04-30T10:00:00 | 看车    | q1
    a4       | A     | 2025-03-05T10:00:00 | 看车    | q2
    a5       | A     | 2025-03-05T16:00:00 | 看车    | q2
    a6       | A     | 2025-03-06T10:00:00 | 看车    | q3
    a7       | A     | 2025-04-05T18:00:00 | 看车    | q3
    a8       | A     | 2025-03-07T10:00:00 | 看车    | q4
    a9       | A     | 2025-04-07T09:00:00 | 看车    | q4
    a10      | A     | 2025-03-08T10:00:00 | 看车    | q5
    a11      | A     | 2025-03-15T10:00:00 | 提车    | q5
    a12      | A     | 2025-03-09T10:00:00 | 看车    | q6
    a13      | A     | 2025-03-09T10:00:00 | 看车    | -
    a14      | A     | 2025-03-19T10:00:00 | 看车    | -
    b1       | B     | 2025-03-05T10:00:00 | 看车    | r1
    b2       | B     | 2025-03-06T10:00:00 | 看车    | r1
    b3       | B     | 2025-03-05T11:00:00 | 看车    | r2
    b4       | B     | 2025-03-09T11:00:00 | 看车    | r2
    c1       | C     | 2025-04-25T11:00:00 | 看车    | u1
    c2       | C     | 2025-05-02T11:00:00 | 看车    | u1
"""
_SIGNED_AT_ONCE = """
    order_no | store | order_date | prospect_id
    o1       | A     | 2025-03-09 | q6
"""

# q1 drives twice, the second time on the 30th day; q2 on the 31st; q3 did not finish; q5 came to
# fetch a car. Of r2 nobody noted whether the drive was completed.
_VISITS = """
    visit_id | store | visit_at            | visit_type | purpose | prospect_id
    a1       | A     | 2025-03-03T10:00:00 | 首次       | 看车    | q1
    a2       | A     | 2025-03-20T10:00:00 | 再次       | 看车    | q1
    a3       | A     | 2025-03-05T10:00:00 | 首次       | 看车    | q2
    a4       | A     | 2025-03-06T10:00:00 | 首次       | 看车    | q3
    a5       | A     | 2025-03-07T10:00:00 | 首次       | 看车    | q4
    a6       | A     | 2025-03-08T10:00:00 | 首次       | 提车    | q5
    a7       | A     | 2025-03-09T10:00:00 | 首次       | 看车    | -
    b1       | B     | 2025-03-05T10:00:00 | 首次       | 看车    | r1
    b2       | B     | 2025-03-05T11:00:00 | 首次       | 看车    | r2
    c1       | C     | 2025-04-25T11:00:00 | 首次       | 看车    | u1
"""
_DRIVES = """
    td_no | store | td_at               | prospect_id | completed
    t1    | A     | 2025-03-20T11:00:00 | q1          | yes
    t2    | A     | 2025-04-02T11:00:00 | q1          | yes
    t3    | A     | 2025-04-05T11:00:00 | q2          | yes
    t4    | A     | 2025-03-06T11:00:00 | q3          | no
    t5    | A     | 2025-03-08T11:00:00 | q5          | yes
    t6    | B     | 2025-03-05T12:00:00 | r1          | yes
    t7    | B     | 2025-03-06T12:00:00 | r2          | -
    t8    | C     | 2025-04-26T12:00:00 | u1          | yes
"""

# q1 signs on the 60th day after the first drive; q2 cancels inside the 60 days, q3 after them;
# q4 had signed before the drive; r2 did not finish the drive.
_CLOSED_DRIVES = """
    td_no | store | td_at               | prospect_id | completed
    t1    | A     | 2025-03-03T11:00:00 | q1          | yes
    t2    | A     | 2025-03-25T11:00:00 | q1          | yes
    t3    | A     | 2025-03-04T11:00:00 | q2          | yes
    t4    | A     | 2025-03-05T11:00:00 | q3          | yes
    t5    | A     | 2025-03-06T11:00:00 | q4          | yes
    t6    | B     | 2025-03-07T11:00:00 | r1          | yes
    t7    | B     | 2025-03-08T11:00:00 | r2          | no
    t8    | B     | 2025-03-09T11:00:00 | r3          | yes
    t9    | B     | 2025-03-10T11:00:00 | r4          | yes
    t10   | C     | 2025-04-10T11:00:00 | u1          | yes
    t11   | C     | 2025-02-10T11:00:00 | u2          | no
"""
_DRIVE_ORDERS = """
    order_no | store | order_date | prospect_id | cancel_date
    o1       | A     | 2025-05-02 | q1          | -
    o2       | A     | 2025-03-20 | q2          | 2025-04-20
    o3       | A     | 2025-03-20 | q3          | 2025-05-10
    o4       | A     | 2025-03-01 | q4          | -
    o5       | B     | 2025-03-08 | r2          | -
    o6       | B     | 2025-03-09 | r3          | -
    o7       | B     | 2025-03-11 | r4          | -
    o8       | C     | 2025-04-12 | u1          | -
    o9       | C     | 2025-02-12 | u2          | -
"""

# q1 signs twice, once on the 30th day; q2 on the 31st; q3 cancels inside the 30 days, q4 later;
# of q5 nobody knows the day of creation. The order of B is nobody's.
_PROSPECTS = """
    prospect_id | store | created_at
    q1          | A     | 2025-03-01T10:00:00
    q2          | A     | 2025-03-02T10:00:00
    q3          | A     | 2025-03-03T10:00:00
    q4          | A     | 2025-03-04T10:00:00
    q5          | A     | -
    r1          | B     | 2025-03-05T10:00:00
    r2          | B     | 2025-03-06T10:00:00
    u1          | C     | 2025-04-25T10:00:00
"""
_ORDERS = """
    order_no | store | order_date | prospect_id | cancel_date
    o1       | A     | 2025-03-31 | q1          | -
    o2       | A     | 2025-03-15 | q1          | -
    o3       | A     | 2025-04-02 | q2          | -
    o4       | A     | 2025-03-10 | q3          | 2025-03-20
    o5       | A     | 2025-03-10 | q4          | 2025-04-10
    o6       | A     | 2025-03-10 | q5          | -
    o7       | B     | 2025-03-10 | -           | -
    o8       | C     | 2025-04-26 | u1          | -
"""

EXAMPLES = (
    Example(
        kpi="lead_to_visit_rate",
        tables={"leads": _LEADS},
        as_of="2025-05-20",
        expect=(
            # Valid persons: l1, l3, l4, l6; of them l1 and l3 came in time.
            Expect("A", "2025-03", 0.5, 2, 4),
            Expect("B", "2025-03", 1 / 6, 1, 6),
            # 3 of 10, not the mean of 50 % and 17 %.
            Expect("region North", "2025-03", 0.3, 3, 10),
            Expect("network", "2025-Q1", 0.3, 3, 10),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            # On 20 May the leads of April are not yet 30 days old.
            Expect("A", "2025-04", 0, 0, 1, state="provisional"),
        ),
    ),
    Example(
        kpi="revisit_rate",
        tables={"showroom_visits": _LOOKS, "vehicle_orders": _SIGNED_AT_ONCE},
        as_of="2025-05-20",
        expect=(
            # q1 and q3 of six.
            Expect("A", "2025-03", 1 / 3, 2, 6),
            Expect("B", "2025-03", 1, 2, 2),
            # 4 of 8, not the mean of 33 % and 100 %.
            Expect("region North", "2025-03", 0.5, 4, 8),
            Expect("network", "2025-Q1", 0.5, 4, 8),
            # Whoever came in April had been there before.
            Expect("A", "2025-04", None, 0, 0, state="no_data"),
            Expect("A", "2025-02", None, state="no_data"),
            Expect("C", "2025-04", 1, 1, 1, state="provisional"),
        ),
    ),
    Example(
        kpi="test_drive_rate",
        tables={"showroom_visits": _VISITS, "test_drives": _DRIVES},
        as_of="2025-05-20",
        expect=(
            Expect("A", "2025-03", 0.25, 1, 4),
            Expect("B", "2025-03", 1, 2, 2),
            # 3 of 6, not the mean of 25 % and 100 %.
            Expect("region North", "2025-03", 0.5, 3, 6),
            Expect("network", "2025-Q1", 0.5, 3, 6),
            Expect("A", "2025-04", None, state="no_data"),
            Expect("A", "2025-03-01..2025-03-02", None, 0, 0, state="no_data"),
            Expect("C", "2025-04", 1, 1, 1, state="provisional"),
        ),
    ),
    Example(
        kpi="test_drive_close_rate",
        tables={"test_drives": _CLOSED_DRIVES, "vehicle_orders": _DRIVE_ORDERS},
        as_of="2025-06-15",
        expect=(
            # q1 and q3.
            Expect("A", "2025-03", 0.5, 2, 4),
            Expect("B", "2025-03", 2 / 3, 2, 3),
            # 4 of 7, not the mean of 50 % and 67 %.
            Expect("region North", "2025-03", 4 / 7, 4, 7),
            Expect("network", "2025-Q1", 4 / 7, 4, 7),
            # The only drive of February was not completed.
            Expect("C", "2025-02", None, 0, 0, state="no_data"),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("C", "2025-04", 1, 1, 1, state="provisional"),
        ),
    ),
    Example(
        kpi="new_prospect_close_rate",
        tables={"prospects": _PROSPECTS, "vehicle_orders": _ORDERS},
        as_of="2025-05-20",
        expect=(
            # q1 (once) and q4.
            Expect("A", "2025-03", 0.5, 2, 4),
            Expect("B", "2025-03", 0, 0, 2),
            # 2 of 6, not the mean of 50 % and 0 %.
            Expect("region North", "2025-03", 1 / 3, 2, 6),
            Expect("network", "2025-Q1", 1 / 3, 2, 6),
            Expect("A", "2025-04", None, state="no_data"),
            Expect("B", "2025-03-10..2025-03-20", None, 0, 0, state="no_data"),
            Expect("C", "2025-04", 1, 1, 1, state="provisional"),
        ),
    ),
)
