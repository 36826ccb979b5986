"""Used cars: how many come with a new one, what they earn, how long money stays in them."""

from metrics.facts.trade_ins import RETAIL_TRADEABLE, RETAIL_TRADED_IN
from metrics.facts.used import (
    USED_COST,
    USED_COST_SOLD,
    USED_GROSS,
    USED_OLD_UNITS,
    USED_RETAILED,
    USED_UNITS,
)
from metrics.model.formula import AtEnd, Mean, Over, PerDay, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("二手车", "Used vehicles")

DAYS_OF_YEAR = 365

TRADE_IN_RATE = Kpi(
    id="trade_in_rate",
    name=Words("二手车置换率", "Trade-in rate"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "零售新车有多少台是客户把旧车卖给本店换来的：二手车的货源，也是多赚一笔的机会。",
        "How many retail customers sold their old car to the store: the source of used stock and a "
        "second chance to earn.",
    ),
    reads=Words(
        "旧车由本店实际收购的零售交车 ÷ 零售交车",
        "retail deliveries whose old car the store took over / retail deliveries",
    ),
    numerator=Words("有旧车收购的零售交车", "retail deliveries with a trade-in"),
    denominator=Words("零售交车", "retail deliveries"),
    pitfalls=Words(
        "只算本店真正收进来的旧车；厂家置换补贴的台数更多，客户把旧车卖到别处也能领。"
        "只评估没收购的不算；二手车换二手车不在内。",
        "Only cars that the store really took over. The manufacturer's trade-in subsidy counts "
        "more: it is paid wherever the old car went. An appraisal alone is none, nor is a used car "
        "traded for a used one.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(RETAIL_TRADED_IN), Over(RETAIL_TRADEABLE)),
    trials=True,
    benchmark=Benchmark(0.1, 0.3, None, Words("因品牌而异", "depends on the brand")),
)

USED_GROSS_PER_UNIT = Kpi(
    id="used_gross_per_unit",
    name=Words("二手车单车毛利", "Gross per used unit"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "零售一台二手车，扣掉收购和整备还剩多少：收车价和整备花费把不把得住。",
        "What is left of a used car sold by retail after buying it and making it ready: whether "
        "the price paid and the work done were right.",
    ),
    reads=Words(
        "(销售收入 − 收购成本 − 整备成本)之和 ÷ 零售二手车台数",
        "sum of (revenue - acquisition cost - reconditioning cost) / used vehicles sold by retail",
    ),
    numerator=Words("零售二手车毛利", "gross of used retail sales"),
    denominator=Words(
        "有收入和成本的零售二手车", "used vehicles sold by retail with price and cost"
    ),
    pitfalls=Words(
        "只算零售，不把批发(拍卖)的盈亏加进来，那是另一种口径；寄售只收佣金，另看。"
        "售后若按成本价给二手车整备，这个数会虚高。收入不含税，收购多来自个人、没有进项税。",
        "Retail only: another version adds the result of wholesale to it. Cars sold for their "
        "owner bring a commission and stand apart. Reconditioning billed at cost inside the house "
        "makes it look better than it is. Revenue is ex VAT; most cars are bought from private "
        "sellers, who charge none.",
    ),
    unit=Unit.CNY_PER_UNIT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(USED_GROSS), Over(USED_RETAILED)),
)

