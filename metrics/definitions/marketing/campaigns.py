"""What campaigns bring, whether they are reviewed, whether their support arrives."""

from metrics.facts.campaigns import (
    CAMPAIGN_ORDERS,
    CAMPAIGN_PROSPECTS,
    ORDER_DAYS,
    RETURN_DAYS,
    RETURN_GROSS,
    RETURN_SPEND,
    REVIEWS_DONE,
    REVIEWS_DUE,
    SUPPORT_APPROVED,
    SUPPORT_DAYS,
    SUPPORT_RECEIVED,
)
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("市场活动", "Campaigns")

MARKETING_ROI = Kpi(
    id="marketing_roi",
    name=Words("市场投入产出比(ROI)", "Marketing ROI"),
    department=Department.MARKETING,
    chapter=CHAPTER,
    purpose=Words(
        "本期开始的活动，每净花一元最后赚回几元毛利；小于零就是白花。",
        "What campaigns begun in the period earned in gross for each net yuan spent: below zero "
        "they lost money.",
    ),
    reads=Words(
        "(活动潜客 120 天内交车的毛利 − 净费用) ÷ 净费用",
        "(gross of vehicles delivered to campaign prospects within 120 days - net spend) / net "
        "spend",
    ),
    numerator=Words("整车毛利(含已确认返利)减净费用", "vehicle gross with rebates less net spend"),
    denominator=Words("活动费用减厂家到账支持", "campaign spend less support received"),
    pitfalls=Words(
        "投入要先减掉：不减的算法(毛利 ÷ 费用，也叫 ROAS)正好大 1;"
        "只认毛利，不认销售额；从活动开始算 120 天，之后成交的不算，未满的暂计；"
        "精品、金融和售后毛利无法追到活动，不在内；这些客户没有活动也可能会买。",
        "The spend is taken off first: gross by spend as it is (often called ROAS) is larger by "
        "one. Gross and not sales: on sales any campaign shines. 120 days from the start of the "
        "campaign; later deliveries do not count, younger campaigns are provisional. Accessories, "
        "finance and service cannot be traced to a campaign and are left out. Some buyers would "
        "have come anyway.",
    ),
    unit=Unit.RATIO,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    formula=Ratio(Over(RETURN_GROSS) - Over(RETURN_SPEND), Over(RETURN_SPEND)),
    matures_after=RETURN_DAYS,
)

CAMPAIGN_CONVERSION_RATE = Kpi(
    id="campaign_conversion_rate",
    name=Words("活动转化率(集客到订单)", "Campaign lead-to-order conversion"),
    department=Department.MARKETING,
    chapter=CHAPTER,
    purpose=Words(
        "活动带来的潜客有多少在两个月内下了订单；人多不等于有用。",
        "How many prospects of campaigns order within two months: a crowd is no success yet.",
    ),
    reads=Words(
        "活动潜客 60 天内未退的订单 ÷ 本期建档的活动潜客",
        "orders within 60 days, not cancelled in them / campaign prospects created in the period",
    ),
    numerator=Words("活动潜客的订单", "orders of campaign prospects"),
    denominator=Words("活动潜客", "campaign prospects"),
    pitfalls=Words(
        "老潜客改挂到活动名下会虚高，只认首次来源；不足 60 天的月份暂计。",
        "Old prospects put under a campaign's name inflate it: the first source counts. Months "
        "younger than 60 days are provisional.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    formula=Ratio(Over(CAMPAIGN_ORDERS), Over(CAMPAIGN_PROSPECTS)),
    matures_after=ORDER_DAYS,
    trials=True,
)

CAMPAIGN_REVIEW_RATE = Kpi(
    id="campaign_review_rate",
    name=Words("活动评估完成率", "Campaign reviews completed"),
    department=Department.MARKETING,
    chapter=CHAPTER,
    purpose=Words(
        "活动结束后十天内有没有交总结；不总结，下次还会犯同样的错。",
        "Whether a campaign is reviewed within ten days of its end: without it the next one "
        "repeats its mistakes.",
    ),
    reads=Words(
        "结束后 10 天内提交总结的活动 ÷ 到期应总结的活动(按到期日计)",
        "campaigns with a review within ten days of their end / campaigns whose tenth day falls in "
        "the period",
    ),
    numerator=Words("按时总结的活动", "campaigns reviewed in time"),
    denominator=Words("到期应总结的活动", "campaigns due for a review"),
    pitfalls=Words(
        "迟交算没交；没填结束日期的活动永远不会到期。",
        "A late review counts as none. A campaign without an end never falls due.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(REVIEWS_DONE), Over(REVIEWS_DUE)),
    trials=True,
    # What falls due this month began before: a month without new campaigns is no gap.
    tolerates=frozenset({"campaigns"}),
    benchmark=Benchmark(1.0, None, None),
)

OEM_SUPPORT_RECOVERY = Kpi(
    id="oem_marketing_support_recovery",
    name=Words("厂家广告支持费用到账率", "OEM marketing-support recovery"),
    department=Department.MARKETING,
    chapter=CHAPTER,
    purpose=Words(
        "厂家批给活动的支持费用到了多少；批了不到账，等于自己掏钱。",
        "How much of the support approved for campaigns has arrived: approved and not paid is the "
        "store's own money.",
    ),
    reads=Words(
        "已到账支持 ÷ 核定支持(本期开始的活动)",
        "support received / support approved, of campaigns begun in the period",
    ),
    numerator=Words("已到账的支持", "support received"),
    denominator=Words("核定的支持", "support approved"),
    pitfalls=Words(
        "申请、核定、到账是三回事；厂家直接抵扣车款的也要登记为到账；"
        "没有核定和到账日期，按活动开始日归月，90 天内暂计。",
        "Applied for, approved and received are three things. What the manufacturer sets off "
        "against car invoices is received too. Approval and receipt have no dates: months are "
        "those of the campaign's start, provisional for 90 days.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    formula=Ratio(Over(SUPPORT_RECEIVED), Over(SUPPORT_APPROVED)),
    matures_after=SUPPORT_DAYS,
)

KPIS = (MARKETING_ROI, CAMPAIGN_CONVERSION_RATE, CAMPAIGN_REVIEW_RATE, OEM_SUPPORT_RECOVERY)
