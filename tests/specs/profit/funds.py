"""Working capital, rebates outstanding, interest on stock."""

from tests.specs.example import Example, Expect

# Accounts of the profit and loss have no say; an empty balance is nothing. A's ledger writes what
# is owed as positive, B's as negative: B paid 50 of 300, then so much that its supplier owes it 20.
_BALANCES = """
    store | period | account_code | department | opening_balance | debit | credit | closing_balance
    A     | 202502 | 1405         | -          | 0               | 900   | -      | 900
    A     | 202502 | 2202         | -          | 500             | -     | -      | 500
    A     | 202503 | 1405         | -          | 900             | 100   | -      | 1000
    A     | 202503 | 2202         | -          | 500             | -     | 200    | 700
    A     | 202503 | 4001         | -          | 5000            | -     | -      | 5000
    A     | 202503 | 6001         | 销售       | -               | 1     | 1234   | 1233
    B     | 202502 | 1405         | -          | -               | -     | -      | -
    B     | 202502 | 2202         | -          | -300            | -     | -      | -300
    B     | 202503 | 1405         | -          | -               | 100   | -      | 100
    B     | 202503 | 2202         | -          | -300            | 50    | -      | -250
    B     | 202504 | 2202         | -          | -250            | 270   | -      | 20
    C     | 202501 | 1405         | -          | 0               | 80    | -      | 80
"""

# r1: estimated 90 from January, confirmed 100 on 10 March, 60 came in on 20 April, 5 taken back.
# r2: estimated only. r3: confirmed without a date. r4: a correction below zero. r5: fully paid.
_REBATES = """
    store | rebate_id | earn_period | estimated_amount | confirmed_amount | confirmed_at | received_amount | received_at | clawback_amount
    A     | r1        | 202501      | 90               | 100              | 2025-03-10   | 60              | 2025-04-20  | 5
    A     | r2        | 202502      | 40               | -                | -            | -               | -           | -
    A     | r3        | 202503      | -                | 30               | -            | -               | -           | -
    A     | r4        | 202503      | -                | -10              | 2025-03-31   | -               | -           | -
    A     | r5        | 202401      | -                | 500              | 2024-03-01   | 500             | 2024-04-01  | -
    B     | r6        | 202503      | 1000             | -                | -            | -               | -           | -
    B     | r7        | 202503      | -                | -                | -            | -               | -           | -
"""  # noqa: E501, a drawn table

# Interest a day is cost x rate / 36500, on the price with VAT x 1.13. A: car 1 bears 273 on ten
# days of April, after ten free days and until it was sold on the 21st; car 2 bears 10 every day;
# car 3 bears 91 until it was redeemed on 1 May. Own money, used cars and cars without a rate bear
# none.
# B: 10 every day.
_STOCK = """
    store | vin | stock_type | receipt_date | out_date   | cost_ex_vat | funding_source | funding_start | free_days | annual_rate | self_fund_start
    A     | 1   | 新车       | 2025-04-03   | 2025-04-21 | 1660750     | 银行三方       | 2025-04-01    | 10        | 6           | -
    A     | 2   | 新车       | 2025-01-01   | -          | 73000       | 厂家金融       | 2025-01-01    | -         | 5           | -
    A     | 3   | 新车       | 2025-04-01   | 2025-05-20 | 664300      | 银行三方       | 2025-04-01    | 0         | 5           | 2025-05-01
    A     | 4   | 新车       | 2025-01-01   | -          | 999999      | 自有资金       | 2025-01-01    | 0         | 9           | -
    A     | 5   | 二手车     | 2025-01-01   | -          | 999999      | 银行三方       | 2025-01-01    | 0         | 9           | -
    A     | 6   | 新车       | 2025-01-01   | -          | 999999      | 承兑汇票       | 2025-01-01    | 0         | -           | -
    B     | 7   | 新车       | 2025-03-01   | -          | 36500       | 银行三方       | 2025-03-01    | 0         | 10          | -
    C     | 8   | 新车       | 2025-03-01   | -          | 36500       | 银行三方       | 2025-03-01    | 0         | 10          | -
"""  # noqa: E501, a drawn table

