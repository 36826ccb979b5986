"""What cars are sold for: how far under the list price, and how many under their cost."""

import sqlalchemy as sa

from metrics.facts.columns import Column
from metrics.facts.deliveries import DELIVERIES, RETAIL_PRICED, priced
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Department, Direction, Kpi, Rollup, Unit
from metrics.model.measures import Flow
from metrics.model.words import Words

CHAPTER = Words("成交价格", "Selling prices")

_d = DELIVERIES.c

# A car without a list price or without a price says nothing of a discount.
_listed = sa.and_(_d.is_retail == 1, _d.msrp.is_not(None), _d.retail_price.is_not(None))


def _signed(amount: Column) -> Column:
    """An amount with the sign of its row: a reversal may carry the list price of its original."""
    return _d.units * sa.case((amount < 0, -amount), else_=amount)


LIST_PRICE = Flow(
    "retail_list_price", DELIVERIES, at=_d.delivery_date, value=_signed(_d.msrp), where=_listed
)
DISCOUNT = Flow(
    "retail_discount",
    DELIVERIES,
    at=_d.delivery_date,
    value=_signed(_d.msrp) - _signed(_d.retail_price),
    where=_listed,
)
INVERTED = Flow(
    "retail_under_cost_units",
    DELIVERIES,
    at=_d.delivery_date,
    value=_d.units,
    where=sa.and_(priced, _d.units * _d.front_gross < 0),
)

AVG_DISCOUNT_RATE = Kpi(
    id="avg_discount_rate",
    name=Words("平均让利率", "Average discount"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "零售车平均比厂商指导价便宜了百分之几：价格守得住守不住，最先从这里看出来。",
        "How far under the list price retail cars are sold: the first place where price "
        "discipline gives way.",
    ),
    reads=Words(
        "(厂商指导价 − 实际成交价)之和 ÷ 厂商指导价之和，两者都含税",
        "sum of (list price - price paid) / sum of list prices, both including VAT",
    ),
    numerator=Words("让利金额(含税)", "discount, including VAT"),
    denominator=Words("厂商指导价(含税)", "list prices, including VAT"),
    pitfalls=Words(
        "两边都含税，不能拿含税成交价去减不含税成本。送保险、送精品、贴购置税是另一种让利，这里看不到。"
        "按金额加权，不是每台让利率的平均；缺指导价或成交价的车不计。",
        "Both sides include VAT; never take a cost without VAT from a price with it. Insurance, "
        "accessories or tax given away are discount too and do not show here. Weighted by money, "
        "not the mean of the cars' percentages; a car without either price is left out.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(DISCOUNT), Over(LIST_PRICE)),
)

PRICE_INVERSION_SHARE = Kpi(
    id="price_inversion_share",
    name=Words("价格倒挂台次占比", "Share of cars sold under cost"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "多少台零售车卖得比进价还低，要靠返利才能补回来；占比越高，经营越看厂家脸色。",
        "How many retail cars were sold for less than they cost and live on rebates: the higher, "
        "the more the store depends on the manufacturer.",
    ),
    reads=Words(
        "不含税售价低于不含税成本(未扣返利)的零售交车 ÷ 零售交车",
        "retail deliveries with revenue under cost before rebates, both ex VAT / retail deliveries",
    ),
    numerator=Words("售价低于成本的零售交车", "retail deliveries under cost"),
    denominator=Words("有价格和成本的零售交车", "retail deliveries with price and cost"),
    pitfalls=Words(
        "按扣返利前的成本算；扣返利后还倒挂是另一个数。只数台数，不看亏多少，请与单车毛利一起看。"
        "缺售价或成本的车不进分子分母。",
        "By cost before rebates; what is still under cost after them is another figure. It counts "
        "cars, not how much they lose: read it with the front gross. A car without price or cost "
        "is in neither side.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(INVERTED), Over(RETAIL_PRICED)),
    trials=True,
)

KPIS = (AVG_DISCOUNT_RATE, PRICE_INVERSION_SHARE)
