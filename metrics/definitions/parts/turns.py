"""How fast parts go round."""

from metrics.facts.parts_flow import PARTS_COST_SOLD, STOCK_ORDER_RECEIPTS
from metrics.facts.parts_stock import STOCK_VALUE
from metrics.model.formula import AtEnd, Mean, Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.windows import month_ends, trailing_months
from metrics.model.words import Words

CHAPTER = Words("周转", "Turns")

_AVERAGE_STOCK = Words("近13个月末平均库存金额", "mean stock value of 13 month ends")

TURNOVER_GROSS = Kpi(
    id="parts_turnover_gross",
    name=Words("配件周转率(总)", "Parts gross turns"),
    department=Department.PARTS,
    chapter=CHAPTER,
    purpose=Words(
        "库存的钱一年转几圈；转得快，同样的生意占用的资金少。",
        "How often a year the money in stock goes round; faster turns need less money for the "
        "same business.",
    ),
    reads=Words(
        "近 12 个月售出配件成本 ÷ 近 13 个月末平均库存金额",
        "cost of parts sold in the last 12 months / mean stock value of the last 13 month ends",
    ),
    numerator=Words("近12个月售出成本", "cost of parts sold, 12 months"),
    denominator=_AVERAGE_STOCK,
    pitfalls=Words(
        "用成本不用售价，否则被加价率放大；平均库存取 13 个月末，不是期初期末两点；"
        "退料抵减，调拨、内部领用、报废不算；历史不足 12 个月没有数据。",
        "At cost, never at sales price. The mean is that of 13 month ends, not of the first and "
        "the last. Returns are netted; transfers, internal use and scrapping are no sales. Less "
        "than 12 months of history give no figure.",
    ),
    unit=Unit.TURNS,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(PARTS_COST_SOLD, trailing_months(12)), Mean(STOCK_VALUE, month_ends(13))),
    benchmark=Benchmark(
        6.0,
        8.0,
        "Autohome Q&A 2025-09 (6, China); NADA guide as quoted by Smart Parts Training (8)",
    ),
)

TURNOVER_TRUE = Kpi(
    id="parts_turnover_true",
    name=Words("配件真实周转率", "Parts true turns"),
    department=Department.PARTS,
    chapter=CHAPTER,
    purpose=Words(
        "只看按库存订单补进来的货一年转几圈；急件、外采一进一出，不能证明库存备得好。",
        "How often the stock proper goes round: emergency and outside purchases run through and "
        "prove nothing about what was stocked.",
    ),
    reads=Words(
        "近 12 个月库存订单到货成本 ÷ 近 13 个月末平均库存金额",
        "cost of stock-order receipts of the last 12 months / mean stock value of the last 13 "
        "month ends",
    ),
    numerator=Words("近12个月库存订单到货", "stock-order receipts, 12 months"),
    denominator=_AVERAGE_STOCK,
    pitfalls=Words(
        "应低于总周转率，差得越多说明越靠急件；突击压货会让它一时虚高。",
        "Lies below gross turns; the wider the gap, the more rests on emergency orders. A push "
        "of stock lifts it for a while.",
    ),
    unit=Unit.TURNS,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(
        Over(STOCK_ORDER_RECEIPTS, trailing_months(12)), Mean(STOCK_VALUE, month_ends(13))
    ),
    benchmark=Benchmark(5.0, None, "NADA guide as quoted by Smart Parts Training, 2013"),
)

MONTHS_SUPPLY = Kpi(
    id="parts_months_supply",
    name=Words("配件库销比(月)", "Parts months' supply"),
    department=Department.PARTS,
    chapter=CHAPTER,
    purpose=Words(
        "按近三个月的销售速度，库存还够卖几个月。",
        "For how many months the stock lasts at the pace of the last three.",
    ),
    reads=Words(
        "3 × 期末库存金额 ÷ 近 3 个月售出配件成本",
        "3 x stock value at the end / cost of parts sold in the last 3 months",
    ),
    numerator=Words("期末库存金额", "stock value at the end"),
    denominator=Words("近3个月售出成本", "cost of parts sold, 3 months"),
    pitfalls=Words(
        "有些手册把它叫周转率：方向相反，越高越慢；季节波动大时与周转率一起看。",
        "Some manuals call it a turnover rate: it runs the other way, higher is slower. Read it "
        "with turns where seasons are strong.",
    ),
    unit=Unit.MONTHS,
    direction=Direction.BAND,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(AtEnd(STOCK_VALUE), Over(PARTS_COST_SOLD, trailing_months(3)), factor=3.0),
    benchmark=Benchmark(2.5, 4.5, "Ford dealer Accounting Manual, parts inventory months' supply"),
)

KPIS = (TURNOVER_GROSS, TURNOVER_TRUE, MONTHS_SUPPLY)
