"""Orders and losses of the prospects in hand, and their follow-up."""

from tests.specs.example import Example, Expect

# Open on 28 February: q1 and q2 in A (q3 was lost before), r1 and r2 in B. Open on 31 December:
# q0 in A; B has no records of that month. The first prospects of C are of March.
_PROSPECTS = """
    prospect_id | store | created_at          | won_at              | defeated_at
    q0          | A     | 2024-12-20T10:00:00 | -                   | 2025-01-05T10:00:00
    q1          | A     | 2025-02-10T10:00:00 | 2025-03-05T10:00:00 | -
    q2          | A     | 2025-02-15T10:00:00 | -                   | 2025-03-10T10:00:00
    q3          | A     | 2025-02-20T10:00:00 | -                   | 2025-02-25T10:00:00
    q4          | A     | 2025-03-03T10:00:00 | 2025-03-09T10:00:00 | -
    q5          | A     | 2025-03-04T10:00:00 | -                   | 2025-03-31T23:00:00
    q6          | A     | 2025-03-05T10:00:00 | -                   | -
    r1          | B     | 2025-02-01T10:00:00 | -                   | -
    r2          | B     | 2025-02-02T10:00:00 | -                   | 2025-03-15T10:00:00
    r3          | B     | 2025-03-01T10:00:00 | 2025-03-02T10:00:00 | -
    u1          | C     | 2025-03-01T10:00:00 | -                   | -
"""
# o3 is nobody's; o4 was signed in March and cancelled later.
_ORDERS = """
    order_no | store | order_date | prospect_id | cancel_date
    o1       | A     | 2025-03-05 | q1          | -
    o2       | A     | 2025-03-09 | q4          | -
    o3       | A     | 2025-03-10 | -           | -
    o4       | A     | 2025-03-20 | q6          | 2025-04-01
    o5       | B     | 2025-03-02 | r3          | -
    o6       | C     | 2025-03-02 | u1          | -
"""

_FIRST_VISITS = """
    visit_id | store | visit_at            | visit_type | purpose
    a1       | A     | 2025-03-03T10:00:00 | 首次       | 看车
    a2       | A     | 2025-03-04T10:00:00 | 首次       | 看车
    a3       | A     | 2025-03-05T10:00:00 | 首次       | 看车
    a4       | A     | 2025-03-06T10:00:00 | 首次       | 看车
    a5       | A     | 2025-04-06T10:00:00 | 再次       | 看车
    b1       | B     | 2025-03-03T10:00:00 | 首次       | 看车
    b2       | B     | 2025-03-04T10:00:00 | 首次       | 看车
    b3       | B     | 2025-03-05T10:00:00 | 首次       | 看车
    b4       | B     | 2025-03-06T10:00:00 | 首次       | 看车
    b5       | B     | 2025-03-07T10:00:00 | 首次       | 看车
    b6       | B     | 2025-03-08T10:00:00 | 首次       | 看车
"""
_CHANNELS = """
    prospect_id | store | created_at          | channel
    q1          | A     | 2025-03-03T10:00:00 | 自然到店
    q2          | A     | 2025-03-04T10:00:00 | 户外广告
    q3          | A     | 2025-03-04T10:00:00 | 抖音直播
    q4          | A     | 2025-03-04T10:00:00 | -
    q5          | A     | 2025-04-04T10:00:00 | 自然到店
    r1          | B     | 2025-03-04T10:00:00 | 老客户转介绍
    r2          | B     | 2025-03-04T10:00:00 | 厂家线索
    u1          | C     | 2025-03-04T10:00:00 | 自然到店
"""
# Counted in A: o1, o2, o7. o3 is a web lead's, o4 a fleet's, o5 an outlet's, o6 nobody's, o8 of a
# prospect that is not on file.
_WALK_IN_ORDERS = """
    order_no | store | order_date | prospect_id | customer_type | outlet_code
    o1       | A     | 2025-03-05 | q1          | 零售          | -
    o2       | A     | 2025-03-06 | q2          | 零售          | -
    o3       | A     | 2025-03-07 | q3          | 零售          | -
    o4       | A     | 2025-03-08 | q1          | 大客户        | -
    o5       | A     | 2025-03-09 | q2          | 零售          | E1
    o6       | A     | 2025-03-10 | -           | 零售          | -
    o7       | A     | 2025-03-11 | q4          | 零售          | -
    o8       | A     | 2025-03-12 | q9          | 零售          | -
    o9       | A     | 2025-04-12 | q5          | 零售          | -
    p1       | B     | 2025-03-05 | r1          | 零售          | -
    p2       | B     | 2025-03-05 | r2          | 零售          | -
    x1       | C     | 2025-03-05 | u1          | 零售          | -
"""

