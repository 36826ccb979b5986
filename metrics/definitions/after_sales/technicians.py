"""How much of the technicians' work is sold."""

from metrics.facts.technician_hours import HOURS_CLOCKED, HOURS_SOLD
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("技师效率", "Technicians")

TECH_EFFICIENCY = Kpi(
    id="tech_efficiency",
    name=Words("技师效率(工时效率)", "Technician efficiency"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "技师在车上干的每个小时,卖给了客户几个小时;低于 1 说明活干得慢,或者干了没收钱。",
        "How many hours were sold for each hour a technician worked on a job; below one, work is "
        "slow, or done and not charged.",
    ),
    reads=Words(
        "结算工时 ÷ 打卡工时,同一批技师、同一期间",
        "hours sold / hours clocked on jobs, of the same technicians in the same days",
    ),
    numerator=Words("结算工时", "hours sold"),
    denominator=Words("打卡工时", "hours clocked on jobs"),
    pitfalls=Words(
        "这个名字下有三个比值:结算÷打卡是它,打卡÷出勤是利用率,结算÷出勤是综合效率。"
        "工时在结算日卖出,在作业日打卡,月末的在修车会让两个月互有出入;只算花名册里的生产性技师。"
        "顾问多报工时,不用干得更快也会升高。",
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
            "国内以 100% 为底线,美国经销商协会的参考值是 125%。",
            "Chinese stores take 100 % as the floor; the US dealers' association gives 125 %.",
        ),
    ),
)

KPIS = (TECH_EFFICIENCY,)
