"""How much labour customers buy, and at what price."""

from metrics.facts.labour import (
    PAID_AT_POSTED_RATE,
    PAID_HOURS,
    PAID_LABOUR,
    PAID_LABOUR_RATED,
    PAID_ORDER_HOURS,
    PAID_ORDERS,
)
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("工时与单价", "Labour hours and rates")

HOURS_PER_CP_RO = Kpi(
    id="hours_per_cp_ro",
    name=Words("自费工单平均工时", "Hours per customer-pay order"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "客户自己掏钱的一张工单卖出几个工时：检查细不细、该做的项目有没有讲清楚，都在这里。",
        "How many hours an order that the customer pays for sells: it shows whether vehicles are "
        "looked over and findings explained.",
    ),
    reads=Words(
        "自费项目的结算工时 ÷ 含自费项目的工单数，按结算日",
        "hours sold on customer-pay lines / orders with at least one such line, by day of "
        "settlement",
    ),
    numerator=Words("自费结算工时", "customer-pay hours sold"),
    denominator=Words("含自费项目的工单", "orders with customer-pay labour"),
    pitfalls=Words(
        "同时有索赔、保险项目的工单只算自费那几行，工单计一次；零工时的免费检查也算一张工单，会拉低它。"
        "有自费项目没填工时的工单两边都不进。国外参考值偏高，国内保养单的工时短。",
        "Of an order with warranty or insurance work only the customer's own lines count, and the "
        "order once. A free check without hours is an order too and pulls it down; an order with "
        "a line whose hours nobody wrote is on neither side. The benchmarks are Western; services "
        "in China take less time.",
    ),
    unit=Unit.HOURS_PER_ORDER,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(PAID_ORDER_HOURS), Over(PAID_ORDERS)),
    benchmark=Benchmark(
        2.0,
        None,
        "ASE Automotive Academy (US): 2.0 h; AM-online / ASE (UK): 2.5 h",
        Words("国外门店数据，仅供参考", "stores abroad, for orientation"),
    ),
)

EFFECTIVE_LABOUR_RATE_CP = Kpi(
    id="effective_labour_rate_cp",
    name=Words("自费有效工时单价", "Effective labour rate, customer pay"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "自费工时实际卖到多少钱一小时。挂牌价再高，打折和套餐之后剩下的才是收入。",
        "What an hour of labour really brings when the customer pays: the price on the board less "
        "discounts and packages.",
    ),
    reads=Words(
        "自费工时费 ÷ 自费结算工时，按结算日",
        "customer-pay labour sales / customer-pay hours sold, by day of settlement",
    ),
    numerator=Words("自费工时费(不含税，折后)", "customer-pay labour ex VAT, after discount"),
    denominator=Words("自费结算工时", "customer-pay hours sold"),
    pitfalls=Words(
        "只算自费，索赔和内部的单价不同，不能混在一起。一口价项目没有结算工时的，用标准工时代替；"
        "标准工时也没有的、没有金额的，两边都不进。整单优惠不分摊到工时，不在内。",
        "Customer pay only: warranty and internal work have other rates. Work at a fixed price "
        "without hours sold counts with the hours of the time guide; a line with neither, or "
        "without an amount, is on neither side. A discount on the whole order is not split and "
        "not in it.",
    ),
    unit=Unit.CNY_PER_HOUR,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(PAID_LABOUR), Over(PAID_HOURS)),
)

LABOUR_RATE_REALISATION = Kpi(
    id="labour_rate_realisation",
    name=Words("工时单价实现率", "Labour-rate realisation"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "挂牌工时价收回了几成，差的部分都让给了折扣、套餐和人情。",
        "How much of the posted rate is realised; the rest went into discounts, packages and "
        "favours.",
    ),
    reads=Words(
        "自费工时费 ÷ Σ(自费结算工时 × 当日门市工时单价)",
        "customer-pay labour sales / sum of (customer-pay hours sold x posted rate of the day)",
    ),
    numerator=Words("自费工时费(不含税，折后)", "customer-pay labour ex VAT, after discount"),
    denominator=Words("按门市单价应收的工时费", "the same hours at the posted rate"),
    pitfalls=Words(
        "门市单价要按不含税登记，含税价会让它低一成多。门店档案只有现行单价，生效日之前的结算不进分子分母；"
        "多报工时会把它压低。",
        "The posted rate must be ex VAT; one with VAT lowers it by more than a tenth. The register "
        "has the present rate only, so what was settled before it came into force is on neither "
        "side. Generous hours push it down.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(PAID_LABOUR_RATED), Over(PAID_AT_POSTED_RATE)),
    benchmark=Benchmark(
        0.85,
        None,
        "M5 Management Services, effective labour rate",
        Words("国外较好门店的水平", "the better stores abroad"),
    ),
)

KPIS = (HOURS_PER_CP_RO, EFFECTIVE_LABOUR_RATE_CP, LABOUR_RATE_REALISATION)
