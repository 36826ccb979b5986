"""Books closed in time."""

from tests.specs.example import Example, Expect

# Open every day but 1 May and 2 May; April's fifth business day is the 5th, May's is the 7th.
_OPEN = {"2025-05-01", "2025-05-02"}


def _calendar() -> str:
    lines = ["store | date | is_business_day"]
    for store in "ABC":
        for month in ("01", "02", "03", "04", "05"):
            for day in range(1, 11):
                date = f"2025-{month}-{day:02}"
                lines.append(f"{store} | {date} | {'no' if date in _OPEN else 'yes'}")
    return "\n".join(lines)


# A closed January on the 5th: in time. February was closed on 4 March and, after a reopening of
# one account, again on 6 March: late. March was closed on 5 April, in time; April on 7 May, in
# time. B closed February on the 5th and left March open; its January has no books.
# May is not due: the calendar does not reach June.
_LEDGER = """
    store | period | account_code | department | debit | credit | closed_at
    A     | 202501 | 6001         | -          | -     | 1      | 2025-02-05
    A     | 202502 | 6001         | -          | -     | 1      | 2025-03-04
    A     | 202502 | 6401         | -          | 1     | -      | 2025-03-06
    A     | 202503 | 6001         | -          | -     | 1      | 2025-04-05
    A     | 202504 | 6001         | -          | -     | 1      | 2025-05-07
    A     | 202505 | 6001         | -          | -     | 1      | 2025-06-01
    B     | 202502 | 6001         | -          | -     | 1      | 2025-03-05
    B     | 202503 | 6001         | -          | -     | 1      | -
    C     | 202504 | 6001         | -          | -     | 1      | 2025-05-08
"""

_TABLES = {"gl_monthly": _LEDGER, "dim_calendar": _calendar()}

EXAMPLES = (
    Example(
        kpi="report_timeliness",
        tables=_TABLES,
        expect=(
            Expect("A", "2025-01", 1, 1, 1),
            Expect("A", "2025-02", 0, 0, 1),
            Expect("A", "2025-04", 1, 1, 1),
            Expect("B", "2025-03", 0, 0, 1),
            Expect("B", "2025-01", None, state="no_data"),
            Expect("C", "2025-04", 0, 0, 1),
            Expect("A", "2025-05", None, state="no_data"),
            Expect("region North", "2025-03", 0.5, 1, 2),
            # A two of three, B one of three: its January without books is late now.
            Expect("region North", "2025-Q1", 0.5, 3, 6),
            Expect("network", "2025-04", 0.5, 1, 2),
            Expect("network", "2025-Q1", 0.5, 3, 6),
        ),
    ),
    Example(
        kpi="report_timeliness",
        as_of="2025-05-09",
        stores="D=North",
        tables={
            "gl_monthly": """
                store | period | account_code | department | debit | credit | closed_at
                D     | 202504 | 6001         | -          | -     | 1      | 2025-05-04
            """,
            "dim_calendar": """
                store | date       | is_business_day
                D     | 2025-04-01 | yes
                D     | 2025-05-01 | yes
                D     | 2025-05-02 | yes
                D     | 2025-05-03 | yes
                D     | 2025-05-04 | yes
                D     | 2025-05-05 | yes
            """,
        },
        expect=(
            # Books may still be opened again.
            Expect("D", "2025-04", 1, 1, 1, state="provisional"),
        ),
    ),
)
