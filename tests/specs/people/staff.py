"""Staff turnover, certified posts."""

from tests.specs.example import Example, Expect

# A from April 2024 to March 2025, 365 days: e1 and e2 all of them, e3 183, e4 29, e5 153, e6 all of
# them (a new post on the day on which the old one ended): 4 x 365. e3 and e4 left; e5 went to
# another store of the group, e7 had left before. B: 364 + 365 + 1. C sent only those who are still
# there.
_EMPLOYEES = """
    store | employee_id | position | hire_date  | leave_date | leave_type
    A     | e1          | 会计     | 2020-01-01 | -          | -
    A     | e2          | 技师     | 2020-01-01 | -          | -
    A     | e3          | 技师     | 2020-01-01 | 2024-10-01 | 主动
    A     | e4          | 技师     | 2024-10-01 | 2024-10-30 | 被动
    A     | e5          | 技师     | 2020-01-01 | 2024-09-01 | 调店
    A     | e6          | 销售顾问 | 2020-01-01 | 2025-01-01 | -
    A     | e6          | 销售经理 | 2025-01-01 | -          | -
    A     | e7          | 销售顾问 | 2020-01-01 | 2024-03-01 | 主动
    B     | e1          | 总经理   | 2020-01-01 | 2025-03-31 | -
    B     | e2          | 会计     | 2020-01-01 | -          | -
    B     | e3          | 总经理   | 2025-03-31 | -          | -
    C     | e1          | 总经理   | 2020-01-01 | -          | -
    C     | e2          | 会计     | 2020-01-01 | -          | -
"""

# A: p1 is certified until the end of March, p2 holds more than is asked for and for good, p3 less,
# p4 nothing, p5 needs nothing; p6 left on 11 March and nobody came. B: p2 was replaced after a
# month, p4 never, and no longer counts as a post a year after. C asks for no certificate.
_POSTS = """
    store | employee_id | position | hire_date  | leave_date | required_cert_level | cert_level | cert_valid_to
    A     | p1          | 服务经理 | 2020-01-01 | -          | 高级                | 高级       | 2025-03-31
    A     | p2          | 销售顾问 | 2020-01-01 | -          | 中级                | 高级       | -
    A     | p3          | 机电技师 | 2020-01-01 | -          | 中级                | 初级       | 2026-01-01
    A     | p4          | 机电技师 | 2020-01-01 | -          | 中级                | -          | -
    A     | p5          | 会计     | 2020-01-01 | -          | -                   | 高级       | -
    A     | p6          | 索赔员   | 2020-01-01 | 2025-03-11 | 中级                | 中级       | 2027-01-01
    B     | p1          | 总经理   | 2020-01-01 | -          | 店长证              | 店长证     | 2027-01-01
    B     | p2          | 索赔员   | 2020-01-01 | 2025-02-01 | 中级                | 中级       | 2027-01-01
    B     | p3          | 索赔员   | 2025-03-01 | -          | 中级                | 中级       | 2027-01-01
    B     | p4          | 内训师   | 2020-01-01 | 2024-03-01 | 中级                | 中级       | 2027-01-01
    C     | p1          | 会计     | 2020-01-01 | -          | -                   | -          | -
"""  # noqa: E501, a drawn table

EXAMPLES = (
    Example(
        kpi="staff_turnover_rate",
        tables={"dim_employee": _EMPLOYEES},
        expect=(
            Expect("A", "2025-03", 0.5, 2, 4),
            Expect("B", "2025-03", 0.5, 1, 2),
            Expect("region North", "2025-03", 0.5, 3, 6),
            # The twelve months up to its end, as in March.
            Expect("A", "2025-Q1", 0.5, 2, 4),
            Expect("network", "2025-Q1", 0.5, 3, 6),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            # Nobody left A in 2025: e6 only changed his post.
            Expect("A", "2025-12", 0, 0, 3),
            Expect("A", "2026-01", None, state="no_data"),
        ),
    ),
    Example(
        kpi="certified_position_coverage",
        tables={"dim_employee": _POSTS},
        expect=(
            # p1 and p2 of p1 to p4 and the empty post.
            Expect("A", "2025-03", 0.4, 2, 5),
            Expect("B", "2025-03", 1, 2, 2),
            Expect("region North", "2025-03", 4 / 7, 4, 7),
            Expect("A", "2025-02", 0.6, 3, 5),
            # p1's certificate has run out.
            Expect("A", "2025-04", 0.2, 1, 5),
            # The post of p2 is empty, and that of p4 still is.
            Expect("B", "2025-02", 1 / 3, 1, 3),
            Expect("A", "2025-Q1", 0.4, 2, 5),
            Expect("network", "2025-Q1", 4 / 7, 4, 7),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("A", "2026-01", None, state="no_data"),
        ),
    ),
)
