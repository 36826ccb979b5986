"""Visits, calls, receptions and capture."""

from tests.specs.example import Example, Expect

# a2 is the group of a1 back after lunch; a4 came to fetch its car; a5 has no purpose on file.
# a6 was received by nobody. B had no visitor in April.
_VISITS = """
    visit_id | store | visit_at         | visit_type | purpose | prospect_id | is_recorded | sc_id
    a1       | A     | 2025-03-03T10:00 | 首次       | 看车    | q1          | no          | s1
    a2       | A     | 2025-03-03T14:00 | 再次       | 看车    | q1          | yes         | s1
    a3       | A     | 2025-03-04T10:00 | 再次       | 看车    | q1          | yes         | s1
    a4       | A     | 2025-03-04T11:00 | 首次       | 提车    | -           | no          | s1
    a5       | A     | 2025-03-04T12:00 | 首次       | -       | -           | -           | s1
    a6       | A     | 2025-03-31T23:30 | 首次       | 看车    | -           | -           | -
    a7       | A     | 2025-04-01T00:10 | 首次       | 看车    | -           | no          | s1
    b1       | B     | 2025-03-05T10:00 | 首次       | 看车    | r1          | yes         | t1
    b2       | B     | 2025-03-05T11:00 | 首次       | 看车    | r2          | yes         | t1
    b3       | B     | 2025-03-06T11:00 | 首次       | 看车    | r3          | yes         | t1
    b4       | B     | 2025-03-06T12:00 | 首次       | 看车    | r4          | yes         | t1
    b5       | B     | 2025-03-07T12:00 | 首次       | 看车    | r5          | yes         | t2
    b6       | B     | 2025-03-07T13:00 | 首次       | 看车    | r6          | no          | t2
    c1       | C     | 2025-03-08T10:00 | 再次       | 看车    | u1          | yes         | u1
"""

# Two business days in A, four in B, one in C; A is closed on the 5th.
_CALENDAR = """
    store | date       | is_business_day | day_weight
    A     | 2025-03-03 | yes             | 1
    A     | 2025-03-04 | yes             | 1
    A     | 2025-03-05 | no              | 0
    A     | 2025-04-01 | yes             | 1
    B     | 2025-03-05 | yes             | 1
    B     | 2025-03-06 | yes             | 1
    B     | 2025-03-07 | yes             | 1
    B     | 2025-03-10 | yes             | 1
    C     | 2025-03-08 | yes             | 1
    C     | 2025-04-08 | no              | 0
"""

# The number p1 calls twice on one day; two calls hide their number; one call was missed.
_CALLS = """
    call_id | store | call_at             | phone_hash | answered
    k1      | A     | 2025-03-03T09:00:00 | p1         | yes
    k2      | A     | 2025-03-03T16:00:00 | p1         | yes
    k3      | A     | 2025-03-04T09:00:00 | p1         | no
    k4      | A     | 2025-03-04T10:00:00 | -          | yes
    k5      | A     | 2025-03-04T11:00:00 | -          | yes
    k6      | A     | 2025-04-01T11:00:00 | p9         | yes
    m1      | B     | 2025-03-05T11:00:00 | p1         | yes
    m2      | B     | 2025-03-07T11:00:00 | p2         | yes
    n1      | C     | 2025-04-08T11:00:00 | p3         | yes
"""

# s2 was a consultant until February; s3 is an adviser; t1 and t2 shared three days.
_EMPLOYEES = """
    employee_id | store | position | hire_date  | leave_date
    s1          | A     | 销售顾问 | 2024-01-01 | -
    s2          | A     | 销售顾问 | 2024-01-01 | 2025-02-28
    s2          | A     | 销售经理 | 2025-03-01 | -
    s3          | A     | 服务顾问 | 2024-01-01 | -
    t1          | B     | 销售顾问 | 2024-01-01 | -
    t2          | B     | 销售顾问 | 2024-01-01 | 2025-03-07
    u1          | C     | 销售顾问 | 2024-01-01 | -
"""

