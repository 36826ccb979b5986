"""What explains profit: the income statement by department, budget lines, cash and debtors."""

from metrics.facts.budget_lines import EXPENSES_ACTUAL, EXPENSES_BUDGETED
from metrics.facts.department_result import (
    DEPARTMENT_EXPENSES,
    DEPARTMENT_NET,
    DEPARTMENT_OTHER,
    DEPARTMENT_REVENUE,
    GROSS_OF_DEPARTMENTS,
)
from metrics.facts.ledger import CURRENT_ASSETS, CURRENT_LIABILITIES
from metrics.facts.receivables import RECEIVABLES_OLD, RECEIVABLES_OPEN
from metrics.model.formula import AtEnd, Closing, Over, Total
from metrics.model.kpi import Department, Kpi, Unit
from metrics.model.measures import Flow
from metrics.model.windows import CLOSED_MONTHS
from metrics.model.words import Words
from metrics.supporting.figure import figure, monthly

_PROFIT = Department.PROFIT


def _booked(id: str, words: Words, measure: Flow) -> Kpi:
    formula = Total(Over(measure, CLOSED_MONTHS))
    return monthly(figure(id, words, _PROFIT, Unit.CNY, formula))


FIGURES = (
    _booked("department_revenue", Words("收入", "Revenue"), DEPARTMENT_REVENUE),
    _booked("department_gross", Words("毛利(含返利)", "Gross with rebates"), GROSS_OF_DEPARTMENTS),
    _booked("department_expenses", Words("费用", "Expenses"), DEPARTMENT_EXPENSES),
    _booked("department_other", Words("其他收支", "Other items"), DEPARTMENT_OTHER),
    _booked("department_result", Words("利润", "Result"), DEPARTMENT_NET),
    _booked("expenses_budgeted", Words("预算", "Budget"), EXPENSES_BUDGETED),
    _booked("expenses_actual", Words("实际", "Actual"), EXPENSES_ACTUAL),
    monthly(
        figure(
            "current_assets",
            Words("流动资产", "Current assets"),
            _PROFIT,
            Unit.CNY,
            Closing(AtEnd(CURRENT_ASSETS)),
        )
    ),
    monthly(
        figure(
            "current_liabilities",
            Words("流动负债", "Current liabilities"),
            _PROFIT,
            Unit.CNY,
            Closing(AtEnd(CURRENT_LIABILITIES)),
        )
    ),
    figure(
        "receivables_open",
        Words("应收余额", "Receivables"),
        _PROFIT,
        Unit.CNY,
        Closing(AtEnd(RECEIVABLES_OPEN)),
    ),
    figure(
        "receivables_old",
        Words("其中60天以上", "Of these over 60 days"),
        _PROFIT,
        Unit.CNY,
        Closing(AtEnd(RECEIVABLES_OLD)),
    ),
)
