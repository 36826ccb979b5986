"""What is left of after-sales revenue."""

from metrics.facts.labour import LABOUR_COST, LABOUR_SALES
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
        "每一百元售后产值扣掉工时、材料和外加工成本后剩多少；折扣、领料和外包先在这里露出来。",
        "What each hundred of after-sales revenue leaves after labour, parts and outside work: "
        "discounts, parts given away and work sent out show here first.",
    ),
    reads=Words(
        "(售后产值 − 工时成本 − 材料成本 − 外加工成本) ÷ 售后产值，按结算日",
        "(after-sales revenue - cost of labour, parts and outside work) / after-sales revenue, by "
        "day of settlement",
    ),
    numerator=Words("售后毛利", "after-sales gross"),
    denominator=Words(
        "成本已知的售后产值(不含税)", "after-sales revenue whose cost is known, ex VAT"
    ),
    pitfalls=Words(
        "有收入却没有成本的工单不进分子分母；技师工资若记在费用里，工时成本为零，毛利率会高出一截，"
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

LABOUR_GROSS_MARGIN = Kpi(
    id="labour_gross_margin",
    name=Words("工时毛利率", "Labour gross margin"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "工时费扣掉技师成本后剩几成：售后最赚钱的一块，返修和打折先伤到它。",
        "What labour leaves after the technicians' cost: the best-paid part of after-sales, and "
        "the first to suffer from rework and discounts.",
    ),
    reads=Words(
        "(工时费 − 工时成本) ÷ 工时费，按结算日，不含 PDI 与内部工单",
        "(labour sales - labour cost) / labour sales, by day of settlement, without PDI and "
        "internal orders",
    ),
    numerator=Words("工时毛利", "labour gross"),
    denominator=Words("成本已知的工时费(不含税)", "labour sales whose cost is known, ex VAT"),
    pitfalls=Words(
        "技师工资若记在费用里，工时毛利率会接近 100%，不能与把工资记进成本的店比：先统一口径。"
        "有工时费却没有成本的项目两边都不进；返修不收钱但有成本，算在内。整单优惠不分摊到工时，不在内。",
        "Where technicians' pay is booked as an expense it reads close to 100 %: agree on the rule "
        "before comparing stores. A line sold without a known cost is on neither side; rework that "
        "brings nothing and costs something is in it. A discount on the whole order is not split "
        "and not in it.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(LABOUR_SALES) - Over(LABOUR_COST), Over(LABOUR_SALES)),
    benchmark=Benchmark(
        0.7,
        0.8,
        "WANADA: 70 %; AM-online / ASE (UK): 75 %; ASE Automotive Academy (US): 76-80 %",
        Words("技师工资记进成本的国外门店", "stores abroad that book technicians' pay as cost"),
    ),
)

KPIS = (AS_GROSS_MARGIN, LABOUR_GROSS_MARGIN)
