"""What a retail vehicle earns: the car alone, everything with it, and its accessories."""

import sqlalchemy as sa

from metrics.facts.deal_gross import ACCESSORY_DEALS
from metrics.facts.deliveries import DELIVERIES, RETAIL_PRICED, priced
from metrics.measures import (
    BLENDED_GROSS,
    CLAWED_BACK,
    PRODUCTS_CANCELLED,
    REBATES_EXPECTED,
    RETAIL_DELIVERED,
)
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Pending, Rollup, Unit
from metrics.model.measures import Flow
from metrics.model.words import Words

CHAPTER = Words("单车毛利与精品", "Gross per unit and accessories")

_d, _a = DELIVERIES.c, ACCESSORY_DEALS.c

FRONT_GROSS = Flow(
    "retail_front_gross",
    DELIVERIES,
    at=_d.delivery_date,
    value=_d.front_gross,
    where=priced,
    reported="retail_front_gross",
)
WITH_ACCESSORY = Flow(
    "retail_with_accessory",
    ACCESSORY_DEALS,
    at=_a.delivery_date,
    value=_a.units,
    where=sa.and_(_a.is_retail == 1, _a.has_accessory == 1),
)
ACCESSORY_REVENUE = Flow(
    "retail_accessory_revenue",
    ACCESSORY_DEALS,
    at=_a.delivery_date,
    value=_a.accessory_revenue,
    where=_a.is_retail == 1,
)

FRONT_GROSS_PER_UNIT = Kpi(
    id="front_gross_per_unit",
    name=Words("单车毛利(裸车)", "Front gross per unit"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "不靠返利和附加业务，一台车本身赚还是亏：价格纪律的温度计。",
        "What a car earns by itself, without rebates and add-ons: the thermometer of price "
        "discipline.",
    ),
    reads=Words(
        "(不含税售价 − 未扣返利的不含税成本)之和 ÷ 零售交车",
        "sum of (revenue - cost before rebates), both ex VAT / retail deliveries",
    ),
    numerator=Words("裸车毛利", "front gross"),
    denominator=Words("有价格和成本的零售交车", "retail deliveries with price and cost"),
    pitfalls=Words(
        "同叫单车毛利的有三个数：扣返利前、加已确认返利、加预估返利，这里是第一个。价格倒挂时为负很常见。"
        "缺售价或成本的车不进分子分母。",
        "Three figures share this name: before rebates, with confirmed and with estimated ones; "
        "this is the first. Below zero is common where cars sell under cost. A car without price "
        "or cost is in neither side.",
    ),
    unit=Unit.CNY_PER_UNIT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(FRONT_GROSS), Over(RETAIL_PRICED)),
)

BLENDED_GROSS_PER_UNIT = Kpi(
    id="blended_gross_per_unit",
    name=Words("单车综合毛利", "Blended gross per unit"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "一台零售车连同返利、精品、金融、新保和衍生产品一共赚多少，是给报价留余地的依据。",
        "What a retail car earns with rebates, accessories, finance, first insurance and products: "
        "the room there is for a price.",
    ),
    reads=Words(
        "(裸车毛利 + 已确认返利 + 随车精品毛利 + 金融与新保收入 + 衍生产品毛利 "
        "− 扣回与退订)÷ 零售交车",
        "(front gross + confirmed rebates + accessory gross + finance and first-insurance income + "
        "product gross - clawbacks and cancellations) / retail deliveries",
    ),
    numerator=Words("综合毛利", "blended gross"),
    denominator=Words("有价格和成本的零售交车", "retail deliveries with price and cost"),
    pitfalls=Words(
        "预估返利不在内，有多少另外写明，确认之前这个数是暂定的；续保、售后精品和置换毛利也不在内；"
        "赠品成本已扣；扣回记在发生的当月。",
        "Estimated rebates are left out and told beside the figure, which is provisional until "
        "they are confirmed; renewals, accessories sold in service and trade-in gross are left "
        "out, too; the cost of gifts is deducted; a clawback counts in the month in which it "
        "happens.",
    ),
    unit=Unit.CNY_PER_UNIT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(
        Over(BLENDED_GROSS) - Over(CLAWED_BACK) - Over(PRODUCTS_CANCELLED), Over(RETAIL_PRICED)
    ),
    tolerates=frozenset({"fi_products"}),
    pending=Pending(Words("预估返利", "estimated rebates"), Over(REBATES_EXPECTED)),
)

ACCESSORY_PENETRATION = Kpi(
    id="accessory_penetration",
    name=Words("精品渗透率", "Accessory penetration"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "零售交车中有多少台付费买了精品：销售顾问会不会在车之外再卖。",
        "How many retail cars left with accessories that were paid for: whether consultants sell "
        "beyond the car.",
    ),
    reads=Words(
        "至少有一笔付费精品的零售交车 ÷ 零售交车",
        "retail deliveries with a paid accessory / retail deliveries",
    ),
    numerator=Words("有付费精品的零售交车", "retail deliveries with a paid accessory"),
    denominator=Words("零售交车", "retail deliveries"),
    pitfalls=Words(
        "赠送不算销售，否则人人接近100%；按车计不按行计；按交车日期。",
        "A gift is no sale, or everyone is near 100 %. Cars, not lines; dated by the delivery.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(WITH_ACCESSORY), Over(RETAIL_DELIVERED)),
    trials=True,
    benchmark=Benchmark(0.6, 0.8, None, Words("有套餐销售的店", "where bundles are sold")),
)

ACCESSORY_REVENUE_PER_UNIT = Kpi(
    id="accessory_revenue_per_unit",
    name=Words("精品单车产值", "Accessory revenue per unit"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "平均每台零售车带来多少精品收入，把渗透率和客单价合成一个数。",
        "Accessory revenue for each retail car: penetration and ticket size in one figure.",
    ),
    reads=Words(
        "随车付费精品收入(不含税)÷ 全部零售交车",
        "paid accessory revenue of deliveries, ex VAT / all retail deliveries",
    ),
    numerator=Words("随车付费精品收入", "paid accessory revenue of deliveries"),
    denominator=Words("零售交车", "retail deliveries"),
    pitfalls=Words(
        "除以全部零售交车而非仅有精品的车，后者是客单价；按定价虚列的赠品不算收入。",
        "All retail cars divide; dividing by those with accessories would be ticket size. Gifts "
        "booked at list price are no revenue.",
    ),
    unit=Unit.CNY_PER_UNIT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(ACCESSORY_REVENUE), Over(RETAIL_DELIVERED)),
)

KPIS = (
    FRONT_GROSS_PER_UNIT,
    BLENDED_GROSS_PER_UNIT,
    ACCESSORY_PENETRATION,
    ACCESSORY_REVENUE_PER_UNIT,
)
