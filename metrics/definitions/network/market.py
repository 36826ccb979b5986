"""What a store and its brand sell, held against the market of its city and against the trade."""

from metrics.facts.indices import PER_HUNDRED, VIA_PUBLISHED
from metrics.facts.registrations import (
    AREA_REGISTRATIONS,
    EXPECTED_SALES,
    MARKET_RETAIL,
    OWN_REGISTRATIONS,
)
from metrics.model.formula import External, Over, Ratio
from metrics.model.kpi import Benchmark, Cadence, Department, Direction, Kpi, Rollup, Unit
from metrics.model.windows import CLOSED_MONTHS
from metrics.model.words import Words

CHAPTER = Words("市场", "Market")

SALES_EFFECTIVENESS = Kpi(
    id="sales_effectiveness",
    name=Words("销售效能", "Retail sales effectiveness"),
    department=Department.NETWORK,
    chapter=CHAPTER,
    purpose=Words(
        "这家店卖出的车，够不够本品牌平均水平在它的城市应有的量；把城市大小的影响去掉，只看卖得好不好。",
        "Whether a store sells what its brand, at its average share, would sell in that city: the "
        "size of the city is taken out and what remains is how well one sells.",
    ),
    reads=Words(
        "零售交车 ÷ 期望销量；期望销量 = 各细分市场(本品牌在全部城市的份额 × 本店区域的上险量)之和",
        "retail deliveries / expected sales, where expected = sum over segments of the brand's "
        "share in all cities × registrations in the store's area",
    ),
    numerator=Words("零售交车(上险量已公布的月份)", "retail deliveries in published months"),
    denominator=Words("期望销量", "expected sales"),
    pitfalls=Words(
        "100% 是平均数，按定义约一半的店达不到，不是及格线。"
        "区域怎么划决定结果：同城同品牌门店平分城市，"
        "合计里城市只算一次。上险按上牌地，不按销售地，含大客户车辆，外地客户多的店偏高。基准份额只来自装载的城市。"
        "缺货时低不怪门店。上险量还没公布的月份两边都不计。",
        "100 % is the average, so about half of all stores lie below: it is no pass mark. How "
        "areas are drawn decides: stores of one brand share their city in equal parts, and a "
        "total counts a city once. Registrations go by where the plate is issued and include "
        "fleets, so a store with many buyers from elsewhere looks better. The benchmark share is "
        "that of the cities loaded. Short supply lowers it through no fault of the store. Months "
        "without published registrations are on neither side.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(MARKET_RETAIL, CLOSED_MONTHS), Over(EXPECTED_SALES, CLOSED_MONTHS)),
    cadence=Cadence.MONTH,
    against_plan=True,
    benchmark=Benchmark(
        1.0,
        None,
        "AADA: Retail Sales Effectiveness (100 % is the average of the benchmark)",
        Words(
            "100% 是基准区域的平均水平。",
            "100 % is the average of the area that the benchmark is taken from.",
        ),
    ),
)

MARKET_SHARE_AREA = Kpi(
    id="market_share_area",
    name=Words("区域市场占有率", "Market share in area"),
    department=Department.NETWORK,
    chapter=CHAPTER,
    purpose=Words(
        "本地新上牌的车里有多少是本品牌；销量涨了，可能只是市场涨了。",
        "How many of the cars newly registered here carry the brand: sales may grow because the "
        "market does.",
    ),
    reads=Words(
        "本店区域内本品牌上险量 ÷ 本品牌所在细分市场的全部上险量",
        "registrations of the brand in the area / all registrations in the brand's segments there",
    ),
    numerator=Words("本品牌上险量", "registrations of the brand"),
    denominator=Words("同细分市场全部上险量", "all registrations in the same segments"),
    pitfalls=Words(
        "这是品牌份额，不是门店份额：别的店卖进本市的车也算在内。上险量是终端上牌，不可与批发量(提车)混用。"
        "同城同品牌门店平分城市，因此份额相同，合计里城市只算一次；几个品牌合看时，每个品牌各算一次城市。"
        "城市、品牌的写法与门店档案不一致就对不上，按没有数据处理。",
        "A share of the brand, not of the store: cars that others sell into the city count too. "
        "Registrations are final sales, never to be mixed with wholesale. Stores of one brand "
        "share their city in equal parts, so that they show the same share and a total counts a "
        "city once; for several brands it counts once for each. Where city or brand are spelt "
        "otherwise than in the register of stores nothing matches, and there is no figure.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(OWN_REGISTRATIONS, CLOSED_MONTHS), Over(AREA_REGISTRATIONS, CLOSED_MONTHS)),
    cadence=Cadence.MONTH,
    against_plan=True,
)

CADA_VIA = Kpi(
    id="cada_via",
    name=Words("库存预警指数(VIA)", "Dealer inventory alert index (VIA)"),
    department=Department.NETWORK,
    chapter=CHAPTER,
    purpose=Words(
        "全行业经销商的库存压力有多大；自家库存高时，先看是大家都高，还是只有自己高。",
        "How hard stock presses on dealers everywhere: when the own stock is high, it says whether "
        "that is the trade or oneself.",
    ),
    reads=Words(
        "中国汽车流通协会公布的当月总指数，原样引用；期间含几个月时取最近公布的一个月",
        "the monthly total as the China Automobile Dealers Association publishes it; of several "
        "months in a period, the newest published",
    ),
    numerator=Words("公布的指数", "published index"),
    denominator=None,
    pitfalls=Words(
        "指数越高越差，50% 为荣枯线；需求、销量两个分项却是越高越好。它不由门店数据算出，"
        "也不跨店、跨月加总或平均；选哪些门店都是同一个数。不要自己用分项复算：历年口径不一。",
        "Higher is worse, with the line at 50 %; yet of its sub-indices demand and sales are good "
        "when high. It is not worked out from data of stores, never added or averaged over stores "
        "or months, and the same whichever stores are chosen. It cannot be rebuilt from its "
        "sub-indices: their method has changed over the years.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.EXTERNAL,
    formula=External(VIA_PUBLISHED, factor=PER_HUNDRED),
    cadence=Cadence.MONTH,
    benchmark=Benchmark(
        None,
        0.5,
        None,
        Words("50% 以上为不景气区间。", "Above 50 % the trade is under pressure."),
    ),
)

KPIS = (SALES_EFFECTIVENESS, MARKET_SHARE_AREA, CADA_VIA)
