"""Time until a lead is answered, 8:30 to 17:30."""

from tests.specs.example import Example, Expect

# A: a1 waits 20 minutes; a2 30 in the evening and 30 the next morning; a3 came by night, 10; a4 is
# never answered; of a5 the answer lies before the lead; a6 is answered before the doors open.
_LEADS = """
    lead_id | store | created_at       | first_response_at
    a0      | A     | 2025-02-10 09:00 | 2025-02-10 10:30
    a1      | A     | 2025-03-03 09:00 | 2025-03-03 09:20
    a2      | A     | 2025-03-03 17:00 | 2025-03-04 09:00
    a3      | A     | 2025-03-04 22:00 | 2025-03-05 08:40
    a4      | A     | 2025-03-05 10:00 | -
    a5      | A     | 2025-03-06 10:00 | 2025-03-06 09:00
    a6      | A     | 2025-03-07 06:00 | 2025-03-07 07:00
    b1      | B     | 2025-03-10 09:00 | 2025-03-10 09:40
    b2      | B     | 2025-03-10 10:00 | -
    c1      | C     | 2025-01-15 09:00 | 2025-01-15 09:05
    c2      | C     | 2025-02-10 09:00 | -
"""

EXAMPLES = (
    Example(
        kpi="lead_response_minutes_median",
        tables={"leads": _LEADS},
        expect=(
            # 0, 10, 20, 60, never.
            Expect("A", "2025-03", 20, denominator=5),
            Expect("A", "2025-03-05..2025-03-05", None, denominator=1, state="no_data"),
            # Half were answered within 40 minutes, and half never.
            Expect("B", "2025-03", 40, denominator=2),
            # 0, 10, 20, 40, 60, never, never: not the middle of 20 and 40.
            Expect("region North", "2025-03", 40, denominator=7),
            # Nobody answered: no median.
            Expect("C", "2025-02", None, denominator=1, state="no_data"),
            Expect("C", "2025-03", None, state="no_data"),
            # 0, 5, 10, 20, 40, 60, 90, never, never, never.
            Expect("network", "2025-Q1", 50, denominator=10),
        ),
    ),
    Example(
        kpi="lead_response_minutes_median",
        stores="D=North",
        as_of="2025-03-10",
        tables={
            "dim_calendar": """
                store | date       | is_business_day
                D     | 2025-02-28 | yes
                D     | 2025-03-07 | yes
                D     | 2025-03-08 | no
                D     | 2025-03-09 | yes
                D     | 2025-03-10 | yes
                D     | 2025-03-11 | yes
            """,
            # The store is closed on the 8th; d3 comes after hours and is not due on the 10th.
            "leads": """
                lead_id | store | created_at       | first_response_at
                d1      | D     | 2025-03-07 17:00 | 2025-03-09 09:00
                d2      | D     | 2025-03-08 12:00 | 2025-03-09 08:50
                d3      | D     | 2025-03-10 20:00 | -
                d4      | D     | 2025-03-10 16:00 | -
            """,
        },
        expect=(
            # 20, 60, never.
            Expect("D", "2025-03", 60, denominator=3),
            Expect("D", "2025-03-08..2025-03-08", 20, denominator=1),
        ),
    ),
)
