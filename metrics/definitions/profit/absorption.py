"""Whether after-sales carries the house, and when in the month its costs are earned."""

from metrics.income_statement import (
    AFTER_SALES_GROSS,
    EXPENSES,
    TOTAL_GROSS,
    VARIABLE_SELLING,
)
from metrics.model.formula import PerDay, PerMonth, Ratio
from metrics.model.kpi import Benchmark, Cadence, Department, Direction, Kpi, Rollup, Unit
from metrics.model.windows import CLOSED_MONTHS
from metrics.model.words import Words

CHAPTER = Words("吸收与保本", "Absorption and break-even")

_GROSS = Words("售后毛利(机电、钣喷、配件)", "gross of service, body and parts")

ABSORPTION_TOTAL = Kpi(
    id="absorption_total",
    name=Words("零服吸收率", "Service absorption (all operating expenses)"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "一台车不卖，售后挣的毛利能养活全店费用的几成；越高，越经得起车市的冷热。",
        "Which part of all expenses after-sales would carry if not one car was sold: the higher, "
        "the better the store stands a cold market.",
    ),
    reads=Words(
        "售后毛利(含索赔) ÷ 全店营业费用(销售、市场、人工、管理、财务，固定与变动)",
        "after-sales gross, warranty included / operating expenses of the whole store, fixed and "
        "variable, finance cost included",
    ),
    numerator=_GROSS,
    denominator=Words("全店营业费用", "operating expenses of the store"),
    pitfalls=Words(
        "同叫吸收率的分母至少有三种，相差十到二十五个点，比较前先对口径；续保佣金、精品和二手车毛利不在分子；"
        "技师工资记在成本还是费用，各店不同：国内常只扣配件成本，工资就要留在分母里。",
        "At least three denominators go by this name and lie 10 to 25 points apart: compare like "
        "with like. Renewal commission, accessories and used cars are not in the numerator. "
        "Technicians' pay is cost of sales in one store and expense in another; where only the "
        "cost of parts is deducted it must be in the denominator.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(AFTER_SALES_GROSS, EXPENSES, above_zero=True),
    cadence=Cadence.MONTH,
    estimated=True,
    benchmark=Benchmark(
        0.6,
        0.8,
        "零服吸收率 60/80/100 (行业文章，来源较弱 / trade article, weak)",
        Words(
            "60% 及格，80% 良好，100% 优秀；英国实际长年在 52% 至 58%。",
            "60 % pass, 80 % good, 100 % excellent; stores in the UK have long been at 52 to 58 %.",
        ),
    ),
)

ABSORPTION_FIXED = Kpi(
    id="absorption_fixed",
    name=Words("固定费用吸收率(NADA口径)", "Fixed absorption (NADA)"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "不随卖车多少变动的费用，售后养得起几成；和国外门店相比用这个数。",
        "Which part of the expenses that do not follow sales after-sales carries: the figure to "
        "hold against stores abroad.",
    ),
    reads=Words(
        "售后毛利 ÷ (全店营业费用 − 变动销售费用：提成、交车费、商务让利)",
        "after-sales gross / (operating expenses - variable selling: commission, delivery and "
        "policy expense)",
    ),
    numerator=_GROSS,
    denominator=Words("扣除变动销售费用后的营业费用", "operating expenses less variable selling"),
    pitfalls=Words(
        "分母比零服吸收率小，数值必然更高，报数时一定要带上口径；哪些科目算变动销售费用由科目映射标注，"
        "一个都没标时与零服吸收率相同。",
        "By construction above service absorption, since less divides: never show it without its "
        "name. The account map says which accounts are variable selling; where it names none, both "
        "are equal.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(AFTER_SALES_GROSS, EXPENSES - VARIABLE_SELLING, above_zero=True),
    cadence=Cadence.MONTH,
    estimated=True,
    benchmark=Benchmark(
        0.75,
        1.0,
        "ASE Automotive Academy (US, 75 %); WANADA / ADEI",
        Words(
            "美国基准 75%，以接近 100% 为目标。",
            "US benchmark 75 %, as near 100 % as possible.",
        ),
    ),
)

BREAKEVEN_DAYS = Kpi(
    id="breakeven_days",
    name=Words("盈亏平衡天数", "Days to break even"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "每月干到第几天，毛利才够付当月费用；之后的日子才是在赚钱。",
        "On which day of the month gross has paid for the month's expenses; what comes after is "
        "profit.",
    ),
    reads=Words(
        "月均营业费用 ÷ 日均综合毛利(按日历日)",
        "operating expenses a month / total gross a calendar day",
    ),
    numerator=Words("月均营业费用", "operating expenses a month"),
    denominator=Words("日均综合毛利", "total gross a day"),
    pitfalls=Words(
        "超过当月天数就是亏损；毛利按天平均，看不出月底冲量；跨几个月时是平均每月的天数；"
        "毛利为负时没有数。",
        "More than the days of the month means a loss. Gross is spread evenly, the rush at month "
        "end does not show. Over several months it is the mean of a month. A gross below zero "
        "gives no value.",
    ),
    unit=Unit.DAYS,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(
        PerMonth(EXPENSES, CLOSED_MONTHS), PerDay(TOTAL_GROSS, CLOSED_MONTHS), above_zero=True
    ),
    cadence=Cadence.MONTH,
)

KPIS = (ABSORPTION_TOTAL, ABSORPTION_FIXED, BREAKEVEN_DAYS)
