"""Stock on the store's own money, and stock at outlets that should be where the books say."""

from metrics.facts.outlets import OUTLET_COUNTS, STALE_AFTER
from metrics.facts.stock import NEW_COST, OWN_COST, OWN_MONEY_SALES
from metrics.model.formula import AtEnd, Mean, Over, PerDay, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.measures import Flow, Level
from metrics.model.words import Words

CHAPTER = Words("库存资金与网点库存", "Funding and outlet stock")

_s, _o = OWN_MONEY_SALES.c, OUTLET_COUNTS.c

OWN_COST_SOLD = Flow("own_money_cost_sold", OWN_MONEY_SALES, at=_s.delivery_date, value=_s.cost)
OUTLET_DIFFERENCES = Level(
    "outlet_count_differences",
    OUTLET_COUNTS,
    start=_o.count_date,
    end=_o.speaks_until,
    where=_o.differs == 1,
    holds_days=STALE_AFTER,
)
OUTLET_ON_BOOK = Level(
    "outlet_count_on_book",
    OUTLET_COUNTS,
    start=_o.count_date,
    end=_o.speaks_until,
    where=_o.is_on_book == 1,
    holds_days=STALE_AFTER,
)

SELF_FUNDED_STOCK_SHARE = Kpi(
    id="self_funded_stock_share",
    name=Words("自有资金库存占比", "Self-funded share of stock"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "库存里有多少是用自己的钱压着的，直接决定手头还能动用多少现金。",
        "Which part of the stock the store's own money is bound in, and so how much cash is free.",
    ),
    reads=Words(
        "期末自有资金新车成本 ÷ 期末全部新车成本",
        "cost of self-funded new vehicles in stock / cost of all new vehicles in stock",
    ),
    numerator=Words("自有资金库存成本", "self-funded stock at cost"),
    denominator=Words("新车库存成本", "new stock at cost"),
    pitfalls=Words(
        "融资到期赎证的车从转自有资金那天起算自有，不能只看最初的资金来源。",
        "A car whose loan was redeemed is self-funded from that day on: the first source of money "
        "does not tell.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.BAND,
    rollup=Rollup.SNAPSHOT_RATIO,
    formula=Ratio(AtEnd(OWN_COST), AtEnd(NEW_COST)),
)

SELF_FUNDED_TURN_DAYS = Kpi(
    id="self_funded_turn_days",
    name=Words("自有资金车辆周转天数", "Self-funded vehicle turn days"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "自己的钱从付出去到卖车收回来平均要多少天。",
        "How many days the store's own money stays in a car before the customer's comes in.",
    ),
    reads=Words(
        "日均自有资金库存成本 ÷ (本期售出的自有资金车成本 ÷ 天数)",
        "mean daily self-funded stock at cost / (cost of self-funded vehicles sold / days)",
    ),
    numerator=Words("日均自有资金库存成本", "mean daily self-funded stock at cost"),
    denominator=Words("日均售出自有资金车成本", "cost of self-funded vehicles sold a day"),
    pitfalls=Words(
        "两边都按成本；计时从自有现金付出(付款或赎证)开始，到交车为止。",
        "Cost on both sides; the clock runs from the day own cash left (payment or redemption) to "
        "the hand-over.",
    ),
    unit=Unit.DAYS,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Mean(OWN_COST), PerDay(Over(OWN_COST_SOLD))),
)

OUTLET_STOCK_VARIANCE = Kpi(
    id="outlet_stock_variance",
    name=Words("二级网点库存账实差异率", "Outlet stock variance"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "放在网点的车账上有的是否都在、在的是否都有账：车丢了或卖了没报，都从这里看出来。",
        "Whether the cars at outlets are where the books say: a lost car or an unreported sale "
        "shows here first.",
    ),
    reads=Words(
        "(账有实无 + 实有账无)÷ 账面台数，取各网点最近一次盘点",
        "(on the books but not found + found but not on the books) / on the books, newest count of "
        "each outlet",
    ),
    numerator=Words("账实不符的台数", "vehicles that differ"),
    denominator=Words("账面台数", "vehicles on the books"),
    pitfalls=Words(
        "盘亏盘盈不能相抵；超过7天的盘点视为未知，不视为没有差异。",
        "Missing and surplus cars do not cancel out. A count older than 7 days means unknown, not "
        "good.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.SNAPSHOT_RATIO,
    formula=Ratio(AtEnd(OUTLET_DIFFERENCES), AtEnd(OUTLET_ON_BOOK)),
    benchmark=Benchmark(None, 0.0, None),
)

KPIS = (SELF_FUNDED_STOCK_SHARE, SELF_FUNDED_TURN_DAYS, OUTLET_STOCK_VARIANCE)