# f2 is done to the second; f5 and f6 carry a day, not a time; f4 was never done.
_FOLLOWUPS = """
    followup_id | store | due_at              | done_at
    f1          | A     | 2025-03-03T17:00:00 | 2025-03-03T16:00:00
    f2          | A     | 2025-03-04T17:00:00 | 2025-03-04T17:00:00
    f3          | A     | 2025-03-05T17:00:00 | 2025-03-05T17:01:00
    f4          | A     | 2025-03-05T17:00:00 | -
    f5          | A     | 2025-03-06T00:00:00 | 2025-03-06T15:00:00
    f6          | A     | 2025-03-06T00:00:00 | 2025-03-07T08:00:00
    f7          | A     | -                   | 2025-03-07T08:00:00
    g1          | B     | 2025-03-06T17:00:00 | 2025-03-06T08:00:00
    g2          | B     | 2025-03-07T17:00:00 | 2025-03-07T08:00:00
    h1          | C     | 2025-04-07T17:00:00 | -
"""

EXAMPLES = (
    Example(
        kpi="prospect_close_rate",
        tables={"prospects": _PROSPECTS, "vehicle_orders": _ORDERS},
        expect=(
            # o1, o2, o4 of two open and three new prospects.
            Expect("A", "2025-03", 0.6, 3, 5),
            Expect("B", "2025-03", 1 / 3, 1, 3),
            # 4 of 8, not the mean of 60 % and 33 %.
            Expect("region North", "2025-03", 0.5, 4, 8),
            # The quarter starts with q0 alone and adds six: it is not the sum of its months.
            Expect("A", "2025-Q1", 3 / 7, 3, 7),
            Expect("network", "2025-Q1", 3 / 7, 3, 7),
            # What was open in C before March is not known.
            Expect("C", "2025-03", None, state="no_data"),
            Expect("A", "2025-04", None, state="no_data"),
        ),
    ),
    Example(
        kpi="showroom_close_rate",
        tables={
            "showroom_visits": _FIRST_VISITS,
            "prospects": _CHANNELS,
            "vehicle_orders": _WALK_IN_ORDERS,
        },
        expect=(
            Expect("A", "2025-03", 0.75, 3, 4),
            Expect("B", "2025-03", 1 / 6, 1, 6),
            # 4 of 10, not the mean of 75 % and 17 %.
            Expect("region North", "2025-03", 0.4, 4, 10),
            Expect("network", "2025-Q1", 0.4, 4, 10),
            # April brought an order, but only a repeat visit.
            Expect("A", "2025-04", None, 1, 0, state="no_data"),
            # C sends no register of visits.
            Expect("C", "2025-03", None, state="no_data"),
        ),
    ),
    Example(
        kpi="defeat_rate",
        tables={"prospects": _PROSPECTS},
        expect=(
            Expect("A", "2025-03", 0.4, 2, 5),
            Expect("B", "2025-03", 1 / 3, 1, 3),
            # 3 of 8, not the mean of 40 % and 33 %.
            Expect("region North", "2025-03", 0.375, 3, 8),
            # q0, q3, q2 and q5 of one open and six new prospects.
            Expect("network", "2025-Q1", 4 / 7, 4, 7),
            Expect("C", "2025-03", None, state="no_data"),
        ),
    ),
    Example(
        kpi="defeats_daily",
        tables={"prospects": _PROSPECTS},
        expect=(
            Expect("A", "2025-03", 2, 2),
            Expect("A", "2025-03-10..2025-03-10", 1),
            Expect("A", "2025-03-11..2025-03-30", 0),
            Expect("C", "2025-03", 0),
            Expect("region North", "2025-03", 3),
            Expect("network", "2025-Q1", 5),
            Expect("A", "2025-04", None, state="no_data"),
        ),
    ),
    Example(
        kpi="followup_timeliness_rate",
        tables={"followups": _FOLLOWUPS},
        expect=(
            Expect("A", "2025-03", 0.5, 3, 6),
            Expect("B", "2025-03", 1, 2, 2),
            # 5 of 8, not the mean of 50 % and 100 %.
            Expect("region North", "2025-03", 0.625, 5, 8),
            Expect("network", "2025-Q1", 0.625, 5, 8),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("C", "2025-04", 0, 0, 1),
            Expect("A", "2025-03-10..2025-03-20", None, 0, 0, state="no_data"),
        ),
    ),
)
