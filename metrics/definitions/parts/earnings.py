"""What parts earn: on price, on the money in stock, and beside labour."""

from metrics.facts.order_payers import SELF_PAID_LABOUR, SELF_PAID_PARTS
from metrics.facts.parts_flow import PARTS_GROSS, PARTS_SALES
from metrics.facts.parts_stock import STOCK_VALUE
from metrics.model.formula import Mean, Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.windows import month_ends, trailing_months
from metrics.model.words import Words

CHAPTER = Words("配件收益", "Earnings")

PARTS_GROSS_MARGIN = Kpi(
    id="parts_gross_margin",
    name=Words("配件毛利率", "Parts gross margin"),
    department=Department.PARTS,
    chapter=CHAPTER,
    purpose=Words(
        "卖一百元配件留下多少毛利；折扣、高价外采和索赔占比都会让它变薄。",
        "What a hundred of parts sales leaves: discounts, dear outside purchases and a large share "
        "of warranty wear it thin.",
    ),
    reads=Words(
        "(销售金额 − 数量 × 成本单价)÷ 销售金额，按出库日，不含内部、调拨和报废",
        "(sales - quantity x unit cost) / sales, by day of issue, without internal use, transfers "
        "and scrapping",
    ),
    numerator=Words("配件毛利", "parts gross"),
    denominator=Words("配件销售金额(不含税)", "parts sales ex VAT"),
    pitfalls=Words(
        "是售价上的毛利率，不是成本上的加价率；索赔件的价格由厂家定，请按付费方式分开看；退料抵减，"
        "没有售价或成本的行两边都不计；厂家配件返利不在内。",
        "A margin on price, not a mark-up on cost. The manufacturer sets the price of warranty "
        "parts: look at it by pay type. Returns are netted, lines without sales or cost are on "
        "neither side, and parts bonuses of the manufacturer are left out.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(PARTS_GROSS), Over(PARTS_SALES)),
    benchmark=Benchmark(
        0.25, 0.35, None, Words("厂家配件返利之前", "before parts bonuses of the manufacturer")
    ),
)

PARTS_GMROI = Kpi(
    id="parts_gmroi",
    name=Words("配件库存毛利回报率", "Parts GMROI"),
    department=Department.PARTS,
    chapter=CHAPTER,
    purpose=Words(
        "压在配件上的一百元，一年挣回多少毛利；把周转和毛利率合成一个数。",
        "What a hundred tied up in parts earns in a year: turns and margin in one figure.",
    ),
    reads=Words(
        "近 12 个月配件毛利 ÷ 近 13 个月末平均库存金额",
        "parts gross of the last 12 months / mean stock value of the last 13 month ends",
    ),
    numerator=Words("近12个月配件毛利", "parts gross, 12 months"),
    denominator=Words("近13个月末平均库存金额", "mean stock value of 13 month ends"),
    pitfalls=Words(
        "分子已经是一年的毛利，不要再乘 12；库存按成本；历史不足 12 个月没有数据；"
        "没有售价或成本的出库不计毛利。",
        "The numerator is a year of gross already: never times twelve again. Stock is at cost. "
        "Less than 12 months of history give no figure; issues without sales or cost add no gross.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(PARTS_GROSS, trailing_months(12)), Mean(STOCK_VALUE, month_ends(13))),
    benchmark=Benchmark(
        2.0, 3.5, None, Words("周转率 × 毛利率 ÷(1 − 毛利率)", "turns x margin / (1 - margin)")
    ),
)

PARTS_TO_LABOUR = Kpi(
    id="parts_to_labour_ratio",
    name=Words("料工比", "Parts-to-labour ratio"),
    department=Department.PARTS,
    chapter=CHAPTER,
    purpose=Words(
        "客户自费里每一元工时带出多少材料；太低可能漏卖配件，太高可能工时白送。",
        "How many parts go with each yuan of labour that customers pay: too few may mean parts not "
        "sold, too many labour given away.",
    ),
    reads=Words(
        "自费材料费 ÷ 自费工时费，按结算日",
        "customer-pay parts sales / customer-pay labour sales, by day of settlement",
    ),
    numerator=Words("自费材料费(不含税)", "customer-pay parts sales ex VAT"),
    denominator=Words("自费工时费(不含税)", "customer-pay labour sales ex VAT"),
    pitfalls=Words(
        "只看客户自费；材料按出库的付费方式分，没有出库明细的按工时的付费方式分，分不清的工单两边都不计；"
        "柜台外销不在内。自费事故车会抬高它；有些手册用倒数或“工时 ÷ 产值”，比较前先问口径。",
        "Customer-pay only. Parts go by the pay type of their issues, else by that of the labour; "
        "an order that cannot be split is on neither side, and counter sales are left out. "
        "Accident work paid by customers lifts it. Some manuals print the inverse, or labour over "
        "revenue: ask before comparing.",
    ),
    unit=Unit.RATIO,
    direction=Direction.BAND,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(SELF_PAID_PARTS), Over(SELF_PAID_LABOUR)),
    benchmark=Benchmark(
        1.5,
        3.0,
        None,
        Words("国内工时单价低；美国为 0.64-1.28", "labour is cheap in China; 0.64-1.28 in the US"),
    ),
)

KPIS = (PARTS_GROSS_MARGIN, PARTS_GMROI, PARTS_TO_LABOUR)
