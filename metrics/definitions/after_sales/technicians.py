"""How much of the technicians' time goes into jobs, and how much of it is sold."""

from metrics.facts.technician_hours import HOURS_ATTENDED, HOURS_CLOCKED, HOURS_SOLD
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("技师效率", "Technicians")

TECH_UTILISATION = Kpi(
    id="tech_utilisation",
    name=Words("技师利用率(生产利用率)", "Technician utilisation"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "技师来上班的每个小时，有多少真在修车。太低是没活或等料，太高就没有余地接急件。",
        "How much of the time that technicians are there goes into jobs. Low means a lack of work "
        "or of parts; very high leaves no room for urgent cases.",
    ),
    reads=Words(
        "打卡工时 ÷ 出勤工时(扣除培训)，同一批技师、同一期间",
        "hours clocked on jobs / hours attended, without training, of the same technicians in the "
        "same days",
    ),
    numerator=Words("打卡工时", "hours clocked on jobs"),
    denominator=Words("出勤工时(扣除培训)", "hours attended, without training"),
    pitfalls=Words(
        "美国同行把它叫 productivity，不少系统却用这个词指结算÷出勤：比之前先看公式。"
        "请假不算出勤，培训从出勤里扣掉；考勤没填工时的那天没有分母，会把它抬高。",
        "US dealers call it productivity, a word that many systems use for sold by attended: look "
        "at the formula before comparing. Leave is not attendance, and training is taken off. A "
        "day whose hours nobody wrote has no denominator and lifts it.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.BAND,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(HOURS_CLOCKED), Over(HOURS_ATTENDED)),
    benchmark=Benchmark(
        0.8,
        0.95,
        "汽车之家 / Autohome Q&A: 80 %; WANADA (NADA): 85-87.5 %; KPI slides: 85-95 %",
        Words(
            "国内以 80% 为底线，美国门店在 85% 上下，超过 95% 就没有余量。",
            "Chinese stores take 80 % as the floor, US stores lie at 85 % and above; beyond 95 % "
            "nothing is left to spare.",
        ),
    ),
)

TECH_EFFICIENCY = Kpi(
    id="tech_efficiency",
    name=Words("技师效率(工时效率)", "Technician efficiency"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "技师在车上干的每个小时，卖给了客户几个小时；低于 1 说明活干得慢，或者干了没收钱。",
        "How many hours were sold for each hour a technician worked on a job; below one, work is "
        "slow, or done and not charged.",
    ),
    reads=Words(
        "结算工时 ÷ 打卡工时，同一批技师、同一期间",
        "hours sold / hours clocked on jobs, of the same technicians in the same days",
    ),
    numerator=Words("结算工时", "hours sold"),
    denominator=Words("打卡工时", "hours clocked on jobs"),
    pitfalls=Words(
        "这个名字下有三个比值：结算÷打卡是它，打卡÷出勤是利用率，结算÷出勤是综合效率。"
        "工时在结算日卖出，在作业日打卡，月末的在修车会让两个月互有出入；只算花名册里的生产性技师。"
        "顾问多报工时，不用干得更快也会升高。",
        "Three ratios go by this name: sold by clocked is this one, clocked by attended is "
        "utilisation, sold by attended is proficiency. Hours are sold on the day of settlement and "
        "clocked on the day of work, so cars in work at month end shift hours between months. Only "
        "those whom the register calls productive technicians count. Generous hours on the order "
        "lift it without any faster work.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(HOURS_SOLD), Over(HOURS_CLOCKED)),
    benchmark=Benchmark(
        1.0,
        1.25,
        "NADA: 125 %; ASE (US): 115 %",
        Words(
            "国内以 100% 为底线，美国经销商协会的参考值是 125%。",
            "Chinese stores take 100 % as the floor; the US dealers' association gives 125 %.",
        ),
    ),
)

TECH_PROFICIENCY = Kpi(
    id="tech_proficiency",
    name=Words("技师综合效率(产能利用)", "Technician proficiency"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "技师出勤一小时卖出几个工时，利用率和工时效率合在一起看：发出去的工资换回多少产出。",
        "How many hours are sold for each hour that technicians are there: utilisation and "
        "efficiency in one figure, what the pay brings back.",
    ),
    reads=Words(
        "结算工时 ÷ 出勤工时(扣除培训) = 利用率 × 工时效率",
        "hours sold / hours attended, without training = utilisation x efficiency",
    ),
    numerator=Words("结算工时", "hours sold"),
    denominator=Words("出勤工时(扣除培训)", "hours attended, without training"),
    pitfalls=Words(
        "它变了，先看是利用率还是工时效率在变：没活干和干得慢是两回事。学徒算不算技师，"
        "以花名册为准，各店要一致；请假不算出勤。没有打卡的店也有这个数，所以合计里的店可能比利用率多。",
        "When it moves, see first which of the two moved: lack of work and slow work are different "
        "things. Whether apprentices count is up to the register and must be alike in all stores; "
        "leave is not attendance. A store without a time clock has this figure too, so a total may "
        "hold more stores than that of utilisation.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(HOURS_SOLD), Over(HOURS_ATTENDED)),
    benchmark=Benchmark(
        1.0,
        1.2,
        "WANADA (NADA): 100 %, peaks of 120 %; AM-online / ASE (UK): 100 %",
        Words("国外门店数据，仅供参考", "stores abroad, for orientation"),
    ),
)

KPIS = (TECH_UTILISATION, TECH_EFFICIENCY, TECH_PROFICIENCY)
