"""Whether customers are called after a delivery or a repair, and what they say."""

from metrics.facts.callbacks import (
    CALLS_ANSWERED,
    CALLS_COMPLETE,
    CALLS_REACHED,
    CALLS_SATISFIED,
    EVENTS_REACHED,
    EVENTS_TRIED,
    ISSUE_DAYS,
    ISSUES_RAISED,
    ISSUES_SETTLED,
)
from metrics.facts.contact_events import CALLS_DUE, CALLS_IN_TIME
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("回访", "Call-backs")
_DUTY = "4S 店岗位说明书 / dealership job description"

CALLBACK_3D_COMPLETION = Kpi(
    id="callback_3d_completion",
    name=Words("三日回访完成率", "Three-day call-back completion"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "交车或出厂后三天内，是不是真的和每位客户说上了话；不满在这几天里最容易挽回。",
        "Whether every customer was really spoken to within three days of a delivery or a repair: "
        "that is when a complaint is still easy to settle.",
    ),
    reads=Words(
        "三天内回访成功的事件 ÷ 到期应回访的全部事件(交车或出厂日 + 3 天落在本期)",
        "events with a successful call within three days / all events whose third day falls in the "
        "period",
    ),
    numerator=Words("三天内回访成功的事件", "events called successfully in time"),
    denominator=Words("应回访的零售交车与出厂车次", "retail deliveries and released cars to call"),
    pitfalls=Words(
        "分母来自交车和工单，不来自回访表，否则从没打过的就消失了；打过不等于打通；"
        "同一辆车同一天出厂算一次；大客户、二网、内部和 PDI 不计；不足三天的还没到期。",
        "The base is deliveries and repair orders: in the register of calls those never called are "
        "missing. Tried is not spoken to. A car released twice on a day is one event. Fleet, "
        "outlet, internal and PDI are left out. Events younger than three days are not due.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(CALLS_IN_TIME), Over(CALLS_DUE)),
    trials=True,
    benchmark=Benchmark(
        1.0,
        None,
        _DUTY,
        Words("三日内回访，百分之百", "every customer within three days"),
    ),
)

CALLBACK_CONTACT_RATE = Kpi(
    id="callback_contact_rate",
    name=Words("回访接通率", "Call-back contact rate"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "打过电话的客户里有多少打通了；接不通多半是号码录错或打的时间不对。",
        "How many of the customers that were tried were reached: a low rate means wrong numbers or "
        "wrong hours.",
    ),
    reads=Words(
        "本期至少打通一次的事件 ÷ 本期打过的事件",
        "events reached at least once / events tried, in the period",
    ),
    numerator=Words("打通的事件", "events reached"),
    denominator=Words("打过的事件", "events tried"),
    pitfalls=Words(
        "按事件算，不按拨打次数算；跨月再打的事件在两个月里各算一次；"
        "空号错号是销售或接待留资料的质量问题。",
        "Counted by event, not by call; an event tried in two months counts in both. Wrong numbers "
        "are a fault of those who took the customer's data.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(EVENTS_REACHED), Over(EVENTS_TRIED)),
    trials=True,
    benchmark=Benchmark(0.6, 0.8, None),
)

CALLBACK_RECORD_COMPLETENESS = Kpi(
    id="callback_record_completeness",
    name=Words("回访记录完整率", "Call-back record completeness"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "打通之后该记的有没有记全；没有记录，客户说的话就白说了。",
        "Whether what is to be noted was noted: what is not written down was said in vain.",
    ),
    reads=Words(
        "必填项全部填写的成功回访 ÷ 成功回访",
        "successful calls with all fields filled / successful calls",
    ),
    numerator=Words("记录完整的成功回访", "complete successful calls"),
    denominator=Words("成功回访", "successful calls"),
    pitfalls=Words(
        "每栏都填“无”也算填了，要抽查；没有记下填了几项的，算不完整。",
        "The word none in every field counts as filled: take samples. A call without a count of "
        "its fields counts as incomplete.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(CALLS_COMPLETE), Over(CALLS_REACHED)),
    trials=True,
    benchmark=Benchmark(
        1.0, None, _DUTY, Words("回访信息完整记录", "every call recorded completely")
    ),
)

CALLBACK_SATISFACTION_RATE = Kpi(
    id="callback_satisfaction_rate",
    name=Words("回访满意率", "Call-back satisfaction rate"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "打通并作答的客户里有多少说满意；走势比高低更有用。",
        "How many of those who answered were satisfied: its course tells more than its height.",
    ),
    reads=Words(
        "回答满意的成功回访 ÷ 有满意度回答的成功回访",
        "successful calls answered satisfied / successful calls with an answer",
    ),
    numerator=Words("满意", "satisfied"),
    denominator=Words("满意、一般、不满意合计", "satisfied, indifferent and dissatisfied"),
    pitfalls=Words(
        "“一般”不算满意；本店员工打的电话偏好听，不能与厂家调研比；没有作答的不进分母。",
        "Indifferent is not satisfied. Calls by the store's own staff flatter it: do not compare "
        "with the manufacturer's surveys. Without an answer a call is in neither side.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(CALLS_SATISFIED), Over(CALLS_ANSWERED)),
    trials=True,
    benchmark=Benchmark(
        0.85,
        None,
        _DUTY,
        Words(
            "客户满意度不低于 85%；行业文章常写 98%，高到看不出差别。",
            "Customer satisfaction of 85 % or more; trade articles ask for 98 %, too high to tell "
            "stores apart.",
        ),
    ),
)

CALLBACK_ISSUE_CLOSURE_RATE = Kpi(
    id="callback_issue_closure_rate",
    name=Words("回访问题闭环率", "Call-back issue closure"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "回访里提出的问题有没有在一周内解决；问了不办，不如不问。",
        "Whether concerns raised in a call are settled within a week: asking without acting is "
        "worse than not asking.",
    ),
    reads=Words(
        "7 天内闭环的问题 ÷ 本期回访提出的问题",
        "concerns settled within seven days / concerns raised in the period",
    ),
    numerator=Words("7 天内闭环的问题", "concerns settled in time"),
    denominator=Words("回访提出的问题", "concerns raised"),
    pitfalls=Words(
        "没有客户确认就关闭的，也会算闭环；最近 7 天提出的还在途中，暂计。",
        "A concern closed without asking the customer counts as settled. Those of the last seven "
        "days are still under way: the figure is provisional.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    formula=Ratio(Over(ISSUES_SETTLED), Over(ISSUES_RAISED)),
    matures_after=ISSUE_DAYS,
    trials=True,
    benchmark=Benchmark(1.0, None, None),
)

KPIS = (
    CALLBACK_3D_COMPLETION,
    CALLBACK_CONTACT_RATE,
    CALLBACK_RECORD_COMPLETENESS,
    CALLBACK_SATISFACTION_RATE,
    CALLBACK_ISSUE_CLOSURE_RATE,
)
