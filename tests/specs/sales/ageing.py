"""Age of the stock and the plans to clear it."""

from tests.specs.example import Example, Expect

# On 31 March the cars of A are 0, 10 and 20 days old, those of B 90 and 100; one left that day, one
# is a demo car. d2 was lent to C and came back: for both it is as old as it was.
_AGES = """
    vin | store | stock_type | receipt_date | out_date
    c1  | A     | 新车       | 2025-03-31   | -
    c2  | A     | 新车       | 2025-03-21   | 2025-04-02
    c3  | A     | 新车       | 2025-03-11   | -
    c4  | A     | 新车       | 2025-03-01   | 2025-03-31
    c5  | A     | 试驾车     | 2025-01-01   | -
    c6  | A     | 新车       | -            | -
    d1  | B     | 新车       | 2024-12-31   | -
    d2  | B     | 新车       | 2024-12-21   | 2025-03-20
    d2  | C     | 新车       | 2025-03-20   | 2025-03-25
    d2  | B     | 新车       | 2025-03-25   | -
    e1  | C     | 试驾车     | 2024-12-21   | -
"""

# On 31 March c1 is 90 days old, which is not yet aged, and c2 91; c3 was sold long before it aged,
# c4 on that day. d1 came from C, where it had aged.
_AGED = """
    vin | store | stock_type | receipt_date | out_date
    c1  | A     | 新车       | 2024-12-31   | -
    c2  | A     | 新车       | 2024-12-30   | -
    c3  | A     | 新车       | 2025-01-01   | 2025-01-20
    c4  | A     | 新车       | 2024-10-01   | 2025-03-31
    c5  | A     | 新车       | 2025-03-01   | -
    c6  | A     | 新车       | 2025-03-02   | -
    d1  | B     | 新车       | 2025-03-05   | -
    d1  | C     | 新车       | 2024-10-01   | 2025-03-05
    d2  | B     | 新车       | 2024-10-02   | 2025-06-01
    e1  | C     | 试驾车     | 2024-10-01   | -
"""

_OLD_CARS = """
    vin | store | stock_type | receipt_date | out_date
    c1  | A     | 新车       | 2024-12-01   | -
    c2  | A     | 新车       | 2024-12-01   | -
    c3  | A     | 新车       | 2024-12-01   | -
    c4  | A     | 新车       | 2024-12-01   | -
    c5  | A     | 新车       | 2025-03-01   | -
    d1  | B     | 新车       | 2024-12-01   | -
    d2  | B     | 新车       | 2024-06-01   | 2024-12-20
    e1  | C     | 新车       | 2024-12-01   | -
"""
# In force on 31 March: p1 (p6 was withdrawn) and p4b, which took the place of p4a. p2 is past its
# date, p3 has no owner, p5 is for a car that is not aged. B planned before; C never did.
_IN_FORCE = """
    plan_id | store | vin | created_at | due_date   | owner_id | status | done_at
    p1      | A     | c1  | 2025-03-01 | 2025-04-15 | m1       | 执行中 | -
    p2      | A     | c2  | 2025-03-01 | 2025-03-20 | m1       | 逾期   | -
    p3      | A     | c3  | 2025-03-01 | 2025-04-15 | -        | 执行中 | -
    p4a     | A     | c4  | 2025-03-01 | 2025-04-25 | m1       | 逾期   | -
    p4b     | A     | c4  | 2025-03-26 | 2025-04-20 | m1       | 执行中 | -
    p5      | A     | c5  | 2025-03-26 | 2025-04-20 | m1       | 执行中 | -
    p6      | A     | c1  | 2025-03-10 | 2025-04-20 | m1       | 撤销   | -
    r1      | B     | d1  | 2025-03-05 | 2025-04-30 | m2       | 执行中 | -
    r2      | B     | d2  | 2024-12-01 | 2024-12-31 | m2       | 已完成 | 2024-12-20
"""

