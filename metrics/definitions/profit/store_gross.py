"""What the whole store earns before its expenses."""

from metrics.income_statement import REVENUE, TOTAL_GROSS
from metrics.model.formula import Ratio, Total
from metrics.model.kpi import Benchmark, Cadence, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("综合毛利", "Gross of the store")

# Who reports revenue and cost of sales has his rebates in them.
_CONTAINED = frozenset({"oem_rebates"})

TOTAL_GROSS_KPI = Kpi(
    id="total_gross",
    name=Words("综合毛利", "Total gross profit"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "全店各部门一共挣了多少毛利，人工、场地、广告和资金都靠它养。",
        "What all departments earned together: people, premises, advertising and money live on it.",
    ),
    reads=Words(
        "收入 − 销售成本 + 已确认返利(按归属月)",
        "revenue - cost of sales + confirmed rebates (by month earned)",
    ),
    numerator=Words("综合毛利(不含税)", "total gross ex VAT"),
    denominator=None,
    pitfalls=Words(
        "返利取自返利台账的确认数，归到挣得的月份，迟到的确认会改动旧月；账里的返利收入不计，否则算两遍。"
        "内部结转应先抵消。没有账、只有上报收入和成本的店，返利视为已含在上报数里。",
        "Rebates come from the rebate register as confirmed, in the month that earned them, so a "
        "late confirmation changes an old month; rebate income of the ledger stays out, else it "
        "counts twice. Internal work is to be eliminated first. Where only revenue and cost were "
        "reported, rebates are taken to be in them.",
    ),
    unit=Unit.CNY,
    direction=Direction.UP,
    rollup=Rollup.ADDITIVE,
    formula=Total(TOTAL_GROSS),
    cadence=Cadence.MONTH,
    estimated=True,
    within_reported=_CONTAINED,
)

GROSS_MARGIN = Kpi(
    id="gross_margin",
    name=Words("综合毛利率", "Gross margin"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "每一百元收入里有几元毛利；收入涨而它跌，多半是拿价格换销量。",
        "How much of each hundred of revenue is gross: when revenue grows and this falls, volume "
        "was bought with price.",
    ),
    reads=Words("综合毛利 ÷ 收入", "total gross / revenue"),
    numerator=Words("综合毛利(不含税)", "total gross ex VAT"),
    denominator=Words("收入(不含税)", "revenue ex VAT"),
    pitfalls=Words(
        "佣金、服务费算不算收入，会差出几个百分点；代理制门店只记佣金，不可与经销制相比；返利在分子里、"
        "不在分母里。",
        "Whether commissions are booked as revenue moves it by points. Agency stores book "
        "commission only and do not compare with others. Rebates are in the numerator and not in "
        "the denominator.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(TOTAL_GROSS, REVENUE),
    cadence=Cadence.MONTH,
    estimated=True,
    benchmark=Benchmark(
        0.0905,
        None,
        "Zhongsheng Group, first half of 2019",
        Words(
            "中升集团 2019 年上半年 9.05%，作参考线。",
            "9.05 % of a large listed group in the first half of 2019; a line of reference.",
        ),
    ),
    within_reported=_CONTAINED,
)

KPIS = (TOTAL_GROSS_KPI, GROSS_MARGIN)
