"""Whether suppliers keep their word."""

from metrics.facts.parts_flow import LINES_DUE, LINES_OTIF
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("供应商", "Suppliers")

OTIF_RATE = Kpi(
    id="supplier_otif_rate",
    name=Words("供应商准时足量到货率", "Supplier on-time-in-full rate"),
    department=Department.PARTS,
    chapter=CHAPTER,
    purpose=Words(
        "供应商答应哪天到、到多少，做到了没有；做不到，安全库存就得加高。",
        "Whether suppliers deliver what they promised on the day they promised; where they do "
        "not, safety stock must grow.",
    ),
    reads=Words(
        "在承诺日期前足量到货的采购行 ÷ 承诺在本期到货的采购行",
        "purchase lines received in full by the promised day / purchase lines due in the period",
    ),
    numerator=Words("准时足量的行", "lines on time and in full"),
    denominator=Words("应到的行", "lines due"),
    pitfalls=Words(
        "逾期未到的仍在分母里；分批到货以最后一批为准；没有承诺日期的行不计。",
        "Overdue open lines stay in the denominator; a split delivery counts by its last part; "
        "lines without a promised day are left out.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(LINES_OTIF), Over(LINES_DUE)),
    trials=True,
    benchmark=Benchmark(0.95, None, None),
)

KPIS = (OTIF_RATE,)
