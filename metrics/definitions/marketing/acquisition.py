"""What a valid lead, a visit and an order cost."""

from metrics.facts.campaigns import CAMPAIGN_ORDERS, ORDER_DAYS
from metrics.facts.leads import DISTINCT_LEADS, VALID_LEADS
from metrics.facts.showroom import FIRST_VISIT_GROUPS
from metrics.facts.spend import CAMPAIGN_SPEND, MARKETING_SPEND
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("获客", "Acquisition")

VALID_LEAD_RATE = Kpi(
    id="valid_lead_rate",
    name=Words("有效线索率", "Valid-lead rate"),
    department=Department.MARKETING,
    chapter=CHAPTER,
    purpose=Words(
        "收到的线索里有多少真有其人、真想买车；低就是在为空号付钱。",
        "How many of the leads received are real people who may buy: a low rate pays for empty "
        "numbers.",
    ),
    reads=Words(
        "去重后的有效线索 ÷ 去重后的线索(同一电话 30 天内算一条)",
        "distinct valid leads / distinct leads (one phone counts once in 30 days)",
    ),
    numerator=Words("有效线索", "valid leads"),
    denominator=Words("去重后的线索", "distinct leads"),
    pitfalls=Words(
        "先去重再相除；是否有效由门店或客服判定，不能听卖线索的平台说。",
        "Duplicates go before the division. Validity is judged by the store or its call centre, "
        "never by the platform that sells the lead.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(VALID_LEADS), Over(DISTINCT_LEADS)),
    trials=True,
)

COST_PER_VALID_LEAD = Kpi(
    id="cost_per_valid_lead",
    name=Words("单条有效线索成本", "Cost per valid lead"),
    department=Department.MARKETING,
    chapter=CHAPTER,
    purpose=Words(
        "花多少市场费用换来一条有效线索，是比较不同月份投放效率的第一个数。",
        "What a valid lead costs: the first figure by which the months of a budget compare.",
    ),
    reads=Words("市场费用 ÷ 有效线索", "marketing spend / valid leads"),
    numerator=Words("市场费用(不含税，未扣厂家支持)", "marketing spend, gross of support"),
    denominator=Words("有效线索", "valid leads"),
    pitfalls=Words(
        "按全部媒体合计；要分渠道看，先得有媒体与线索渠道的对照；"
        "平台年费一次入账的那个月会很贵；不花钱的自然线索会把它拉低。",
        "Over all media: a split by channel needs a map from media to channels. A yearly platform "
        "fee makes its month dear. Leads that cost nothing flatter it.",
    ),
    unit=Unit.CNY_PER_LEAD,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(MARKETING_SPEND), Over(VALID_LEADS)),
)

COST_PER_VISIT = Kpi(
    id="cost_per_visit",
    name=Words("单批到店(集客)成本", "Cost per showroom visit"),
    department=Department.MARKETING,
    chapter=CHAPTER,
    purpose=Words(
        "把一批首次看车的客户请进展厅要花多少钱。",
        "What it costs to bring one group into the showroom for the first time.",
    ),
    reads=Words("市场费用 ÷ 首次到店批次", "marketing spend / first-visit groups"),
    numerator=Words("市场费用(不含税，未扣厂家支持)", "marketing spend, gross of support"),
    denominator=Words("首次到店批次", "first-visit groups"),
    pitfalls=Words(
        "自然客流没有广告也会来，所以这是摊薄后的成本；再次到店不算。",
        "Some would have come without any advertising: this is a blended cost. Return visits are "
        "left out.",
    ),
    unit=Unit.CNY_PER_VISIT,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(MARKETING_SPEND), Over(FIRST_VISIT_GROUPS)),
)

COST_PER_ORDER = Kpi(
    id="cost_per_order",
    name=Words("单台订单获客成本", "Attributed cost per order"),
    department=Department.MARKETING,
    chapter=CHAPTER,
    purpose=Words(
        "活动花的钱除以活动带来的订单，看一张订单要多少获客费用。",
        "Campaign money for each order that campaigns brought in.",
    ),
    reads=Words(
        "本期活动费用 ÷ 本期活动潜客 60 天内未退的订单",
        "campaign spend of the period / orders within 60 days, not cancelled in them, of the "
        "prospects that campaigns brought in the period",
    ),
    numerator=Words("归属活动的市场费用", "spend that names a campaign"),
    denominator=Words("活动潜客的订单", "orders of campaign prospects"),
    pitfalls=Words(
        "归属按首次来源；没有活动编号的费用和潜客都不进来；"
        "车展线索成熟得慢，60 天未满的月份暂计；费用与潜客按各自日期，短期间会错位。",
        "The first source counts. Spend and prospects without a campaign are in neither side. "
        "Auto-show prospects take time: months younger than 60 days are provisional. Spend and "
        "prospects have dates of their own, which part over short periods.",
    ),
    unit=Unit.CNY_PER_ORDER,
    direction=Direction.DOWN,
    rollup=Rollup.COHORT,
    formula=Ratio(Over(CAMPAIGN_SPEND), Over(CAMPAIGN_ORDERS)),
    matures_after=ORDER_DAYS,
)

KPIS = (VALID_LEAD_RATE, COST_PER_VALID_LEAD, COST_PER_VISIT, COST_PER_ORDER)
