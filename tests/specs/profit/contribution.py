"""Department share of gross, rebate dependence, gross per employee."""

from tests.specs.example import Example, Expect

# A in March: new cars 1000 - 900 and rebates 100 - 20, service 300 less 20 returned - 100, parts
# 200 - 160: 180 + 180 + 40 = 400. Rebate income of the ledger, expenses and accounts that nobody
# mapped stay out. B: 10 + 10 and 40 of parts; in April it loses 50 on cars. C has books for
# February only, and an estimate that is no gross.
_LEDGER = """
    store | period | account_code | department | debit | credit
    A     | 202502 | 6001         | 销售       | -     | 400
    A     | 202502 | 6401         | 销售       | 300   | -
    A     | 202503 | 6001         | 销售       | -     | 1000
    A     | 202503 | 6401         | 销售       | 900   | -
    A     | 202503 | 6002         | 售后       | 20    | 300
    A     | 202503 | 6402         | 售后       | 100   | -
    A     | 202503 | 6003         | 配件       | -     | 200
    A     | 202503 | 6403         | 配件       | 160   | -
    A     | 202503 | 6051         | 销售       | -     | 70
    A     | 202503 | 6611         | 行政       | 130   | -
    A     | 202503 | 9999         | 行政       | -     | 333
    A     | 202504 | 6001         | 销售       | -     | 100
    A     | 202504 | 6401         | 销售       | 100   | -
    B     | 202503 | 6001         | 销售       | -     | 120
    B     | 202503 | 6401         | 销售       | 110   | -
    B     | 202503 | 6003         | 配件       | -     | 100
    B     | 202503 | 6403         | 配件       | 60    | -
    B     | 202504 | 6001         | 销售       | -     | 100
    B     | 202504 | 6401         | 销售       | 150   | -
    B     | 202504 | 6002         | 售后       | -     | 20
    C     | 202502 | 6002         | 售后       | -     | 100
    C     | 202502 | 6402         | 售后       | 60    | -
"""
_REBATES = """
    store | rebate_id | earn_period | estimated_amount | confirmed_amount | confirmed_at
    A     | r1        | 202503      | 90               | 100              | 2025-05-20
    A     | r2        | 202503      | -                | -20              | 2025-05-21
    A     | r3        | 202502      | -                | 50               | 2025-03-10
    A     | r4        | 202504      | 30               | -                | -
    B     | r5        | 202503      | -                | 10               | 2025-04-10
    B     | r6        | 202504      | -                | 10               | 2025-05-10
    C     | r7        | 202502      | 30               | -                | -
"""

# A in March: a1 80, a2 (fleet) -20, a3 (outlet) 10; a4 is internal, a5 has no cost, a6 was taken
# back: 70. B sells 20 under cost.
_DELIVERIES = """
    store | delivery_no | vin | delivery_date | customer_type | revenue_ex_vat | cost_ex_vat
    A     | a0          | 10  | 2025-02-05    | 零售          | 100            | 170
    A     | a1          | 11  | 2025-03-05    | 零售          | 500            | 420
    A     | a2          | 12  | 2025-03-06    | 大客户        | 300            | 320
    A     | a3          | 13  | 2025-03-07    | 二级网点      | 100            | 90
    A     | a4          | 14  | 2025-03-08    | 内部          | 100            | 1
    A     | a5          | 15  | 2025-03-09    | 零售          | 100            | -
    A     | a6          | 16  | 2025-03-10    | 零售          | 50             | 40
    A     | a6r         | 16  | 2025-03-20    | 零售          | -50            | -40
    B     | b1          | 21  | 2025-03-05    | 零售          | 100            | 105
    B     | b2          | 22  | 2025-04-05    | 零售          | 100            | 110
    C     | c1          | 31  | 2025-03-05    | 零售          | 100            | 90
"""

# One business day a month, so that each month weighs a twelfth of the year.
_MONTHLY = "store | date | is_business_day | day_weight\n" + "\n".join(
    f"{store} | 2025-{month:02}-15 | yes | 1" for store in "ABC" for month in range(1, 13)
)
# Days of A in March: 31 + 31 + 15 + 16 = 93. C's only employee is long gone.
_EMPLOYEES = """
    store | employee_id | position | hire_date  | leave_date | leave_type
    A     | e1          | 会计     | 2020-01-01 | -          | -
    A     | e2          | 技师     | 2020-01-01 | -          | -
    A     | e3          | 销售顾问 | 2025-03-17 | -          | -
    A     | e4          | 销售顾问 | 2020-01-01 | 2025-03-17 | 主动
    B     | e1          | 总经理   | 2020-01-01 | -          | -
    C     | e1          | 总经理   | 2020-01-01 | 2024-06-01 | 主动
"""

EXAMPLES = (
    Example(
        kpi="dept_gross_share",
        tables={"gl_monthly": _LEDGER, "oem_rebates": _REBATES},
        expect=(
            # After-sales 180 + 40.
            Expect("A", "2025-03", 0.55, 220, 400),
            Expect("B", "2025-03", 40 / 60, 40, 60),
            # Not the mean of 55 % and 67 %.
            Expect("region North", "2025-03", 260 / 460, 260, 460),
            Expect("A", "2025-02", 0, 0, 150),
            Expect("A", "2025-Q1", 0.4, 220, 550),
            Expect("network", "2025-Q1", 300 / 650, 300, 650),
            Expect("C", "2025-03", None, state="no_data"),
            # Nothing was earned; and 20 of a loss of 20 is no share.
            Expect("A", "2025-04", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, 20, -20, state="no_data"),
        ),
    ),
    Example(
        kpi="rebate_dependence",
        tables={"vehicle_deliveries": _DELIVERIES, "oem_rebates": _REBATES},
        expect=(
            Expect("A", "2025-03", 80 / 150, 80, 150),
            # Without rebates it would lose money.
            Expect("B", "2025-03", 2, 10, 5),
            Expect("region North", "2025-03", 90 / 155, 90, 155),
            # February: -70 + 50 is still a loss. April: -10 + 10 is nothing.
            Expect("A", "2025-02", None, 50, -20, state="no_data"),
            Expect("B", "2025-04", None, 10, 0, state="no_data"),
            Expect("A", "2025-Q1", 1, 130, 130),
            # C adds 10 of front gross, and no confirmed rebate.
            Expect("network", "2025-Q1", 140 / 145, 140, 145),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("A", "2025-03-01..2025-03-15", None, state="no_data"),
        ),
    ),
    Example(
        kpi="gross_per_employee",
        tables={
            "gl_monthly": _LEDGER,
            "oem_rebates": _REBATES,
            "dim_employee": _EMPLOYEES,
            "dim_calendar": _MONTHLY,
        },
        expect=(
            Expect("A", "2025-03", 400 / 3, 400, 3),
            Expect("B", "2025-03", 60, 60, 1),
            Expect("region North", "2025-03", 115, 460, 4),
            # 90 days: e1 and e2 all of them, e3 15, e4 75: 270; three months.
            Expect("A", "2025-Q1", 550 / 9, 550, 9),
            # B one head; C earned 40 without anybody.
            Expect("network", "2025-Q1", 650 / 12, 650, 12),
            # A loss for each head is a figure.
            Expect("B", "2025-04", -20, -20, 1),
            Expect("C", "2025-02", None, 40, 0, state="no_data"),
            Expect("A", "2025-05", None, state="no_data"),
            Expect("A", "2025-03-01..2025-03-15", None, state="no_data"),
        ),
    ),
)