# a1: car 50000, rebate 20000. a2 was taken back the same month, a3 is an internal car, a4 follows
# in May. B: car 2600.
_DELIVERIES = """
    store | delivery_no | vin | delivery_date | customer_type | revenue_ex_vat | cost_ex_vat | rebate_confirmed
    A     | a1          | 1   | 2025-04-21    | 零售          | 500000         | 450000      | 20000
    A     | a2          | 9   | 2025-04-22    | 零售          | 9000           | 8000        | -
    A     | a2r         | 9   | 2025-04-25    | 零售          | -9000          | -8000       | -
    A     | a3          | 10  | 2025-04-22    | 内部          | 9000           | 1           | -
    A     | a4          | 3   | 2025-05-20    | 零售          | 109100         | 100000      | -
    B     | b1          | 7   | 2025-04-10    | 零售          | 12600          | 10000       | -
"""  # noqa: E501, a drawn table

# With a1 came accessories 5000 - 3000, a loan 6000, a policy 2900 and a product 3000 - 2000: 81900
# in April. With b1 an accessory 200 - 70: 2730.
_WITH_THE_CARS = {
    "vehicle_stock": _STOCK,
    "vehicle_deliveries": _DELIVERIES,
    "accessory_sales": """
        store | sale_no | line_no | delivery_no | sale_date  | revenue_ex_vat | cost_ex_vat
        A     | s1      | 1       | a1          | 2025-04-21 | 5000           | 3000
        B     | s2      | 1       | b1          | 2025-04-10 | 200            | 70
    """,
    "fi_contracts": """
        store | contract_no | delivery_no | vehicle_type | applied_at | result | income_ex_vat
        A     | f1          | a1          | 新车         | 2025-04-15 | 通过   | 6000
        B     | f2          | b1          | 新车         | 2025-04-05 | 拒绝   | 999
    """,
    "insurance_policies": """
        store | policy_no | delivery_no | policy_kind | biz_type | issued_date | income_ex_vat
        A     | p1        | a1          | 商业险      | 新保     | 2025-04-21  | 2900
        B     | p2        | -           | 商业险      | 续转续   | 2025-04-21  | 700
    """,
    "fi_products": """
        store | sale_id | delivery_no | sold_date  | revenue_ex_vat | cost_ex_vat
        A     | e1      | a1          | 2025-04-21 | 3000           | 2000
    """,
}

EXAMPLES = (
    Example(
        kpi="working_capital",
        tables={"gl_monthly": _BALANCES},
        expect=(
            Expect("A", "2025-03", 300, numerator=300),
            Expect("A", "2025-02", 400),
            Expect("B", "2025-03", -150),
            Expect("B", "2025-02", -300),
            Expect("B", "2025-04", 20),
            Expect("region North", "2025-03", 150),
            # The end of the quarter, never the sum of month ends; C's January has lapsed.
            Expect("A", "2025-Q1", 300),
            Expect("network", "2025-Q1", 150),
            # 400 - 300 + 80.
            Expect("network", "2025-02", 180),
            # A balance stands for 45 days.
            Expect("A", "2025-05-15..2025-05-15", 300),
            Expect("A", "2025-05-16..2025-05-16", None, state="no_data"),
        ),
    ),
    Example(
        kpi="rebate_receivable",
        tables={"oem_rebates": _REBATES},
        expect=(
            Expect("A", "2025-01", 90),
            Expect("A", "2025-02", 130),
            # 100 + 40 + 30 - 10; the clawback waits for the receipt.
            Expect("A", "2025-03", 160, numerator=160),
            Expect("A", "2025-03-01..2025-03-09", 160),
            Expect("A", "2025-Q2", 95),
            Expect("B", "2025-03", 1000),
            Expect("B", "2025-01", None, state="no_data"),
            Expect("region North", "2025-03", 1160),
            Expect("network", "2025-Q2", 1095),
            # Confirmed in March, paid in April.
            Expect("A", "2024-03", 500),
        ),
    ),
    Example(
        kpi="inventory_interest_to_gross",
        tables=_WITH_THE_CARS,
        expect=(
            # A day of April: 91 + 10 + 91 = 192, with VAT 216.96, of a gross of 81900 / 30.
            Expect("A", "2025-04", 216.96 / 2730, 216.96, 2730),
            Expect("B", "2025-04", 11.3 / 91, 11.3, 91),
            # 8.1 %, not the mean of 7.9 % and 12.4 %.
            Expect("region North", "2025-04", 228.26 / 2821, 228.26, 2821),
            # 91 days: 30 + 10 + 30 of (81900 + 9100) / 91; B 10 of 2730 / 91.
            Expect("A", "2025-Q2", 0.0791, 79.1, 1000),
            Expect("network", "2025-Q2", 90.4 / 1030, 90.4, 1030),
            Expect("C", "2025-04", None, state="no_data"),
            # Delivered and taken back: nothing was earned, nothing is divided.
            Expect("A", "2025-04-22..2025-04-25", None, state="no_data"),
        ),
    ),
)
