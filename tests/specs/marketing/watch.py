"""Prices of rivals, and the daily report."""

from tests.specs.example import Example, Expect

# A, end of March. M: own 90000, rivals 92000 (newest of x) and 94000: 3000 below their middle, of
# 100000. N: own 198000, rival 190000: 8000 above, of 200000. O has no rival, P no list price; Q was
# seen more than seven days ago. B: own 80000, rivals 100000.
_PRICES = """
    store | obs_id | obs_date   | rival_store | is_own_store | model_code | quoted_price
    A     | 1      | 2025-03-29 | A           | yes          | M          | 91000
    A     | 2      | 2025-03-30 | A           | yes          | M          | 90000
    A     | 3      | 2025-03-28 | x           | no           | M          | 88000
    A     | 4      | 2025-03-30 | x           | no           | M          | 92000
    A     | 5      | 2025-03-30 | y           | no           | M          | 94000
    A     | 6      | 2025-03-25 | A           | yes          | N          | 198000
    A     | 7      | 2025-03-31 | x           | no           | N          | 190000
    A     | 8      | 2025-03-31 | A           | yes          | O          | 100000
    A     | 9      | 2025-03-31 | A           | yes          | P          | 100000
    A     | 10     | 2025-03-31 | x           | no           | P          | 90000
    A     | 11     | 2025-03-24 | A           | yes          | Q          | 50000
    A     | 12     | 2025-03-31 | x           | no           | Q          | 90000
    A     | 13     | 2025-03-31 | z           | no           | M          | -
    B     | 1      | 2025-03-31 | B           | yes          | M          | 80000
    B     | 2      | 2025-03-31 | x           | no           | M          | 100000
    C     | 1      | 2025-02-28 | C           | yes          | M          | 90000
    C     | 2      | 2025-02-28 | x           | no           | M          | 80000
"""
_LISTED = """
    store | vin | stock_type | model_code | receipt_date | msrp
    A     | 1   | 新车       | M          | 2025-01-01   | 100000
    A     | 2   | 新车       | N          | 2025-01-01   | 200000
    A     | 3   | 新车       | O          | 2025-01-01   | 100000
    A     | 4   | 二手车     | P          | 2025-01-01   | 100000
    A     | 5   | 新车       | Q          | 2025-01-01   | 100000
    B     | 1   | 新车       | M          | 2025-01-01   | 100000
    C     | 1   | 新车       | M          | 2025-01-01   | 100000
"""

# A: 1 March in time, the 2nd at ten sharp, the 4th a minute late (sales was in time), the 5th
# never; the 3rd is no business day.
_DAYS = """
    store | date       | is_business_day
    A     | 2025-03-01 | yes
    A     | 2025-03-02 | yes
    A     | 2025-03-03 | no
    A     | 2025-03-04 | yes
    A     | 2025-03-05 | yes
    B     | 2025-03-01 | yes
    C     | 2025-02-01 | yes
    C     | 2025-03-01 | yes
"""
_REPORTS = """
    store | department | report_date | submitted_at
    A     | 市场       | 2025-03-01  | 2025-03-01 18:00
    A     | 市场       | 2025-03-02  | 2025-03-03 10:00
    A     | 市场       | 2025-03-03  | 2025-03-03 18:00
    A     | 市场部     | 2025-03-04  | 2025-03-05 10:01
    A     | 销售       | 2025-03-04  | 2025-03-04 18:00
    B     | 市场       | 2025-03-01  | 2025-03-01 18:00
    C     | 市场       | 2025-02-01  | 2025-02-08 09:00
"""

EXAMPLES = (
    Example(
        kpi="online_price_gap",
        tables={"competitor_prices": _PRICES, "vehicle_stock": _LISTED},
        expect=(
            # The middle of -3 % and 4 %.
            Expect("A", "2025-03", 0.005, denominator=2),
            Expect("B", "2025-03", -0.2),
            # -20 %, -3 %, 4 %: not the middle of the stores' figures.
            Expect("region North", "2025-03", -0.03, denominator=3),
            Expect("network", "2025-Q1", -0.03, denominator=3),
            Expect("C", "2025-02", 0.1),
            Expect("network", "2025-02", 0.1),
            # A price of February says nothing at the end of March.
            Expect("C", "2025-Q1", None, state="no_data"),
        ),
    ),
    Example(
        kpi="daily_report_completeness",
        tables={"dim_calendar": _DAYS, "daily_reports": _REPORTS},
        expect=(
            Expect("A", "2025-03", 0.5, 2, 4),
            Expect("B", "2025-03", 1, 1, 1),
            # Not the mean of 50 % and 100 %.
            Expect("region North", "2025-03", 0.6, 3, 5),
            Expect("C", "2025-02", 0, 0, 1),
            # C reported in February only: its business day in March counts in the quarter.
            Expect("C", "2025-03", None, state="no_data"),
            Expect("A", "2025-Q1", 0.5, 2, 4),
            Expect("network", "2025-Q1", 3 / 7, 3, 7),
            Expect("A", "2025-03-03..2025-03-03", None, state="no_data"),
        ),
    ),
    Example(
        kpi="daily_report_completeness",
        stores="D=North",
        as_of="2025-03-02",
        tables={
            "dim_calendar": """
                store | date       | is_business_day
                D     | 2025-03-01 | yes
                D     | 2025-03-02 | yes
            """,
            "daily_reports": """
                store | department | report_date | submitted_at
                D     | 市场       | 2025-03-01  | 2025-03-02 09:00
            """,
        },
        expect=(
            Expect("D", "2025-03", 0.5, 1, 2, state="provisional"),
            Expect("D", "2025-03-01..2025-03-01", 1, 1, 1),
        ),
    ),
)
