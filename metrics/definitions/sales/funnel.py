"""From a lead to a visit, a test drive and an order: cohorts of persons."""

from metrics.facts.drives import (
    DRIVE_DAYS,
    DRIVEN_PROSPECTS,
    ORDER_DAYS,
    VISITED_PROSPECTS,
)
from metrics.facts.leads import VALID_LEADS, VALID_LEADS_VISITED, VISIT_DAYS
from metrics.facts.prospects import COHORT_PROSPECTS, PROSPECTS_ORDERED_30
from metrics.facts.revisits import FIRST_LOOKERS, FIRST_LOOKERS_AGAIN, REVISIT_DAYS
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.measures import Flow
from metrics.model.words import Words

CHAPTER = Words("销售漏斗", "Sales funnel")

_v, _d = VISITED_PROSPECTS.c, DRIVEN_PROSPECTS.c

FIRST_VISITORS = Flow("prospects_visiting", VISITED_PROSPECTS, at=_v.first_visit_day)
FIRST_VISITORS_DRIVING = Flow(
    "prospects_visiting_driven", VISITED_PROSPECTS, at=_v.first_visit_day, where=_v.drove == 1
)
DRIVERS = Flow("prospects_driven", DRIVEN_PROSPECTS, at=_d.first_drive_day)
DRIVERS_ORDERING = Flow(
    "prospects_driven_ordered", DRIVEN_PROSPECTS, at=_d.first_drive_day, where=_d.ordered == 1
)

