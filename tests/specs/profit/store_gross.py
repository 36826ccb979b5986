"""Total gross and gross margin."""

from tests.specs.example import Example, Expect

# A in March: revenue 1000 + 500 less 20 returned, cost of sales 700 + 200 less 20 returned; rebate
# income of the ledger, expenses and accounts that nobody mapped stay out. B sells under cost. C has
# a ledger in February only.
_LEDGER = """
    store | period | account_code | department | debit | credit
    A     | 202502 | 6001         | 销售       | -     | 400
    A     | 202502 | 6401         | 销售       | 300   | -
    A     | 202503 | 6001         | 销售       | 20    | 1000
    A     | 202503 | 6002         | 售后       | -     | 500
    A     | 202503 | 6401         | 销售       | 700   | 20
    A     | 202503 | 6402         | 售后       | 200   | -
    A     | 202503 | 6051         | 销售       | -     | 70
    A     | 202503 | 6611         | 行政       | 130   | -
    A     | 202503 | 6301         | 行政       | -     | 30
    A     | 202503 | 9999         | 行政       | -     | 333
    B     | 202503 | 6001         | 销售       | -     | 120
    B     | 202503 | 6401         | 销售       | 150   | -
    B     | 202504 | 6611         | 行政       | 10    | -
    C     | 202502 | 6001         | 销售       | -     | 100
    C     | 202502 | 6401         | 销售       | 60    | -
"""
# As confirmed, in the month that earned them; an estimate is no gross.
_REBATES = """
    store | rebate_id | earn_period | estimated_amount | confirmed_amount | confirmed_at
    A     | r1        | 202503      | 90               | 100              | 2025-05-20
    A     | r2        | 202503      | -                | -20              | 2025-05-21
    A     | r3        | 202503      | 500              | -                | -
    A     | r4        | 202502      | -                | 50               | 2025-03-10
    B     | r5        | 202503      | -                | 10               | 2025-04-10
    B     | r6        | 202504      | 10               | -                | -
    C     | r7        | 202502      | 30               | -                | -
"""
_TABLES = {"gl_monthly": _LEDGER, "oem_rebates": _REBATES}

EXAMPLES = (
    Example(
        kpi="total_gross",
        tables=_TABLES,
        expect=(
            # 1480 - 880 + 80.
            Expect("A", "2025-03", 680, numerator=680),
            # 400 - 300 + 50.
            Expect("A", "2025-02", 150),
            Expect("A", "2025-Q1", 830),
            # 120 - 150 + 10.
            Expect("B", "2025-03", -20),
            Expect("B", "2025-04", 0),
            Expect("C", "2025-02", 40),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("A", "2025-03-01..2025-03-15", None, state="no_data"),
            Expect("region North", "2025-03", 660),
            Expect("network", "2025-03", 660),
            Expect("network", "2025-Q1", 850),
        ),
    ),
    Example(
        kpi="gross_margin",
        tables=_TABLES,
        expect=(
            Expect("A", "2025-03", 680 / 1480, 680, 1480),
            Expect("B", "2025-03", -20 / 120, -20, 120),
            # 660 of 1600, not the mean of 46 % and -17 %.
            Expect("region North", "2025-03", 0.4125, 660, 1600),
            Expect("B", "2025-04", None, 0, 0, state="no_data"),
            Expect("C", "2025-02", 0.4, 40, 100),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("network", "2025-Q1", 850 / 2100, 850, 2100),
        ),
    ),
)
