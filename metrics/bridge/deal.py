"""What a retail car earns with everything that is sold with it, part by part."""

from metrics.bridge.finance_insurance import per_car
from metrics.bridge.flows import RETAIL_ACCESSORY_GROSS, RETAIL_REBATES_CONFIRMED
from metrics.bridge.nodes import Node, Sum, of_kpi
from metrics.bridge.sales import FRONT, accessories_per_car
from metrics.definitions.sales.gross import BLENDED_GROSS_PER_UNIT, FRONT_GROSS
from metrics.facts.deal_products import RETAIL_FI_GROSS
from metrics.facts.deliveries import RETAIL_PRICED
from metrics.measures import BLENDED_GROSS, RETAIL_DELIVERED
from metrics.model.formula import Over, Term
from metrics.model.kpi import Department, Unit
from metrics.model.words import Words

_SALES = Department.SALES
_CARS: Term = Over(RETAIL_PRICED)
_COVERAGE = Node(
    "retail_cars_per_priced",
    Words("零售车 ÷ 有价格和成本的零售车", "Retail cars for each with price and cost"),
    _SALES,
    Unit.RATIO,
    Over(RETAIL_DELIVERED),
    _CARS,
)

BLENDED = of_kpi(
    BLENDED_GROSS_PER_UNIT,
    Sum(
        (
            (1, FRONT),
            (
                1,
                Node(
                    "rebates_confirmed_per_car",
                    Words("每台已确认返利", "Confirmed rebates per car"),
                    _SALES,
                    Unit.CNY_PER_UNIT,
                    Over(RETAIL_REBATES_CONFIRMED),
                    _CARS,
                ),
            ),
            (1, accessories_per_car(_CARS, _COVERAGE)),
            *per_car(_CARS),
            (
                1,
                Node(
                    "add_ons_of_cars_without_price",
                    Words(
                        "缺价缺成本车的附加毛利(扣除)", "Add-ons of cars without price, taken off"
                    ),
                    _SALES,
                    Unit.CNY_PER_UNIT,
                    Over(BLENDED_GROSS)
                    - Over(FRONT_GROSS)
                    - Over(RETAIL_REBATES_CONFIRMED)
                    - Over(RETAIL_ACCESSORY_GROSS)
                    - Over(RETAIL_FI_GROSS),
                    _CARS,
                ),
            ),
        )
    ),
    members="model",
)
