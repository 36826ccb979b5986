"""Branches of the sales department: new cars, used cars, accessories, and how many are sold."""

from metrics.bridge.flows import (
    NEW_CAR_REBATES,
    NEW_CARS_PRICED,
    RETAIL_ACCESSORY_GROSS,
    RETAIL_REBATES,
)
from metrics.bridge.nodes import Link, Node, Product, Sum, of_kpi
from metrics.business_lines import ACCESSORIES, NEW_CAR_GROSS, NEW_CARS, USED_CARS
from metrics.definitions.profit.contribution import CUSTOMER_FRONT_GROSS
from metrics.definitions.sales.closing import SHOWROOM_CLOSE_RATE, WALK_IN_SIGNED
from metrics.definitions.sales.deliveries import RETAIL_DELIVERIES
from metrics.definitions.sales.gross import (
    ACCESSORY_PENETRATION,
    FRONT_GROSS,
    FRONT_GROSS_PER_UNIT,
    WITH_ACCESSORY,
)
from metrics.definitions.sales.pricing import AVG_DISCOUNT_RATE, DISCOUNT, LIST_PRICE
from metrics.definitions.sales.used import USED_GROSS_PER_UNIT
from metrics.facts.accessory_lines import ACCESSORY_GROSS
from metrics.facts.deliveries import RETAIL_PRICED
from metrics.facts.showroom import FIRST_VISIT_GROUPS
from metrics.facts.used import USED_GROSS, USED_RETAILED, USED_SOLD, USED_SOLD_GROSS
from metrics.measures import RETAIL_DELIVERED
from metrics.model.formula import Over, Term
from metrics.model.kpi import Department, Unit
from metrics.model.words import Words

EX_VAT = 1 / 1.13
"""Prices on the list hold 13 % of value-added tax."""

_SALES = Department.SALES
_CARS: Term = Over(RETAIL_PRICED)


def _node(
    name: str,
    words: Words,
    unit: Unit,
    above: Term,
    below: Term | None = None,
    split: Sum | Product | None = None,
) -> Node:
    return Node(name, words, _SALES, unit, above, below, split=split)


DELIVERIES = of_kpi(
    RETAIL_DELIVERIES,
    Product(
        (
            _node(
                "first_visits",
                Words("首次到店批次", "First visits"),
                Unit.COUNT,
                Over(FIRST_VISIT_GROUPS),
            ),
            of_kpi(SHOWROOM_CLOSE_RATE),
            _node(
                "cars_per_walk_in_order",
                Words("每张到店订单对应的交车", "Cars delivered per walk-in order"),
                Unit.RATIO,
                Over(RETAIL_DELIVERED),
                Over(WALK_IN_SIGNED),
            ),
        ),
        Link.FUNNEL,
    ),
)

_PRICED_CARS = _node(
    "retail_cars_priced",
    Words("有价格和成本的零售车", "Retail cars with price and cost"),
    Unit.COUNT,
    _CARS,
    split=Product(
        (
            DELIVERIES,
            _node(
                "retail_share_priced",
                Words("其中有价格和成本的", "Of these with price and cost"),
                Unit.PERCENT,
                _CARS,
                Over(RETAIL_DELIVERED),
            ),
        )
    ),
)

_DISCOUNT_PER_CAR = _node(
    "discount_per_car",
    Words("每台让利(不含税)", "Discount per car, ex VAT"),
    Unit.CNY_PER_UNIT,
    EX_VAT * Over(DISCOUNT),
    _CARS,
    Product(
        (
            _node(
                "list_price_per_car",
                Words("每台指导价(不含税)", "List price per car, ex VAT"),
                Unit.CNY_PER_UNIT,
                EX_VAT * Over(LIST_PRICE),
                _CARS,
            ),
            of_kpi(AVG_DISCOUNT_RATE),
        )
    ),
)

FRONT = of_kpi(
    FRONT_GROSS_PER_UNIT,
    Sum(
        (
            (
                1,
                _node(
                    "list_margin_per_car",
                    Words("每台指导价减成本", "List price less cost, per car"),
                    Unit.CNY_PER_UNIT,
                    Over(FRONT_GROSS) + EX_VAT * Over(DISCOUNT),
                    _CARS,
                ),
            ),
            (-1, _DISCOUNT_PER_CAR),
        )
    ),
    members="model",
)

_RETAIL_GROSS: Term = Over(FRONT_GROSS) + Over(RETAIL_REBATES)
_RETAIL = _node(
    "retail_new_gross",
    Words("零售新车毛利", "Gross of retail new cars"),
    Unit.CNY,
    _RETAIL_GROSS,
    split=Product(
        (
            _PRICED_CARS,
            _node(
                "retail_new_gross_per_car",
                Words("零售单车毛利(含返利)", "Gross per retail car, with rebates"),
                Unit.CNY_PER_UNIT,
                _RETAIL_GROSS,
                _CARS,
                Sum(
                    (
                        (1, FRONT),
                        (
                            1,
                            _node(
                                "retail_rebates_per_car",
                                Words("每台返利(含预估)", "Rebates per car, estimates included"),
                                Unit.CNY_PER_UNIT,
                                Over(RETAIL_REBATES),
                                _CARS,
                            ),
                        ),
                    )
                ),
            ),
        )
    ),
)

