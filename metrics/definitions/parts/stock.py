"""How much money lies on the shelves, and how much of it should not."""

from metrics.facts.parts_counts import PARTS_AGREEING, PARTS_COUNTED
from metrics.facts.parts_stock import (
    STOCK_CAP,
    STOCK_DEAD,
    STOCK_OF_CAPPED,
    STOCK_OVER_MAX,
    STOCK_VALUE,
)
from metrics.model.formula import AtEnd, Closing, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("库存", "Stock")

PARTS_STOCK_VALUE = Kpi(
    id="parts_stock_value",
    name=Words("备件库存金额", "Parts stock value"),
    department=Department.PARTS,
    chapter=CHAPTER,
    purpose=Words(
        "压在配件上的资金。太多占钱、会变呆滞，太少车间等料。",
        "Money tied up in parts: too much costs interest and goes dead, too little makes the "
        "workshop wait.",
    ),
    reads=Words(
        "期末有效的最近一次结存金额之和，不含客户已订未领的订货件",
        "stock value of the newest count in force at the end, without parts that a customer has "
        "ordered and not fetched",
    ),
    numerator=Words("库存金额(成本，不含税)", "stock value at cost ex VAT"),
    denominator=None,
    pitfalls=Words(
        "是时点数，不能跨月相加；月中看到的是上次月末结存，45 天没有新结存就算没有数据。"
        "出现负库存请到明细里核对。",
        "A balance: never add months. In mid-month it is the last month-end count, and after 45 "
        "days without a new one there is no figure. Look for negative quantities in the rows.",
    ),
    unit=Unit.CNY,
    direction=Direction.BAND,
    rollup=Rollup.CLOSING,
    formula=Closing(AtEnd(STOCK_VALUE)),
)

STOCK_CAP_USE = Kpi(
    id="parts_stock_cap_use",
    name=Words("最大库存占用率", "Use of the parts stock ceiling"),
    department=Department.PARTS,
    chapter=CHAPTER,
    purpose=Words(
        "库存金额离品牌或集团给的上限还有多远。",
        "How near stock has come to the ceiling that the brand or the group has set.",
    ),
    reads=Words(
        "库存金额 ÷ 门店配件库存上限金额(时点)",
        "stock value / the store's ceiling of parts stock, at the end",
    ),
    numerator=Words("库存金额(有上限的门店)", "stock value, of stores with a ceiling"),
    denominator=Words("库存上限金额", "ceiling of stock value"),
    pitfalls=Words(
        "这是门店金额上限，不是单个零件的最大库存量；没有设上限的门店不参与。",
        "This is the store's ceiling in money, not the maximum quantity of a part; stores "
        "without a ceiling are left out.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.BAND,
    rollup=Rollup.SNAPSHOT_RATIO,
    formula=Ratio(AtEnd(STOCK_OF_CAPPED), AtEnd(STOCK_CAP)),
    benchmark=Benchmark(0.8, 1.0, None),
)

OVERMAX_SHARE = Kpi(
    id="parts_overmax_share",
    name=Words("积压库存占比(超最大量)", "Overstock share, above part maximum"),
    department=Department.PARTS,
    chapter=CHAPTER,
    purpose=Words(
        "好卖的零件备多了多少钱；先停订，就能把资金放出来。",
        "How much money lies in pieces beyond the maximum of their part; stop ordering and it "
        "comes free.",
    ),
    reads=Words(
        "Σ(超出最大量的数量 × 成本单价) ÷ 库存金额(时点)",
        "sum of (quantity above the maximum x unit cost) / stock value, at the end",
    ),
    numerator=Words("超最大量金额", "value above the maximum"),
    denominator=Words("库存金额", "stock value"),
    pitfalls=Words(
        "积压(动得了但太多)不是呆滞(没人要)，分开看；没设最大量的零件不算积压。",
        "Too many of a mover is not the same as what nobody wants. A part without a maximum is "
        "never above it.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.SNAPSHOT_RATIO,
    formula=Ratio(AtEnd(STOCK_OVER_MAX), AtEnd(STOCK_VALUE)),
)

DEAD_STOCK_SHARE = Kpi(
    id="parts_dead_stock_share",
    name=Words("呆滞库存占比(>12个月)", "Dead stock share, 12 months without issue"),
    department=Department.PARTS,
    chapter=CHAPTER,
    purpose=Words(
        "一年多没动过的配件占了多少库存；这部分迟早要折价或报废。",
        "How much of the stock has not moved for over a year; sooner or later it is sold off or "
        "scrapped.",
    ),
    reads=Words(
        "结存日前 365 天以上未出库、且首次入库超过 365 天的库存 ÷ 库存金额",
        "stock without an issue and first received more than 365 days before the count / stock "
        "value",
    ),
    numerator=Words("呆滞金额", "dead stock value"),
    denominator=Words("库存金额", "stock value"),
    pitfalls=Words(
        "新到还没卖的不算呆滞；从未出库的按首次入库算；出库又退回会刷新最近出库日期。"
        "没有首次入库日期的不计入呆滞。",
        "A new part not yet sold is not dead; one never issued is judged by its first receipt. "
        "An issue that is returned renews the date of last issue. Without a first receipt a "
        "part is not called dead.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.SNAPSHOT_RATIO,
    formula=Ratio(AtEnd(STOCK_DEAD), AtEnd(STOCK_VALUE)),
    benchmark=Benchmark(None, 0.05, None),
)

COUNT_ACCURACY = Kpi(
    id="parts_count_accuracy",
    name=Words("配件盘点准确率", "Stock-count accuracy"),
    department=Department.PARTS,
    chapter=CHAPTER,
    purpose=Words(
        "账上有几件、架上是不是真有几件；账不准，满足率和订货都跟着错。",
        "Whether the shelf holds what the books say: where it does not, fill rates and orders go "
        "wrong as well.",
    ),
    reads=Words(
        "账面数量等于实盘数量的配件 ÷ 盘点的配件，最近一次盘点",
        "parts whose count equals the books / parts counted, at the latest count",
    ),
    numerator=Words("账实相符的配件", "parts that agree"),
    denominator=Words("盘点的配件", "parts counted"),
    pitfalls=Words(
        "差一件也算不符，不管金额；盘盈盘亏相抵会掩盖差错，明细里逐件列出金额。"
        "同一个月盘的算一次盘点，有效到下次盘点，最长一年；账面或实盘缺数的不计。",
        "One piece out is out, whatever it is worth. Surplus and shortage cancel out in a net "
        "amount, so the list shows the difference of each part. What is counted in one month is "
        "one count; it stands until the next, for a year at most. A part without either quantity "
        "is left out.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.SNAPSHOT_RATIO,
    formula=Ratio(AtEnd(PARTS_AGREEING), AtEnd(PARTS_COUNTED)),
    trials=True,
    benchmark=Benchmark(0.95, None, "Q&A page on the service quality of 4S stores"),
)

KPIS = (PARTS_STOCK_VALUE, STOCK_CAP_USE, OVERMAX_SHARE, DEAD_STOCK_SHARE, COUNT_ACCURACY)
