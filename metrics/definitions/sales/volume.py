"""Orders and the make-up of deliveries: growth, fleet, outlets, consultants."""

import sqlalchemy as sa

from metrics.facts.deliveries import DELIVERIES
from metrics.facts.orders import CANCELLED, SIGNED
from metrics.facts.people import EMPLOYEES
from metrics.measures import CUSTOMER_DELIVERED, DAY_WEIGHT, RETAIL_DELIVERED
from metrics.model.formula import Apportion, Mean, Over, Ratio, Total
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.measures import Flow, Level
from metrics.model.windows import PREVIOUS_QUARTER, QUARTER, YEAR
from metrics.model.words import Words

CHAPTER = Words("订单与销量", "Orders and volume")

_d, _e = DELIVERIES.c, EMPLOYEES.c

FLEET_DELIVERED = Flow(
    "fleet_delivered",
    DELIVERIES,
    at=_d.delivery_date,
    value=_d.units,
    where=_d.customer_type == "大客户",
)
OUTLET_DELIVERED = Flow(
    "outlet_delivered",
    DELIVERIES,
    at=_d.delivery_date,
    value=_d.units,
    where=_d.is_outlet == 1,
)
ALL_DELIVERED = Flow(
    "customer_or_outlet_delivered",
    DELIVERIES,
    at=_d.delivery_date,
    value=_d.units,
    where=sa.or_(_d.is_customer_sale == 1, _d.is_outlet == 1),
)
CONSULTANTS = Level(
    "consultants_employed",
    EMPLOYEES,
    start=_e.hire_date,
    end=_e.leave_date,
    where=_e.is_consultant == 1,
)

NET_ORDERS = Kpi(
    id="net_orders",
    name=Words("净订单量", "Net orders"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "本期新签减退订后真正增加的订单，是未来几周交车的来源。",
        "What new orders less cancellations really added: the deliveries of the coming weeks.",
    ),
    reads=Words(
        "本期签订的订单 − 本期退订的订单(各按自己的日期)",
        "orders signed - orders cancelled, each on its own day",
    ),
    numerator=Words("签订减退订", "signed less cancelled"),
    denominator=None,
    pitfalls=Words(
        "退订冲减它发生的那个月，不改写已结的月份；含全部客户类别，零售与大客户请分开看。",
        "A cancellation lowers the month in which it happens, never a closed one. All customer "
        "types count: look at retail and fleet apart.",
    ),
    unit=Unit.COUNT,
    direction=Direction.UP,
    rollup=Rollup.ADDITIVE,
    formula=Total(Over(SIGNED) - Over(CANCELLED)),
)

DELIVERIES_QOQ_GROWTH = Kpi(
    id="deliveries_qoq_growth",
    name=Words("销量季度环比增长率", "Quarter-on-quarter delivery growth"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "零售交车比上一季度多了还是少了，看一家店是在往上走还是往下走。",
        "Whether retail deliveries grew over the quarter before: is the store on its way up?",
    ),
    reads=Words(
        "(本季零售交车 − 上季零售交车)÷ 上季零售交车",
        "(retail deliveries of the quarter - those of the one before) / those of the one before",
    ),
    numerator=Words("本季减上季", "this quarter less the one before"),
    denominator=Words("上季零售交车", "retail deliveries of the quarter before"),
    pitfalls=Words(
        "季度未完时，只与上季度同样多的天数相比；一季度有春节，请同时看同比。",
        "A quarter under way is compared with as many days of the one before. Spring Festival lies "
        "in the first quarter: look at the year before as well.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(
        Over(RETAIL_DELIVERED, QUARTER) - Over(RETAIL_DELIVERED, PREVIOUS_QUARTER),
        Over(RETAIL_DELIVERED, PREVIOUS_QUARTER),
    ),
    benchmark=Benchmark(
        0.15, None, None, Words("岗位职责中的目标", "target in a job description of a dealer")
    ),
)

KEY_ACCOUNT_SHARE = Kpi(
    id="key_account_share",
    name=Words("大客户销量占比", "Key-account share of deliveries"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "交车中有多少是大客户：走量但毛利薄，占比过高会掩盖零售的疲软。",
        "Which part of deliveries went to fleets: volume at thin gross, and too much of it hides "
        "weak retail.",
    ),
    reads=Words("大客户交车 ÷ 全部客户交车", "fleet deliveries / all customer deliveries"),
    numerator=Words("大客户交车", "fleet deliveries"),
    denominator=Words("零售、大客户与二网交车", "retail, fleet and outlet deliveries"),
    pitfalls=Words(
        "卖给关联公司的车要警惕；内部用车和试驾车转售不在分母。",
        "Beware of fleets that are related companies; internal cars and resold demo cars are in "
        "neither side.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.BAND,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(FLEET_DELIVERED), Over(CUSTOMER_DELIVERED)),
)

SECONDARY_OUTLET_SALES_SHARE = Kpi(
    id="secondary_outlet_sales_share",
    name=Words("二级网点销量占比", "Secondary-outlet share of deliveries"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "交车中有多少经由二级网点，反映渠道下沉程度和对网点的依赖。",
        "Which part of deliveries went through outlets: reach into the county, and dependence on "
        "it.",
    ),
    reads=Words("有网点代码的交车 ÷ 全部客户交车", "deliveries with an outlet / all deliveries"),
    numerator=Words("经二级网点的交车", "deliveries through outlets"),
    denominator=Words("零售、大客户与二网交车", "retail, fleet and outlet deliveries"),
    pitfalls=Words(
        "只看网点代码，不看客户类别；车调到网点只是移库，交给最终客户才算。",
        "The outlet's code decides, whatever the customer type says. A car moved to an outlet is "
        "not sold before an end customer takes it.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.BAND,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(OUTLET_DELIVERED), Over(ALL_DELIVERED)),
)

DELIVERIES_PER_CONSULTANT = Kpi(
    id="deliveries_per_consultant",
    name=Words("人均销量", "Deliveries per consultant and month"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "平均每位在编销售顾问每月交多少台车：人手够不够、效率高不高。",
        "How many cars a consultant on the payroll delivers a month: are there enough people, and "
        "do they sell?",
    ),
    reads=Words(
        "零售交车 ÷ (日均在职销售顾问 × 折合月数)；一个月等于全年营业日权重的十二分之一",
        "retail deliveries / (mean consultants on the payroll x months); a month is a twelfth of "
        "the year's business-day weight",
    ),
    numerator=Words("零售交车", "retail deliveries"),
    denominator=Words("销售顾问人月", "consultant-months"),
    pitfalls=Words(
        "用每日平均人数，不用月末人数；离职顾问的交车仍计入；新人试用期会拉低。",
        "The mean of days divides, not the head count at month end. Deliveries of consultants who "
        "left still count; trainees pull it down.",
    ),
    unit=Unit.PER_PERSON_MONTH,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(
        Over(RETAIL_DELIVERED),
        Apportion(12 * Mean(CONSULTANTS), part=Over(DAY_WEIGHT), whole=Over(DAY_WEIGHT, YEAR)),
    ),
    benchmark=Benchmark(
        10.0,
        None,
        "ASE Automotive Academy; CDK Global (US: 10 to 10.2 a month)",
        Words("美国门店数据，仅供参考", "stores in the US, for orientation"),
    ),
)

KPIS = (
    NET_ORDERS,
    DELIVERIES_QOQ_GROWTH,
    KEY_ACCOUNT_SHARE,
    SECONDARY_OUTLET_SALES_SHARE,
    DELIVERIES_PER_CONSULTANT,
)
