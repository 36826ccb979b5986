"""Whether vehicles keep coming to the workshop of the store that sold or served them."""

from metrics.facts.loyalty import COHORT_VEHICLES, LOST_VEHICLES, VEHICLES_IN_BASE, VEHICLES_KEPT
from metrics.model.formula import AtEnd, Over, Ratio
from metrics.model.kpi import Benchmark, Cadence, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("客户保持", "Loyalty")

SERVICE_RETENTION = Kpi(
    id="service_retention_12m",
    name=Words("售后客户保持率(12个月)", "Service retention, 12 months"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "本店卖出去的车还有多少回来保养维修；售后的饭碗就是这个基盘。",
        "How many of the vehicles sold here still come for service: the base that after-sales "
        "lives on.",
    ),
    reads=Words(
        "基盘中近 12 个月(365 天)来过的车 ÷ 一年前已由本店售出、期末仍在用的车",
        "vehicles of the base that came in the last 12 months (365 days) / vehicles that this "
        "store had sold a year before and that are still in use at the end",
    ),
    numerator=Words("一年内来过的车辆", "vehicles that came within a year"),
    denominator=Words("一年前售出的在用车辆", "vehicles sold a year before, still in use"),
    pitfalls=Words(
        "分母是一年前的基盘，新卖的车不进来，否则销量涨就显得客户忠诚；过户、报废、迁出的从离开之日剔除，"
        "没写日期的不计。请按车龄看：老车本来就少来。自费、索赔、保险进厂都算，返修和内部工单不算；"
        "只看本店进厂，历史不足 12 个月没有数。",
        "The base is that of a year ago: newly sold cars would make a growing store look loyal. "
        "Sold on, scrapped and moved away leave on that day; without a date they are left out. "
        "Look at it by age: older cars come less by nature. Visits paid by the customer, a "
        "warranty or an insurer count, comebacks and internal work do not. Visits to this store "
        "only; less than 12 months of history give no figure.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.SNAPSHOT_RATIO,
    formula=Ratio(AtEnd(VEHICLES_KEPT), AtEnd(VEHICLES_IN_BASE)),
    trials=True,
    benchmark=Benchmark(
        None,
        None,
        "DealerGuide (AU), service KPIs and targets",
        Words(
            "车龄 1-5 年依次为 92%、85%、73%、54%、45%",
            "92, 85, 73, 54, 45 % in years 1 to 5",
        ),
    ),
)

SERVICE_CHURN = Kpi(
    id="service_churn_6m",
    name=Words("客户流失率(6个月)", "Service churn, 6 months"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "半年前还来保养维修的车，后来有多少一次都没再来；现在打电话还追得回来。",
        "How many of the vehicles that came half a year ago have not come since: those that a call "
        "may still win back.",
    ),
    reads=Words(
        "6 个月前(或门店档案“流失判定月数”前)的那个月来过、此后到本月底没再来的车 ÷ 那个月来过的车",
        "vehicles that came in the month six months before (or as many as the register of stores "
        "says) and not since, up to the end of this month / vehicles that came in that month",
    ),
    numerator=Words("此后没再来的车辆", "vehicles that did not come again"),
    denominator=Words(
        "6 个月(或设定月数)前来过的车辆", "vehicles that came six months (or as many as set) before"
    ),
    pitfalls=Words(
        "月底才有数，月中还可能来；只来修事故的不算服务客户，不进分母，但此后进厂不论什么都算回来，返修除外。"
        "一年才保养一次的品牌，6 个月太短：请在门店档案里填“流失判定月数”(1-36)，"
        "判定期不同的品牌不要直接比；近 6 个月中缺一个月工单就没有数。",
        "There is a figure when the month is over: until then they may still come. A vehicle that "
        "came for an accident only is no service customer and not in the base; any later visit "
        "but a comeback brings it back. For brands with a service once a year six months are too "
        "short: enter the months (1 to 36) in the register of stores, and do not compare brands "
        "with different ones. One of the last six months without repair orders leaves no figure.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(LOST_VEHICLES), Over(COHORT_VEHICLES)),
    cadence=Cadence.MONTH,
    trials=True,
    benchmark=Benchmark(None, 0.2, "4S店售后板块关键指标大全 / key figures of 4S after-sales"),
)

KPIS = (SERVICE_RETENTION, SERVICE_CHURN)
