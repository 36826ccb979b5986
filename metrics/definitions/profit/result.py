"""What remains after all costs, and what part of gross the expenses eat."""

from metrics.income_statement import EXPENSES, NET_PROFIT, PERSONNEL, REVENUE, TOTAL_GROSS
from metrics.model.formula import Ratio, Total
from metrics.model.kpi import Benchmark, Cadence, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("经营成果", "Result")

NET_PROFIT_KPI = Kpi(
    id="net_profit",
    name=Words("净利润(税前)", "Net profit before tax"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "全店每月最后剩下多少钱：毛利够不够养活人员、场地、广告和资金。",
        "What the whole store keeps in a month: whether gross pays for people, premises, "
        "advertising and money.",
    ),
    reads=Words(
        "收入 − 销售成本 + 已确认返利(按归属月) − 营业费用(含财务费用) + 其他收入 − 其他支出",
        "revenue - cost of sales + confirmed rebates (by month earned) - operating expenses "
        "(with finance cost) + other income - other expense",
    ),
    numerator=Words("税前净利润", "net profit before income tax"),
    denominator=None,
    pitfalls=Words(
        "集团摊派、老板工资和关联方租金各店做法不同，比较前先还原；账里的返利收入不计，"
        "返利按确认金额归到所属月份，迟到的确认会改动旧月；扣回没有日期，只在应收返利里体现；结转损益后的余额表看不出损益；"
        "未结账的月份没有数。",
        "Group charges, the owner's pay and rent to relatives differ from store to store: level "
        "them first. Rebate income of the ledger is left out; rebates count as confirmed in the "
        "month that earned them, so a late confirmation changes an old month; a clawback has no "
        "date and shows in the rebates outstanding only. Balances after the closing entries show "
        "no result. Months that are not closed have no figure.",
    ),
    unit=Unit.CNY,
    direction=Direction.UP,
    rollup=Rollup.ADDITIVE,
    formula=Total(NET_PROFIT),
    cadence=Cadence.MONTH,
    estimated=True,
)

RETURN_ON_SALES = Kpi(
    id="return_on_sales",
    name=Words("销售利润率", "Return on sales"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "每一百元收入最后留下几元；收入大不等于赚得多。",
        "How much of each hundred of revenue stays: a large turnover is not a large profit.",
    ),
    reads=Words("税前净利润 ÷ 收入", "net profit before tax / revenue"),
    numerator=Words("税前净利润", "net profit before tax"),
    denominator=Words("收入(不含税)", "revenue without VAT"),
    pitfalls=Words(
        "代理制门店只记佣金收入，分母小得多，不可与经销制门店相比。",
        "Agency stores book commission only: their small revenue makes them incomparable with "
        "stores that buy and sell.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(NET_PROFIT, REVENUE),
    cadence=Cadence.MONTH,
    estimated=True,
    benchmark=Benchmark(
        0.03,
        0.035,
        "AM-online / ASE key ratios (UK, 3.0 %); ASE Automotive Academy (US, 3.5 %)",
        Words(
            "英国经销商基准 3.0%，美国 3.5%；中国门店请作参考线。",
            "UK benchmark 3.0 %, US 3.5 %; a line of reference for Chinese stores.",
        ),
    ),
)

EXPENSE_TO_GROSS = Kpi(
    id="expense_to_gross",
    name=Words("费用毛利比", "Expense to gross"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "挣来的毛利有多少被费用吃掉；剩下的才是利润。",
        "How much of the gross that was earned goes into expenses; the rest is profit.",
    ),
    reads=Words(
        "营业费用(销售、市场、人工、管理、财务) ÷ 综合毛利",
        "operating expenses (selling, marketing, personnel, overhead, finance) / total gross",
    ),
    numerator=Words("营业费用", "operating expenses"),
    denominator=Words("综合毛利(含已确认返利)", "total gross profit with confirmed rebates"),
    pitfalls=Words(
        "国内说的费用率常以收入为分母，是另一个指标；毛利为负时没有数。",
        "The expense ratio that is usual in China divides by revenue: another figure. A gross "
        "below zero gives no value.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(EXPENSES, TOTAL_GROSS, above_zero=True),
    cadence=Cadence.MONTH,
    estimated=True,
    benchmark=Benchmark(
        None,
        0.7,
        "NCM Associates: 30 % net to gross",
        Words(
            "要让净利占毛利的三成，费用就不能超过七成。",
            "To keep 30 % of gross as profit, expenses may take 70 %.",
        ),
    ),
)

NET_TO_GROSS = Kpi(
    id="net_to_gross",
    name=Words("净利毛利比", "Net to gross"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "挣来的每一百元毛利最后留下几元；不受车价和销售规模影响，大店小店都能比。",
        "How much of each hundred of gross stays. Prices and volume do not blur it, so that large "
        "and small stores compare.",
    ),
    reads=Words("税前净利润 ÷ 综合毛利", "net profit before tax / total gross"),
    numerator=Words("税前净利润", "net profit before tax"),
    denominator=Words("综合毛利(含已确认返利)", "total gross profit with confirmed rebates"),
    pitfalls=Words(
        "毛利要含厂家给车的全部钱，返利没确认前偏低；集团摊派和关联方租金先还原再比；"
        "毛利为负时没有数，否则亏损除以负毛利看着像盈利。",
        "Gross is to hold all that the manufacturer pays on cars; before rebates are confirmed it "
        "is low. Level group charges and rent to relatives first. A gross below zero gives no "
        "value: a loss divided by it would look like a profit.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(NET_PROFIT, TOTAL_GROSS, above_zero=True),
    cadence=Cadence.MONTH,
    estimated=True,
    benchmark=Benchmark(
        0.3,
        None,
        "NCM Associates 20 Groups (US)",
        Words("美国优秀店的指导线 30%。", "30 % guides the best stores in the US."),
    ),
)

PERSONNEL_TO_GROSS = Kpi(
    id="personnel_to_gross",
    name=Words("人工成本毛利比", "Personnel cost to gross"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "每挣一百元毛利，要付多少工资、提成和社保；人是最大的一笔费用。",
        "What is paid in salaries, commission and social security for each hundred of gross: "
        "people are the largest expense.",
    ),
    reads=Words(
        "人工类科目(工资、提成、社保) ÷ 综合毛利",
        "accounts of the class personnel (pay, commission, social security) / total gross",
    ),
    numerator=Words("人工成本", "personnel cost"),
    denominator=Words("综合毛利(含已确认返利)", "total gross profit with confirmed rebates"),
    pitfalls=Words(
        "技师工资有的店记成本，有的店记费用，记成本的不在分子里；提成科目要在科目映射里归人工，"
        "归了销售费用就会漏掉；外包用工不算人工；毛利为负时没有数。",
        "Technicians' pay is cost of sales in one store and expense in another; as cost it is not "
        "in the numerator. Commission counts only where the account map has it as personnel. "
        "Contractors are no personnel. A gross below zero gives no value.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(PERSONNEL, TOTAL_GROSS, above_zero=True),
    cadence=Cadence.MONTH,
    estimated=True,
    benchmark=Benchmark(
        None,
        None,
        "WANADA / NADA 20 Group (US)",
        Words(
            "美国经验：占售后部门毛利的 45% 至 50%；全店只作参考。",
            "US experience: 45 to 50 % of a service department's gross; for a whole store a line "
            "of reference.",
        ),
    ),
)

KPIS = (NET_PROFIT_KPI, RETURN_ON_SALES, EXPENSE_TO_GROSS, NET_TO_GROSS, PERSONNEL_TO_GROSS)
