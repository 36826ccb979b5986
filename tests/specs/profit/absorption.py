"""Absorption by all and by fixed expenses, days to break even."""

from tests.specs.example import Example, Expect

# A in March: service 500 less 20 returned - 180, parts 200 - 150: 350; new cars 300, rebates 125.
# Expenses 105 less 5 credited (variable selling) + 40 + 130 + 55 + 10 = 335. B: parts 20, personnel
# 50, rebates 11; in April it loses 30. C's only expense of February is variable.
_LEDGER = """
    store | period | account_code | department | debit | credit
    A     | 202502 | 6001         | 销售       | -     | 400
    A     | 202502 | 6401         | 销售       | 300   | -
    A     | 202502 | 6611         | 行政       | 151   | -
    A     | 202503 | 6001         | 销售       | -     | 1000
    A     | 202503 | 6401         | 销售       | 700   | -
    A     | 202503 | 6002         | 售后       | 20    | 500
    A     | 202503 | 6402         | 售后       | 180   | -
    A     | 202503 | 6003         | 配件       | -     | 200
    A     | 202503 | 6403         | 配件       | 150   | -
    A     | 202503 | 6051         | 销售       | -     | 70
    A     | 202503 | 6601         | 销售       | 105   | 5
    A     | 202503 | 6602         | 市场       | 40    | -
    A     | 202503 | 6611         | 行政       | 130   | -
    A     | 202503 | 6621         | 行政       | 55    | -
    A     | 202503 | 6603         | 行政       | 10    | -
    A     | 202503 | 6711         | 行政       | 15    | -
    A     | 202503 | 9999         | 行政       | 333   | -
    B     | 202503 | 6003         | 配件       | -     | 60
    B     | 202503 | 6403         | 配件       | 40    | -
    B     | 202503 | 6611         | 行政       | 50    | -
    B     | 202504 | 6003         | 配件       | -     | -
    B     | 202504 | 6401         | 销售       | 30    | -
    B     | 202504 | 6621         | 行政       | -     | -
    C     | 202502 | 6003         | 配件       | -     | 33
    C     | 202502 | 6403         | 配件       | 10    | -
    C     | 202502 | 6601         | 销售       | 19    | -
"""
_REBATES = """
    store | rebate_id | earn_period | estimated_amount | confirmed_amount | confirmed_at
    A     | r1        | 202503      | 90               | 145              | 2025-05-20
    A     | r2        | 202503      | -                | -20              | 2025-05-21
    A     | r3        | 202502      | -                | 61               | 2025-03-10
    B     | r4        | 202503      | -                | 11               | 2025-04-10
    B     | r5        | 202504      | 10               | -                | -
    C     | r6        | 202502      | 30               | -                | -
"""
_BOOKS = {"gl_monthly": _LEDGER}

EXAMPLES = (
    Example(
        kpi="absorption_total",
        tables=_BOOKS,
        expect=(
            Expect("A", "2025-03", 350 / 335, 350, 335),
            Expect("B", "2025-03", 0.4, 20, 50),
            Expect("region North", "2025-03", 370 / 385, 370, 385),
            Expect("A", "2025-02", 0, 0, 151),
            Expect("A", "2025-Q1", 350 / 486, 350, 486),
            Expect("C", "2025-02", 23 / 19, 23, 19),
            Expect("network", "2025-Q1", 393 / 555, 393, 555),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("B", "2025-04", None, 0, 0, state="no_data"),
            Expect("A", "2025-03-01..2025-03-15", None, state="no_data"),
        ),
    ),
    Example(
        kpi="absorption_fixed",
        tables=_BOOKS,
        expect=(
            # Never below absorption by all expenses.
            Expect("A", "2025-03", 350 / 235, 350, 235),
            Expect("B", "2025-03", 0.4, 20, 50),
            Expect("region North", "2025-03", 370 / 285, 370, 285),
            Expect("A", "2025-Q1", 350 / 386, 350, 386),
            Expect("C", "2025-02", None, 23, 0, state="no_data"),
            Expect("network", "2025-Q1", 393 / 436, 393, 436),
            Expect("C", "2025-03", None, state="no_data"),
        ),
    ),
    Example(
        kpi="breakeven_days",
        tables={**_BOOKS, "oem_rebates": _REBATES},
        expect=(
            # 335 of 775 in 31 days.
            Expect("A", "2025-03", 13.4, 335, 25),
            # More than the month has: a loss.
            Expect("B", "2025-03", 50, 50, 1),
            Expect("region North", "2025-03", 385 / 26, 385, 26),
            # 151 of 161 in 28 days.
            Expect("A", "2025-02", 151 / 5.75, 151, 5.75),
            # The mean of three months: 486 / 3 of 936 / 90.
            Expect("A", "2025-Q1", 162 / 10.4, 162, 10.4),
            Expect("network", "2025-Q1", 185 / 11, 185, 11),
            # The half of March has no books and no days.
            Expect("A", "2025-02-01..2025-03-15", 151 / 5.75, 151, 5.75),
            Expect("B", "2025-04", None, 0, -1, state="no_data"),
            Expect("C", "2025-03", None, state="no_data"),
        ),
    ),
)
