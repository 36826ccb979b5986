"""Customer files."""

from tests.specs.example import Example, Expect

# A: f3 lacks a field, f4's phone is none, f5 to f8 are four customers with one stopgap phone, f9
# left on 10 March, f10 left nobody knows when, f11 is the second car of f1's customer and came in
# April, of f12 nobody counted the fields. B's second file has no dates at all.
_FILES = """
    store | vin | customer_id | phone        | vehicle_status | status_date | sale_date  | fields_required | fields_filled | assigned_at      | first_contact_at
    A     | f1  | k1          | 13900000001  | 在用           | -           | 2024-05-01 | 10              | 10            | 2025-03-01 09:00 | 2025-03-08 20:00
    A     | f2  | k2          | 138****0002  | 在用           | -           | 2024-06-01 | 10              | 11            | 2025-03-02 09:00 | 2025-03-10 08:00
    A     | f3  | k3          | 13900000003  | 在用           | -           | 2024-06-01 | 10              | 9             | 2025-03-05 09:00 | -
    A     | f4  | k4          | 12345        | 在用           | -           | 2024-06-01 | 10              | 10            | 2025-03-06 09:00 | 2025-03-06 10:00
    A     | f5  | k5          | 13800000000  | 在用           | -           | 2024-06-01 | 10              | 10            | -                | -
    A     | f6  | k6          | 13800000000  | 在用           | -           | 2024-06-01 | 10              | 10            | -                | -
    A     | f7  | k7          | 13800000000  | 在用           | -           | 2024-06-01 | 10              | 10            | -                | -
    A     | f8  | k8          | 13800000000  | 在用           | -           | 2024-06-01 | 10              | 10            | -                | -
    A     | f9  | k9          | 0571-8888888 | 报废           | 2025-03-10  | 2024-06-01 | 10              | 10            | -                | -
    A     | f10 | k10         | 13900000010  | 过户           | -           | 2024-06-01 | 10              | 10            | -                | -
    A     | f11 | k1          | 13900000001  | 在用           | -           | 2025-04-02 | 10              | 10            | -                | -
    A     | f12 | k12         | 13900000012  | 在用           | -           | 2024-06-01 | 10              | -             | -                | -
    B     | g1  | m1          | 13900000021  | 在用           | -           | -          | 10              | 10            | 2025-03-20 09:00 | 2025-03-19 09:00
    B     | g2  | m2          | 13900000022  | 在用           | -           | -          | 10              | 10            | -                | -
    C     | h1  | n1          | -            | 在用           | -           | 2024-06-01 | 10              | 10            | 2025-02-10 09:00 | -
"""  # noqa: E501, a drawn table

EXAMPLES = (
    Example(
        kpi="customer_profile_completeness",
        stores="A=North B=North C=South D=South",
        tables={"customers": _FILES},
        expect=(
            # f1 and f2 of f1 to f8 and f12.
            Expect("A", "2025-03", 2 / 9, 2, 9),
            # f9 was still in use.
            Expect("A", "2025-02", 0.3, 3, 10),
            Expect("B", "2025-03", 1, 2, 2),
            # Not the mean of 22 % and 100 %.
            Expect("region North", "2025-03", 4 / 11, 4, 11),
            # As of the end of June, with f11.
            Expect("A", "2025-Q2", 0.3, 3, 10),
            Expect("network", "2025-Q2", 5 / 13, 5, 13),
            Expect("D", "2025-03", None, state="no_data"),
        ),
    ),
    Example(
        kpi="new_customer_first_week_contact",
        tables={"customers": _FILES},
        expect=(
            # f1 on the seventh day, f4 at once; f2 on the eighth day, f3 never.
            Expect("A", "2025-03", 0.5, 2, 4),
            # Spoken to before the file was assigned.
            Expect("B", "2025-03", 1, 1, 1),
            Expect("region North", "2025-03", 0.6, 3, 5),
            Expect("network", "2025-Q1", 0.5, 3, 6),
            Expect("A", "2025-02", None, state="no_data"),
        ),
    ),
    Example(
        kpi="new_customer_first_week_contact",
        stores="D=North",
        as_of="2025-03-31",
        tables={
            "customers": """
                store | vin | customer_id | vehicle_status | assigned_at      | first_contact_at
                D     | f1  | k1          | 在用           | 2025-03-10 09:00 | 2025-03-11 09:00
                D     | f2  | k2          | 在用           | 2025-03-30 09:00 | -
            """,
        },
        expect=(
            Expect("D", "2025-03", 0.5, 1, 2, state="provisional"),
            Expect("D", "2025-03-01..2025-03-24", 1, 1, 1),
        ),
    ),
)
