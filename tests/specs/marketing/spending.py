"""Marketing money by vehicle, by gross and against its budget."""

from tests.specs.example import Example, Expect

_SPEND = """
    store | spend_id | spend_date | campaign_id | media    | amount_ex_vat
    A     | s0       | 2025-02-10 | -           | 户外广告 | 600
    A     | s1       | 2025-03-02 | K1          | 垂直媒体 | 3000
    A     | s2       | 2025-03-10 | -           | 户外广告 | 2000
    A     | s3       | 2025-03-31 | K1          | 垂直媒体 | -500
    A     | s4       | 2025-03-31 | K1          | 垂直媒体 | -
    B     | s1       | 2025-03-10 | K1          | 垂直媒体 | 900
    C     | s1       | 2025-02-10 | K1          | 垂直媒体 | 700
"""

# A: d4 is fleet, d5 was taken back. C sold to a fleet only.
_DELIVERIES = """
    store | delivery_no | vin | delivery_date | customer_type | revenue_ex_vat
    A     | d1          | 1   | 2025-03-03    | 零售          | 100
    A     | d2          | 2   | 2025-03-04    | 零售          | 100
    A     | d3          | 3   | 2025-03-05    | 零售          | -
    A     | d4          | 4   | 2025-03-05    | 大客户        | 100
    A     | d5          | 5   | 2025-03-06    | 零售          | 100
    A     | d5r         | 5   | 2025-03-16    | 零售          | -100
    B     | d1          | 6   | 2025-03-06    | 零售          | 100
    C     | d1          | 7   | 2025-02-06    | 大客户        | 100
"""

# A, March: gross 1000 - 700 + 200, marketing 60 less 10 that the manufacturer gave.
_LEDGER = """
    store | period | account_code | department | debit | credit
    A     | 202502 | 6001         | 销售       | -     | 400
    A     | 202502 | 6401         | 销售       | 300   | -
    A     | 202503 | 6001         | 销售       | -     | 1000
    A     | 202503 | 6401         | 销售       | 700   | -
    A     | 202503 | 6602         | 市场       | 60    | 10
    A     | 202503 | 6611         | 市场       | 80    | -
    B     | 202503 | 6001         | 销售       | -     | 100
    B     | 202503 | 6401         | 销售       | 90    | -
    B     | 202503 | 6602         | 市场       | 20    | -
    C     | 202502 | 6001         | 销售       | -     | 100
    C     | 202502 | 6401         | 销售       | 50    | -
    C     | 202502 | 6602         | 市场       | 5     | -
"""
_REBATES = """
    store | rebate_id | earn_period | estimated_amount | confirmed_amount
    A     | r1        | 202503      | -                | 200
    A     | r2        | 202502      | 70               | -
    B     | r1        | 202503      | 10               | -
    C     | r1        | 202502      | 10               | -
"""

# A budget of an account is part of the whole, a forecast is no budget.
_BUDGETS = """
    store | period | department | metric_code     | value | version
    A     | 202502 | 市场       | marketing_spend | 500   | 年初预算
    A     | 202503 | 市场       | marketing_spend | 5000  | 年初预算
    A     | 202503 | 市场       | marketing_spend | 9999  | 滚动预测
    A     | 202503 | 市场       | 6602            | 4000  | 年初预算
    B     | 202503 | 市场       | marketing_spend | 600   | 年初预算
    C     | 202501 | 市场       | marketing_spend | 600   | 年初预算
"""

EXAMPLES = (
    Example(
        kpi="marketing_spend_per_delivery",
        tables={"marketing_spend": _SPEND, "vehicle_deliveries": _DELIVERIES},
        expect=(
            Expect("A", "2025-03", 1500, 4500, 3),
            Expect("B", "2025-03", 900, 900, 1),
            # Not the mean of 1500 and 900.
            Expect("region North", "2025-03", 1350, 5400, 4),
            Expect("A", "2025-Q1", 1700, 5100, 3),
            Expect("network", "2025-Q1", 1675, 6700, 4),
            Expect("C", "2025-02", None, state="no_data"),
            Expect("A", "2025-04", None, state="no_data"),
        ),
    ),
    Example(
        kpi="marketing_expense_ratio",
        tables={"gl_monthly": _LEDGER, "oem_rebates": _REBATES},
        expect=(
            Expect("A", "2025-03", 0.1, 50, 500),
            Expect("B", "2025-03", 2, 20, 10),
            # Not the mean of 10 % and 200 %.
            Expect("region North", "2025-03", 70 / 510, 70, 510),
            Expect("A", "2025-Q1", 50 / 600, 50, 600),
            Expect("network", "2025-Q1", 75 / 660, 75, 660),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("A", "2025-03-01..2025-03-20", None, state="no_data"),
        ),
    ),
    Example(
        kpi="marketing_budget_variance",
        tables={"marketing_spend": _SPEND, "budgets": _BUDGETS},
        expect=(
            Expect("A", "2025-03", -0.1, -500, 5000),
            Expect("B", "2025-03", 0.5, 300, 600),
            Expect("region North", "2025-03", -200 / 5600, -200, 5600),
            Expect("A", "2025-Q1", -400 / 5500, -400, 5500),
            # C has no spend where it has a budget, and no budget where it spent.
            Expect("C", "2025-02", None, state="no_data"),
            Expect("region North", "2025-Q1", -100 / 6100, -100, 6100),
            Expect("network", "2025-03", -200 / 5600, -200, 5600),
            # Inside a month nothing is compared.
            Expect("A", "2025-03-01..2025-03-20", None, state="no_data"),
        ),
    ),
)