_OTHER_GROSS: Term = Over(NEW_CAR_GROSS) - _RETAIL_GROSS
_OTHER_CARS: Term = Over(NEW_CARS_PRICED) - _CARS
_OTHER_FRONT: Term = Over(CUSTOMER_FRONT_GROSS) - Over(FRONT_GROSS)
_OTHER_REBATES: Term = _OTHER_GROSS - _OTHER_FRONT
_OTHERS = _node(
    "fleet_outlet_gross",
    Words("大客户与二网毛利", "Gross of fleet and outlet cars"),
    Unit.CNY,
    _OTHER_GROSS,
    split=Product(
        (
            _node(
                "fleet_outlet_cars",
                Words("大客户与二网台数", "Fleet and outlet cars"),
                Unit.COUNT,
                _OTHER_CARS,
            ),
            _node(
                "fleet_outlet_gross_per_car",
                Words("大客户与二网单车毛利", "Gross per fleet or outlet car"),
                Unit.CNY_PER_UNIT,
                _OTHER_GROSS,
                _OTHER_CARS,
            ),
        )
    ),
)

NEW_CAR_LINE = of_kpi(NEW_CARS, Sum(((1, _RETAIL), (1, _OTHERS))))
REBATES_IN_LINE: Term = Over(NEW_CAR_REBATES)

_USED_REST: Term = Over(USED_SOLD_GROSS) - Over(USED_GROSS)
_USED_REST_SOLD: Term = Over(USED_SOLD) - Over(USED_RETAILED)
USED_CAR_LINE = of_kpi(
    USED_CARS,
    Sum(
        (
            (
                1,
                _node(
                    "used_retail_gross",
                    Words("二手车零售毛利", "Gross of retailed used cars"),
                    Unit.CNY,
                    Over(USED_GROSS),
                    split=Product(
                        (
                            _node(
                                "used_retailed",
                                Words("二手车零售台数", "Used cars retailed"),
                                Unit.COUNT,
                                Over(USED_RETAILED),
                            ),
                            of_kpi(USED_GROSS_PER_UNIT),
                        )
                    ),
                ),
            ),
            (
                1,
                _node(
                    "used_other_gross",
                    Words(
                        "二手车批售与寄售毛利", "Gross of used cars wholesaled or on consignment"
                    ),
                    Unit.CNY,
                    _USED_REST,
                    split=Product(
                        (
                            _node(
                                "used_other_sold",
                                Words("批售与寄售台数", "Used cars wholesaled or on consignment"),
                                Unit.COUNT,
                                _USED_REST_SOLD,
                            ),
                            _node(
                                "used_other_gross_per_car",
                                Words("批售与寄售单车毛利", "Gross per car of these"),
                                Unit.CNY_PER_UNIT,
                                _USED_REST,
                                _USED_REST_SOLD,
                            ),
                        )
                    ),
                ),
            ),
        )
    ),
)


def accessories_per_car(cars: Term, coverage: Node | None = None) -> Node:
    """Accessory gross of retail cars for each of some cars.

    Args:
        cars: that divide.
        coverage: retail deliveries for each of them; None where they are the same.
    """
    factors = (
        of_kpi(ACCESSORY_PENETRATION),
        _node(
            "accessory_gross_per_buyer",
            Words("每台买精品的车的精品毛利", "Accessory gross per car with accessories"),
            Unit.CNY_PER_UNIT,
            Over(RETAIL_ACCESSORY_GROSS),
            Over(WITH_ACCESSORY),
        ),
    )
    return _node(
        "accessory_gross_per_car",
        Words("每台随车精品毛利", "Accessory gross per retail car"),
        Unit.CNY_PER_UNIT,
        Over(RETAIL_ACCESSORY_GROSS),
        cars,
        Product(factors if coverage is None else (coverage, *factors)),
    )


ACCESSORY_LINE = of_kpi(
    ACCESSORIES,
    Sum(
        (
            (
                1,
                _node(
                    "retail_accessories",
                    Words("随零售车的精品毛利", "Accessory gross of retail cars"),
                    Unit.CNY,
                    Over(RETAIL_ACCESSORY_GROSS),
                    split=Product((DELIVERIES, accessories_per_car(Over(RETAIL_DELIVERED)))),
                ),
            ),
            (
                1,
                _node(
                    "other_accessories",
                    Words("其他精品毛利与时间差", "Other accessory gross, and timing"),
                    Unit.CNY,
                    Over(ACCESSORY_GROSS) - Over(RETAIL_ACCESSORY_GROSS),
                ),
            ),
        )
    ),
)
