"""Whether expenses kept to their budget, in total and line by line."""

from metrics.facts.budget_lines import (
    COST_LINES,
    COST_LINES_MET,
    EXPENSES_ACTUAL,
    EXPENSES_BUDGETED,
)
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Cadence, Department, Direction, Kpi, Rollup, Unit
from metrics.model.windows import CLOSED_MONTHS
from metrics.model.words import Words

CHAPTER = Words("预算", "Budget")
_SOURCE = "4S 店岗位说明书：成本在预算内，偏差不超过 5% / dealership job description"

_PLAN = Over(EXPENSES_BUDGETED, CLOSED_MONTHS)

BUDGET_VARIANCE = Kpi(
    id="budget_variance",
    name=Words("预算偏差率", "Budget variance"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "费用比预算多花还是少花了多少；超支要尽早看见，省下的也要问是否该花没花。",
        "By how much expenses exceed or undercut their budget: overspending should be seen early, "
        "and money saved may be work not done.",
    ),
    reads=Words("(实际费用 − 预算费用) ÷ |预算费用|", "(actual - budgeted expenses) / |budgeted|"),
    numerator=Words("实际费用减预算费用", "actual less budgeted expenses"),
    denominator=Words("预算费用(年初版)", "budgeted expenses (opening version)"),
    pitfalls=Words(
        "只比营业费用，正数是超支；收入类的正负含义相反，不混在一起；"
        "按十二分之一摊的预算会误报；合计会掩盖互相抵消的科目；只比已结账且有预算的月份。",
        "Operating expenses only, positive is overspent; income has the opposite sign and stays "
        "out. A budget spread by twelfths raises false alarms. A total hides lines that offset one "
        "another. Only months with both books and budget are compared.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.BAND,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(EXPENSES_ACTUAL, CLOSED_MONTHS) - _PLAN, _PLAN, absolute_denominator=True),
    cadence=Cadence.MONTH,
    benchmark=Benchmark(-0.05, 0.05, _SOURCE),
)

BUDGET_LINES_WITHIN = Kpi(
    id="budget_lines_within_5pct",
    name=Words("预算偏差5%以内科目占比", "Cost lines within 5 %"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "多少费用科目真正按预算走；合计达标可能只是超支与节约碰巧抵消。",
        "How many classes of expenses really follow the budget: a total on target may be luck.",
    ),
    reads=Words(
        "偏差绝对值不超过预算 5% 的费用科目月数 ÷ 有预算的费用科目月数",
        "lines and months within 5 % of their budget / lines and months with a budget",
    ),
    numerator=Words("偏差在 5% 以内的科目", "lines within 5 %"),
    denominator=Words("有预算的科目", "lines with a budget"),
    pitfalls=Words(
        "每类费用每月算一行，跨月不抵消；金额很小的科目差几百元就超 5%，请结合金额看。",
        "Each class counts once a month, months do not offset one another. A small line leaves the "
        "5 % by a few hundred: look at the money too.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(COST_LINES_MET, CLOSED_MONTHS), Over(COST_LINES, CLOSED_MONTHS)),
    cadence=Cadence.MONTH,
)

KPIS = (BUDGET_VARIANCE, BUDGET_LINES_WITHIN)
