"""How old the stock of new vehicles is and what is done about it."""

from metrics.facts.clearance import CLEARANCE_PLANS, PLANNED_STOCK
from metrics.facts.stock import NEW_STOCK, NEW_UNITS, OLD_UNITS
from metrics.model.formula import AtEnd, Over, Percentile, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.measures import Flow, Level, Reduction, Spread
from metrics.model.words import Words

CHAPTER = Words("库龄与清库", "Ageing and clearance")

_s, _p, _c = NEW_STOCK.c, PLANNED_STOCK.c, CLEARANCE_PLANS.c

STOCK_AGE = Spread(
    "new_stock_age",
    NEW_STOCK,
    columns={"since": _s.first_receipt},
    reduction=Reduction.AGE_MEDIAN,
    start=_s.receipt_date,
    end=_s.out_date,
)
# A store that planned anything in the last year keeps plans: none then means none.
PLANNED_UNITS = Level(
    "new_stock_planned_units",
    PLANNED_STOCK,
    start=_p.in_force_since,
    end=_p.in_force_until,
    holds_days=365,
)
PLANS_DUE = Flow("clearance_plans_due", CLEARANCE_PLANS, at=_c.due_date)
PLANS_KEPT = Flow("clearance_plans_kept", CLEARANCE_PLANS, at=_c.due_date, where=_c.in_time == 1)

NEW_STOCK_AGE_MEDIAN = Kpi(
    id="new_stock_age_median",
    name=Words("库龄(中位数)", "Median age of new stock"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "在库新车一半比它老、一半比它新，比平均数更不受几台死车的影响。",
        "Half of the new cars in stock are older, half younger: less moved by a few dead cars than "
        "a mean.",
    ),
    reads=Words(
        "期末在库新车(期末日 − 集团内首次入库日)的中位数",
        "median of (last day - first receipt in the group) in stock",
    ),
    numerator=Words("库龄天数", "days in stock"),
    denominator=None,
    pitfalls=Words(
        "从实际入库日起算，集团内调拨按第一家店的入库日，不会变年轻；厂家开票日在明细里另列一栏。"
        "多店要从每台车重算，不能平均各店中位数。",
        "Counted from the physical receipt, after a transfer in the group from that at the first "
        "store; the manufacturer's invoice is a column of the rows. For several stores it is taken "
        "anew from the cars, never from the stores' medians.",
    ),
    unit=Unit.DAYS,
    direction=Direction.DOWN,
    rollup=Rollup.PERCENTILE,
    formula=Percentile(STOCK_AGE),
)

AGED_STOCK_SHARE_90 = Kpi(
    id="aged_stock_share_90",
    name=Words("长库龄占比(>90天)", "Aged stock share over 90 days"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "在库新车有多少超过90天：免息期已过，贬值和利息每天都在吃毛利。",
        "Which part of the new cars has stood for more than 90 days: free interest is over and "
        "every day eats gross.",
    ),
    reads=Words(
        "期末库龄超过90天的新车 ÷ 期末在库新车",
        "new vehicles in stock for more than 90 days / new vehicles in stock",
    ),
    numerator=Words("库龄超过90天的新车", "new vehicles older than 90 days"),
    denominator=Words("在库新车", "new vehicles in stock"),
    pitfalls=Words(
        "分母是库存不是销量；集团内调拨不会重新起算；年底在系统里重置入库日是最常见的作假。",
        "Stock divides, not sales; a transfer in the group starts no new clock; resetting the "
        "receipt in the system at year end is the classic cheat.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.SNAPSHOT_RATIO,
    formula=Ratio(AtEnd(OLD_UNITS), AtEnd(NEW_UNITS)),
    benchmark=Benchmark(None, 0.1, None),
)

CLEARANCE_PLAN_COVERAGE = Kpi(
    id="clearance_plan_coverage",
    name=Words("长库龄清库方案覆盖率", "Clearance-plan coverage of aged stock"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "超过90天的车是否每台都有人负责、有期限的清库方案，没有方案的车会一直放着。",
        "Whether each car older than 90 days has a plan with an owner and a date; cars without one "
        "stay where they are.",
    ),
    reads=Words(
        "期末有生效方案的长库龄新车 ÷ 期末长库龄新车",
        "aged vehicles with a plan in force / aged vehicles in stock",
    ),
    numerator=Words("有生效方案的长库龄新车", "aged vehicles with a plan in force"),
    denominator=Words("库龄超过90天的新车", "new vehicles older than 90 days"),
    pitfalls=Words(
        "过了期限的方案不算生效；一台车有几个方案时以最新的为准；没有长库龄车时没有数值。",
        "A plan past its date is not in force; of several plans for a car the newest counts; "
        "without aged cars there is no figure.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.SNAPSHOT_RATIO,
    formula=Ratio(AtEnd(PLANNED_UNITS), AtEnd(OLD_UNITS)),
    benchmark=Benchmark(1.0, None, None),
)

CLEARANCE_PLAN_ATTAINMENT = Kpi(
    id="clearance_plan_attainment",
    name=Words("清库方案完成率", "Clearance-plan completion"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "到期的清库方案有多少真的在期限内把车清走了。",
        "How many plans that fell due had moved their car by then.",
    ),
    reads=Words(
        "期限内出库的到期方案 ÷ 本期到期的方案",
        "plans whose vehicle left stock by the date / plans that fell due",
    ),
    numerator=Words("按期清走的方案", "plans kept"),
    denominator=Words("到期的方案", "plans due"),
    pitfalls=Words(
        "改期应保留最初的期限；撤销的方案仍算到期，否则撤销就成了捷径；调到网点不是清库。",
        "A moved date must not replace the first one; a withdrawn plan still counts, or that "
        "would be the way out; a move to an outlet is no clearance.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(PLANS_KEPT), Over(PLANS_DUE)),
)

KPIS = (
    NEW_STOCK_AGE_MEDIAN,
    AGED_STOCK_SHARE_90,
    CLEARANCE_PLAN_COVERAGE,
    CLEARANCE_PLAN_ATTAINMENT,
)
