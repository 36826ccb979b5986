"""Hours, rates and gross of labour."""

from tests.specs.example import Example, Expect

# A: of a1 the customer pays one line and the maker another. a2 has a line at a fixed price, without
# hours sold and without a cost. Nobody wrote the hours of a3 and the amount of a9. a4 is a free
# check. a5 is void, a6 an internal order, a8 rework that nobody pays. a10 is not settled. a11 is
# internal by its line, its order is not there. a7r takes a7 back in April.
LINES = """
    ro_no | line_no | store | pay_type | std_hours | sold_hours | labour_sales | labour_cost | settled_at
    a1    | 1       | A     | 客户自费 | 1         | 2          | 360          | 100         | 2025-03-03 17:00
    a1    | 2       | A     | 索赔     | 1         | 1          | 150          | 60          | 2025-03-03 17:00
    a2    | 1       | A     | 客户自费 | 1         | 1          | 200          | 50          | 2025-03-12 17:00
    a2    | 2       | A     | 客户自费 | 0.5       | 0          | 80           | -           | 2025-03-12 17:00
    a3    | 1       | A     | 客户自费 | -         | -          | 100          | 30          | 2025-03-13 17:00
    a4    | 1       | A     | 客户自费 | 0.5       | 0.5        | 0            | 20          | 2025-03-14 17:00
    a5    | 1       | A     | 客户自费 | 9         | 9          | 900          | 90          | 2025-03-14 17:00
    a6    | 1       | A     | 内部     | 3         | 3          | 300          | 150         | 2025-03-15 17:00
    a7    | 1       | A     | 客户自费 | 3         | 4          | 700          | 200         | 2025-03-20 17:00
    a7r   | 1       | A     | 客户自费 | 3         | -4         | -700         | -200        | 2025-04-02 17:00
    a8    | 1       | A     | 内部     | 1         | 0          | 0            | 40          | 2025-03-21 17:00
    a9    | 1       | A     | 客户自费 | 2         | 2          | -            | 25          | 2025-03-22 17:00
    a10   | 1       | A     | 客户自费 | 2         | 2          | 400          | 90          | -
    a11   | 1       | A     | 内部     | 1         | 1          | 90           | 30          | 2025-03-22 17:00
    a12   | 1       | A     | 客户自费 | 6         | 6          | 1200         | 300         | 2025-04-10 17:00
    a13   | 1       | A     | 客户自费 | 1         | 1          | 200          | 60          | 2025-04-11 17:00
    b1    | 1       | B     | 客户自费 | 1         | 1          | 90           | 45          | 2025-03-07 17:00
    b2    | 1       | B     | 客户自费 | -         | 0          | 0            | 5           | 2025-05-07 17:00
    c1    | 1       | C     | 保险     | 5         | 5          | 500          | 300         | 2025-03-07 17:00
    c2    | 1       | C     | 客户自费 | 2         | 2          | 300          | 100         | 2025-02-10 17:00
"""  # noqa: E501, a table is read as drawn

ORDERS = """
    ro_no | store | open_at    | ro_type | status
    a1    | A     | 2025-03-03 | 保养    | 已结算
    a5    | A     | 2025-03-05 | 保养    | 作废
    a6    | A     | 2025-03-05 | 内部    | 已结算
    a8    | A     | 2025-03-05 | 返修    | 已结算
"""

# A raised its rate on the 10th of March; nobody knows that of C.
_RATES: dict[str, dict[str, object]] = {
    "A": {"posted_labour_rate": 200, "valid_from": "2025-03-10"},
    "B": {"posted_labour_rate": 100},
}
_TABLES = {"ro_labour_lines": LINES, "repair_orders": ORDERS}

EXAMPLES = (
    Example(
        kpi="hours_per_cp_ro",
        tables=_TABLES,
        expect=(
            # a1 2, a2 1, a4 0.5, a7 4, a9 2 hours; a3 is on neither side.
            Expect("A", "2025-03", 1.9, 9.5, 5),
            # Two orders of 7 hours and one of 4 taken back.
            Expect("A", "2025-04", 3, 3, 1),
            Expect("B", "2025-03", 1, 1, 1),
            Expect("B", "2025-05", 0, 0, 1),
            # 10.5 over 6, not the mean of 1.9 and 1.
            Expect("region North", "2025-03", 1.75, 10.5, 6),
            # An insurer pays.
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-03", 1.75, 10.5, 6),
            Expect("network", "2025-Q1", 12.5 / 7, 12.5, 7),
        ),
    ),
    Example(
        kpi="effective_labour_rate_cp",
        tables=_TABLES,
        expect=(
            # 360 + 200 + 80 + 0 + 700 for 2 + 1 + 0.5 + 0.5 + 4 hours.
            Expect("A", "2025-03", 167.5, 1340, 8),
            Expect("A", "2025-04", 700 / 3, 700, 3),
            Expect("B", "2025-03", 90, 90, 1),
            Expect("region North", "2025-03", 1430 / 9, 1430, 9),
            Expect("B", "2025-05", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("C", "2025-02", 150, 300, 2),
            Expect("network", "2025-03", 1430 / 9, 1430, 9),
            Expect("network", "2025-Q1", 1730 / 11, 1730, 11),
        ),
    ),
    Example(
        kpi="labour_rate_realisation",
        tables=_TABLES,
        extra_dim_store=_RATES,
        expect=(
            # Without a1, which was settled at an older rate: 980 for 6 hours at 200.
            Expect("A", "2025-03", 980 / 1200, 980, 1200),
            Expect("A", "2025-04", 700 / 600, 700, 600),
            Expect("B", "2025-03", 0.9, 90, 100),
            # 1070 of 1300, not the mean of 82 % and 90 %.
            Expect("region North", "2025-03", 1070 / 1300, 1070, 1300),
            Expect("C", "2025-02", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-03", 1070 / 1300, 1070, 1300),
            Expect("network", "2025-Q1", 1070 / 1300, 1070, 1300),
        ),
    ),
)
