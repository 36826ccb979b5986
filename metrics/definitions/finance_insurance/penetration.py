"""How many new vehicles leave with a loan and a policy of the store."""

from metrics.facts.deals import (
    DISBURSED_WITHIN,
    RETAIL_FINANCEABLE,
    RETAIL_FINANCED,
    RETAIL_INSURABLE,
    RETAIL_INSURED,
)
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("渗透率", "Penetration")

FINANCE_PENETRATION = Kpi(
    id="finance_penetration",
    name=Words("金融渗透率", "Finance penetration"),
    department=Department.FINANCE_INSURANCE,
    chapter=CHAPTER,
    purpose=Words(
        "零售新车里有多少台通过本店贷款并放款；裸车毛利薄，金融收入是单车综合毛利的重要一块。",
        "How many retail deliveries carry a loan arranged and paid out through the store; where "
        "front gross is thin, this income makes up a good part of the deal.",
    ),
    reads=Words(
        "有本店已通过、交车后 30 天内放款的贷款的零售交车 ÷ 零售交车",
        "retail deliveries with a loan passed and paid out within 30 days of hand-over / retail "
        "deliveries",
    ),
    numerator=Words("本店按揭的零售交车", "retail deliveries financed here"),
    denominator=Words("零售交车", "retail deliveries"),
    pitfalls=Words(
        "按交车归月，不按放款归月；申请、审批都不算；一车两笔贷款算一台；红冲与重开发票按"
        "同一订单抵减。交车未满 30 天的月份还会变。",
        "Belongs to the month of hand-over, not of payment. Applications and approvals do not "
        "count; two loans on one vehicle are one. Reversals are netted by order. It may still "
        "change for 30 days.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    formula=Ratio(Over(RETAIL_FINANCED), Over(RETAIL_FINANCEABLE)),
    matures_after=DISBURSED_WITHIN,
    trials=True,
    benchmark=Benchmark(0.5, 0.7, None),
)

NEW_INSURANCE_PENETRATION = Kpi(
    id="new_insurance_penetration",
    name=Words("新保渗透率", "New-car insurance penetration"),
    department=Department.FINANCE_INSURANCE,
    chapter=CHAPTER,
    purpose=Words(
        "零售新车里有多少台在本店买了商业险；今天的新保是明年的续保，也是事故车回厂的来源。",
        "How many retail deliveries are insured commercially through the store; they are next "
        "year's renewals and the accident repairs to come.",
    ),
    reads=Words(
        "在本店出商业险新保的零售交车 ÷ 零售交车",
        "retail deliveries with a new commercial policy through the store / retail deliveries",
    ),
    numerator=Words("本店投保的零售交车", "retail deliveries insured here"),
    denominator=Words("零售交车", "retail deliveries"),
    pitfalls=Words(
        "数车不数单：交强险和商业险是两张保单；只有交强险的不算。",
        "Count vehicles, not policies: compulsory and commercial cover are two. Compulsory cover "
        "alone does not count.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(RETAIL_INSURED), Over(RETAIL_INSURABLE)),
    trials=True,
    benchmark=Benchmark(0.7, 0.95, None),
)

KPIS = (FINANCE_PENETRATION, NEW_INSURANCE_PENETRATION)
