"""How many new vehicles stand in stock and how fast they turn."""

import sqlalchemy as sa

from metrics.facts.deliveries import DELIVERIES
from metrics.facts.stock import NEW_COST, NEW_UNITS
from metrics.model.formula import AtEnd, Closing, Mean, Over, PerDay, PerMonth, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.measures import Flow
from metrics.model.windows import trailing_days
from metrics.model.words import Words

CHAPTER = Words("新车库存", "New-vehicle stock")

SUPPLY_DAYS = 45

_d = DELIVERIES.c

# Fleet cars are mostly ordered for the customer and hardly live on the yard.
SOLD_FROM_STOCK = Flow(
    "retail_or_outlet_delivered",
    DELIVERIES,
    at=_d.delivery_date,
    value=_d.units,
    where=sa.or_(_d.is_retail == 1, _d.is_outlet == 1, _d.customer_type == "二级网点"),
)
COST_SOLD = Flow(
    "customer_delivered_cost",
    DELIVERIES,
    at=_d.delivery_date,
    value=sa.func.coalesce(_d.cost_ex_vat, 0),
    where=_d.is_customer_sale == 1,
)

NEW_STOCK_UNITS = Kpi(
    id="new_stock_units",
    name=Words("新车库存台数", "New vehicles in stock"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "期末有多少台新车压在库里：少了卖不出，多了占资金。",
        "How many new cars stand in stock at the end: too few cost sales, too many cost money.",
    ),
    reads=Words(
        "期末已入库、尚未出库的新车数",
        "new vehicles received and not yet gone on the last day",
    ),
    numerator=Words("在库新车", "new vehicles in stock"),
    denominator=None,
    pitfalls=Words(
        "可以跨店相加，不能跨日相加；在途未入库的不算，已订未交和存放网点的算，试驾车不算。",
        "Adds up over stores, never over days. Cars under way are left out, cars sold but not "
        "handed over and cars at outlets are in, demo cars are out.",
    ),
    unit=Unit.COUNT,
    direction=Direction.BAND,
    rollup=Rollup.CLOSING,
    formula=Closing(AtEnd(NEW_UNITS)),
)

STOCK_COEFFICIENT = Kpi(
    id="stock_coefficient",
    name=Words("库存系数", "Stock coefficient"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "期末库存够卖几个月，是行业判断压库程度的通用尺子。",
        "For how many months of sales the stock would last: the trade's yardstick of stock pressed "
        "on dealers.",
    ),
    reads=Words(
        "期末新车库存 ÷ 每月零售与二网销量",
        "new vehicles in stock at the end / retail and outlet sales of a month",
    ),
    numerator=Words("期末在库新车", "new vehicles in stock"),
    denominator=Words("每月零售与二网交车", "retail and outlet deliveries of a month"),
    pitfalls=Words(
        "月中按已过天数折成整月，否则10日看会虚高三倍；销量差的月份会抬高它；按台数不按金额。"
        "大客户多为订单车，不计入销量。",
        "A month under way is stretched to a whole one, or it trebles on the tenth. A weak month "
        "lifts it without a car more. Units, not value; fleet cars, mostly ordered, are no sales "
        "here.",
    ),
    unit=Unit.MONTHS,
    direction=Direction.BAND,
    rollup=Rollup.SNAPSHOT_RATIO,
    formula=Ratio(AtEnd(NEW_UNITS), PerMonth(Over(SOLD_FROM_STOCK))),
    benchmark=Benchmark(
        0.8, 1.5, "CADA", Words("1.5为行业警戒线", "1.5 is the warning line of the trade")
    ),
)

NEW_DAYS_SUPPLY = Kpi(
    id="new_days_supply",
    name=Words("新车可供天数", "New-vehicle days' supply"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "按最近45天的销售速度，现有库存还能卖多少天，用来决定订多少车。",
        "For how many days the stock lasts at the pace of the last 45 days: how much to order.",
    ),
    reads=Words(
        "期末新车库存 ÷ (最近45天零售与二网销量 ÷ 45)",
        "new vehicles in stock / (retail and outlet sales of the last 45 days / 45)",
    ),
    numerator=Words("期末在库新车 × 45", "new vehicles in stock x 45"),
    denominator=Words("最近45天零售与二网交车", "retail and outlet deliveries of the last 45 days"),
    pitfalls=Words(
        "按自然日；有的资料按营业日算，同样的库存天数会少一成多；窗口固定为45天，与所选期间长短无关；"
        "45天没有销量时没有数值。",
        "Calendar days; who counts selling days gets fewer for the same stock. The window is 45 "
        "days whatever the selection; without any sale there is no figure.",
    ),
    unit=Unit.DAYS,
    direction=Direction.BAND,
    rollup=Rollup.SNAPSHOT_RATIO,
    formula=Ratio(
        SUPPLY_DAYS * AtEnd(NEW_UNITS), Over(SOLD_FROM_STOCK, trailing_days(SUPPLY_DAYS))
    ),
    benchmark=Benchmark(30, 45, None),
)

NEW_STOCK_TURNOVER = Kpi(
    id="new_stock_turnover",
    name=Words("整车库存周转率", "New-vehicle stock turns"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "压在车上的钱一年能转几圈：转得越快，利息和贬值越少。",
        "How often a year the money in cars turns over: the faster, the less interest and loss of "
        "value.",
    ),
    reads=Words(
        "本期售出新车成本 × 365 ÷ 天数 ÷ 日均库存成本",
        "cost of new vehicles sold x 365 / days / mean daily stock at cost",
    ),
    numerator=Words("年化售出成本", "cost of sales, annualised"),
    denominator=Words("日均库存成本", "mean daily stock at cost"),
    pitfalls=Words(
        "两边都按成本，不按售价；用每日平均，不用月末数，月末冲量会藏起库存。",
        "Cost on both sides, never price. The mean of days, not of month ends, at which a push "
        "hides the stock.",
    ),
    unit=Unit.TURNS,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(365 * PerDay(Over(COST_SOLD)), Mean(NEW_COST)),
    benchmark=Benchmark(8, 12, None),
)

KPIS = (NEW_STOCK_UNITS, STOCK_COEFFICIENT, NEW_DAYS_SUPPLY, NEW_STOCK_TURNOVER)
