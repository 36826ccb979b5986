"""Whether the cars that the store sold come back for their first service."""

from metrics.facts.first_services import GRACE_DAYS, SERVICES_DONE, SERVICES_DUE
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("首保", "First service")

FIRST_SERVICE_RETURN_RATE = Kpi(
    id="first_service_return_rate",
    name=Words("首保回厂率", "First-service return rate"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "自己卖出去的车，第一次保养回来了几成。首保不来的客户，以后多半也不来。",
        "How many of the cars that the store sold come back for their first service: who stays "
        "away from that one mostly stays away for good.",
    ),
    reads=Words(
        "到期后 30 天内在本店做了首保的车 ÷ 首保到期的本店售出车辆(按到期日)",
        "vehicles with a first service here by 30 days after it was due / vehicles sold here whose "
        "first service was due",
    ),
    numerator=Words("按期首保的车辆", "vehicles that came"),
    denominator=Words("首保到期的本店售出车辆", "vehicles sold here and due"),
    pitfalls=Words(
        "只算本店卖出的车，外店卖的车来做首保不算；已报废、迁出的不进分母，过户的仍算。"
        "档案里没有首保到期日的车看不见；系统刚上线的头三个月，提前来做的首保可能没导进来，会偏低。"
        "到期未满 30 天的月份还会上升。",
        "Only cars that this store sold: first services of others are not in it. Scrapped and "
        "moved-away cars are left out, those sold on to a new owner are not. A file without a due "
        "date is not seen. The first three months of a store's data read low where early services "
        "came before them. It still rises until 30 days have passed.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    formula=Ratio(Over(SERVICES_DONE), Over(SERVICES_DUE)),
    matures_after=GRACE_DAYS,
    trials=True,
    benchmark=Benchmark(0.9, None, None),
)

KPIS = (FIRST_SERVICE_RETURN_RATE,)
