"""The book of orders: cancelled, delivered, open, and for how long."""

from tests.specs.example import Example, Expect

# a2 goes on the 60th day, a3 on the 61st. a4 is written anew as a5, so that this deal counts on the
# 22nd; a7 comes too late for that and is a deal of its own. a9 cannot be linked to a8, a fleet's.
# Nobody knows when a10 was signed.
_COHORTS = """
    order_no | store | order_date | customer_type | prospect_id | cancel_date
    a1       | A     | 2025-03-03 | 零售          | q1          | -
    a2       | A     | 2025-03-04 | 零售          | q2          | 2025-05-03
    a3       | A     | 2025-03-05 | 零售          | q3          | 2025-05-05
    a4       | A     | 2025-03-06 | 零售          | q4          | 2025-03-20
    a5       | A     | 2025-03-22 | 零售          | q4          | -
    a6       | A     | 2025-03-10 | 零售          | q6          | 2025-03-15
    a7       | A     | 2025-03-30 | 零售          | q6          | -
    a8       | A     | 2025-03-11 | 大客户        | -           | 2025-03-12
    a9       | A     | 2025-03-12 | 大客户        | -           | -
    a10      | A     | -          | 零售          | -           | 2025-03-15
    b1       | B     | 2025-03-05 | 零售          | q4          | 2025-03-06
    b2       | B     | 2025-03-07 | 二级网点      | -           | -
    c1       | C     | 2025-02-10 | 零售          | q4          | 2025-02-20
    c2       | C     | 2025-06-01 | 零售          | r1          | -
"""

# o2 and o6 are cancelled; o8 was delivered in February and is taken back in March; nobody knows
# when o7 was signed.
_BOOK = """
    order_no | store | order_date | customer_type | delivery_date | cancel_date
    o0       | A     | 2024-12-20 | 零售          | 2025-01-10    | -
    o8       | A     | 2025-01-20 | 零售          | 2025-02-05    | 2025-03-25
    o1       | A     | 2025-02-10 | 零售          | 2025-03-05    | -
    o2       | A     | 2025-02-20 | 零售          | -             | 2025-03-10
    o3       | A     | 2025-02-25 | 大客户        | -             | -
    o4       | A     | 2025-03-03 | 零售          | 2025-03-20    | -
    o5       | A     | 2025-03-15 | 零售          | 2025-04-02    | -
    o6       | A     | 2025-03-28 | 零售          | -             | 2025-03-29
    o7       | A     | -          | 零售          | 2025-03-12    | -
    p0       | B     | 2024-12-15 | 零售          | 2025-01-05    | -
    p1       | B     | 2025-02-01 | 零售          | 2025-03-01    | -
    p2       | B     | 2025-02-15 | 二级网点      | 2025-03-08    | -
    p3       | B     | 2025-03-02 | 零售          | 2025-03-30    | -
    p4       | B     | 2025-03-10 | 零售          | -             | -
    p5       | B     | 2025-03-31 | 零售          | -             | -
    x1       | C     | 2025-03-05 | 零售          | -             | 2025-04-25
    x2       | C     | 2025-04-10 | 零售          | -             | 2025-04-20
"""

# 3, 10 and 20 days in March, 40 in February. o5 was entered after the hand-over, o6 without a day,
# o7 had been cancelled before; o8 is on its way.
_WAITS = """
    order_no | store | order_date | delivery_date | cancel_date
    o1       | A     | 2025-03-02 | 2025-03-05    | -
    o2       | A     | 2025-03-10 | 2025-03-20    | -
    o3       | A     | 2025-02-15 | 2025-03-07    | 2025-04-09
    o4       | A     | 2025-01-10 | 2025-02-19    | -
    o5       | A     | 2025-03-12 | 2025-03-10    | -
    o6       | A     | -          | 2025-03-10    | -
    o7       | A     | 2025-01-02 | 2025-03-11    | 2025-03-01
    o8       | A     | 2025-03-12 | -             | -
    p1       | B     | 2025-03-10 | 2025-03-11    | -
    p2       | B     | 2025-03-10 | 2025-03-12    | -
    x1       | C     | 2025-01-10 | 2025-01-15    | -
"""

EXAMPLES = (
    Example(
        kpi="order_cancel_rate",
        tables={"vehicle_orders": _COHORTS},
        as_of="2025-07-10",
        expect=(
            # a2, a6 and a8 of nine orders less the one that was written anew.
            Expect("A", "2025-03", 0.375, 3, 8),
            Expect("B", "2025-03", 0.5, 1, 2),
            # 4 of 10, not the mean of 37.5 % and 50 %.
            Expect("region North", "2025-03", 0.4, 4, 10),
            Expect("network", "2025-Q1", 5 / 11, 5, 11),
            Expect("A", "2025-03-06..2025-03-06", None, 0, 0, state="no_data"),
            Expect("A", "2025-03-16..2025-03-21", None, 0, 0, state="no_data"),
            Expect("C", "2025-03", None, state="no_data"),
            # On 10 July the orders of June are not yet 60 days old.
            Expect("C", "2025-06", 0, 0, 1, state="provisional"),
        ),
    ),
    Example(
        kpi="order_delivery_rate",
        tables={"vehicle_orders": _BOOK},
        expect=(
            # o1 and o4 less o8; three were open, three signed, o2, o6 and o8 cancelled.
            Expect("A", "2025-03", 1 / 3, 1, 3),
            Expect("B", "2025-03", 0.6, 3, 5),
            # 4 of 8, not the mean of 33 % and 60 %.
            Expect("region North", "2025-03", 0.5, 4, 8),
            # The quarter starts with o0 alone and adds seven: it is not the sum of its months.
            Expect("A", "2025-Q1", 0.6, 3, 5),
            Expect("B", "2025-Q1", 4 / 6, 4, 6),
            Expect("network", "2025-Q1", 7 / 11, 7, 11),
            # What was open in C before March is not known; in April nothing was left to deliver.
            Expect("C", "2025-03", None, state="no_data"),
            Expect("C", "2025-04", None, 0, 0, state="no_data"),
            Expect("A", "2025-04", None, state="no_data"),
        ),
    ),
    Example(
        kpi="open_orders",
        tables={"vehicle_orders": _BOOK},
        expect=(
            # o3 and o5: the three of February, net orders of none, one delivered.
            Expect("A", "2025-03", 2, 2),
            Expect("A", "2025-02", 3, 3),
            Expect("A", "2025-03-01..2025-03-28", 3),
            Expect("B", "2025-03", 2),
            Expect("region North", "2025-03", 4),
            # What is open at the end, not the sum of the months.
            Expect("network", "2025-Q1", 5, 5),
            Expect("C", "2025-04", 0, 0),
            # Nothing was signed in April: the book of March holds for some days, not for good.
            Expect("A", "2025-04-01..2025-04-03", 1),
            Expect("A", "2025-04-01..2025-04-08", None, state="no_data"),
            Expect("A", "2025-04", None, state="no_data"),
        ),
    ),
    Example(
        kpi="order_to_delivery_days_median",
        tables={"vehicle_orders": _WAITS},
        expect=(
            Expect("A", "2025-03", 10, None, 3),
            Expect("B", "2025-03", 1.5, None, 2),
            # Of 1, 2, 3, 10 and 20; not the mean of 10 and 1.5.
            Expect("region North", "2025-03", 3, None, 5),
            Expect("A", "2025-Q1", 15, None, 4),
            Expect("network", "2025-Q1", 5, None, 7),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("A", "2025-04", None, state="no_data"),
        ),
    ),
)
