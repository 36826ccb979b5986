"""Purchase lines by the day on which they were promised."""

from tests.specs.example import Example, Expect

# 1 comes in the evening of its day, 2 is short, 3 late, 4 overdue, 5 was promised for no day, 6 is
# due in April; 7r takes 7 back.
_LINES = """
    po_no | line_no | store | supplier | ordered_at       | promised_at | qty_ordered | qty_received | received_at
    1     | 1       | A     | S1       | 2025-03-01 09:00 | 2025-03-10  | 5           | 5            | 2025-03-10 18:00
    2     | 1       | A     | S1       | 2025-03-01 09:00 | 2025-03-10  | 5           | 4            | 2025-03-09 10:00
    3     | 1       | A     | S2       | 2025-03-01 09:00 | 2025-03-12  | 5           | 5            | 2025-03-13 10:00
    4     | 1       | A     | S2       | 2025-03-01 09:00 | 2025-03-15  | 5           | -            | -
    5     | 1       | A     | S2       | 2025-03-01 09:00 | -           | 5           | 5            | 2025-03-05 10:00
    6     | 1       | A     | S2       | 2025-03-20 09:00 | 2025-04-02  | 5           | 5            | 2025-04-01 10:00
    7     | 1       | A     | S2       | 2025-03-02 09:00 | 2025-03-11  | 2           | 2            | 2025-03-11 10:00
    7r    | 1       | A     | S2       | 2025-03-02 09:00 | 2025-03-11  | -2          | -2           | 2025-03-11 10:00
    8     | 1       | B     | S1       | 2025-03-02 09:00 | 2025-03-20  | 1           | 2            | 2025-03-11 10:00
    9     | 1       | C     | S1       | 2025-02-02 09:00 | 2025-02-20  | 1           | 0            | 2025-02-11 10:00
    10    | 1       | C     | S1       | 2025-03-02 09:00 | 2025-04-20  | 1           | -            | -
"""  # noqa: E501, a table is read as drawn

EXAMPLES = (
    Example(
        kpi="supplier_otif_rate",
        tables={"parts_purchase_lines": _LINES},
        expect=(
            Expect("A", "2025-03", 0.25, 1, 4),
            Expect("B", "2025-03", 1, 1, 1),
            Expect("region North", "2025-03", 0.4, 2, 5),
            Expect("C", "2025-02", 0, 0, 1),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-Q1", 1 / 3, 2, 6),
        ),
    ),
)
