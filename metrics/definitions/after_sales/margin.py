"""What is left of after-sales revenue."""

from metrics.facts.repair_orders import AS_COST, AS_COSTED_REVENUE
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("售后毛利", "After-sales gross")

AS_GROSS_MARGIN = Kpi(
    id="as_gross_margin",
    name=Words("售后毛利率", "After-sales gross margin"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "每一百元售后产值扣掉工时、材料和外加工成本后剩多少;折扣、领料和外包先在这里露出来。",
        "What each hundred of after-sales revenue leaves after labour, parts and outside work: "
        "discounts, parts given away and work sent out show here first.",
    ),
    reads=Words(
        "(售后产值 − 工时成本 − 材料成本 − 外加工成本) ÷ 售后产值,按结算日",
        "(after-sales revenue - cost of labour, parts and outside work) / after-sales revenue, by "
        "day of settlement",
    ),
    numerator=Words("售后毛利", "after-sales gross"),
    denominator=Words(
        "成本已知的售后产值(不含税)", "after-sales revenue whose cost is known, ex VAT"
    ),
    pitfalls=Words(
        "有收入却没有成本的工单不进分子分母;技师工资若记在费用里,工时成本为零,毛利率会高出一截,"
        "不能与把工资记进成本的店比。厂家的索赔管理费和配件返利不在内。",
        "An order that sold something without a known cost is in neither side. Where technicians' "
        "pay is booked as an expense, labour costs nothing and the margin is far higher: do not "
        "compare such stores with others. Handling fees and parts bonuses of the manufacturer are "
        "left out.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(AS_COSTED_REVENUE) - Over(AS_COST), Over(AS_COSTED_REVENUE)),
    benchmark=Benchmark(
        0.35,
        0.5,
        None,
        Words("技师工资记在费用里的店", "where technicians' pay is an expense"),
    ),
)

KPIS = (AS_GROSS_MARGIN,)
