"""Receivables over 60 days."""

from tests.specs.example import Example, Expect

# A at the end of March: d1 is 80 days old, d2 exactly 60, d3 an advance from January, d4 has no
# day, d5 no amount. B's items of April cancel one another. C's list of February is the last one.
_ITEMS = """
    store | snapshot_date | doc_no | debtor_type | doc_date   | due_date   | amount
    A     | 2025-02-28    | d1     | 客户        | 2025-01-10 | 2025-02-10 | 100
    A     | 2025-03-31    | d1     | 客户        | 2025-01-10 | 2025-02-10 | 100
    A     | 2025-03-31    | d2     | 保险公司    | 2025-01-30 | 2025-04-30 | 300
    A     | 2025-03-31    | d3     | 客户        | 2025-01-01 | -          | -20
    A     | 2025-03-31    | d4     | 客户        | -          | 2025-02-10 | 50
    A     | 2025-03-31    | d5     | 厂家索赔    | 2025-01-01 | -          | -
    A     | 2025-03-31    | d6     | 集团内部    | 2025-03-20 | -          | 20
    B     | 2025-03-31    | d1     | 厂家返利    | 2025-01-01 | -          | 100
    B     | 2025-04-30    | d1     | 厂家返利    | 2025-01-01 | -          | 100
    B     | 2025-04-30    | d2     | 厂家返利    | 2025-04-01 | -          | -100
    C     | 2025-02-28    | d1     | 客户        | 2024-12-01 | -          | 50
    C     | 2025-02-28    | d2     | 客户        | 2025-02-01 | -          | 150
"""

EXAMPLES = (
    Example(
        kpi="receivable_over_60_share",
        tables={"receivables_aging": _ITEMS},
        expect=(
            # 100 - 20 of 100 + 300 - 20 + 20.
            Expect("A", "2025-03", 0.2, 80, 400),
            Expect("B", "2025-03", 1, 100, 100),
            # Not the mean of 20 % and 100 %.
            Expect("region North", "2025-03", 0.36, 180, 500),
            Expect("A", "2025-02", 0, 0, 100),
            # The end of the quarter, never the sum of lists.
            Expect("A", "2025-Q1", 0.2, 80, 400),
            Expect("network", "2025-Q1", 230 / 700, 230, 700),
            Expect("B", "2025-04", None, 100, 0, state="no_data"),
            # A list stands for 45 days.
            Expect("C", "2025-04-14..2025-04-14", 0.25, 50, 200),
            Expect("C", "2025-04-15..2025-04-15", None, state="no_data"),
            Expect("A", "2025-01", None, state="no_data"),
        ),
    ),
)
