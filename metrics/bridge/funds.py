"""Where the money of the store is tied up: working capital, down to what registers know of it."""

from metrics.bridge.nodes import Node, Sum, of_kpi
from metrics.definitions.after_sales.capacity import OPEN_RO_WIP
from metrics.definitions.after_sales.claim_money import RECEIVABLE_OVER_60D
from metrics.definitions.parts.stock import PARTS_STOCK_VALUE
from metrics.definitions.profit.funds import REBATE_RECEIVABLE, WORKING_CAPITAL
from metrics.facts.ledger import CURRENT_LIABILITIES
from metrics.facts.stock import NEW_COST
from metrics.facts.used import USED_COST
from metrics.model.formula import AtEnd, Closing, Term
from metrics.model.kpi import Department, Unit
from metrics.model.words import Words

_REGISTERS = tuple(
    of_kpi(kpi) for kpi in (PARTS_STOCK_VALUE, REBATE_RECEIVABLE, RECEIVABLE_OVER_60D, OPEN_RO_WIP)
)
_STOCK = (
    Node(
        "new_stock_cost",
        Words("新车库存成本", "Cost of new cars in stock"),
        Department.SALES,
        Unit.CNY,
        AtEnd(NEW_COST),
    ),
    Node(
        "used_stock_cost",
        Words("二手车库存成本", "Cost of used cars in stock"),
        Department.SALES,
        Unit.CNY,
        AtEnd(USED_COST),
    ),
)
_LIABILITIES = Node(
    "current_liabilities",
    Words("流动负债", "Current liabilities"),
    Department.PROFIT,
    Unit.CNY,
    AtEnd(CURRENT_LIABILITIES),
)


def _rest() -> Term:
    assert isinstance(WORKING_CAPITAL.formula, Closing)
    rest: Term = WORKING_CAPITAL.formula.amount + _LIABILITIES.above
    for node in (*_STOCK, *_REGISTERS):
        rest = rest - node.above
    return rest


CAPITAL = of_kpi(
    WORKING_CAPITAL,
    Sum(
        (
            *((1, node) for node in (*_STOCK, *_REGISTERS)),
            (
                1,
                Node(
                    "other_current_assets",
                    Words(
                        "其他流动资产(现金、其他应收等)",
                        "Other current assets: cash, other debtors",
                    ),
                    Department.PROFIT,
                    Unit.CNY,
                    _rest(),
                ),
            ),
            (-1, _LIABILITIES),
        )
    ),
    whole_store=True,
)
