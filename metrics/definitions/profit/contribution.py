"""Where gross comes from: departments, the manufacturer, each head on the payroll."""

import sqlalchemy as sa

from metrics.facts.deliveries import DELIVERIES
from metrics.facts.department_result import GROSS_OF_AFTER_SALES, GROSS_OF_DEPARTMENTS
from metrics.facts.headcount import HEADCOUNT
from metrics.facts.rebates import REBATES_EARNED
from metrics.income_statement import TOTAL_GROSS
from metrics.measures import DAY_WEIGHT
from metrics.model.formula import Apportion, Mean, Over, Ratio, Whole
from metrics.model.kpi import Benchmark, Cadence, Department, Direction, Kpi, Rollup, Unit
from metrics.model.measures import Flow
from metrics.model.windows import CLOSED_MONTHS, YEAR
from metrics.model.words import Words

CHAPTER = Words("毛利来源", "Sources of gross")

_d = DELIVERIES.c

CUSTOMER_FRONT_GROSS = Flow(
    "customer_front_gross",
    DELIVERIES,
    at=_d.delivery_date,
    value=_d.front_gross,
    where=sa.and_(
        _d.is_customer_sale == 1, _d.revenue_ex_vat.is_not(None), _d.cost_ex_vat.is_not(None)
    ),
)

_ALL_DEPARTMENTS = Over(GROSS_OF_DEPARTMENTS, CLOSED_MONTHS)
_REBATES = Over(REBATES_EARNED, CLOSED_MONTHS)

DEPT_GROSS_SHARE = Kpi(
    id="dept_gross_share",
    name=Words("部门毛利贡献占比", "Department share of gross"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "全店毛利由哪些部门挣来；太靠新车，车市一冷全店就亏，售后那一半是压舱石。",
        "Which departments the gross of the store comes from. A store that lives on new cars loses "
        "money as soon as the market cools; the after-sales part is the ballast.",
    ),
    reads=Words(
        "部门毛利 ÷ 综合毛利；不分部门时读售后(机电、钣喷、配件)的占比，按部门看时各部门合计 100%",
        "gross of a department / total gross; undivided it is the share of after-sales (service, "
        "body, parts), by department the members add up to 100 %",
    ),
    numerator=Words("部门毛利(不分部门时为售后毛利)", "gross of the department, or of after-sales"),
    denominator=Words("综合毛利(含已确认返利)", "total gross profit with confirmed rebates"),
    pitfalls=Words(
        "一个部门毛利为负时，其他部门的占比会超过 100%，请看金额，不要画饼图；返利全部归新车；"
        "部门取自科目映射的部门口径，没有标部门的科目单列；综合毛利为负时没有数。",
        "Where one department loses money the others exceed 100 %: look at the amounts and draw no "
        "pie. Rebates belong to new cars. Departments are those of the account map; accounts "
        "without one stand apart. A total gross below zero gives no value.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.BAND,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(GROSS_OF_AFTER_SALES, CLOSED_MONTHS), _ALL_DEPARTMENTS, above_zero=True),
    members=Ratio(_ALL_DEPARTMENTS, Whole(_ALL_DEPARTMENTS), above_zero=True),
    cadence=Cadence.MONTH,
    benchmark=Benchmark(
        None,
        None,
        "Deloitte Profit Focus / eProfitFocus KPI guides (AU)",
        Words(
            "澳洲均衡店：前端 56%，后端 44%；作参考线。",
            "A balanced store in Australia: 56 % front, 44 % back end; a line of reference.",
        ),
    ),
)

REBATE_DEPENDENCE = Kpi(
    id="rebate_dependence",
    name=Words("返利依存度", "Rebate dependence"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "新车毛利里有多少是厂家给的；越高，商务政策一变，新车就由赚变亏。",
        "How much of what new cars earn is the manufacturer's money: the higher, the sooner a "
        "change of policy turns profit into loss.",
    ),
    reads=Words(
        "本期挣得的已确认返利 ÷ (新车裸车毛利 + 同一返利)",
        "confirmed rebates earned in the period / (front gross of new cars + the same rebates)",
    ),
    numerator=Words("已确认返利(按归属月)", "confirmed rebates, by month earned"),
    denominator=Words("新车返利后毛利", "new-car gross after rebates"),
    pitfalls=Words(
        "价格倒挂时超过 100% 是常态；按挣得的月份，不按到账；"
        "最近几个月的返利还没确认，先偏低后回升；"
        "零售、大客户和二网的车都算，内部用车和缺价缺成本的车不算；返利后仍亏的月份没有数。",
        "Over 100 % is normal where cars sell below cost. By month earned, not received; rebates "
        "of the last months are not confirmed yet, so that it starts low. Retail, fleet and outlet "
        "cars count, internal ones and cars without price or cost do not. Months that lose money "
        "even with rebates have no value.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.BAND,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(_REBATES, Over(CUSTOMER_FRONT_GROSS, CLOSED_MONTHS) + _REBATES, above_zero=True),
    cadence=Cadence.MONTH,
)

GROSS_PER_EMPLOYEE = Kpi(
    id="gross_per_employee",
    name=Words("人均毛利", "Gross per employee and month"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "平均每个在册员工每月挣多少毛利：人多还是活少，一看便知。",
        "What each head on the payroll earns a month: whether there are too many people or too "
        "little work.",
    ),
    reads=Words(
        "综合毛利 ÷ (日均在册人数 × 折合月数)；一个月等于全年营业日权重的十二分之一",
        "total gross / (mean head count x months); a month is a twelfth of the year's business-day "
        "weight",
    ),
    numerator=Words("综合毛利(不含税)", "total gross ex VAT"),
    denominator=Words("员工人月", "employee-months"),
    pitfalls=Words(
        "外包的洗车、保安和喷漆不在花名册里，外包多的店显得人均高；兼职按一人计；"
        "人数取每日平均，不取月末；春节月份权重小，折合不足一个月。",
        "Car washers, guards and painters of contractors are not on the roster, which flatters "
        "stores that use them. Part-timers count as one. The mean of days divides, not the month "
        "end. A month with the Spring Festival weighs less than one.",
    ),
    unit=Unit.CNY_PER_PERSON_MONTH,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(
        TOTAL_GROSS,
        Apportion(
            12 * Mean(HEADCOUNT, CLOSED_MONTHS),
            part=Over(DAY_WEIGHT, CLOSED_MONTHS),
            whole=Over(DAY_WEIGHT, YEAR),
        ),
    ),
    cadence=Cadence.MONTH,
)

KPIS = (DEPT_GROSS_SHARE, REBATE_DEPENDENCE, GROSS_PER_EMPLOYEE)
