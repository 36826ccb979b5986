"""The whole store: net profit from the books, down to the lines that documents make up.

The books know gross a month later than documents do, and otherwise: bonuses of the manufacturer
that hang on no car, and what falls into another month. Both differences are parts of their own, so
that the tree adds up to the books.
"""

from metrics.bridge.after_sales import PARTS_LINE, SERVICE_LINE
from metrics.bridge.finance_insurance import LINE as FI_LINE
from metrics.bridge.flows import OVERHEAD, SELLING_EXPENSE
from metrics.bridge.nodes import Node, Sum, of_kpi
from metrics.bridge.sales import ACCESSORY_LINE, NEW_CAR_LINE, REBATES_IN_LINE, USED_CAR_LINE
from metrics.business_lines import ALL_LINES, OPERATING_EXPENSES
from metrics.definitions.profit.result import NET_PROFIT_KPI
from metrics.definitions.profit.store_gross import TOTAL_GROSS_KPI
from metrics.facts.ledger import LEDGER_OTHER_EXPENSE, LEDGER_OTHER_INCOME
from metrics.facts.rebates import REBATES_EARNED
from metrics.income_statement import (
    EXPENSES,
    MARKETING_EXPENSE,
    PERSONNEL,
    TOTAL_GROSS,
)
from metrics.model.formula import Over, Term
from metrics.model.kpi import Department, Unit
from metrics.model.windows import CLOSED_MONTHS
from metrics.model.words import Words


def _amount(name: str, words: Words, above: Term) -> Node:
    return Node(name, words, Department.PROFIT, Unit.CNY, above)


LINES = of_kpi(
    ALL_LINES,
    Sum(
        tuple(
            (1, line)
            for line in (
                NEW_CAR_LINE,
                USED_CAR_LINE,
                ACCESSORY_LINE,
                FI_LINE,
                SERVICE_LINE,
                PARTS_LINE,
            )
        )
    ),
    whole_store=True,
)

_BONUSES: Term = Over(REBATES_EARNED, CLOSED_MONTHS) - REBATES_IN_LINE

GROSS = of_kpi(
    TOTAL_GROSS_KPI,
    Sum(
        (
            (1, LINES),
            (
                1,
                _amount(
                    "bonuses_beyond_cars",
                    Words(
                        "不按车计的厂家奖励(减未确认的预估)",
                        "Bonuses that hang on no car, less estimates not confirmed",
                    ),
                    _BONUSES,
                ),
            ),
            (
                1,
                _amount(
                    "books_beyond_documents",
                    Words("账面与单据之差(跨期等)", "Books beyond documents: timing and the like"),
                    TOTAL_GROSS - LINES.above - _BONUSES,
                ),
            ),
        )
    ),
    whole_store=True,
)

_SELLING: Term = Over(SELLING_EXPENSE, CLOSED_MONTHS)
_OVERHEAD: Term = Over(OVERHEAD, CLOSED_MONTHS)

EXPENSE = of_kpi(
    OPERATING_EXPENSES,
    Sum(
        (
            (1, _amount("personnel_expense", Words("人员费用", "Personnel"), PERSONNEL)),
            (
                1,
                _amount(
                    "selling_expense",
                    Words("销售费用", "Selling expense"),
                    _SELLING,
                ),
            ),
            (
                1,
                _amount("marketing_expense", Words("市场费用", "Marketing"), MARKETING_EXPENSE),
            ),
            (
                1,
                _amount("overhead", Words("管理费用", "Overhead"), _OVERHEAD),
            ),
            (
                1,
                # The last of the five classes: what the others leave.
                _amount(
                    "finance_cost",
                    Words("财务费用", "Finance cost"),
                    EXPENSES - PERSONNEL - _SELLING - MARKETING_EXPENSE - _OVERHEAD,
                ),
            ),
        )
    ),
    whole_store=True,
)

NET = of_kpi(
    NET_PROFIT_KPI,
    Sum(
        (
            (1, GROSS),
            (-1, EXPENSE),
            (
                1,
                _amount(
                    "other_result",
                    Words("其他收支", "Other income less other expense"),
                    Over(LEDGER_OTHER_INCOME, CLOSED_MONTHS)
                    - Over(LEDGER_OTHER_EXPENSE, CLOSED_MONTHS),
                ),
            ),
        )
    ),
    whole_store=True,
)
