"""Net profit, return on sales, expenses to gross."""

from tests.specs.example import Example, Expect

# A in March: revenue 1000 + 500 less 20 returned = 1480, cost of sales 880; rebate income of the
# ledger (70) and income tax (9) stay out. Expenses 100 + 40 + 130 + 60 + 10 = 340, less 5 credited.
# B is small and loses money. C has books for February only.
_LEDGER = """
    store | period | account_code | department | debit | credit | closed_at
    A     | 202503 | 6001         | 销售       | 20    | 1000   | 2025-04-03
    A     | 202503 | 6002         | 售后       | -     | 500    | 2025-04-03
    A     | 202503 | 6401         | 销售       | 700   | -      | 2025-04-03
    A     | 202503 | 6402         | 售后       | 180   | -      | 2025-04-03
    A     | 202503 | 6051         | 销售       | -     | 70     | 2025-04-03
    A     | 202503 | 6601         | 销售       | 105   | 5      | 2025-04-03
    A     | 202503 | 6602         | 市场       | 40    | -      | 2025-04-03
    A     | 202503 | 6611         | 行政       | 130   | -      | 2025-04-03
    A     | 202503 | 6621         | 行政       | 55    | -      | 2025-04-03
    A     | 202503 | 6603         | 行政       | 10    | -      | 2025-04-03
    A     | 202503 | 6301         | 行政       | -     | 30     | 2025-04-03
    A     | 202503 | 6711         | 行政       | 15    | -      | 2025-04-03
    A     | 202503 | 6801         | 行政       | 9     | -      | 2025-04-03
    A     | 202503 | 9999         | 行政       | 333   | -      | 2025-04-03
    A     | 202502 | 6001         | 销售       | -     | 400    | 2025-03-03
    A     | 202502 | 6401         | 销售       | 300   | -      | 2025-03-03
    A     | 202502 | 6611         | 行政       | 150   | -      | 2025-03-03
    B     | 202503 | 6001         | 销售       | -     | 120    | 2025-04-03
    B     | 202503 | 6401         | 销售       | 110   | -      | 2025-04-03
    B     | 202503 | 6611         | 行政       | 50    | -      | 2025-04-03
    B     | 202504 | 6001         | 销售       | -     | 10     | 2025-05-03
    B     | 202504 | 6401         | 销售       | 30    | -      | 2025-05-03
    B     | 202504 | 6611         | 行政       | 5     | -      | 2025-05-03
    C     | 202502 | 6001         | 销售       | -     | 100    | 2025-03-03
    C     | 202502 | 6401         | 销售       | 60    | -      | 2025-03-03
    C     | 202502 | 6621         | 行政       | 20    | -      | 2025-03-03
"""

# Confirmed for the month that earned them; an estimate is no gross, a correction is a row below
# zero.
_REBATES = """
    store | rebate_id | earn_period | estimated_amount | confirmed_amount | confirmed_at | received_amount | received_at
    A     | r1        | 202503      | 90               | 100              | 2025-05-20   | 100             | 2025-06-01
    A     | r2        | 202503      | -                | -20              | 2025-05-21   | -               | -
    A     | r3        | 202503      | 500              | -                | -            | -               | -
    A     | r4        | 202502      | -                | 50               | 2025-03-10   | 50              | 2025-03-15
    B     | r5        | 202503      | -                | 10               | 2025-04-10   | -               | -
    B     | r7        | 202504      | -                | 5                | 2025-05-10   | -               | -
    C     | r6        | 202502      | 30               | -                | -            | -               | -
"""  # noqa: E501, a drawn table

_TABLES = {"gl_monthly": _LEDGER, "oem_rebates": _REBATES}

EXAMPLES = (
    Example(
        kpi="net_profit",
        tables=_TABLES,
        expect=(
            # Gross 1480 - 880 + 80 = 680; expenses 335; other 30 - 15.
            Expect("A", "2025-03", 360, numerator=360),
            # Gross 20, personnel 50.
            Expect("B", "2025-03", -30),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("region North", "2025-03", 330),
            # February: 400 - 300 + 50 - 150 = 0 for A, 100 - 60 - 20 = 20 for C.
            Expect("A", "2025-02", 0),
            Expect("network", "2025-Q1", 350),
            Expect("A", "2025-04", None, state="no_data"),
            # Half a month has no books.
            Expect("A", "2025-03-01..2025-03-15", None, state="no_data"),
        ),
    ),
    Example(
        kpi="return_on_sales",
        tables=_TABLES,
        expect=(
            Expect("A", "2025-03", 360 / 1480, 360, 1480),
            Expect("B", "2025-03", -0.25, -30, 120),
            # Not the mean of 24 % and -25 %.
            Expect("region North", "2025-03", 330 / 1600, 330, 1600),
            Expect("A", "2025-Q1", 360 / 1880, 360, 1880),
            Expect("network", "2025-Q1", 350 / 2100, 350, 2100),
            Expect("C", "2025-03", None, state="no_data"),
        ),
    ),
    Example(
        kpi="expense_to_gross",
        tables=_TABLES,
        expect=(
            Expect("A", "2025-03", 335 / 680, 335, 680),
            Expect("B", "2025-03", 2.5, 50, 20),
            Expect("region North", "2025-03", 0.55, 385, 700),
            # February: expenses 150 of gross 150 for A, 20 of 40 for C.
            Expect("network", "2025-Q1", 555 / 890, 555, 890),
            Expect("C", "2025-02", 0.5, 20, 40),
            Expect("C", "2025-03", None, state="no_data"),
            # Expenses of a negative gross say nothing.
            Expect("B", "2025-04", None, 5, -15, state="no_data"),
        ),
    ),
    Example(
        kpi="net_to_gross",
        tables=_TABLES,
        expect=(
            Expect("A", "2025-03", 360 / 680, 360, 680),
            Expect("B", "2025-03", -1.5, -30, 20),
            # Not the mean of 53 % and -150 %.
            Expect("region North", "2025-03", 330 / 700, 330, 700),
            Expect("A", "2025-02", 0, 0, 150),
            Expect("A", "2025-Q1", 360 / 830, 360, 830),
            Expect("network", "2025-Q1", 350 / 890, 350, 890),
            # A loss divided by a negative gross would look like 133 % kept.
            Expect("B", "2025-04", None, -20, -15, state="no_data"),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("A", "2025-03-01..2025-03-15", None, state="no_data"),
        ),
    ),
    Example(
        kpi="personnel_to_gross",
        tables=_TABLES,
        expect=(
            Expect("A", "2025-03", 130 / 680, 130, 680),
            Expect("B", "2025-03", 2.5, 50, 20),
            Expect("region North", "2025-03", 180 / 700, 180, 700),
            Expect("A", "2025-02", 1, 150, 150),
            Expect("A", "2025-Q1", 280 / 830, 280, 830),
            # C has no personnel.
            Expect("network", "2025-Q1", 330 / 890, 330, 890),
            Expect("B", "2025-04", None, 5, -15, state="no_data"),
            Expect("C", "2025-03", None, state="no_data"),
        ),
    ),
)