USED_STOCK_TURN_DAYS = Kpi(
    id="used_stock_turn_days",
    name=Words("二手车周转天数", "Used-vehicle turn days"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "压在二手车上的钱平均多少天能收回来；二手车一天天贬值，越快越好。",
        "After how many days the money in used cars comes back; they lose value every day.",
    ),
    reads=Words(
        "日均二手车库存成本 ÷ (本期售出二手车的收购成本 ÷ 天数)",
        "mean daily used stock at cost / (acquisition cost of used vehicles sold / days)",
    ),
    numerator=Words("日均二手车库存成本", "mean daily used stock at cost"),
    denominator=Words("日均售出二手车成本", "cost of used vehicles sold a day"),
    pitfalls=Words(
        "从收购日起算，整备的天数也在内；两边都按收购成本，零售和批发都算售出。"
        "按台数算出来若明显更短，说明贵的车压着没动。",
        "The clock starts when the car is taken over, not when it is ready. Acquisition cost on "
        "both sides; retail and wholesale are both sales. If units turn much faster than money, "
        "the dear cars are stuck.",
    ),
    unit=Unit.DAYS,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Mean(USED_COST), PerDay(Over(USED_COST_SOLD))),
    benchmark=Benchmark(
        None,
        45,
        "AM-online / ASE; ASE Automotive Academy",
        Words(
            "英美门店数据，仅供参考；NCM认为35至39天最好",
            "stores in the UK and the US, for orientation; NCM holds 35 to 39 days to be best",
        ),
    ),
)

USED_AGED_SHARE_60 = Kpi(
    id="used_aged_share_60",
    name=Words("二手车60天以上库存占比", "Used stock over 60 days"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "在库二手车有多少放了60天以上：毛利早已磨光，该降价还是走拍卖要拿主意。",
        "Which part of used stock has stood for more than 60 days: its gross is gone, and someone "
        "must decide on a lower price or the auction.",
    ),
    reads=Words(
        "期末收购超过60天的在库二手车 ÷ 期末在库二手车",
        "used vehicles in stock for more than 60 days / used vehicles in stock",
    ),
    numerator=Words("库龄超过60天的二手车", "used vehicles older than 60 days"),
    denominator=Words("在库二手车", "used vehicles in stock"),
    pitfalls=Words(
        "从收购日起算，整备天数在内，不能等上架才开始计时；分母是库存不是销量。"
        "多数毛利在30到45天内就没了，60天已经太晚。",
        "Counted from the day of acquisition, the workshop included, not from the day on which the "
        "car was ready. Stock divides, not sales. Most of the gross is gone after 30 to 45 days: "
        "60 is late.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.SNAPSHOT_RATIO,
    formula=Ratio(AtEnd(USED_OLD_UNITS), AtEnd(USED_UNITS)),
    benchmark=Benchmark(None, 0.1, None),
)

USED_GMROI = Kpi(
    id="used_gmroi",
    name=Words("二手车库存毛利回报率", "Used GMROI"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "压在二手车上的每一块钱一年赚回多少毛利，把单车毛利和周转快慢合成一个数。",
        "How much gross a year each yuan bound in used cars brings: gross per unit and speed in "
        "one figure.",
    ),
    reads=Words(
        "本期零售二手车毛利 × 365 ÷ 天数 ÷ 日均二手车库存成本",
        "gross of used retail sales x 365 / days / mean daily used stock at cost",
    ),
    numerator=Words("年化零售二手车毛利", "gross of used retail sales, annualised"),
    denominator=Words("日均二手车库存成本", "mean daily used stock at cost"),
    pitfalls=Words(
        "分子是毛利，不扣费用；有人用扣费用后的利润，同一家店能差出几十个百分点，两种口径不能比。"
        "库存用每日平均，不用月末数；不足一年的期间都折成一年。",
        "Gross above, before expenses: others take profit after them, which differs by tens of "
        "points for the same store. The mean of days below, never the month end; any period is "
        "brought to a year.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(DAYS_OF_YEAR * PerDay(Over(USED_GROSS)), Mean(USED_COST)),
    benchmark=Benchmark(
        0.8,
        None,
        "ASE Automotive Academy (US: 80 %); AM-online / ASE (UK: 100 %)",
        Words(
            "英美门店数据，按毛利计，仅供参考",
            "stores in the US and the UK, on gross, for orientation",
        ),
    ),
)

KPIS = (
    TRADE_IN_RATE,
    USED_GROSS_PER_UNIT,
    USED_STOCK_TURN_DAYS,
    USED_AGED_SHARE_60,
    USED_GMROI,
)
