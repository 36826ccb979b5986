"""Whether the books are closed in good time."""

from metrics.facts.closings import MONTHS_CLOSED_IN_TIME, MONTHS_TO_CLOSE
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Cadence, Department, Direction, Kpi, Rollup, Unit
from metrics.model.windows import CLOSED_MONTHS
from metrics.model.words import Words

REPORT_TIMELINESS = Kpi(
    id="report_timeliness",
    name=Words("财务报表及时率", "Finance report timeliness"),
    department=Department.PROFIT,
    chapter=Words("账务", "Books"),
    purpose=Words(
        "月度账是否按时结出；数字来得晚，当月就来不及改。",
        "Whether the books of a month are closed in time: late figures come too late to act on.",
    ),
    reads=Words(
        "次月第 5 个营业日(含)前结账的月份 ÷ 应结账的月份",
        "months closed by the fifth business day of the next month / months to close",
    ),
    numerator=Words("按时结账的店月", "months closed in time"),
    denominator=Words("应结账的店月", "months to close"),
    pitfalls=Words(
        "反结账的月份以最后一次结账为准；营业日用门店自己的营业日历；"
        "整月没有账的，在有其他月份的期间里算未按时。",
        "A month that was opened again counts by its last closing. Business days are those of the "
        "store's own calendar. A month without any books counts as late where other months of the "
        "period have them.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(MONTHS_CLOSED_IN_TIME, CLOSED_MONTHS), Over(MONTHS_TO_CLOSE, CLOSED_MONTHS)),
    cadence=Cadence.MONTH,
    matures_after=15,
    benchmark=Benchmark(1.0, None, None),
)

KPIS = (REPORT_TIMELINESS,)
