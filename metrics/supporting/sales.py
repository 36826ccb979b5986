"""What explains sales: the book of orders, the funnel in counts, gross step by step, ages."""

from metrics.bridge.flows import RETAIL_REBATES_CONFIRMED
from metrics.definitions.sales.closing import WALK_IN_SIGNED
from metrics.definitions.sales.funding import OUTLET_ON_BOOK
from metrics.facts.deliveries import DELIVERIES, priced
from metrics.facts.deliveries import RETAIL_PRICED as PRICED
from metrics.facts.leads import VALID_LEADS
from metrics.facts.orders import CANCELLED, DELIVERED, SIGNED, TAKEN_BACK
from metrics.facts.outlet_sales import OUTLET_SOLD
from metrics.facts.prospects import NEW_PROSPECTS
from metrics.facts.showroom import FIRST_VISIT_GROUPS
from metrics.facts.stock import OWN_COST
from metrics.facts.stock_ages import (
    AGE_CLASSES,
    COST_BY_AGE,
    OWN_UNITS,
    UNITS_BY_AGE,
    class_name,
)
from metrics.model.formula import AtEnd, Closing, Over, Ratio, Total
from metrics.model.kpi import Department, Kpi, Unit
from metrics.model.measures import Flow
from metrics.model.words import Words
from metrics.supporting.figure import figure, upward

_SALES = Department.SALES
_d = DELIVERIES.c

_BARE = Flow(
    "retail_gross_bare", DELIVERIES, at=_d.delivery_date, value=_d.front_gross, where=priced
)
_ESTIMATED = Flow(
    "retail_rebates_estimated",
    DELIVERIES,
    at=_d.delivery_date,
    value=_d.rebate_estimated,
    where=priced,
)
_PER_UNIT = (Words("毛利", "gross"), Words("零售交车", "retail deliveries"))


def _ages() -> tuple[Kpi, ...]:
    """Units and cost of each class of age."""
    made: list[Kpi] = []
    for (first, last), units, cost in zip(AGE_CLASSES, UNITS_BY_AGE, COST_BY_AGE, strict=True):
        name = class_name(first, last)
        zh = f"{first}天以上" if last is None else f"{first}–{last}天"
        en = f"{first} days and more" if last is None else f"{first} to {last} days"
        words = Words(zh, en)
        made.append(figure(f"stock_units_{name}", words, _SALES, Unit.COUNT, Closing(AtEnd(units))))
        made.append(figure(f"stock_cost_{name}", words, _SALES, Unit.CNY, Closing(AtEnd(cost))))
    return tuple(made)


FIGURES = (
    figure("orders_signed", Words("新签订单", "Signed"), _SALES, Unit.COUNT, Total(Over(SIGNED))),
    figure(
        "orders_cancelled", Words("退订", "Cancelled"), _SALES, Unit.COUNT, Total(Over(CANCELLED))
    ),
    figure(
        "orders_delivered",
        Words("订单交车", "Delivered"),
        _SALES,
        Unit.COUNT,
        Total(Over(DELIVERED) - Over(TAKEN_BACK)),
    ),
    figure(
        "valid_leads",
        Words("有效线索", "Valid leads"),
        _SALES,
        Unit.COUNT,
        Total(Over(VALID_LEADS)),
    ),
    figure(
        "new_prospects",
        Words("新增潜客", "New prospects"),
        _SALES,
        Unit.COUNT,
        Total(Over(NEW_PROSPECTS)),
    ),
    figure(
        "first_visits",
        Words("首次到店", "First visits"),
        _SALES,
        Unit.COUNT,
        Total(Over(FIRST_VISIT_GROUPS)),
    ),
    figure(
        "walk_in_orders",
        Words("展厅订单", "Showroom orders"),
        _SALES,
        Unit.COUNT,
        Total(Over(WALK_IN_SIGNED)),
    ),
    upward(
        figure(
            "gross_with_confirmed_rebates",
            Words("裸车毛利+已确认返利", "Front gross with confirmed rebates"),
            _SALES,
            Unit.CNY_PER_UNIT,
            Ratio(Over(_BARE) + Over(RETAIL_REBATES_CONFIRMED), Over(PRICED)),
            sides=_PER_UNIT,
        )
    ),
    upward(
        figure(
            "gross_with_all_rebates",
            Words("裸车毛利+全部预计返利", "Front gross with all expected rebates"),
            _SALES,
            Unit.CNY_PER_UNIT,
            Ratio(Over(_BARE) + Over(RETAIL_REBATES_CONFIRMED) + Over(_ESTIMATED), Over(PRICED)),
            sides=_PER_UNIT,
        )
    ),
    figure(
        "own_money_units",
        Words("自有资金车辆", "Self-funded cars"),
        _SALES,
        Unit.COUNT,
        Closing(AtEnd(OWN_UNITS)),
    ),
    figure(
        "own_money_cost",
        Words("占用自有资金", "Own money tied up"),
        _SALES,
        Unit.CNY,
        Closing(AtEnd(OWN_COST)),
    ),
    figure("outlet_sold", Words("交车", "Delivered"), _SALES, Unit.COUNT, Total(Over(OUTLET_SOLD))),
    figure(
        "outlet_on_book",
        Words("账面在网点", "On the books"),
        _SALES,
        Unit.COUNT,
        Closing(AtEnd(OUTLET_ON_BOOK)),
    ),
    *_ages(),
)
