"""Customer files: the first contact and how complete they are."""

from metrics.facts.customers import (
    CONTACT_DAYS,
    FILES_ACTIVE,
    FILES_ASSIGNED,
    FILES_COMPLETE,
    FILES_CONTACTED,
)
from metrics.model.formula import AtEnd, Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("客户档案", "Customer files")

NEW_CUSTOMER_FIRST_WEEK_CONTACT = Kpi(
    id="new_customer_first_week_contact",
    name=Words("新客户一周内沟通率", "First contact within one week"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "新客户分给专属客服后，一周内有没有联系上；第一次联系晚了，客户就不认识这家店。",
        "Whether a new customer hears from his contact person within a week: after that the store "
        "is a stranger.",
    ),
    reads=Words(
        "分配后 7 天内首次沟通的档案 ÷ 本期分配的档案",
        "files with a first contact within seven days / files assigned in the period",
    ),
    numerator=Words("一周内沟通的档案", "files contacted within a week"),
    denominator=Words("本期分配的档案", "files assigned"),
    pitfalls=Words(
        "换客服不能重新计时；最近 7 天分配的还没到期，暂计。",
        "A change of the contact person must not restart the clock. Files of the last seven days "
        "are not due yet: the figure is provisional.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    formula=Ratio(Over(FILES_CONTACTED), Over(FILES_ASSIGNED)),
    matures_after=CONTACT_DAYS,
    trials=True,
    benchmark=Benchmark(
        1.0,
        None,
        "4S 店岗位说明书 / dealership job description",
        Words("一周内与新客户沟通", "speak to new customers within a week"),
    ),
)

CUSTOMER_PROFILE_COMPLETENESS = Kpi(
    id="customer_profile_completeness",
    name=Words("客户档案完整率", "Customer-file completeness"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "在用车辆的档案有多少填全且电话可用；招揽、续保、回访都靠它。",
        "How many files of vehicles in use are complete and have a phone that works: reminders, "
        "renewals and calls rest on them.",
    ),
    reads=Words(
        "必填项齐全且电话有效的在用档案 ÷ 在用档案，期末",
        "active files complete and with a valid phone / active files, at the end of the period",
    ),
    numerator=Words("完整且电话有效的档案", "complete files with a valid phone"),
    denominator=Words("在用车辆档案", "active files"),
    pitfalls=Words(
        "随手填的号码也像号码：同一号码出现在 3 位以上客户名下的按无效算；"
        "填写项数只有当前值，往期只反映哪些车当时在册。",
        "Stopgap numbers look like numbers: one that stands with more than three customers counts "
        "as invalid. How many fields are filled is known as of now only; earlier dates differ by "
        "which cars were on file.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.SNAPSHOT_RATIO,
    formula=Ratio(AtEnd(FILES_COMPLETE), AtEnd(FILES_ACTIVE)),
    trials=True,
    benchmark=Benchmark(0.95, None, None),
)

KPIS = (NEW_CUSTOMER_FIRST_WEEK_CONTACT, CUSTOMER_PROFILE_COMPLETENESS)
