"""Training: attendance, hours against plan."""

from tests.specs.example import Example, Expect

# Attendance of A in March: s1 one of three (a blank on a list is an absence; e4 need not come), s2
# planned in February two of two. s3 was not held, s4 kept no list.
# Hours of A planned in March: s1 4 of 4 once for all its rows, s3 none of 2, s5 3 of 3 held in
# April; s4 has no hours, s6 no plan. C never says who must come.
_SESSIONS = """
    store | session_id | employee_id | department | planned_date | held_date  | planned_hours | held_hours | is_required | attended
    A     | s0         | e1          | 售后       | 2025-02-10   | 2025-02-10 | 2             | 3          | yes         | yes
    A     | s0         | e2          | 售后       | 2025-02-10   | 2025-02-10 | 2             | 3          | yes         | no
    A     | s1         | e1          | 售后       | 2025-03-05   | 2025-03-05 | 4             | 4          | yes         | yes
    A     | s1         | e2          | 售后       | 2025-03-05   | 2025-03-05 | 4             | 4          | yes         | no
    A     | s1         | e3          | 售后       | 2025-03-05   | 2025-03-05 | 4             | 4          | yes         | -
    A     | s1         | e4          | 售后       | 2025-03-05   | 2025-03-05 | 4             | 4          | no          | yes
    A     | s2         | e1          | 销售       | 2025-02-26   | 2025-03-03 | 1             | 0          | yes         | yes
    A     | s2         | e2          | 销售       | 2025-02-26   | 2025-03-03 | 1             | 0          | yes         | yes
    A     | s3         | e1          | 配件       | 2025-03-20   | -          | 2             | -          | yes         | -
    A     | s4         | e1          | 客服       | 2025-03-10   | 2025-03-10 | 9             | -          | yes         | -
    A     | s5         | e1          | 客服       | 2025-03-28   | 2025-04-02 | 3             | 3          | no          | yes
    A     | s6         | e1          | 客服       | 2025-03-29   | 2025-03-29 | -             | 5          | no          | -
    B     | s1         | e1          | 售后       | 2025-03-06   | 2025-03-06 | 2             | 1.5        | yes         | yes
    B     | s2         | e1          | 售后       | 2025-02-27   | 2025-04-02 | 2             | 2          | yes         | yes
    C     | s1         | e1          | 售后       | 2025-01-15   | 2025-01-15 | 0             | -          | yes         | no
    C     | s2         | e1          | 售后       | 2025-02-05   | 2025-02-05 | 0             | 0          | -           | yes
"""  # noqa: E501, a drawn table

_TABLES = {"training_sessions": _SESSIONS}

EXAMPLES = (
    Example(
        kpi="training_attendance_rate",
        tables=_TABLES,
        expect=(
            Expect("A", "2025-03", 0.6, 3, 5),
            Expect("B", "2025-03", 1, 1, 1),
            # Not the mean of 60 % and 100 %.
            Expect("region North", "2025-03", 4 / 6, 4, 6),
            Expect("A", "2025-Q1", 4 / 7, 4, 7),
            Expect("network", "2025-Q1", 5 / 9, 5, 9),
            # Planned in February, held in April.
            Expect("B", "2025-04", 1, 1, 1),
            Expect("C", "2025-02", None, 0, 0, state="no_data"),
            Expect("A", "2025-05", None, state="no_data"),
        ),
    ),
    Example(
        kpi="training_plan_completion",
        tables=_TABLES,
        expect=(
            Expect("A", "2025-03", 7 / 9, 7, 9),
            Expect("B", "2025-03", 0.75, 1.5, 2),
            Expect("region North", "2025-03", 8.5 / 11, 8.5, 11),
            # Three hours instead of two, and none of one.
            Expect("A", "2025-02", 1, 3, 3),
            Expect("A", "2025-Q1", 10 / 12, 10, 12),
            # B 3.5 of 4; C planned no hours.
            Expect("network", "2025-Q1", 13.5 / 16, 13.5, 16),
            Expect("C", "2025-02", None, 0, 0, state="no_data"),
            Expect("A", "2025-04", None, state="no_data"),
        ),
    ),
)
