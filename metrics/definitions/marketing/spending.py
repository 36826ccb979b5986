"""What marketing costs: by vehicle, by gross, against its budget."""

from metrics.facts.spend import MARKETING_BUDGET, MARKETING_SPEND
from metrics.income_statement import MARKETING_EXPENSE, TOTAL_GROSS
from metrics.measures import RETAIL_DELIVERED
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Cadence, Department, Direction, Kpi, Rollup, Unit
from metrics.model.windows import CLOSED_MONTHS
from metrics.model.words import Words

CHAPTER = Words("市场费用", "Spending")

SPEND_PER_DELIVERY = Kpi(
    id="marketing_spend_per_delivery",
    name=Words("单台市场费用", "Marketing spend per retail unit"),
    department=Department.MARKETING,
    chapter=CHAPTER,
    purpose=Words(
        "每卖一台零售车摊到多少市场费用。",
        "How much marketing stands behind each retail vehicle.",
    ),
    reads=Words("市场费用 ÷ 零售交车", "marketing spend / retail deliveries"),
    numerator=Words("市场费用(不含税，未扣厂家支持)", "marketing spend, gross of support"),
    denominator=Words("零售交车", "retail deliveries"),
    pitfalls=Words(
        "没有扣厂家支持；二手车和售后活动的费用若未分开也在里面；"
        "销量下滑时它会自己变高。美国 2012 年约 621 美元一台(NADA)。",
        "Before support of the manufacturer. Campaigns for used cars and service are in it unless "
        "kept apart. It rises by itself when sales fall. US 2012: about 621 USD (NADA).",
    ),
    unit=Unit.CNY_PER_UNIT,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(MARKETING_SPEND), Over(RETAIL_DELIVERED)),
)

MARKETING_EXPENSE_RATIO = Kpi(
    id="marketing_expense_ratio",
    name=Words("市场费用率", "Marketing expense to gross"),
    department=Department.MARKETING,
    chapter=CHAPTER,
    purpose=Words(
        "毛利里有多少投回了市场；与人工、租金放在一起看才知道轻重。",
        "What part of gross goes back into marketing, to be weighed against pay and rent.",
    ),
    reads=Words("账上市场费用 ÷ 综合毛利", "marketing expense of the ledger / total gross"),
    numerator=Words("市场费用(账上净额)", "net marketing expense"),
    denominator=Words("综合毛利(含已确认返利)", "total gross profit with confirmed rebates"),
    pitfalls=Words(
        "分母是毛利不是收入，两者差十倍左右；账上若已冲减厂家支持，就比费用明细小。",
        "The base is gross and not revenue: that is a factor of about ten. Support that the ledger "
        "sets off makes it smaller than the list of spend.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(MARKETING_EXPENSE, TOTAL_GROSS),
    cadence=Cadence.MONTH,
)

_BUDGET = Over(MARKETING_BUDGET, CLOSED_MONTHS)

MARKETING_BUDGET_VARIANCE = Kpi(
    id="marketing_budget_variance",
    name=Words("市场预算执行偏差", "Marketing budget variance"),
    department=Department.MARKETING,
    chapter=CHAPTER,
    purpose=Words(
        "市场费用比预算多花还是少花；花超了伤利润，花不出去伤销量。",
        "Whether marketing spent more or less than planned: too much hurts profit, too little "
        "hurts volume.",
    ),
    reads=Words(
        "(市场费用 − 市场预算) ÷ 市场预算，只看整月",
        "(marketing spend - budget) / budget, whole months only",
    ),
    numerator=Words("市场费用减预算", "spend less budget"),
    denominator=Words("市场预算(年初版)", "budget (opening version)"),
    pitfalls=Words(
        "按费用发生日，不是付款日；已签约未发生的不在内；月中没有数，否则必然显得节约。",
        "By the day of the expense and not of its payment; what is ordered but not spent is left "
        "out. There is no figure inside a month, when it would always look thrifty.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.BAND,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(MARKETING_SPEND, CLOSED_MONTHS) - _BUDGET, _BUDGET),
    against_plan=True,
    cadence=Cadence.MONTH,
    benchmark=Benchmark(-0.05, 0.05, "4S 店岗位说明书：偏差不超过 5% / dealership job description"),
)

KPIS = (SPEND_PER_DELIVERY, MARKETING_EXPENSE_RATIO, MARKETING_BUDGET_VARIANCE)
