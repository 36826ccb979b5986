"""What is sold with a vehicle beside the loan, what it earns, and how much is given back."""

from metrics.facts.cancellations import (
    POLICIES_GIVEN_BACK,
    PRODUCTS_GIVEN_BACK,
    SOLD_POLICIES,
    SOLD_PRODUCTS,
    WITHIN_DAYS,
)
from metrics.facts.deal_products import (
    RETAIL_ADD_ONS,
    RETAIL_EQUIPPED,
    RETAIL_FI_GROSS,
    RETAIL_WARRANTABLE,
    RETAIL_WITH_WARRANTY,
    SOLD_WITHIN,
)
from metrics.measures import CLAWED_BACK, PRODUCTS_CANCELLED, RETAIL_DELIVERED
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("衍生产品", "Products")

WARRANTY_PENETRATION = Kpi(
    id="extended_warranty_penetration",
    name=Words("延保渗透率", "Extended-warranty penetration"),
    department=Department.FINANCE_INSURANCE,
    chapter=CHAPTER,
    purpose=Words(
        "零售新车里有多少台买了延保；它不只是一笔毛利，也把车留在店里修。",
        "How many retail deliveries carry an extended warranty: gross today, and a car that comes "
        "here for its repairs.",
    ),
    reads=Words(
        "交车后 30 天内买了延保的零售交车 ÷ 零售交车",
        "retail deliveries with an extended warranty sold within 30 days / retail deliveries",
    ),
    numerator=Words("买了延保的零售交车", "retail deliveries with an extended warranty"),
    denominator=Words("零售交车", "retail deliveries"),
    pitfalls=Words(
        "收入为零的赠送不算销售；30 天内退掉的不算；售后卖给老车的延保是另一个分母；"
        "产品类别里写有“延保”或“延长保修”才认得出。交车未满 30 天的月份还会变。",
        "What is given away (revenue zero) is no sale, nor is one cancelled within the 30 days. "
        "Warranties sold in service to older cars have another denominator. The kind of product "
        "must say so in its name. It may still change for 30 days.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    formula=Ratio(Over(RETAIL_WITH_WARRANTY), Over(RETAIL_WARRANTABLE)),
    matures_after=SOLD_WITHIN,
    trials=True,
    benchmark=Benchmark(0.05, 0.2, None, Words("国内；美国约 46%", "China; about 46 % in the US")),
)

FI_GROSS_PER_UNIT = Kpi(
    id="fi_gross_per_retail_unit",
    name=Words("单车金融保险毛利(PVR)", "F&I gross per retail unit"),
    department=Department.FINANCE_INSURANCE,
    chapter=CHAPTER,
    purpose=Words(
        "每卖一台零售车，金融、新保和衍生产品一共带来多少毛利；现金客户也摊在里面。",
        "What finance, first insurance and products bring in for every retail car, cash buyers "
        "included.",
    ),
    reads=Words(
        "(金融收入 + 新保手续费 + 衍生产品毛利 − 本期扣回与退订)÷ 零售交车",
        "(finance income + first-insurance commission + product gross - clawbacks and "
        "cancellations of the period) / retail deliveries",
    ),
    numerator=Words("金融保险毛利(不含税)", "F&I gross ex VAT"),
    denominator=Words("零售交车", "retail deliveries"),
    pitfalls=Words(
        "分母是全部零售交车，不是贷款合同；续保收入属于续保业务，不在内；扣回和退订记在发生的当月，"
        "与单车综合毛利的算法一致。美国的数字不能搬来比，请看同组门店。",
        "All retail deliveries divide, not contracts. Renewal commission belongs to renewals. "
        "Clawbacks and cancellations count in the month in which they happen, as in blended "
        "gross. US figures do not transfer: look at peers.",
    ),
    unit=Unit.CNY_PER_UNIT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(
        Over(RETAIL_FI_GROSS) - Over(CLAWED_BACK) - Over(PRODUCTS_CANCELLED),
        Over(RETAIL_DELIVERED),
    ),
    tolerates=frozenset({"fi_products"}),
)

PRODUCTS_PER_DEAL = Kpi(
    id="fi_products_per_deal",
    name=Words("单车衍生产品数", "Products per deal"),
    department=Department.FINANCE_INSURANCE,
    chapter=CHAPTER,
    purpose=Words(
        "平均每台零售车搭出几样：贷款、商业险、延保、保养套餐……看销售会不会把一单做满。",
        "How many things go with each retail car, loan, commercial policy, warranty, service plan: "
        "whether a deal is made the most of.",
    ),
    reads=Words(
        "零售交车上卖出的金融、商业险和各类衍生产品(每类计一次)÷ 零售交车",
        "loans, commercial policies and kinds of products sold with retail deliveries, each kind "
        "once / retail deliveries",
    ),
    numerator=Words("卖出的产品数", "products sold"),
    denominator=Words("零售交车", "retail deliveries"),
    pitfalls=Words(
        "一台车两份同类产品算一样，两笔贷款算一样；打包产品记成一行就算一样；"
        "贷款要放了款、产品要在交车后 30 天内卖出且没退才算，所以未满 30 天的月份还会变。"
        "美国的 1.3-1.7 不含保险。",
        "Two of a kind on one car are one, and so are two loans; a bundle booked in one line is "
        "one. A loan must be paid out, a product sold and not cancelled within 30 days of the "
        "hand-over, so that it may still change for 30 days. The US figure of 1.3-1.7 leaves out "
        "insurance.",
    ),
    unit=Unit.PER_UNIT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    formula=Ratio(Over(RETAIL_ADD_ONS), Over(RETAIL_EQUIPPED)),
    matures_after=SOLD_WITHIN,
)

CANCELLATION_RATE = Kpi(
    id="fi_cancellation_rate",
    name=Words("退保(退订)率", "F&I product cancellation rate"),
    department=Department.FINANCE_INSURANCE,
    chapter=CHAPTER,
    purpose=Words(
        "卖出去的产品和保单一年里退掉多少；退得多，当初就是硬推的，佣金还要吐回去。",
        "How many products and policies are given back within a year: a high rate tells of a hard "
        "sell, and commission goes with it.",
    ),
    reads=Words(
        "售出后 12 个月(365 天)内退订的产品与保单 ÷ 本期售出的产品与保单",
        "products and policies cancelled within 12 months (365 days) / products and policies sold "
        "in the period",
    ),
    numerator=Words("一年内退订的产品与保单", "products and policies given back"),
    denominator=Words("售出的产品与保单", "products and policies sold"),
    pitfalls=Words(
        "按卖出的月份归期，不是“本月退订 ÷ 本月销售”，销量一变那个数就错；"
        "满一年才定数，此前只会升。"
        "交强险很少退，会把它拉低，请按产品分开看；收入为零的赠送不计。",
        "It belongs to the month of the sale. This month's cancellations over this month's sales "
        "go wrong as soon as volume moves. Final after a year, until then it only rises. "
        "Compulsory cover is seldom given back and lowers it: look at it by product. What was "
        "given away is left out.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.COHORT,
    formula=Ratio(
        Over(PRODUCTS_GIVEN_BACK) + Over(POLICIES_GIVEN_BACK),
        Over(SOLD_PRODUCTS) + Over(SOLD_POLICIES),
    ),
    matures_after=WITHIN_DAYS,
    trials=True,
)

KPIS = (WARRANTY_PENETRATION, FI_GROSS_PER_UNIT, PRODUCTS_PER_DEAL, CANCELLATION_RATE)
