"""Expenses against budget."""

from tests.specs.example import Example, Expect

# A, March: selling 104 of 100 (within), personnel 190 of 200 (exactly 5 % below: within),
# overhead 120 of 100 (over), marketing 50 without a budget, finance budget 0.
# Sales revenue and its budget are no cost lines; a rolling forecast is not the budget.
# B budgets personnel as a class, and not by account.
# A, February has books but no budget; A, April a budget but no books.
_LEDGER = """
    store | period | account_code | department | debit | credit
    A     | 202503 | 6001         | 销售       | -     | 900
    A     | 202503 | 6601         | 销售       | 110   | 6
    A     | 202503 | 6611         | 销售       | 90    | -
    A     | 202503 | 6611         | 行政       | 100   | -
    A     | 202503 | 6621         | 行政       | 120   | -
    A     | 202503 | 6602         | 市场       | 50    | -
    A     | 202503 | 6603         | 行政       | -     | -
    A     | 202502 | 6621         | 行政       | 77    | -
    A     | 202501 | 6611         | 行政       | 210   | -
    B     | 202503 | 6611         | 销售       | 400   | -
    B     | 202503 | 6611         | 行政       | 500   | -
    B     | 202503 | 6621         | 行政       | 500   | -
    C     | 202502 | 6621         | 行政       | 10    | -
"""

_BUDGETS = """
    store | period | department | metric_code       | value | version
    A     | 202503 | 销售       | 6601              | 100   | 年初预算
    A     | 202503 | 行政       | 6611              | 120   | 年初预算
    A     | 202503 | 销售       | 6611              | 80    | 年初预算
    A     | 202503 | 行政       | 6621              | 100   | 年初预算
    A     | 202503 | 行政       | 6603              | 0     | 年初预算
    A     | 202503 | 行政       | 6621              | 500   | 滚动预测
    A     | 202503 | 销售       | retail_deliveries | 40    | 年初预算
    A     | 202504 | 行政       | 6621              | 100   | 年初预算
    A     | 202501 | 行政       | 6611              | 200   | 年初预算
    B     | 202503 | 行政       | personnel         | 1000  | 年初预算
    B     | 202503 | 行政       | 6621              | 500   | 年初预算
    C     | 202502 | 销售       | retail_deliveries | 10    | 年初预算
    C     | 202503 | 行政       | 6621              | 10    | 年初预算
"""

_TABLES = {"gl_monthly": _LEDGER, "budgets": _BUDGETS}

EXAMPLES = (
    Example(
        kpi="budget_variance",
        tables=_TABLES,
        expect=(
            # 104 + 190 + 120 + 50 = 464 of 400.
            Expect("A", "2025-03", 0.16, 64, 400),
            Expect("B", "2025-03", -100 / 1500, -100, 1500),
            # Not the mean of 16 % and -6.7 %.
            Expect("region North", "2025-03", -36 / 1900, -36, 1900),
            # January adds 210 of 200; February has no budget and stays out.
            Expect("A", "2025-Q1", 74 / 600, 74, 600),
            Expect("network", "2025-Q1", -26 / 2100, -26, 2100),
            Expect("A", "2025-04", None, state="no_data"),
            Expect("C", "2025-03", None, state="no_data"),
            # Books, and a target of sales, but no budget of expenses.
            Expect("C", "2025-02", None, state="no_data"),
        ),
    ),
    Example(
        kpi="budget_lines_within_5pct",
        tables=_TABLES,
        expect=(
            # Selling and personnel of selling, personnel, overhead.
            Expect("A", "2025-03", 2 / 3, 2, 3),
            # 900 of 1000 is out, 500 of 500 is in.
            Expect("B", "2025-03", 0.5, 1, 2),
            Expect("region North", "2025-03", 0.6, 3, 5),
            # January: 210 of 200 is exactly 5 %.
            Expect("A", "2025-Q1", 0.75, 3, 4),
            Expect("network", "2025-Q1", 4 / 6, 4, 6),
            Expect("A", "2025-04", None, state="no_data"),
        ),
    ),
)
