"""Whether customers make appointments, and whether they keep them."""

from metrics.facts.appointments import (
    APPOINTMENTS_SHOWN,
    APPOINTMENTS_STANDING,
    VISITS_BY_APPOINTMENT,
    VISITS_PLANNABLE,
)
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("预约", "Appointments")

APPOINTMENT_RATE = Kpi(
    id="appointment_rate",
    name=Words("预约率", "Appointment rate"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "有多少进厂是事先约好的。预约多，工位、技师和备件才能提前排好，客户少等。",
        "How many visits were arranged ahead. Only those let bays, technicians and parts be "
        "planned and spare the customer a wait.",
    ),
    reads=Words(
        "提前 2 小时以上预约并到店的台次 ÷ 进厂台次(两边都不含事故车)",
        "visits by an appointment made at least 2 hours ahead / visits, both without accidents",
    ),
    numerator=Words("预约到店台次", "visits by appointment"),
    denominator=Words("非事故进厂台次", "visits other than accidents"),
    pitfalls=Words(
        "到门口才补录的预约不算，所以要求提前 2 小时；爽约不在分子里。",
        "Appointments typed in at the gate are not counted, hence the 2 hours; no-shows are not "
        "in the numerator.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(VISITS_BY_APPOINTMENT), Over(VISITS_PLANNABLE)),
    trials=True,
    benchmark=Benchmark(0.4, 0.6, None),
)

APPOINTMENT_SHOW_RATE = Kpi(
    id="appointment_show_rate",
    name=Words("预约到店率", "Appointment show rate"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "约了的客户当天来了没有。爽约会让留好的工位和备件白等。",
        "Whether those who had an appointment came that day. A no-show leaves a bay and parts "
        "waiting.",
    ),
    reads=Words(
        "预约当天到店 ÷ 预约(不含改约和取消)",
        "appointments kept on their day / appointments, without moved and cancelled ones",
    ),
    numerator=Words("当天到店的预约", "appointments kept on their day"),
    denominator=Words("有效预约", "appointments that stood"),
    pitfalls=Words(
        "改约的只在新日期计一次；准时接待率是另一个指标。没有到店时间时以状态为准。",
        "A moved appointment counts once, on its new day. Being received on time is another "
        "figure. Without a time of arrival the status decides.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(APPOINTMENTS_SHOWN), Over(APPOINTMENTS_STANDING)),
    trials=True,
    benchmark=Benchmark(0.8, None, "Quorum / DealerMine, report formulas"),
)

KPIS = (APPOINTMENT_RATE, APPOINTMENT_SHOW_RATE)
