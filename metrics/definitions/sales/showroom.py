"""Who comes in, who calls, and how well they are received."""

import sqlalchemy as sa

from metrics.facts.calls import INBOUND_CALLS
from metrics.facts.people import CONSULTANT_DAYS
from metrics.facts.showroom import FIRST_VISIT_GROUPS, SHOWROOM_VISITS, VISITING_GROUPS
from metrics.measures import ELAPSED_BUSINESS_DAYS
from metrics.model.formula import Over, Ratio, Total
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.measures import Distinct, Flow
from metrics.model.words import Words

CHAPTER = Words("展厅与来电", "Showroom and calls")

_v, _c, _a = SHOWROOM_VISITS.c, INBOUND_CALLS.c, CONSULTANT_DAYS.c

CALLS = Distinct("inbound_calls", INBOUND_CALLS, at=_c.call_day, key=_c.caller)
RECEIVED_GROUPS = Flow(
    "received_groups",
    SHOWROOM_VISITS,
    at=_v.visit_day,
    where=sa.and_(_v.counts == 1, sa.func.coalesce(_v.sc_id, "") != ""),
)
RECORDED_FIRST_VISITS = Flow(
    "first_visit_groups_recorded",
    SHOWROOM_VISITS,
    at=_v.visit_day,
    where=sa.and_(_v.counts == 1, _v.is_first == 1, _v.is_recorded == 1),
)
ON_DUTY = Flow("consultant_days_on_duty", CONSULTANT_DAYS, at=_a.date, where=_a.counts == 1)

SHOWROOM_VISITS_KPI = Kpi(
    id="showroom_visits",
    name=Words("展厅进店批次", "Showroom visiting groups"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "有多少批客户走进展厅看车：销售漏斗的入口，客流少了，后面再努力也补不回来。",
        "How many groups walked in to look at cars: the mouth of the funnel, and what is missing "
        "here cannot be made up later.",
    ),
    reads=Words(
        "来店目的为看车的批次，同一潜客同日再来只算一批",
        "groups that came to look at cars; a prospect who returns on the same day counts once",
    ),
    numerator=Words("看车批次", "groups that looked at cars"),
    denominator=None,
    pitfalls=Words(
        "按批次不按人数；提车、售后和供应商来访不算。没有潜客编号的同批再来无法识别。",
        "Groups, not heads; visits for hand-over, service or supply are left out. A group that "
        "returns without a prospect number cannot be told from a new one.",
    ),
    unit=Unit.COUNT,
    direction=Direction.UP,
    rollup=Rollup.ADDITIVE,
    formula=Total(Over(VISITING_GROUPS)),
)

DAILY_AVG_WALKINS = Kpi(
    id="daily_avg_walkins",
    name=Words("日均进店量", "Average daily walk-ins"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "每个营业日平均来多少批客户，使长短不同的月份和规模不同的期间可以比较。",
        "How many groups come on a business day, so that months of different length compare.",
    ),
    reads=Words("进店批次 ÷ 已过营业日(店日)", "visiting groups / business store-days passed"),
    numerator=Words("看车批次", "groups that looked at cars"),
    denominator=Words("已过营业日(店日)", "business store-days passed"),
    pitfalls=Words(
        "月中只除以已过的营业日；多店合计除以店日之和，得到的是每店每日平均。",
        "Under way, only the days that have passed divide. Of several stores it is the mean of a "
        "store and day, not their sum.",
    ),
    unit=Unit.PER_DAY,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(VISITING_GROUPS), Over(ELAPSED_BUSINESS_DAYS)),
)

DAILY_AVG_INBOUND_CALLS = Kpi(
    id="daily_avg_inbound_calls",
    name=Words("日均来电量", "Average daily inbound sales calls"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "每个营业日有多少位客户来电询车，是广告和口碑最早的回声。",
        "How many people call about a car on a business day: the earliest echo of advertising.",
    ),
    reads=Words(
        "来电数(同号同日算一次)÷ 已过营业日",
        "calls, one number counting once a day / business store-days passed",
    ),
    numerator=Words("来电(同号同日一次)", "calls, each number once a day"),
    denominator=Words("已过营业日(店日)", "business store-days passed"),
    pitfalls=Words(
        "未接来电也是来电，应计入；骚扰电话和供应商来电会虚增；隐藏号码逐个计算。",
        "Missed calls count, they were customers too; robots and suppliers swell it; calls without "
        "a number count one by one.",
    ),
    unit=Unit.PER_DAY,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(CALLS), Over(ELAPSED_BUSINESS_DAYS)),
)

SC_DAILY_RECEPTIONS = Kpi(
    id="sc_daily_receptions",
    name=Words("销售顾问日接待量", "Receptions per consultant and day"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "在岗销售顾问每天接待几批：太少是闲置，太多则接待质量下降，用来排班。",
        "How many groups a consultant on duty receives a day: too few is idle time, too many costs "
        "quality. It is what rosters are made from.",
    ),
    reads=Words(
        "有接待顾问的看车批次 ÷ 销售顾问出勤人日",
        "groups received by a consultant / person-days of consultants on duty",
    ),
    numerator=Words("由销售顾问接待的批次", "groups received by a consultant"),
    denominator=Words("销售顾问出勤人日", "person-days of consultants on duty"),
    pitfalls=Words(
        "分母是实际出勤，不是编制人数；没有登记接待人的批次不在分子里，应另行查看。",
        "Duty rosters divide, not head count; groups without a named consultant are left out and "
        "deserve a look of their own.",
    ),
    unit=Unit.PER_PERSON_DAY,
    direction=Direction.BAND,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(RECEIVED_GROUPS), Over(ON_DUTY)),
    benchmark=Benchmark(3, 6, None),
)

LEAD_CAPTURE_RATE = Kpi(
    id="lead_capture_rate",
    name=Words("留档率", "Contact-capture rate"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "首次到店的客户有多少留下了可以再联系的资料；没留档的客户等于白来。",
        "How many first-time groups left details by which they can be reached again; the others "
        "came for nothing.",
    ),
    reads=Words("首次看车批次中已留档的 ÷ 首次看车批次", "recorded first visits / first visits"),
    numerator=Words("已留档的首次批次", "recorded first-visit groups"),
    denominator=Words("首次看车批次", "first-visit groups"),
    pitfalls=Words(
        "再次到店不进分母；假号码会抬高它，请对照回访空号率。与网络线索留资率不是一回事。",
        "Repeat visits stay out of the denominator; invented numbers lift it, so compare it with "
        "wrong numbers found in call-backs. It is not the capture rate of web leads.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(RECORDED_FIRST_VISITS), Over(FIRST_VISIT_GROUPS)),
    trials=True,
    benchmark=Benchmark(0.8, None, None),
)

KPIS = (
    SHOWROOM_VISITS_KPI,
    DAILY_AVG_WALKINS,
    DAILY_AVG_INBOUND_CALLS,
    SC_DAILY_RECEPTIONS,
    LEAD_CAPTURE_RATE,
)