LEAD_TO_VISIT_RATE = Kpi(
    id="lead_to_visit_rate",
    name=Words("线索到店率(30天)", "Lead-to-visit rate (30 days)"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "收到的有效线索有多少在30天内邀约到店：电话邀约做得好不好，就看这里。",
        "How many valid leads were brought to the showroom within 30 days: the test of those who "
        "call them.",
    ),
    reads=Words(
        "30天内到店的有效线索 ÷ 本期收到的有效线索(同店同号30天内算一条)",
        "valid leads that visited within 30 days / valid leads received; one phone in one store "
        "is one lead for 30 days",
    ),
    numerator=Words("30天内到店的有效线索", "valid leads that came within 30 days"),
    denominator=Words("有效线索(去重)", "valid leads, each person once"),
    pitfalls=Words(
        "未满30天的线索显得偏低，标为暂定。同一客户从几个平台来只算一条，其中一条有效即为有效。",
        "Leads younger than 30 days drag it down and make it provisional. A person who comes "
        "through several platforms is one lead, valid if any of them is.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    matures_after=VISIT_DAYS,
    formula=Ratio(Over(VALID_LEADS_VISITED), Over(VALID_LEADS)),
    trials=True,
    benchmark=Benchmark(0.15, 0.3, None, Words("因渠道而异", "depends on the channel")),
)

REVISIT_RATE = Kpi(
    id="revisit_rate",
    name=Words("二次到店率(30天)", "Second-visit rate (30 days)"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "首次来看车的潜客有多少在30天内又来了一次：第一次接待好不好、回访有没有把人请回来，看这里。",
        "How many prospects came back within 30 days of their first look: whether the first "
        "reception was good and the follow-up brought them in again.",
    ),
    reads=Words(
        "首次看车后30天内在另一天再来看车的潜客 ÷ 本期首次到店看车的潜客",
        "prospects who came to look again on another day within 30 days / prospects with their "
        "first visit in the period",
    ),
    numerator=Words("30天内再次到店的潜客", "prospects who came again within 30 days"),
    denominator=Words("首次到店的潜客", "prospects at their first visit"),
    pitfalls=Words(
        "分母只有到过店的潜客；有的系统除以全部潜客，连只打过电话的也算，两种口径不能比。"
        "同一天来两次算一次；来提车、办事不算。当天就签约的客户不必再来，仍在分母里，明细中已标出。",
        "Only prospects who came divide; some systems divide by all prospects, callers included, "
        "and cannot be compared. Two entries of one day are one visit; fetching a car is none. "
        "Whoever signed at the first visit stays in the denominator and is marked in the list.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    matures_after=REVISIT_DAYS,
    formula=Ratio(Over(FIRST_LOOKERS_AGAIN), Over(FIRST_LOOKERS)),
    trials=True,
)

TEST_DRIVE_RATE = Kpi(
    id="test_drive_rate",
    name=Words("试乘试驾率", "Test-drive rate"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "首次到店的潜客有多少在30天内坐进了车里；试驾过的客户更容易下单。",
        "How many first visitors sat behind the wheel within 30 days; those who drove buy more "
        "often.",
    ),
    reads=Words(
        "首次到店后30天内完成试驾的潜客 ÷ 本期首次到店的潜客",
        "prospects with a completed drive within 30 days of their first visit / prospects with "
        "their first visit in the period",
    ),
    numerator=Words("30天内试驾过的潜客", "prospects who drove within 30 days"),
    denominator=Words("首次到店的潜客", "prospects at their first visit"),
    pitfalls=Words(
        "按人不按次；分母是首次到店且已留档的潜客，与按新增集客或全部潜客计算的口径不同。",
        "Persons, not drives. The denominator is prospects on record at their first visit; other "
        "houses divide by all new groups or by all prospects.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    matures_after=DRIVE_DAYS,
    formula=Ratio(Over(FIRST_VISITORS_DRIVING), Over(FIRST_VISITORS)),
    trials=True,
    benchmark=Benchmark(0.6, None, None),
)

TEST_DRIVE_CLOSE_RATE = Kpi(
    id="test_drive_close_rate",
    name=Words("试驾成交率(60天)", "Test-drive close rate (60 days)"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "试驾过的潜客有多少在60天内下单：试驾是走过场还是真能促成交易。",
        "How many who drove signed within 60 days: whether drives sell or are a formality.",
    ),
    reads=Words(
        "首次试驾后60天内下单且未退的潜客 ÷ 本期首次试驾的潜客",
        "prospects with an order within 60 days of their first drive that was not cancelled / "
        "prospects with their first drive in the period",
    ),
    numerator=Words("60天内成交的试驾潜客", "prospects who drove and ordered within 60 days"),
    denominator=Words("首次试驾的潜客", "prospects at their first drive"),
    pitfalls=Words(
        "合计行必须用同样两列之和相除，不能除以全部潜客；60天后才退的订单不再改写本期。",
        "Totals divide the sums of the same two columns, never by all prospects. An order that is "
        "cancelled after the 60 days no longer changes the period.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    matures_after=ORDER_DAYS,
    formula=Ratio(Over(DRIVERS_ORDERING), Over(DRIVERS)),
    trials=True,
)

NEW_PROSPECT_CLOSE_RATE = Kpi(
    id="new_prospect_close_rate",
    name=Words("新增潜客成交率(30天)", "New-prospect close rate (30 days)"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "本期新建档的潜客有多少在30天内成交，不受历史存量的影响，最能比较顾问和渠道。",
        "How many prospects created in the period signed within 30 days: free of old stock, so the "
        "fairest comparison of consultants and channels.",
    ),
    reads=Words(
        "建档后30天内下单且未退的潜客 ÷ 本期新建潜客",
        "prospects with an order within 30 days that was not cancelled / prospects created",
    ),
    numerator=Words("30天内成交的新潜客", "new prospects who ordered within 30 days"),
    denominator=Words("新建潜客", "prospects created"),
    pitfalls=Words(
        "未满30天为暂定；30天内退订的不算成交，之后退订的不改写本期。与含结转的成交率不是一回事。",
        "Provisional until 30 days have passed. A cancellation inside the 30 days undoes the "
        "close, a later one does not rewrite the period. Not to be mixed with the rate that "
        "carries prospects over.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    matures_after=30,
    formula=Ratio(Over(PROSPECTS_ORDERED_30), Over(COHORT_PROSPECTS)),
    trials=True,
    benchmark=Benchmark(0.15, 0.25, None, Words("自然到店客户", "walk-in customers")),
)

KPIS = (
    LEAD_TO_VISIT_RATE,
    REVISIT_RATE,
    TEST_DRIVE_RATE,
    TEST_DRIVE_CLOSE_RATE,
    NEW_PROSPECT_CLOSE_RATE,
)
