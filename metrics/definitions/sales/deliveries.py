"""How many vehicles were handed over, against target and against time."""

from metrics.measures import DAY_WEIGHT, RETAIL_DELIVERED, RETAIL_TARGET
from metrics.model.formula import Apportion, Over, Ratio, Total
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.windows import MONTHS
from metrics.model.words import Words

CHAPTER = Words("交车", "Deliveries")

RETAIL_DELIVERIES = Kpi(
    id="retail_deliveries",
    name=Words("零售交车量", "Retail deliveries"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "本期真正交到零售客户手上的新车，是收入、库存和返利的起点。",
        "New vehicles really handed to retail customers: revenue, stock and rebates start here.",
    ),
    reads=Words(
        "客户类别为零售、不经二级网点的交车数，减去红冲",
        "retail deliveries that did not go through an outlet, less reversals",
    ),
    numerator=Words("零售交车", "retail deliveries"),
    denominator=None,
    pitfalls=Words(
        "开票、上险与交车日期不同；大客户、二网和内部用车不算零售。",
        "Invoice, insurance and hand-over have different dates; fleet, outlet and internal "
        "vehicles are no retail.",
    ),
    unit=Unit.COUNT,
    direction=Direction.UP,
    rollup=Rollup.ADDITIVE,
    formula=Total(Over(RETAIL_DELIVERED)),
)

DELIVERY_TARGET_ATTAINMENT = Kpi(
    id="delivery_target_attainment",
    name=Words("销量目标达成率", "Delivery target attainment"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "本月目标已完成多少。", "How much of the target of the month has been reached so far."
    ),
    reads=Words("零售交车 ÷ 所选月份的全月目标", "retail deliveries / target of the whole months"),
    numerator=Words("零售交车", "retail deliveries"),
    denominator=Words("全月目标", "target of the whole months"),
    pitfalls=Words(
        "月中看达成率必然偏低，请与时间进度指数一起看。目标取现行版本：年中改过目标的月份，达成率按改后的算；"
        "厂家的提车目标是另一个目标，不在这里。",
        "Low by nature before month end: read it with the pace index. The target is the version in "
        "force: where it was changed during the year, attainment follows the change. The "
        "manufacturer's target of vehicles taken is another one and not in here.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(RETAIL_DELIVERED), Over(RETAIL_TARGET, MONTHS)),
    against_plan=True,
    benchmark=Benchmark(1.0, None, None),
)

DELIVERY_PACE_INDEX = Kpi(
    id="delivery_pace_index",
    name=Words("时间进度达成指数", "Delivery pace index"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "按营业日权重看，交车是否跟得上目标；1 表示正好跟上。",
        "Whether deliveries keep up with the target by weight of business days; 1 keeps up.",
    ),
    reads=Words(
        "零售交车 ÷ Σ(目标 × 已过营业日权重 ÷ 全月营业日权重)",
        "retail deliveries / sum of (target x elapsed day weight / day weight of the months)",
    ),
    numerator=Words("零售交车", "retail deliveries"),
    denominator=Words("按时间进度应完成的目标", "target due by now"),
    pitfalls=Words(
        "各店营业日不同，先逐店折算再相加。",
        "Stores have different business days: targets are cut store by store, then summed.",
    ),
    unit=Unit.RATIO,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(
        Over(RETAIL_DELIVERED),
        Apportion(
            Over(RETAIL_TARGET, MONTHS), part=Over(DAY_WEIGHT), whole=Over(DAY_WEIGHT, MONTHS)
        ),
    ),
    against_plan=True,
    benchmark=Benchmark(1.0, None, None),
)

KPIS = (RETAIL_DELIVERIES, DELIVERY_TARGET_ATTAINMENT, DELIVERY_PACE_INDEX)
