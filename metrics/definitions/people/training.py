"""In-house training: whether it is held as planned, and who comes."""

from metrics.facts.training import HOURS_HELD, HOURS_PLANNED, SEATS_DUE, SEATS_TAKEN
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("培训", "Training")

TRAINING_ATTENDANCE_RATE = Kpi(
    id="training_attendance_rate",
    name=Words("内训出勤率", "In-house training attendance"),
    department=Department.PEOPLE,
    chapter=CHAPTER,
    purpose=Words(
        "该来听课的人来了几成；课开了、人没来，等于没培训。",
        "How many of those who should attend do: a course without its people trains nobody.",
    ),
    reads=Words(
        "应到且实到人次 ÷ 应到人次，按实际开课日期",
        "required seats attended / required seats, by the day on which the course was held",
    ),
    numerator=Words("应到且实到人次", "required seats attended"),
    denominator=Words("应到人次", "required seats"),
    pitfalls=Words(
        "分母是应到的人，不是签到的人，否则人人 100%；请假是否算应到按店里制度，以“是否应到”为准；"
        "有签到的课，空白算缺勤；整堂课没有签到记录的，两边都不计。",
        "Those who should come divide, not those who signed in, or all would be at 100 %. Whether "
        "leave excuses is the store's rule and stands in the register. In a course with a list a "
        "blank is an absence; a course without any list is on neither side.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(SEATS_TAKEN), Over(SEATS_DUE)),
    trials=True,
    # The register is dated by the plan: a course may be held in a month for which none was planned.
    tolerates=frozenset({"training_sessions"}),
    benchmark=Benchmark(
        0.95, None, "4S 店售后质量问答页(来源较弱) / Q&A page on 4S service quality, weak"
    ),
)

TRAINING_PLAN_COMPLETION = Kpi(
    id="training_plan_completion",
    name=Words("内训计划课时完成率", "Training plan completion"),
    department=Department.PEOPLE,
    chapter=CHAPTER,
    purpose=Words(
        "计划的课有没有真开；忙起来最先砍掉的就是培训。",
        "Whether planned courses really take place: training is what a busy store drops first.",
    ),
    reads=Words(
        "本期计划课程的实际课时 ÷ 本期计划课时，每堂课只算一次",
        "hours held of the courses planned in the period / hours planned, each course once",
    ),
    numerator=Words("已完成课时", "hours held"),
    denominator=Words("计划课时", "hours planned"),
    pitfalls=Words(
        "台账里一堂课每人一行，按课程编号合并后再加，否则人多的课被重复计算；改期的课算回原计划的月份，"
        "所以刚过去的月份还会升；一堂课超时可以抵另一堂没开；开了课却没写课时的，两边都不计。",
        "The register has a row for each person: courses are brought together by their number "
        "first, or large ones would count many times. A course that was moved counts in the month "
        "of its plan, so that the last month may still rise. Overtime in one course offsets "
        "another. A course held without its hours is on neither side.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(HOURS_HELD), Over(HOURS_PLANNED)),
    benchmark=Benchmark(1.0, None, None),
)

KPIS = (TRAINING_ATTENDANCE_RATE, TRAINING_PLAN_COMPLETION)
