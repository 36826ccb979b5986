"""Loan applications."""

from tests.specs.example import Example, Expect

# l4 was withdrawn, l5 is a used car's, l6 is not decided, l7 nobody knows when; of l8 the income is
# not booked yet; l9r takes l9 back. l10 of February ends early: 600 are taken back in March.
_LOANS = """
    contract_no | store | delivery_no | vehicle_type | lender | applied_at | approved_at | result | disbursed_at | loan_amount | income_ex_vat | clawback | clawback_at
    l1          | A     | v1          | 新车         | X      | 2025-03-01 | 2025-03-02  | 通过   | 2025-03-06   | 100000      | 2000          | -        | -
    l2          | A     | v2          | 新车         | X      | 2025-03-03 | 2025-03-04  | 拒绝   | -            | 90000       | -             | -        | -
    l3          | A     | v2          | 新车         | Y      | 2025-03-03 | 2025-03-05  | 通过   | 2025-03-20   | 90000       | 1500          | -        | -
    l4          | A     | v3          | 新车         | X      | 2025-03-06 | 2025-03-07  | 撤回   | -            | 90000       | -             | -        | -
    l5          | A     | -           | 二手车       | Y      | 2025-03-08 | 2025-03-09  | 通过   | 2025-03-10   | 50000       | 500           | -        | -
    l6          | A     | v4          | 新车         | X      | 2025-03-10 | -           | -      | -            | 90000       | -             | -        | -
    l7          | A     | v4          | 新车         | Y      | 2025-03-10 | -           | 拒绝   | -            | 90000       | -             | -        | -
    l8          | A     | v5          | 新车         | X      | 2025-03-11 | 2025-03-12  | 通过   | 2025-03-15   | 80000       | -             | -        | -
    l9          | A     | v6          | 新车         | Z      | 2025-03-12 | 2025-03-13  | 通过   | 2025-03-16   | 70000       | 1000          | -        | -
    l9r         | A     | v6          | 新车         | Z      | 2025-03-12 | 2025-03-20  | 通过   | 2025-03-20   | -70000      | -1000         | -        | -
    l10         | A     | v0          | 新车         | X      | 2025-02-01 | 2025-02-02  | 通过   | 2025-02-05   | 80000       | 1800          | 600      | 2025-03-25
    m1          | B     | w1          | 新车         | X      | 2025-03-01 | 2025-03-02  | 通过   | 2025-03-10   | 80000       | 700           | -        | -
    m2          | B     | w1          | 新车         | Y      | 2025-03-01 | 2025-03-05  | 拒绝   | -            | 80000       | -             | -        | -
    n1          | C     | x1          | 新车         | X      | 2025-01-05 | 2025-01-06  | 通过   | 2025-01-10   | 80000       | 300           | -        | -
    n2          | C     | x2          | 新车         | X      | 2025-02-08 | 2025-02-09  | 撤回   | -            | 80000       | -             | -        | -
"""  # noqa: E501, a drawn table
_DELIVERIES = """
    delivery_no | store | vin | delivery_date | customer_type
    v0          | A     | V0  | 2025-02-06    | 零售
    v1          | A     | V1  | 2025-03-05    | 零售
    v2          | A     | V2  | 2025-03-10    | 大客户
    v5          | A     | V5  | 2025-03-12    | 零售
    v6          | A     | V6  | 2025-03-13    | 零售
    w1          | B     | W1  | 2025-03-01    | 零售
    x1          | C     | X1  | 2025-01-08    | 零售
"""

EXAMPLES = (
    Example(
        kpi="finance_approval_rate",
        tables={"fi_contracts": _LOANS},
        expect=(
            # l1, l3, l5, l8 of these and l2; l9 is netted.
            Expect("A", "2025-03", 0.8, 4, 5),
            Expect("B", "2025-03", 0.5, 1, 2),
            Expect("C", "2025-02", None, 0, 0, state="no_data"),
            Expect("C", "2025-03", None, state="no_data"),
            # Not the mean of 80 % and 50 %.
            Expect("region North", "2025-03", 5 / 7, 5, 7),
            Expect("network", "2025-Q1", 7 / 9, 7, 9),
        ),
    ),
    Example(
        kpi="finance_disbursement_days_median",
        tables={"fi_contracts": _LOANS, "vehicle_deliveries": _DELIVERIES},
        expect=(
            # 1, 3, 10: l5 has no delivery, l9 was taken back.
            Expect("A", "2025-03", 3, denominator=3),
            Expect("B", "2025-03", 9, denominator=1),
            # 1, 3, 9, 10: not the middle of 3 and 9, which is 6 as well.
            Expect("region North", "2025-03", 6, denominator=4),
            # l10 was paid out a day ahead: -1, 1, 3, 10.
            Expect("A", "2025-Q1", 2, denominator=4),
            # -1, 1, 2, 3, 9, 10: not the mean of 2, 9 and 2.
            Expect("network", "2025-Q1", 2.5, denominator=6),
            Expect("C", "2025-02", None, state="no_data"),
        ),
    ),
    Example(
        kpi="finance_income_per_contract",
        tables={"fi_contracts": _LOANS},
        expect=(
            # 2000 + 1500 + 500 - 600 on l1, l3, l5.
            Expect("A", "2025-03", 3400 / 3, 3400, 3),
            # The income of February stays whole.
            Expect("A", "2025-02", 1800, 1800, 1),
            Expect("B", "2025-03", 700, 700, 1),
            Expect("C", "2025-02", None, 0, 0, state="no_data"),
            Expect("C", "2025-03", None, state="no_data"),
            # Not the mean of 1133 and 700.
            Expect("region North", "2025-03", 1025, 4100, 4),
            Expect("network", "2025-Q1", 6200 / 6, 6200, 6),
        ),
    ),
)
