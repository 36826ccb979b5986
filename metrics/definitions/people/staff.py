"""Whether people stay, and whether those in key posts are qualified."""

from metrics.facts.headcount import HEADCOUNT_WITH_LEAVERS, LEAVERS
from metrics.facts.posts import POSTS_COVERED, POSTS_REQUIRED
from metrics.model.formula import AtEnd, Mean, Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.windows import trailing_months
from metrics.model.words import Words

CHAPTER = Words("人员", "Staff")

_YEAR = trailing_months(12)

STAFF_TURNOVER_RATE = Kpi(
    id="staff_turnover_rate",
    name=Words("员工流失率", "Staff turnover (12 months)"),
    department=Department.PEOPLE,
    chapter=CHAPTER,
    purpose=Words(
        "一年里走了多少人；熟手一走，客户、经验和培训费跟着走。",
        "How many people left within a year: with them go customers, experience and what their "
        "training cost.",
    ),
    reads=Words(
        "近 12 个月离职人数(集团内调店不算) ÷ 近 12 个月日均在册人数",
        "people who left in the last 12 months, moves inside the group apart / mean head count of "
        "the days of these months",
    ),
    numerator=Words("离职人数", "people who left"),
    denominator=Words("日均在册人数", "mean head count"),
    pitfalls=Words(
        "不是当月流失率乘 12，分母也不是月末人数；试用期内离开的也算；同店换岗不算离职；"
        "销售顾问和技师请按岗位分开看；花名册里从没有离职人员的店，多半是只导出了在职的人，不给数。",
        "Neither a month's rate times twelve nor the head count of a month end. Those who left "
        "within their first weeks count; a new post in the same store is no leaving. Look at "
        "consultants and technicians apart. A store whose roster has nobody who ever left probably "
        "sent only those still there, and has no figure.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(LEAVERS, _YEAR), Mean(HEADCOUNT_WITH_LEAVERS, _YEAR)),
)

CERTIFIED_POSITION_COVERAGE = Kpi(
    id="certified_position_coverage",
    name=Words("关键岗位认证覆盖率", "Certified-position coverage"),
    department=Department.PEOPLE,
    chapter=CHAPTER,
    purpose=Words(
        "厂家要求持证的岗位，有几成是证书有效的人在干；缺证会扣返利，也会影响索赔和质量。",
        "How many posts for which the manufacturer asks a certificate are held with a valid one: "
        "gaps cost rebates, and show in claims and quality.",
    ),
    reads=Words(
        "持有效认证的在岗人数 ÷ (要求认证岗位的在岗人数 + 空缺岗位)，截至期末",
        "people with a valid certificate / people in posts that require one and empty posts, at "
        "the end of the period",
    ),
    numerator=Words("持有效认证的在岗人数", "posts held with a valid certificate"),
    denominator=Words("要求认证的岗位", "posts that require a certificate"),
    pitfalls=Words(
        "过了有效期的第二天起不算；没写有效期的按长期有效；高级可顶中级、初级；"
        "岗位上最后一人离开后无人接替的，算一个空缺、未覆盖，最多一年，其余空编数据里看不到；"
        "花名册只有现在的证书，往期按入职起就持证算。",
        "A certificate no longer counts from the day after it runs out; one without a date does "
        "not run out; a higher one stands for a lower one. A position that its last holder left is "
        "one empty post, not covered, for a year at most; other vacancies do not show in the data. "
        "The roster knows today's certificate only: for the past it counts from the hiring.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.SNAPSHOT_RATIO,
    formula=Ratio(AtEnd(POSTS_COVERED), AtEnd(POSTS_REQUIRED)),
    benchmark=Benchmark(0.9, None, None),
)

KPIS = (STAFF_TURNOVER_RATE, CERTIFIED_POSITION_COVERAGE)
