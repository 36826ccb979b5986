"""Whether repairs were right: at the final check, and after the vehicle had left."""

from metrics.facts.repair_orders import REPAIR_ORDERS
from metrics.facts.repairs import (
    REPAIRS_COME_BACK,
    REPAIRS_RELEASED,
    REPAIRS_SEEN_AGAIN,
    WINDOW,
)
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.measures import Flow
from metrics.model.words import Words

CHAPTER = Words("维修质量", "Quality of repairs")

_o = REPAIR_ORDERS.c
_checked = (_o.is_valid == 1) & _o.final_check.in_(("一次合格", "返工"))

ORDERS_CHECKED = Flow(
    "ro_checked", REPAIR_ORDERS, at=_o.completed_day, value=_o.orders, where=_checked
)
ORDERS_PASSED = Flow(
    "ro_passed_check",
    REPAIR_ORDERS,
    at=_o.completed_day,
    value=_o.orders,
    where=(_o.is_valid == 1) & (_o.final_check == "一次合格"),
)

COMEBACK_RATE = Kpi(
    id="comeback_rate_30d",
    name=Words("返修率(30天)", "Comeback rate, 30 days"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "修好出厂的车有多少 30 天内又因同一问题回来返修：白干一次，还丢一次信任。",
        "How many repairs came back within 30 days for the same fault: work done twice, and "
        "trust lost once.",
    ),
    reads=Words(
        "出厂后 30 天内返修的维修工单 ÷ 出厂的维修工单(一般维修、事故、索赔、返修)",
        "repairs that came back for repair within 30 days / repairs released (general, accident, "
        "warranty and repeat repairs)",
    ),
    numerator=Words("30天内返修的工单", "repairs that came back"),
    denominator=Words("出厂的维修工单", "repairs released"),
    pitfalls=Words(
        "算在原维修的出厂月份；按返修原工单号认，没有时按同车同故障代码认；换了故障不算，"
        "保养不进分母。未满 30 天的月份还会上升。",
        "Belongs to the month of the original release. Told by the order that it names, else by "
        "the same fault code on the same VIN; another fault is none, and services are not in "
        "the denominator. It still rises until 30 days have passed.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.COHORT,
    formula=Ratio(Over(REPAIRS_COME_BACK), Over(REPAIRS_RELEASED)),
    matures_after=WINDOW,
    trials=True,
    benchmark=Benchmark(None, 0.03, None),
)

FIRST_TIME_FIX_RATE = Kpi(
    id="first_time_fix_rate",
    name=Words("一次修复率", "Fixed-right-first-time rate"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "客户只来一次就解决问题的比例。为同一问题再跑一趟，不管是没修好还是等到货再来，"
        "客户都记在门店头上。",
        "How often one visit was enough. A second trip for the same concern, badly repaired or "
        "for an ordered part, is held against the store either way.",
    ),
    reads=Words(
        "(出厂的维修工单 - 30 天内为同一问题再次进厂的) ÷ 出厂的维修工单",
        "(repairs released - those seen again for the same concern within 30 days) / repairs "
        "released",
    ),
    numerator=Words("未再次进厂的维修", "repairs not seen again"),
    denominator=Words("出厂的维修工单", "repairs released"),
    pitfalls=Words(
        "再次进厂不限工单类别，所以不等于 1 减返修率；车在厂里待料不算再来一趟。"
        "问卷调查得出的同名指标会差几个百分点。",
        "Any kind of order counts as a second visit, so it is not one minus the comeback rate; a "
        "vehicle that waits for parts in the shop makes no second visit. Surveys under the same "
        "name differ by some points.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    formula=Ratio(Over(REPAIRS_RELEASED) - Over(REPAIRS_SEEN_AGAIN), Over(REPAIRS_RELEASED)),
    matures_after=WINDOW,
    trials=True,
    benchmark=Benchmark(0.88, None, "J.D. Power US CSI 2025, as quoted by MotiCX"),
)

FINAL_CHECK_PASS_RATE = Kpi(
    id="final_check_pass_rate",
    name=Words("终检一次合格率", "Final inspection first-pass rate"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "终检时第一次就合格的比例；车间自己挡下的返工，比客户发现便宜得多。",
        "How often the work passes its first final check; rework found here costs far less than "
        "rework found by the customer.",
    ),
    reads=Words(
        "终检一次合格的工单 ÷ 做过终检的工单(按完工日)",
        "orders that passed at once / orders with a final check, by day of completion",
    ),
    numerator=Words("一次合格的工单", "orders passed at once"),
    denominator=Words("做过终检的工单", "orders checked"),
    pitfalls=Words(
        "未检的不进分母，少检反而好看：请同时看检了多少。",
        "Unchecked orders are left out, so that checking less looks better: see how many were "
        "checked.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(ORDERS_PASSED), Over(ORDERS_CHECKED)),
    trials=True,
    benchmark=Benchmark(0.98, None, None),
)

KPIS = (COMEBACK_RATE, FIRST_TIME_FIX_RATE, FINAL_CHECK_PASS_RATE)
