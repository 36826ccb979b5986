"""How fast somebody answers a lead."""

from metrics.facts.lead_responses import LEAD_WAITS
from metrics.model.formula import Percentile
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("线索响应", "Response to leads")

LEAD_RESPONSE = Kpi(
    id="lead_response_minutes_median",
    name=Words("线索首次响应时长(中位数)", "Lead response time, median minutes"),
    department=Department.MARKETING,
    chapter=CHAPTER,
    purpose=Words(
        "线索来了多久有人联系；半小时内打过去，他还记得自己问过什么，再晚就在和别家谈了。",
        "How long a lead waits for a call: within half an hour he still remembers asking, later he "
        "talks to somebody else.",
    ),
    reads=Words(
        "首次跟进时间 − 线索下发时间，只算营业时间，取本期全部线索的中位数；没人跟进的按无限长计",
        "median of first response - time received, in opening hours, of all leads of the period; "
        "one that nobody answered has waited without end",
    ),
    numerator=Words("首次响应时长", "time to the first response"),
    denominator=None,
    pitfalls=Words(
        "只看已响应的线索，一半没人打也显得很快，所以没人跟进的也算；超过一半没人跟进时没有数。"
        "营业时间统一按 8:30-17:30，夜里来的从次日开门起算，还没开门的不算漏；自动短信不是响应；"
        "重复线索逐条计。",
        "Answered leads alone look fine while half are never called, so that all count; there is "
        "no figure where more than half were never answered. Opening hours are taken as 8:30 to "
        "17:30 everywhere: a lead of the night waits from the next opening, and is no miss before "
        "it. An automatic message is no response. Each duplicate counts.",
    ),
    unit=Unit.MINUTES,
    direction=Direction.DOWN,
    rollup=Rollup.PERCENTILE,
    formula=Percentile(LEAD_WAITS, factor=1 / 60),
    benchmark=Benchmark(None, 30, "Maritz, dealership internet sales FAQs"),
)

KPIS = (LEAD_RESPONSE,)
