"""How many complaints there are, and how fast and well they are dealt with."""

from metrics.facts.complaints import (
    CLOSE_DAYS,
    CLOSING_DAYS,
    COMPLAINTS_CLOSED_IN_TIME,
    COMPLAINTS_OPENED,
    FOLLOW_UPS_DONE,
    FOLLOW_UPS_DUE,
    RESPONSE_SECONDS,
)
from metrics.facts.repair_orders import AS_RELEASED_VISITS
from metrics.measures import CUSTOMER_DELIVERED
from metrics.model.formula import Over, Percentile, Ratio, Total
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("投诉", "Complaints")
_DUTY = "4S 店岗位说明书 / dealership job description"

COMPLAINT_COUNT = Kpi(
    id="complaint_count",
    name=Words("投诉件数", "Complaints received"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "本期收到多少投诉，哪一类、哪个部门、什么级别最多。",
        "How many complaints came in, and of which kind, department and severity.",
    ),
    reads=Words("本期登记的投诉件数", "complaints opened in the period"),
    numerator=Words("投诉", "complaints"),
    denominator=None,
    pitfalls=Words(
        "成立与不成立都算；同一件事从电话、12315、厂家热线进来应并成一件；"
        "前十二个月登记过、之后又导出过台账的店，没有登记的月份是零；从没登记过的，或者停登、"
        "没再导出的，显示“无数据”，因为漏登不等于没有投诉。",
        "Upheld or not, each counts. One case that came by phone, consumer hotline and "
        "manufacturer is to be kept as one. A month without an entry is zero where the register "
        "had one in the twelve months before and was extracted again since; a store that never "
        "wrote one, or stopped to, shows no data: what goes unrecorded was not nothing.",
    ),
    unit=Unit.COUNT,
    direction=Direction.DOWN,
    rollup=Rollup.ADDITIVE,
    formula=Total(Over(COMPLAINTS_OPENED)),
)

COMPLAINT_RATE = Kpi(
    id="complaint_rate_per_1000",
    name=Words("千台次投诉率", "Complaints per 1,000 events"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "每服务一千台次有多少投诉；只看件数，大店总是吃亏。",
        "Complaints for each thousand customers served: by the mere count a large store always "
        "looks worse.",
    ),
    reads=Words(
        "投诉件数 × 1000 ÷ (交车 + 出厂台次)",
        "complaints x 1000 / (deliveries + released visits)",
    ),
    numerator=Words("投诉", "complaints"),
    denominator=Words("交车与出厂台次", "deliveries and released visits"),
    pitfalls=Words(
        "投诉比服务晚到，按惯例不追溯；看单个部门时应以它自己的台次为分母；漏登会让它变好看。",
        "A complaint comes later than the visit; by custom that is left. A single department is to "
        "be measured by its own events. Unrecorded complaints flatter it.",
    ),
    unit=Unit.PER_THOUSAND,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(
        Over(COMPLAINTS_OPENED), Over(CUSTOMER_DELIVERED) + Over(AS_RELEASED_VISITS), factor=1000
    ),
    trials=True,
    benchmark=Benchmark(None, 3, None),
)

COMPLAINT_RESPONSE = Kpi(
    id="complaint_response_hours_median",
    name=Words("投诉首次响应时长(中位数)", "Complaint first-response hours, median"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "客户投诉后多久有人理他；头几个小时决定事情闹大还是平息。",
        "How long a customer waits for a first answer: the first hours decide whether it grows.",
    ),
    reads=Words(
        "首次响应时间 − 投诉时间，取中位数", "median of first response - time of the complaint"
    ),
    numerator=Words("首次响应时长", "time to the first response"),
    denominator=None,
    pitfalls=Words(
        "还没有响应的不在中位数里，但列在明细中：没人理的越多，这个数反而越好看；按钟点算，夜里也算。",
        "Complaints without a response are not in the median but in the list of documents: the "
        "more are ignored, the better it looks. Hours of the clock, nights included.",
    ),
    unit=Unit.HOURS,
    direction=Direction.DOWN,
    rollup=Rollup.PERCENTILE,
    formula=Percentile(RESPONSE_SECONDS, factor=1 / 3600),
    benchmark=Benchmark(None, 2, None, Words("接到投诉即时受理", "take a complaint up at once")),
)