_ATTENDANCE = """
    store | employee_id | date       | on_duty
    A     | s1          | 2025-03-03 | yes
    A     | s1          | 2025-03-04 | no
    A     | s2          | 2025-03-03 | yes
    A     | s3          | 2025-03-03 | yes
    A     | s1          | 2025-04-01 | yes
    B     | t1          | 2025-03-05 | yes
    B     | t1          | 2025-03-06 | yes
    B     | t2          | 2025-03-07 | yes
    C     | u1          | 2025-03-08 | -
"""

EXAMPLES = (
    Example(
        kpi="showroom_visits",
        tables={"showroom_visits": _VISITS},
        expect=(
            # a1 with a2, a3, a6.
            Expect("A", "2025-03", 3, 3),
            Expect("A", "2025-03-04..2025-03-30", 1),
            Expect("A", "2025-03-05..2025-03-06", 0),
            Expect("B", "2025-03", 6),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("region North", "2025-03", 9),
            Expect("network", "2025-Q1", 10),
            Expect("network", "2025-Q2", 1),
        ),
    ),
    Example(
        kpi="daily_avg_walkins",
        tables={"showroom_visits": _VISITS, "dim_calendar": _CALENDAR},
        expect=(
            Expect("A", "2025-03", 1.5, 3, 2),
            # Until the 3rd one business day has passed: one group.
            Expect("A", "2025-03-01..2025-03-03", 1, 1, 1),
            Expect("B", "2025-03", 1.5, 6, 4),
            Expect("C", "2025-03", 1, 1, 1),
            Expect("region North", "2025-03", 1.5, 9, 6),
            # 10 groups on 7 store-days, not the mean of the three stores.
            Expect("network", "2025-Q1", 10 / 7, 10, 7),
            Expect("B", "2025-04", None, state="no_data"),
        ),
    ),
    Example(
        kpi="daily_avg_inbound_calls",
        tables={"inbound_calls": _CALLS, "dim_calendar": _CALENDAR},
        expect=(
            # k1 with k2, k3, k4, k5 on two business days.
            Expect("A", "2025-03", 2, 4, 2),
            Expect("B", "2025-03", 0.5, 2, 4),
            # 6 calls on 6 store-days, not the mean of 2 and 0.5.
            Expect("region North", "2025-03", 1, 6, 6),
            Expect("network", "2025-Q1", 1, 6, 6),
            # C was closed on its only day in April.
            Expect("C", "2025-04", None, 1, 0, state="no_data"),
        ),
    ),
    Example(
        kpi="sc_daily_receptions",
        tables={
            "showroom_visits": _VISITS,
            "attendance": _ATTENDANCE,
            "dim_employee": _EMPLOYEES,
        },
        expect=(
            # a1 and a3; a6 was received by nobody. s2 is no consultant any more.
            Expect("A", "2025-03", 2, 2, 1),
            Expect("B", "2025-03", 2, 6, 3),
            Expect("region North", "2025-03", 2, 8, 4),
            # Nobody was on duty in C: its group counts in the total of the network.
            Expect("C", "2025-03", None, 1, 0, state="no_data"),
            Expect("network", "2025-Q1", 9 / 4, 9, 4),
            Expect("A", "2025-04", 1, 1, 1),
        ),
    ),
    Example(
        kpi="lead_capture_rate",
        tables={"showroom_visits": _VISITS},
        expect=(
            # a1 was recorded when it came back; a6 was not; a3 is no first visit.
            Expect("A", "2025-03", 0.5, 1, 2),
            Expect("B", "2025-03", 5 / 6, 5, 6),
            # 6 of 8, not the mean of 50 % and 83 %.
            Expect("region North", "2025-03", 0.75, 6, 8),
            Expect("network", "2025-Q1", 0.75, 6, 8),
            Expect("A", "2025-04", 0, 0, 1),
            # C had repeat visits only.
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
        ),
    ),
)
