"""Technicians: utilisation, efficiency, and proficiency as their product."""

from tests.specs.example import Example, Expect

# T1 left and came back; P is a painter's helper and no productive technician. C has no clock.
_STAFF = """
    employee_id | store | hire_date  | leave_date | is_technician
    T1          | A     | 2020-01-01 | 2023-01-01 | yes
    T1          | A     | 2024-01-01 | -          | yes
    T2          | A     | 2022-01-01 | -          | yes
    P           | A     | 2022-01-01 | -          | no
    T3          | B     | 2022-01-01 | -          | yes
    T4          | C     | 2022-01-01 | -          | yes
"""

# a5 was voided, a4 is not settled yet, a6 has no technician; a2r takes a line back in April; of a7
# nobody wrote the hours down.
_LINES = """
    ro_no | line_no | store | pay_type | technician_id | sold_hours | settled_at
    a1    | 1       | A     | 客户自费 | T1            | 3          | 2025-03-03 17:00
    a1    | 2       | A     | 内部     | T2            | 2          | 2025-03-03 17:00
    a2    | 1       | A     | 保险     | T2            | 7          | 2025-03-31 23:00
    a2r   | 1       | A     | 保险     | T2            | -7         | 2025-04-02 10:00
    a3    | 1       | A     | 客户自费 | P             | 50         | 2025-03-04 10:00
    a4    | 1       | A     | 客户自费 | T1            | 9          | -
    a5    | 1       | A     | 客户自费 | T1            | 40         | 2025-03-05 10:00
    a6    | 1       | A     | 客户自费 | -             | 6          | 2025-03-05 10:00
    a7    | 1       | A     | 索赔     | T1            | -          | 2025-03-06 10:00
    a8    | 1       | A     | 索赔     | T1            | 9.5        | 2025-04-10 10:00
    b1    | 1       | B     | 客户自费 | T3            | 1          | 2025-03-07 10:00
    b2    | 1       | B     | 客户自费 | T3            | 1          | 2025-05-07 10:00
    c1    | 1       | C     | 客户自费 | T4            | 5          | 2025-03-07 10:00
"""
_ORDERS = """
    ro_no | store | open_at    | status
    a5    | A     | 2025-03-05 | 作废
    a1    | A     | 2025-03-03 | 已结算
"""
# k4 is still running; k6 belongs to work settled in April.
_CLOCK = """
    clock_id | store | ro_no | line_no | employee_id | start_at         | clocked_hours
    k1       | A     | a1    | 1       | T1          | 2025-03-03 08:00 | 2.5
    k2       | A     | a1    | 2       | T2          | 2025-03-03 08:00 | 2.5
    k3       | A     | a2    | 1       | T2          | 2025-02-28 08:00 | 4
    k4       | A     | a7    | 1       | T1          | 2025-03-06 08:00 | -
    k5       | A     | a3    | 1       | P           | 2025-03-04 08:00 | 30
    k6       | A     | a8    | 1       | T1          | 2025-03-30 08:00 | 5
    k7       | A     | a9    | 1       | T1          | 2025-04-08 08:00 | 2
    b1       | B     | b1    | 1       | T3          | 2025-03-07 08:00 | 2
    b2       | B     | b3    | 1       | T3          | 2025-05-02 08:00 | 0
"""
# T2 was trained for 1.5 of 4 hours; T1 was trained on a day off, and nobody wrote down how long he
# was there on the 12th.
_ATTENDANCE = """
    store | employee_id | date       | on_duty | attended_hours | training_hours
    A     | T1          | 2025-03-03 | yes     | 8              | -
    A     | T2          | 2025-03-03 | yes     | 4              | 1.5
    A     | T1          | 2025-03-04 | no      | 0              | 2
    A     | T2          | 2025-03-10 | yes     | 2              | 0
    A     | T1          | 2025-03-12 | yes     | -              | -
    A     | P           | 2025-03-03 | yes     | 40             | -
    A     | T2          | 2025-02-28 | yes     | 5              | -
    A     | T1          | 2025-04-08 | yes     | 4              | -
    B     | T3          | 2025-03-07 | yes     | 4              | -
    B     | T3          | 2025-05-02 | no      | 0              | -
    C     | T4          | 2025-03-07 | yes     | 10             | -
"""

_TABLES = {
    "dim_employee": _STAFF,
    "ro_labour_lines": _LINES,
    "repair_orders": _ORDERS,
    "labour_clock": _CLOCK,
    "attendance": _ATTENDANCE,
}

EXAMPLES = (
    Example(
        kpi="tech_utilisation",
        tables=_TABLES,
        expect=(
            # 2.5 + 2.5 + 5 clocked, 8 + 2.5 + 2 attended.
            Expect("A", "2025-03", 0.8, 10, 12.5),
            Expect("A", "2025-04", 0.5, 2, 4),
            Expect("B", "2025-03", 0.5, 2, 4),
            # 12 of 16.5, not the mean of 80 % and 50 %.
            Expect("region North", "2025-03", 12 / 16.5, 12, 16.5),
            Expect("A", "2025-Q1", 0.8, 14, 17.5),
            Expect("B", "2025-05", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            # No clock.
            Expect("C", "2025-03", None, state="no_data"),
            Expect("network", "2025-03", 12 / 16.5, 12, 16.5),
            Expect("network", "2025-Q1", 16 / 21.5, 16, 21.5),
        ),
    ),
    Example(
        kpi="tech_proficiency",
        tables=_TABLES,
        expect=(
            # 80 % x 120 %.
            Expect("A", "2025-03", 0.96, 12, 12.5),
            # 50 % x 125 %.
            Expect("A", "2025-04", 0.625, 2.5, 4),
            Expect("B", "2025-03", 0.25, 1, 4),
            Expect("region North", "2025-03", 13 / 16.5, 13, 16.5),
            Expect("A", "2025-Q1", 12 / 17.5, 12, 17.5),
            Expect("B", "2025-05", None, 1, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            # What is sold and attended is known without a clock.
            Expect("C", "2025-03", 0.5, 5, 10),
            Expect("network", "2025-03", 18 / 26.5, 18, 26.5),
            Expect("network", "2025-Q1", 18 / 31.5, 18, 31.5),
        ),
    ),
    Example(
        kpi="tech_efficiency",
        tables=_TABLES,
        expect=(
            # 3 + 2 + 7 sold, 2.5 + 2.5 + 5 clocked.
            Expect("A", "2025-03", 1.2, 12, 10),
            # 9.5 - 7 sold.
            Expect("A", "2025-04", 1.25, 2.5, 2),
            Expect("B", "2025-03", 0.5, 1, 2),
            # 13 of 12, not the mean of 120 % and 50 %.
            Expect("region North", "2025-03", 13 / 12, 13, 12),
            # With the 4 hours of February.
            Expect("A", "2025-Q1", 12 / 14, 12, 14),
            Expect("B", "2025-05", None, 1, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("network", "2025-03", 13 / 12, 13, 12),
            Expect("network", "2025-Q1", 13 / 16, 13, 16),
        ),
    ),
)
