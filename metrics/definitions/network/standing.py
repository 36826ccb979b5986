"""How stores fare: how many earn money, how healthy one is, how far it is from its peers."""

from metrics.income_statement import net_profit_over
from metrics.model.formula import CountStores, PeerGap, PeerIndex, Ratio
from metrics.model.kpi import Benchmark, Cadence, Department, Direction, Kpi, Rollup, Unit
from metrics.model.windows import trailing_months
from metrics.model.words import Words

CHAPTER = Words("健康度", "Health")

_YEAR = net_profit_over(trailing_months(12))

PROFITABLE_STORE_SHARE = Kpi(
    id="profitable_store_share",
    name=Words("盈利经销商占比", "Share of profitable stores"),
    department=Department.NETWORK,
    chapter=CHAPTER,
    purpose=Words(
        "网络里有几成门店过去一年赚了钱；亏损面一大，退网、挪用和降价就跟着来。",
        "What part of the network earned money over a year: where many lose, stores give up, and "
        "prices are cut.",
    ),
    reads=Words(
        "近 12 个月税前净利润大于零的门店数 ÷ 近 12 个月报表齐全的门店数",
        "stores with net profit above zero over twelve months / stores with complete statements "
        "over them",
    ),
    numerator=Words("盈利门店", "profitable stores"),
    denominator=Words("报表齐全的门店", "stores with complete statements"),
    pitfalls=Words(
        "十二个月的账和返利台账都齐才算一家，缺一个月就两边都不计；不报表的往往是差的店，"
        "所以要同时看缺了几家。正好为零算不盈利。一家店自己只会是 0% 或 100%。",
        "A store counts when ledger and rebate register are complete for all twelve months; with "
        "one month missing it is on neither side. Those that do not report are often the weak "
        "ones: look at how many are missing. Zero is not profitable. A single store is 0 % or "
        "100 %.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.REBUILT,
    formula=Ratio(CountStores(_YEAR, above=0.0), CountStores(_YEAR)),
    cadence=Cadence.MONTH,
    benchmark=Benchmark(
        0.6,
        None,
        "2018、2019 年全国四成以上经销商亏损的调查摘要 / abstract of a survey of Chinese dealers",
        Words(
            "2018、2019 年全国有四成以上经销商亏损，作参考线。",
            "More than 40 % of Chinese dealers lost money in 2018 and 2019; a line of reference.",
        ),
    ),
)

DEALER_HEALTH_INDEX = Kpi(
    id="dealer_health_index",
    name=Words("经销商健康度指数", "Dealer health index"),
    department=Department.NETWORK,
    chapter=CHAPTER,
    purpose=Words(
        "盈利、资金、销售、售后、客户、标准放在一起，这家店在同组里排在什么位置；先去看最差的店。",
        "Profit, funds, sales, after-sales, customers and standards together: where a store lies "
        "among its peers, and which to visit first.",
    ),
    reads=Words(
        "100 × Σ(权重 × 同组百分位) ÷ Σ(有数据的权重)；权重和分项由所选框架规定",
        "100 × sum of weight × percentile rank among peers / sum of weights with data; the chosen "
        "framework says which",
    ),
    numerator=Words("权重 × 同组百分位之和", "sum of weight × percentile rank"),
    denominator=Words("有数据的权重之和", "sum of weights with data"),
    pitfalls=Words(
        "没有选定框架就不适用：权重是定义的一部分，换了版本不可与以前相比。同组少于五家不给数。"
        "没有数据的分项降低覆盖率，不按零也不按平均数算；覆盖率太低不给数。明检否决项不符合会盖过分数，单独标出。"
        "只对一家店成立：几家店的指数不能平均。它说的是相对位置，全网一起变差时看不出来。",
        "Without a chosen framework it does not apply: the weights are part of its definition, and "
        "versions do not compare. No figure below five peers. A part without data lowers the "
        "coverage and counts neither as zero nor as average; too little coverage gives no figure. "
        "A failed veto item of an audit overrides the points and is marked. It is for one store "
        "only: indices are never averaged. It is relative, and does not show when all get worse.",
    ),
    unit=Unit.POINTS,
    direction=Direction.UP,
    rollup=Rollup.STANDING,
    formula=PeerIndex(),
    cadence=Cadence.MONTH,
)

PEER_GAP_TO_MEDIAN = Kpi(
    id="peer_gap_to_median",
    name=Words("对标差距(销售利润率距同组中位数)", "Gap to peer median (return on sales)"),
    department=Department.NETWORK,
    chapter=CHAPTER,
    purpose=Words(
        "与品牌、城市级别、规模相同的店相比，销售利润率高出或低于中间水平几个点；和自己条件相同的店比才公平。",
        "By how many points the return on sales lies above or below the middle of stores of the "
        "same brand, kind of city and size: a fair comparison needs equal conditions.",
    ),
    reads=Words(
        "本店销售利润率 − 同组中位数，越好越正；其他指标的差距见同行对比",
        "return on sales of the store - median of its peers, positive is better; for other KPIs "
        "see the comparison with peers",
    ),
    numerator=Words("与中位数之差", "distance from the median"),
    denominator=None,
    pitfalls=Words(
        "同组先按品牌、城市级别、规模，不足五家放宽到品牌加城市级别，再到品牌，仍不足则不给数；"
        "本店也在组内。比的是中位数，不是前一半的平均，也不是目标。只对一家店成立，几家店的差距不能平均。",
        "Peers share brand, kind of city and size; below five of them brand and kind of city, then "
        "brand alone; still fewer give no figure. The store itself is one of them. The measure is "
        "the median, neither the mean of the better half nor a target. It is for one store only: "
        "gaps are never averaged.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.STANDING,
    formula=PeerGap("return_on_sales"),
    cadence=Cadence.MONTH,
)

KPIS = (PROFITABLE_STORE_SHARE, DEALER_HEALTH_INDEX, PEER_GAP_TO_MEDIAN)