COMPLAINT_CLOSING = Kpi(
    id="complaint_close_days_median",
    name=Words("投诉结案时长(中位数)", "Complaint closing time, median days"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "一件投诉通常要多少天结案，把还没结的也算进去。",
        "How many days a complaint usually takes, those still open included.",
    ),
    reads=Words(
        "到第几天有一半投诉已结案(未结的按截尾处理，Kaplan-Meier)",
        "the day by which half of the complaints are closed (open ones censored, Kaplan-Meier)",
    ),
    numerator=Words("结案天数", "days until closed"),
    denominator=None,
    pitfalls=Words(
        "只算已结案的，拖得最久的永远进不来；一半以上还没结时没有数；重开的从第一次投诉算起。",
        "Closed cases alone would never show those that drag on. There is no figure while more "
        "than half are open. A reopened case counts from its first day.",
    ),
    unit=Unit.DAYS,
    direction=Direction.DOWN,
    rollup=Rollup.PERCENTILE,
    formula=Percentile(CLOSING_DAYS),
    benchmark=Benchmark(
        3, 14, None, Words("简单的 3 天内，疑难的 14 天内", "3 days if simple, 14 if hard")
    ),
)

COMPLAINT_CLOSE_14D = Kpi(
    id="complaint_close_14d_rate",
    name=Words("两周结案率", "Closed within 14 days"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "投诉有多少在两周内了结；拖过两周的多半会升级。",
        "How many complaints are settled within two weeks: those that are not tend to escalate.",
    ),
    reads=Words(
        "登记后 14 天内结案的投诉 ÷ 本期登记的投诉",
        "complaints closed within 14 days / complaints opened in the period",
    ),
    numerator=Words("14 天内结案的投诉", "complaints closed in time"),
    denominator=Words("本期登记的投诉", "complaints opened"),
    pitfalls=Words(
        "流传的公式“结案数 ÷(结案数 + 逾两周未结案数)”把第 40 天才结的也算成功，这里不用；"
        "最近 14 天登记的还没到期，暂计。",
        "A formula in circulation, closed / (closed + open for over two weeks), takes a case "
        "closed on day 40 for a success and is not used. The last 14 days are provisional.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    formula=Ratio(Over(COMPLAINTS_CLOSED_IN_TIME), Over(COMPLAINTS_OPENED)),
    matures_after=CLOSE_DAYS,
    trials=True,
)

COMPLAINT_FOLLOWUP_RATE = Kpi(
    id="complaint_followup_rate",
    name=Words("投诉处理后回访率", "Post-closure follow-up rate"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "结案后有没有再问一次客户，并得到签字确认；店里觉得结了，客户未必。",
        "Whether the customer was asked again after the closing and signed: what is settled for "
        "the store may not be for him.",
    ),
    reads=Words(
        "结案后 3 天内回访且客户签字的投诉 ÷ 结案满 3 天的投诉(按到期日计)",
        "complaints followed up within three days of closing and signed off / complaints closed, "
        "in the period in which the third day falls",
    ),
    numerator=Words("已回访并签字的投诉", "complaints followed up and signed off"),
    denominator=Words("到期应回访的投诉", "complaints due for a follow-up"),
    pitfalls=Words(
        "由被投诉的人自己回访，等于没有回访；没有签字的不算。",
        "A follow-up by the person complained about is none, and none counts without a signature.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(FOLLOW_UPS_DONE), Over(FOLLOW_UPS_DUE)),
    trials=True,
    # What falls due this month was opened before: a month without new complaints is no gap.
    tolerates=frozenset({"complaints"}),
    benchmark=Benchmark(
        1.0, None, _DUTY, Words("投诉处理后须回访", "a follow-up after every complaint")
    ),
)

KPIS = (
    COMPLAINT_COUNT,
    COMPLAINT_RATE,
    COMPLAINT_RESPONSE,
    COMPLAINT_CLOSING,
    COMPLAINT_CLOSE_14D,
    COMPLAINT_FOLLOWUP_RATE,
)
