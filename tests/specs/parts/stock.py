"""Stock at month end: its value, its ceiling, what is too much and what is dead."""

from tests.specs.example import Example, Expect

# p2 lacks value and maximum, p3 is a customer's, p5 lacks the first receipt, p6 is negative.
# W2 is not counted in April: its count of March holds for 45 days, until 14 May.
_STOCK = """
    store | snapshot_date | warehouse | part_no | qty_on_hand | unit_cost | stock_value | max_qty | first_receipt_date | last_issue_date | is_special_order
    A     | 2025-02-28    | W1        | p1      | 10          | 100       | 1000        | 4       | 2023-01-01         | 2025-02-20      | no
    A     | 2025-03-31    | W1        | p1      | 8           | 100       | 800         | 5       | 2023-01-01         | 2025-03-20      | no
    A     | 2025-03-31    | W1        | p2      | 5           | 40        | -           | -       | 2023-05-01         | 2024-03-01      | no
    A     | 2025-03-31    | W1        | p3      | 1           | 500       | 500         | 0       | 2025-03-30         | -               | yes
    A     | 2025-03-31    | W2        | p1      | 2           | 100       | 200         | 2       | 2023-06-01         | -               | no
    A     | 2025-03-31    | W2        | p4      | 3           | 100       | 300         | 5       | 2025-01-10         | -               | no
    A     | 2025-03-31    | W2        | p5      | 1           | 100       | 100         | 5       | -                  | 2023-01-01      | -
    A     | 2025-03-31    | W2        | p6      | -1          | 50        | -50         | 5       | 2024-12-01         | 2025-03-30      | no
    A     | 2025-04-30    | W1        | p1      | 6           | 100       | 600         | 5       | 2023-01-01         | 2025-04-20      | no
    B     | 2025-03-31    | W1        | q1      | 100         | 50        | 5000        | 100     | 2024-12-01         | 2025-03-01      | no
    C     | 2025-01-31    | W1        | r1      | 0           | 10        | 0           | 5       | 2024-12-01         | 2025-01-01      | no
    C     | 2025-03-31    | W1        | r2      | 10          | 70        | 700         | 4       | 2023-01-01         | 2023-12-01      | no
"""  # noqa: E501, a table is read as drawn

_TABLES = {"parts_stock_snapshot": _STOCK}

# A counts at the year's end and on two days of March: p2 twice, of p4 the books say nothing, p9 not
# again. B counted all in June 2024.
_COUNTS = """
    store | count_date | part_no | book_qty | counted_qty | unit_cost
    A     | 2024-12-31 | p1      | 10       | 10          | 100
    A     | 2024-12-31 | p2      | 5        | 4           | 100
    A     | 2024-12-31 | p9      | 1        | 1           | 100
    A     | 2025-03-30 | p1      | 8        | 8           | 100
    A     | 2025-03-30 | p2      | 5        | 5           | 100
    A     | 2025-03-31 | p2      | 5        | 4           | 100
    A     | 2025-03-31 | p3      | 2        | 3           | 100
    A     | 2025-03-31 | p4      | -        | 3           | 100
    B     | 2024-06-30 | q1      | 1        | 1           | 100
    B     | 2024-06-30 | q2      | 2        | 2           | 100
    B     | 2024-06-30 | q3      | 3        | 3           | 100
    B     | 2024-06-30 | q4      | 4        | 4           | 100
    B     | 2024-06-30 | q5      | 0        | 0           | 100
    C     | 2025-02-10 | r1      | -        | 2           | 100
"""

EXAMPLES = (
    Example(
        kpi="parts_stock_value",
        tables=_TABLES,
        expect=(
            # 800 + 200 + 200 + 300 + 100 - 50.
            Expect("A", "2025-03", 1550, numerator=1550),
            Expect("A", "2025-04-01..2025-04-15", 1550),
            Expect("A", "2025-04", 1150),
            Expect("A", "2025-05-01..2025-05-15", 1150),
            Expect("A", "2025-05-01..2025-05-16", 600),
            # The last count is two months old.
            Expect("A", "2025-Q2", None, state="no_data"),
            Expect("C", "2025-01", 0),
            Expect("region North", "2025-03", 6550),
            # A balance: the quarter ends as March does.
            Expect("network", "2025-Q1", 7250),
        ),
    ),
    Example(
        kpi="parts_stock_cap_use",
        tables=_TABLES,
        extra_dim_store={"A": {"parts_stock_cap": 3100}, "B": {"parts_stock_cap": 6900}},
        expect=(
            Expect("A", "2025-03", 0.5, 1550, 3100),
            Expect("B", "2025-03", 5000 / 6900, 5000, 6900),
            Expect("region North", "2025-03", 0.655, 6550, 10000),
            # No ceiling: on neither side.
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("A", "2025-Q2", None, state="no_data"),
            Expect("network", "2025-Q1", 0.655, 6550, 10000),
        ),
    ),
    Example(
        kpi="parts_overmax_share",
        tables=_TABLES,
        expect=(
            # Three pieces of p1 in W1.
            Expect("A", "2025-03", 300 / 1550, 300, 1550),
            Expect("A", "2025-04", 100 / 1150, 100, 1150),
            Expect("B", "2025-03", 0, 0, 5000),
            Expect("C", "2025-01", None, 0, 0, state="no_data"),
            Expect("A", "2025-06", None, state="no_data"),
            Expect("region North", "2025-03", 300 / 6550, 300, 6550),
            Expect("network", "2025-Q1", 720 / 7250, 720, 7250),
        ),
    ),
    Example(
        kpi="parts_dead_stock_share",
        tables=_TABLES,
        expect=(
            # p2 and the piece of p1 in W2 that was never issued; p4 is new, p5 of unknown age.
            Expect("A", "2025-03", 400 / 1550, 400, 1550),
            Expect("A", "2025-04", 200 / 1150, 200, 1150),
            Expect("C", "2025-03", 1, 700, 700),
            Expect("C", "2025-01", None, 0, 0, state="no_data"),
            Expect("A", "2025-06", None, state="no_data"),
            Expect("region North", "2025-03", 400 / 6550, 400, 6550),
            Expect("network", "2025-Q1", 1100 / 7250, 1100, 7250),
        ),
    ),
    Example(
        kpi="parts_count_accuracy",
        tables={"parts_stock_counts": _COUNTS},
        expect=(
            # p1 of p1, p2, p3.
            Expect("A", "2025-03", 1 / 3, 1, 3),
            Expect("A", "2025-03-01..2025-03-30", 1, 2, 2),
            # The count of December: p1 and p9.
            Expect("A", "2025-02", 2 / 3, 2, 3),
            Expect("A", "2024-11", None, state="no_data"),
            Expect("B", "2025-03", 1, 5, 5),
            Expect("B", "2025-07-01..2025-07-01", 1, 5, 5),
            Expect("B", "2025-Q3", None, state="no_data"),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            # Not the mean of 33 % and 100 %.
            Expect("region North", "2025-03", 0.75, 6, 8),
            # The latest counts, not all of the quarter.
            Expect("network", "2025-Q1", 0.75, 6, 8),
        ),
    ),
)
