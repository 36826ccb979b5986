"""Whether insured customers stay with the store when their policy runs out."""

from metrics.facts.renewals import (
    AFTER_DAYS,
    FIRST_RENEWALS_DONE,
    FIRST_RENEWALS_DUE,
    INVITATIONS_DUE,
    INVITATIONS_MADE,
    RENEWALS_DONE,
    RENEWALS_DUE,
    RENEWED_VEHICLES,
)
from metrics.model.formula import Over, Ratio, Total
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("续保", "Renewals")

RENEWAL_RATE = Kpi(
    id="insurance_renewal_rate",
    name=Words("续保率", "Insurance renewal rate"),
    department=Department.FINANCE_INSURANCE,
    chapter=CHAPTER,
    purpose=Words(
        "本店承保的车到期后有多少还在本店续；续住了保险，也就留住了事故维修。",
        "How many of the vehicles insured here stay when the policy runs out; who keeps the "
        "policy keeps the accident repair.",
    ),
    reads=Words(
        "到期前 60 天至到期后 30 天内在本店续商业险的车 ÷ 本期到期、未剔除、上年在本店投保的车",
        "vehicles with a commercial policy through the store from 60 days before to 30 days "
        "after expiry / vehicles insured here whose policy expires, without exclusions",
    ),
    numerator=Words("续保成功车辆", "vehicles renewed"),
    denominator=Words("应续保车辆", "vehicles due for renewal"),
    pitfalls=Words(
        "分母是到期且仍可续的车，全损、过户、迁出等要剔除；他转续不是续保，已退保的不算；"
        "提前续的归到期月。到期未满 30 天的月份还会上升。",
        "The denominator is what expires and can still be renewed. Policies won from other "
        "stores are no renewals, surrendered ones are left out, early ones belong to the month "
        "of expiry. It still rises until 30 days after expiry.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    formula=Ratio(Over(RENEWALS_DONE), Over(RENEWALS_DUE)),
    matures_after=AFTER_DAYS,
    trials=True,
    benchmark=Benchmark(0.45, 0.65, None),
)

FIRST_RENEWAL_RATE = Kpi(
    id="insurance_first_renewal_rate",
    name=Words("新转续率", "First renewal rate"),
    department=Department.FINANCE_INSURANCE,
    chapter=CHAPTER,
    purpose=Words(
        "新车第一年的保险到期后在本店续的比例；第一次没续住，以后很难再回来。",
        "How many first-year policies are renewed here; a customer lost at the first renewal "
        "seldom comes back.",
    ),
    reads=Words(
        "上年为本店新保的到期车中在本店续商业险的 ÷ 上年为本店新保的到期车(不含剔除)",
        "vehicles renewed / vehicles whose expiring policy was a new one of this store, without "
        "exclusions",
    ),
    numerator=Words("新转续成功车辆", "first policies renewed"),
    denominator=Words("新保到期车辆", "first policies expiring"),
    pitfalls=Words(
        "与续转续分开看；购车时捆绑的第一年保险续保率天然偏低。",
        "Keep it apart from later renewals; a first year bundled with the purchase renews less "
        "by nature.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    formula=Ratio(Over(FIRST_RENEWALS_DONE), Over(FIRST_RENEWALS_DUE)),
    matures_after=AFTER_DAYS,
    trials=True,
    benchmark=Benchmark(0.6, 0.75, None),
)

CONTACT_RATE = Kpi(
    id="renewal_contact_rate",
    name=Words("续保邀约率", "Renewal contact rate"),
    department=Department.FINANCE_INSURANCE,
    chapter=CHAPTER,
    purpose=Words(
        "应续保客户有没有提前一个月联系上；电销抢在前面，续保就丢了。",
        "Whether those due were called a month ahead; where others call first, the renewal is "
        "gone.",
    ),
    reads=Words(
        "到期前至少 30 天首次邀约的车 ÷ 本期到期、未剔除、上年在本店投保的车",
        "vehicles first contacted at least 30 days before expiry / vehicles insured here whose "
        "policy expires, without exclusions",
    ),
    numerator=Words("提前邀约车辆", "vehicles contacted in time"),
    denominator=Words("应续保车辆", "vehicles due for renewal"),
    pitfalls=Words(
        "到期前 30 天以内才联系、到期后补打的都不算。",
        "A call less than 30 days ahead, or after expiry, does not count.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(INVITATIONS_MADE), Over(INVITATIONS_DUE)),
    trials=True,
    benchmark=Benchmark(1.0, None, None),
)

RENEWED = Kpi(
    id="renewal_policies",
    name=Words("续保台次", "Renewed vehicles"),
    department=Department.FINANCE_INSURANCE,
    chapter=CHAPTER,
    purpose=Words(
        "本期出单的续保车辆数，是续保手续费收入的量。",
        "Vehicles with a renewal written in the period: the volume behind renewal commission.",
    ),
    reads=Words(
        "按出单日，同一车架号每月计一次的商业险续保(新转续、续转续、间转续、他转续)",
        "vehicles with a commercial renewal of any kind by day of issue, each VIN once a month",
    ),
    numerator=Words("续保车辆", "vehicles renewed"),
    denominator=None,
    pitfalls=Words(
        "本指标按出单日，续保率按到期日，两者不能相除；他转续在这里算量，但不算续保率；"
        "后来退保的仍算当月的量。",
        "This goes by day of issue, the renewal rate by expiry: never divide one by the other. "
        "Policies won from other stores count here, not there; one surrendered later stays in "
        "the volume of its month.",
    ),
    unit=Unit.COUNT,
    direction=Direction.UP,
    rollup=Rollup.DISTINCT,
    formula=Total(Over(RENEWED_VEHICLES)),
)

KPIS = (RENEWAL_RATE, FIRST_RENEWAL_RATE, CONTACT_RATE, RENEWED)
