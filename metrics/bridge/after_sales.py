"""Branches of after-sales and parts: visits, hours and rates, material."""

from metrics.bridge.flows import COUNTER_SALES, ORDER_PARTS_SALES, PAID_LABOUR_COST
from metrics.bridge.nodes import Node, Product, Sum, of_kpi
from metrics.business_lines import PARTS, SERVICE
from metrics.definitions.after_sales.labour import EFFECTIVE_LABOUR_RATE_CP, HOURS_PER_CP_RO
from metrics.definitions.after_sales.volume import VISITS as AS_VISITS_KPI
from metrics.facts.labour import PAID_HOURS, PAID_LABOUR, PAID_ORDER_HOURS, PAID_ORDERS
from metrics.facts.parts_flow import COUNTER_GROSS
from metrics.facts.repair_orders import AS_VISITS, ORDER_PARTS_GROSS, SERVICE_GROSS
from metrics.model.formula import Over, Term
from metrics.model.kpi import Department, Unit
from metrics.model.words import Words

_AFTER, _PARTS = Department.AFTER_SALES, Department.PARTS
_VISITS: Term = Over(AS_VISITS)
_LABOUR_GROSS: Term = Over(PAID_LABOUR) - Over(PAID_LABOUR_COST)

VISITS = of_kpi(AS_VISITS_KPI)


def _node(  # noqa: PLR0913 - the parts of a node
    name: str,
    words: Words,
    unit: Unit,
    above: Term,
    below: Term | None = None,
    split: Sum | Product | None = None,
    department: Department = _AFTER,
) -> Node:
    return Node(name, words, department, unit, above, below, split=split)


_PER_HOUR = _node(
    "cp_labour_gross_per_hour",
    Words("自费每工时毛利", "Gross per customer-pay hour"),
    Unit.CNY_PER_HOUR,
    _LABOUR_GROSS,
    Over(PAID_HOURS),
    Sum(
        (
            (1, of_kpi(EFFECTIVE_LABOUR_RATE_CP, members="repair_type")),
            (
                -1,
                _node(
                    "cp_labour_cost_per_hour",
                    Words("自费每工时成本", "Labour cost per customer-pay hour"),
                    Unit.CNY_PER_HOUR,
                    Over(PAID_LABOUR_COST),
                    Over(PAID_HOURS),
                ),
            ),
        )
    ),
)

_LABOUR_PER_VISIT = _node(
    "cp_labour_gross_per_visit",
    Words("单次进厂自费工时毛利", "Customer-pay labour gross per visit"),
    Unit.CNY_PER_VISIT,
    _LABOUR_GROSS,
    _VISITS,
    Product(
        (
            _node(
                "cp_orders_per_visit",
                Words("每次进厂的自费工单", "Customer-pay orders per visit"),
                Unit.RATIO,
                Over(PAID_ORDERS),
                _VISITS,
            ),
            of_kpi(HOURS_PER_CP_RO, members="repair_type"),
            _node(
                "cp_hours_priced",
                Words("有价工时 ÷ 工单工时", "Priced hours for each hour on orders"),
                Unit.RATIO,
                Over(PAID_HOURS),
                Over(PAID_ORDER_HOURS),
            ),
            _PER_HOUR,
        )
    ),
)

SERVICE_LINE = of_kpi(
    SERVICE,
    Product(
        (
            VISITS,
            _node(
                "service_gross_per_visit",
                Words("单次进厂工时毛利", "Service labour gross per visit"),
                Unit.CNY_PER_VISIT,
                Over(SERVICE_GROSS),
                _VISITS,
                Sum(
                    (
                        (1, _LABOUR_PER_VISIT),
                        (
                            1,
                            _node(
                                "other_service_gross_per_visit",
                                Words(
                                    "单次进厂其他工时毛利(索赔、保险、外加工，减整单优惠)",
                                    "Other labour gross per visit: warranty, insurance, outside "
                                    "work, less order discounts",
                                ),
                                Unit.CNY_PER_VISIT,
                                Over(SERVICE_GROSS) - _LABOUR_GROSS,
                                _VISITS,
                            ),
                        ),
                    )
                ),
            ),
        )
    ),
)

_ORDER_PARTS = _node(
    "order_parts_gross",
    Words("工单配件毛利", "Gross of parts on orders"),
    Unit.CNY,
    Over(ORDER_PARTS_GROSS),
    split=Product(
        (
            VISITS,
            _node(
                "parts_sales_per_visit",
                Words("单次进厂材料费", "Parts sales per visit"),
                Unit.CNY_PER_VISIT,
                Over(ORDER_PARTS_SALES),
                _VISITS,
                department=_PARTS,
            ),
            _node(
                "order_parts_margin",
                Words("工单配件毛利率", "Margin of parts on orders"),
                Unit.PERCENT,
                Over(ORDER_PARTS_GROSS),
                Over(ORDER_PARTS_SALES),
                department=_PARTS,
            ),
        )
    ),
    department=_PARTS,
)

_COUNTER = _node(
    "counter_gross",
    Words("外销配件毛利", "Gross of counter sales"),
    Unit.CNY,
    Over(COUNTER_GROSS),
    split=Product(
        (
            _node(
                "counter_sales",
                Words("外销额", "Counter sales"),
                Unit.CNY,
                Over(COUNTER_SALES),
                department=_PARTS,
            ),
            _node(
                "counter_margin",
                Words("外销毛利率", "Margin of counter sales"),
                Unit.PERCENT,
                Over(COUNTER_GROSS),
                Over(COUNTER_SALES),
                department=_PARTS,
            ),
        )
    ),
    department=_PARTS,
)

PARTS_LINE = of_kpi(PARTS, Sum(((1, _ORDER_PARTS), (1, _COUNTER))))
