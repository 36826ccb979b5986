"""Lines of the income statement, as terms over the months whose books can be closed.

Total gross takes rebates from the rebate register, as confirmed and in the month that earned them;
what the ledger books as rebate income, mostly on receipt, stays out, else it would count twice.
"""

from metrics.facts.ledger import (
    LEDGER_AFTER_SALES_GROSS,
    LEDGER_COST_OF_SALES,
    LEDGER_EXPENSES,
    LEDGER_MARKETING,
    LEDGER_OTHER_EXPENSE,
    LEDGER_OTHER_INCOME,
    LEDGER_PERSONNEL,
    LEDGER_REVENUE,
    LEDGER_VARIABLE_SELLING,
)
from metrics.facts.rebates import REBATES_EARNED
from metrics.model.formula import Over, Term
from metrics.model.windows import CLOSED_MONTHS, Window


def net_profit_over(window: Window) -> Term:
    """Net profit before income tax over another window than the closed months of the period."""
    gross = (
        Over(LEDGER_REVENUE, window)
        - Over(LEDGER_COST_OF_SALES, window)
        + Over(REBATES_EARNED, window)
    )
    expenses, other = Over(LEDGER_EXPENSES, window), Over(LEDGER_OTHER_INCOME, window)
    return gross - expenses + other - Over(LEDGER_OTHER_EXPENSE, window)


REVENUE: Term = Over(LEDGER_REVENUE, CLOSED_MONTHS)
TOTAL_GROSS: Term = (
    REVENUE - Over(LEDGER_COST_OF_SALES, CLOSED_MONTHS) + Over(REBATES_EARNED, CLOSED_MONTHS)
)
AFTER_SALES_GROSS: Term = Over(LEDGER_AFTER_SALES_GROSS, CLOSED_MONTHS)
EXPENSES: Term = Over(LEDGER_EXPENSES, CLOSED_MONTHS)
PERSONNEL: Term = Over(LEDGER_PERSONNEL, CLOSED_MONTHS)
VARIABLE_SELLING: Term = Over(LEDGER_VARIABLE_SELLING, CLOSED_MONTHS)
MARKETING_EXPENSE: Term = Over(LEDGER_MARKETING, CLOSED_MONTHS)
NET_PROFIT: Term = net_profit_over(CLOSED_MONTHS)