# Kept: p1 (on the day; the car came back later) and p4, though withdrawn. p2 was a day late, p3 is
# still there, the car of p5 had left before anybody planned.
_DUE = """
    plan_id | store | vin | created_at | due_date   | owner_id | status | done_at
    p0      | A     | c0  | 2025-01-01 | 2025-02-10 | m1       | 已完成 | 2025-02-01
    p1      | A     | c1  | 2025-03-01 | 2025-03-20 | m1       | 已完成 | 2025-03-20
    p2      | A     | c2  | 2025-03-01 | 2025-03-21 | m1       | 已完成 | 2025-03-22
    p3      | A     | c3  | 2025-03-01 | 2025-03-25 | m1       | 逾期   | -
    p4      | A     | c4  | 2025-03-01 | 2025-03-26 | m1       | 撤销   | -
    p5      | A     | c5  | 2025-03-15 | 2025-03-28 | m1       | 已完成 | 2025-03-15
    p6      | A     | c3  | 2025-03-15 | -          | m1       | 执行中 | -
    r1      | B     | d1  | -          | 2025-03-28 | m2       | 已完成 | 2025-03-20
    s1      | C     | e1  | 2025-04-01 | 2025-05-28 | m3       | 执行中 | -
"""
_LEFT = """
    vin | store | stock_type | receipt_date | out_date
    c0  | A     | 新车       | 2024-06-01   | 2025-02-01
    c1  | A     | 新车       | 2024-12-01   | 2025-03-20
    c1  | A     | 新车       | 2025-04-01   | -
    c2  | A     | 新车       | 2024-12-01   | 2025-03-22
    c3  | A     | 新车       | 2024-12-01   | -
    c4  | A     | 新车       | 2024-12-01   | 2025-03-10
    c5  | A     | 新车       | 2024-12-01   | 2025-03-14
    d1  | B     | 新车       | 2024-12-01   | 2025-03-20
    e1  | C     | 新车       | 2024-12-01   | -
"""

EXAMPLES = (
    Example(
        kpi="new_stock_age_median",
        tables={"vehicle_stock": _AGES},
        expect=(
            Expect("A", "2025-03", 10, denominator=3),
            Expect("B", "2025-03", 95, denominator=2),
            # The middle of 0, 10, 20, 90 and 100, not the mean of 10 and 95.
            Expect("region North", "2025-03", 20, denominator=5),
            Expect("network", "2025-Q1", 20, denominator=5),
            # On 30 March: c2, c3 and c4 are 9, 19 and 29 days old.
            Expect("A", "2025-03-01..2025-03-30", 19, denominator=3),
            Expect("A", "2025-02", None, state="no_data"),
            Expect("C", "2025-03-01..2025-03-24", 93, denominator=1),
            Expect("C", "2025-03", None, state="no_data"),
        ),
    ),
    Example(
        kpi="aged_stock_share_90",
        tables={"vehicle_stock": _AGED},
        expect=(
            Expect("A", "2025-03", 0.25, 1, 4),
            Expect("B", "2025-03", 1, 2, 2),
            # 3 of 6, not the mean of 25 % and 100 %.
            Expect("region North", "2025-03", 0.5, 3, 6),
            Expect("network", "2025-Q1", 0.5, 3, 6),
            # A day before c4 was still there and c2 not yet aged.
            Expect("A", "2025-03-01..2025-03-30", 0.2, 1, 5),
            Expect("B", "2025-12", 1, 1, 1),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
        ),
    ),
    Example(
        kpi="clearance_plan_coverage",
        tables={"vehicle_stock": _OLD_CARS, "clearance_plans": _IN_FORCE},
        expect=(
            Expect("A", "2025-03", 0.5, 2, 4),
            Expect("B", "2025-03", 1, 1, 1),
            # 3 of 5, not the mean of 50 % and 100 %.
            Expect("region North", "2025-03", 0.6, 3, 5),
            Expect("network", "2025-Q1", 0.6, 3, 5),
            # On the 20th p2 is in force on its last day, and p4a instead of p4b.
            Expect("A", "2025-03-01..2025-03-20", 0.75, 3, 4),
            Expect("A", "2025-03-01..2025-03-21", 0.5, 2, 4),
            # c5 is aged from 31 May; by then all plans have run out.
            Expect("A", "2025-05", 0, 0, 5),
            # No car of B was aged; C never recorded a plan.
            Expect("B", "2025-01", None, 0, 0, state="no_data"),
            Expect("C", "2025-03", None, state="no_data"),
        ),
    ),
    Example(
        kpi="clearance_plan_attainment",
        tables={"vehicle_stock": _LEFT, "clearance_plans": _DUE},
        expect=(
            Expect("A", "2025-03", 0.4, 2, 5),
            Expect("B", "2025-03", 1, 1, 1),
            # 3 of 6, not the mean of 40 % and 100 %.
            Expect("region North", "2025-03", 0.5, 3, 6),
            Expect("network", "2025-Q1", 4 / 7, 4, 7),
            Expect("C", "2025-05", 0, 0, 1),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("A", "2025-03-01..2025-03-10", None, 0, 0, state="no_data"),
        ),
    ),
)
