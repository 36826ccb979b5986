"""How many vehicles came to the workshop, and what they brought in."""

from metrics.facts.budgets import TARGETS
from metrics.facts.repair_orders import (
    AS_ACCIDENT_REVENUE,
    AS_REVENUE,
    AS_SETTLED_VISITS,
    AS_VISITS,
)
from metrics.model.formula import Over, Ratio, Total
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.measures import Flow
from metrics.model.windows import MONTHS
from metrics.model.words import Words

CHAPTER = Words("台次与产值", "Volume and revenue")

AS_REVENUE_TARGET = Flow(
    "as_revenue_target",
    TARGETS,
    at=TARGETS.c.month,
    value=TARGETS.c.value,
    where=TARGETS.c.metric_code == "as_revenue",
)

VISITS = Kpi(
    id="as_visits",
    name=Words("进厂台次", "Service visits"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "车间每天接了多少客户的车。产值、配件需求和客户流失都先从台次看出来。",
        "How many customers' vehicles the workshop received. Revenue, parts demand and lost "
        "customers all show here first.",
    ),
    reads=Words(
        "同一车架号同一天进厂计一次，不含 PDI、内部和作废工单，冲销工单抵减",
        "one per VIN and day of arrival, without PDI, internal and void orders, net of reversals",
    ),
    numerator=Words("进厂台次", "service visits"),
    denominator=None,
    pitfalls=Words(
        "一次进厂常开保养、索赔、事故几张工单，工单数不等于台次；台次也不等于车辆数。"
        "没有车架号的工单无法归并，不计台次。",
        "One visit often has several orders, so orders are not visits, and visits are not "
        "vehicles. Orders without a VIN cannot be put together and make no visit.",
    ),
    unit=Unit.COUNT,
    direction=Direction.UP,
    rollup=Rollup.ADDITIVE,
    formula=Total(Over(AS_VISITS)),
)

REVENUE = Kpi(
    id="as_revenue",
    name=Words("售后产值", "After-sales revenue"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "已结算的维修收入，是售后毛利和吸收率的来源。",
        "Revenue of settled repairs: after-sales gross and absorption come out of it.",
    ),
    reads=Words(
        "按结算日：工时费 + 材料费 + 其他费 - 优惠，含自费、索赔、保险，不含 PDI 与内部",
        "by day of settlement: labour + parts + other - discount, of customers, warranty and "
        "insurers, without PDI and internal work",
    ),
    numerator=Words("售后产值(不含税)", "after-sales revenue ex VAT"),
    denominator=None,
    pitfalls=Words(
        "不含税、已减优惠；内部工单是部门间结转，不是门店收入；柜台外销配件和精品不在内。",
        "Ex VAT and after discount. Internal orders only move money between departments. Parts "
        "sold over the counter and accessories are not in it.",
    ),
    unit=Unit.CNY,
    direction=Direction.UP,
    rollup=Rollup.ADDITIVE,
    formula=Total(Over(AS_REVENUE)),
)

REVENUE_ATTAINMENT = Kpi(
    id="as_revenue_attainment",
    name=Words("售后产值目标达成率", "After-sales revenue attainment"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "本月产值目标完成了多少，差额还要靠多少台次补上。",
        "How much of the month's revenue target is in, and so how much is still to be earned.",
    ),
    reads=Words(
        "售后产值 ÷ 所选月份的全月目标", "after-sales revenue / target of the whole months"
    ),
    numerator=Words("售后产值(不含税)", "after-sales revenue ex VAT"),
    denominator=Words("全月产值目标", "revenue target of the whole months"),
    pitfalls=Words(
        "目标与实际的口径(含税与否、含索赔与否)必须一致；月中看必然偏低。",
        "Target and actual must rest on the same basis (VAT, warranty). Low by nature before "
        "month end.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(AS_REVENUE), Over(AS_REVENUE_TARGET, MONTHS)),
    against_plan=True,
    benchmark=Benchmark(1.0, None, None),
)

REVENUE_PER_VISIT = Kpi(
    id="as_revenue_per_visit",
    name=Words("单车产值", "Revenue per service visit"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "每来一台车带来多少产值；台次不变时，它决定产值。",
        "What each visit brings in; with visits given, it decides revenue.",
    ),
    reads=Words(
        "售后产值 ÷ 结算台次(同一车架号同一结算日计一次)",
        "after-sales revenue / settled visits (one per VIN and day of settlement)",
    ),
    numerator=Words("售后产值(不含税)", "after-sales revenue ex VAT"),
    denominator=Words("结算台次", "settled visits"),
    pitfalls=Words(
        "事故车一多就被抬高，请按维修类别分开看；分子分母都按结算日。",
        "A few accident repairs lift it: look at it by repair type. Both sides go by the day of "
        "settlement.",
    ),
    unit=Unit.CNY_PER_VISIT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(AS_REVENUE), Over(AS_SETTLED_VISITS)),
)

COLLISION_REVENUE_SHARE = Kpi(
    id="collision_revenue_share",
    name=Words("事故车产值占比", "Collision share of revenue"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "产值里有多少靠事故车。占比太高，说明保养和一般维修在萎缩，也太依赖保险公司送修。",
        "How much of the revenue comes from accident repairs. A high share means that services "
        "and repairs shrink, and that the store lives on what insurers send.",
    ),
    reads=Words(
        "维修类别为事故的产值 ÷ 售后产值，按结算日",
        "revenue of accident orders / after-sales revenue, by day of settlement",
    ),
    numerator=Words("事故车产值(不含税)", "accident revenue ex VAT"),
    denominator=Words("售后产值(不含税)", "after-sales revenue ex VAT"),
    pitfalls=Words(
        "按维修类别分，不按车间分：客户自费的喷漆不是事故车。没有写明类别的工单不算事故。"
        "事故车结算晚，几张大单就能改变一个月。",
        "By type of order and not by workshop: paint that the customer pays for is no accident. An "
        "order without a type is none either. Accidents are settled late, and a few large ones "
        "change a month.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.BAND,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(AS_ACCIDENT_REVENUE), Over(AS_REVENUE)),
)

KPIS = (VISITS, REVENUE, REVENUE_ATTAINMENT, REVENUE_PER_VISIT, COLLISION_REVENUE_SHARE)
