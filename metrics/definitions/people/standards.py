"""Whether processes are followed, and whether work is safe."""

from metrics.facts.process_checks import ITEMS_CHECKED, ITEMS_PASSED
from metrics.facts.safety import INCIDENTS
from metrics.model.formula import Over, Ratio, Total
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("流程与安全", "Processes and safety")

PROCESS_COMPLIANCE_RATE = Kpi(
    id="process_compliance_rate",
    name=Words("流程符合率", "Process compliance"),
    department=Department.PEOPLE,
    chapter=CHAPTER,
    purpose=Words(
        "抽查到的流程动作有几成真的做到；标准写在墙上没有用，做了才算。",
        "How many of the steps that were looked at were really taken: a standard on the wall "
        "serves nobody.",
    ),
    reads=Words(
        "抽检符合的条目 ÷ 抽检适用的条目，只看流程抽检",
        "items passed / items that apply, of spot checks only",
    ),
    numerator=Words("符合的条目", "items passed"),
    denominator=Words("抽检的适用条目", "items checked that apply"),
    pitfalls=Words(
        "自己查自己和厂家检查不是一回事，这里只算流程抽检；抽得少或只抽好的，数就没有意义，请看样本量；"
        "不适用的和没有结论的条目两边都不计。",
        "A check of one's own is not one by the manufacturer; only spot checks count here. Few "
        "samples, or picked ones, say nothing: look at their number. Items that do not apply or "
        "have no verdict are on neither side.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(ITEMS_PASSED), Over(ITEMS_CHECKED)),
    trials=True,
    benchmark=Benchmark(0.9, None, None),
)

SAFETY_INCIDENT_COUNT = Kpi(
    id="safety_incident_count",
    name=Words("安全事故件数", "Safety incidents"),
    department=Department.PEOPLE,
    chapter=CHAPTER,
    purpose=Words(
        "出了几起工伤、设备、消防和车辆事故；一起都嫌多。",
        "How many accidents there were with people, equipment, fire and vehicles: one is too many.",
    ),
    reads=Words("本期发生的事故件数，隐患不计", "incidents in the period, hazards apart"),
    numerator=Words("安全事故", "safety incidents"),
    denominator=None,
    pitfalls=Words(
        "隐患是好事，说明有人在查，按类别单看，整改时间和损失工时见明细；"
        "前十二个月登记过事故或隐患、之后又导出过台账的店，没有登记的月份是零；"
        "从没登记过的，或者一年没有任何登记的，显示“无数据”，那多半是没人记。",
        "A hazard found is a good thing; hazards show by kind, hours lost and the day of remedy in "
        "the documents. A month without an entry is zero where the register had one, incident or "
        "hazard, in the twelve months before and was extracted again since. A store that never "
        "wrote one, or none for a year, shows no data: probably nobody writes.",
    ),
    unit=Unit.COUNT,
    direction=Direction.DOWN,
    rollup=Rollup.ADDITIVE,
    formula=Total(Over(INCIDENTS)),
    benchmark=Benchmark(None, 0, None),
)

KPIS = (PROCESS_COMPLIANCE_RATE, SAFETY_INCIDENT_COUNT)
