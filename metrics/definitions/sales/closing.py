"""What becomes of the prospects in hand: orders, losses and follow-up, period by period."""

from metrics.facts.followups import FOLLOWUPS
from metrics.facts.orders import ORDERS, WALK_IN_ORDERS
from metrics.facts.prospects import DEFEATED_PROSPECTS, NEW_PROSPECTS, OPEN_PROSPECTS
from metrics.facts.showroom import FIRST_VISIT_GROUPS
from metrics.model.formula import Mean, Over, Ratio, Total
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.measures import Flow
from metrics.model.windows import DAY_BEFORE
from metrics.model.words import Words

CHAPTER = Words("潜客与成交", "Prospects and closing")

_o, _w, _f = ORDERS.c, WALK_IN_ORDERS.c, FOLLOWUPS.c

PROSPECT_ORDERS = Flow("orders_of_prospects", ORDERS, at=_o.order_date, where=_o.has_prospect == 1)
WALK_IN_SIGNED = Flow(
    "orders_of_walk_ins", WALK_IN_ORDERS, at=_w.order_date, where=_w.is_walk_in == 1
)
TASKS_DUE = Flow("followups_due", FOLLOWUPS, at=_f.due_day)
TASKS_IN_TIME = Flow("followups_in_time", FOLLOWUPS, at=_f.due_day, where=_f.in_time == 1)

_IN_HAND = Mean(OPEN_PROSPECTS, DAY_BEFORE) + Over(NEW_PROSPECTS)
_IN_HAND_WORDS = Words("期初未结潜客 + 新建潜客", "open prospects at the start + new ones")

PROSPECT_CLOSE_RATE = Kpi(
    id="prospect_close_rate",
    name=Words("潜客成交率(含结转)", "Prospect close rate, carried over"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "手上全部潜客(上期结转加本期新增)本期签了多少订单，看存量是否被用起来。",
        "What all prospects in hand, carried over and new, signed in the period: whether the stock "
        "of prospects is put to use.",
    ),
    reads=Words(
        "潜客签订的订单 ÷ (期初未结潜客 + 本期新建潜客)",
        "orders signed by prospects / (prospects open at the start + prospects created)",
    ),
    numerator=Words("潜客签订的订单", "orders signed by prospects"),
    denominator=_IN_HAND_WORDS,
    pitfalls=Words(
        "从不清理死潜客的店分母虚大；季度要按事件重算期初，不是三个月的平均。",
        "A store that never closes dead prospects has a swollen denominator. A quarter is rebuilt "
        "from its own start, it is not the mean of its months.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.REBUILT,
    formula=Ratio(Over(PROSPECT_ORDERS), _IN_HAND),
    trials=True,
)

SHOWROOM_CLOSE_RATE = Kpi(
    id="showroom_close_rate",
    name=Words("展厅成交率", "Showroom close rate"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "每一百批首次到店带来多少张展厅零售订单，是展厅接待能力的月度温度计。",
        "How many retail orders the showroom signs for a hundred first visits: the month's "
        "thermometer of the sales floor.",
    ),
    reads=Words(
        "展厅来源潜客的零售订单 ÷ 首次看车批次",
        "retail orders of prospects who came by themselves / first-visit groups",
    ),
    numerator=Words("展厅来源的零售订单", "retail orders of walk-in prospects"),
    denominator=Words("首次看车批次", "first-visit groups"),
    pitfalls=Words(
        "分子含以前月份的客户，清库月可能超过100%；大客户、二网和网络、电话来源的订单不算。",
        "Orders may come from visitors of earlier months, so that it can pass 100 % in a clearance "
        "month. Fleet, outlet, web and phone orders are left out.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(WALK_IN_SIGNED), Over(FIRST_VISIT_GROUPS)),
    trials=True,
    benchmark=Benchmark(0.2, 0.3, None),
)

DEFEAT_RATE = Kpi(
    id="defeat_rate",
    name=Words("战败率", "Lost-prospect rate"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "手上的潜客有多少在本期确认战败，提示产品、价格或跟进哪里输了。",
        "Which part of the prospects in hand was given up in the period: a hint at product, price "
        "or follow-up.",
    ),
    reads=Words(
        "本期战败的潜客 ÷ (期初未结潜客 + 本期新建潜客)",
        "prospects lost / (prospects open at the start + prospects created)",
    ),
    numerator=Words("战败潜客", "prospects lost"),
    denominator=_IN_HAND_WORDS,
    pitfalls=Words(
        "低不一定好：顾问会把战败客户留作未结。请与跟进及时率和未结潜客的时长一起看。",
        "Low is not always good: losses can be hidden among open prospects. Read it with the "
        "follow-up rate and the age of what is open.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.REBUILT,
    formula=Ratio(Over(DEFEATED_PROSPECTS), _IN_HAND),
    trials=True,
)

DEFEATS_DAILY = Kpi(
    id="defeats_daily",
    name=Words("战败潜客数", "Prospects lost"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "每天确认战败多少潜客，按原因和竞品车型展开，早会上就能追问。",
        "How many prospects were given up each day, by reason and rival, in time for the morning "
        "meeting.",
    ),
    reads=Words("战败日期落在本期的潜客数", "prospects whose day of loss lies in the period"),
    numerator=Words("战败潜客", "prospects lost"),
    denominator=None,
    pitfalls=Words(
        "按战败日期，不按审批日期；月底集中清理会造成尖峰。",
        "Dated by the loss, not by its approval; a clean-up at month end makes a spike.",
    ),
    unit=Unit.COUNT,
    direction=Direction.DOWN,
    rollup=Rollup.ADDITIVE,
    formula=Total(Over(DEFEATED_PROSPECTS)),
)

FOLLOWUP_TIMELINESS_RATE = Kpi(
    id="followup_timeliness_rate",
    name=Words("潜客跟进及时率", "On-time follow-up rate"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "计划好的跟进有多少按时做了；跟进断了，潜客就凉了。",
        "How many planned follow-ups were done in time; prospects cool when it stops.",
    ),
    reads=Words("按时完成的跟进 ÷ 本期到期的全部跟进", "tasks done in time / all tasks due"),
    numerator=Words("按时完成的跟进", "tasks done in time"),
    denominator=Words("到期的跟进", "tasks due"),
    pitfalls=Words(
        "从未完成的任务留在分母里；只除以已打的电话会掩盖没做的。",
        "Tasks that were never done stay in the denominator; dividing by calls made would hide "
        "them.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(TASKS_IN_TIME), Over(TASKS_DUE)),
    trials=True,
    benchmark=Benchmark(0.95, None, None),
)

KPIS = (
    PROSPECT_CLOSE_RATE,
    SHOWROOM_CLOSE_RATE,
    DEFEAT_RATE,
    DEFEATS_DAILY,
    FOLLOWUP_TIMELINESS_RATE,
)
