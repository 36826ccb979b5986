"""The lines of the dealership: what each earned, day by day, from documents.

The books know it a month later. Each line is a KPI like those of the catalogue, so that screen,
command line and roll-ups answer it alike; its target is what the opening budget states for the
accounts of its departments (``metrics.facts.budgets``). The six lines add up to ``gross_of_lines``.
"""

from dataclasses import dataclass, replace

import sqlalchemy as sa

from metrics.facts.accessory_lines import ACCESSORY_GROSS
from metrics.facts.deliveries import DELIVERIES
from metrics.facts.fi_income import FI_GROSS
from metrics.facts.parts_flow import COUNTER_GROSS
from metrics.facts.repair_orders import ORDER_PARTS_GROSS, SERVICE_GROSS
from metrics.facts.used import USED_SOLD, USED_SOLD_GROSS
from metrics.income_statement import EXPENSES
from metrics.measures import CUSTOMER_DELIVERED
from metrics.model.formula import Over, Term, Total
from metrics.model.kpi import Cadence, Department, Direction, Kpi, Rollup, Unit
from metrics.model.measures import Flow
from metrics.model.words import Words

CHAPTER = Words("业务线毛利", "Gross by line")

_d = DELIVERIES.c
_known = sa.and_(
    _d.is_customer_sale == 1, _d.revenue_ex_vat.is_not(None), _d.cost_ex_vat.is_not(None)
)
NEW_CAR_GROSS = Flow(
    "new_car_gross",
    DELIVERIES,
    at=_d.delivery_date,
    value=_d.front_gross + _d.rebate_confirmed + _d.rebate_estimated,
    where=_known,
)
NEW_CAR_REBATES_ESTIMATED = Flow(
    "new_car_rebates_estimated",
    DELIVERIES,
    at=_d.delivery_date,
    value=_d.rebate_estimated,
    where=_known,
)

_PURPOSE = Words(
    "这条业务线每天挣了多少毛利，不等结账；与预算比，看差在哪条线。",
    "What the line earned, day by day, without waiting for the books; beside the budget it says "
    "which line is behind.",
)
_GROSS = Words("毛利(不含税)", "gross ex VAT")


def _amount(  # noqa: PLR0913 - the parts of one line
    name: str,
    words: Words,
    department: Department,
    term: Term,
    reads: Words,
    pitfalls: Words,
    tolerates: frozenset[str] = frozenset(),
) -> Kpi:
    return Kpi(
        id=name,
        name=words,
        department=department,
        chapter=CHAPTER,
        purpose=_PURPOSE,
        reads=reads,
        numerator=_GROSS,
        denominator=None,
        pitfalls=pitfalls,
        unit=Unit.CNY,
        direction=Direction.UP,
        rollup=Rollup.ADDITIVE,
        formula=Total(term),
        tolerates=tolerates,
    )


NEW_CARS = _amount(
    "gross_new_cars",
    Words("新车毛利", "New-car gross"),
    Department.SALES,
    Over(NEW_CAR_GROSS),
    Words(
        "交车：裸车毛利 + 已确认返利 + 预估未确认返利",
        "deliveries: front gross + confirmed rebates + rebates estimated and not confirmed",
    ),
    Words(
        "预估返利可能落空，单列其数；不按车计的销量奖、满意度奖不在内，要等厂家确认；"
        "缺价或缺成本的车不计。",
        "Estimated rebates may fail and are shown apart. Volume and satisfaction bonuses that are "
        "not per car stay out until confirmed. Cars without price or cost do not count.",
    ),
)
USED_CARS = _amount(
    "gross_used_cars",
    Words("二手车毛利", "Used-car gross"),
    Department.SALES,
    Over(USED_SOLD_GROSS),
    Words("售出：收入 − 收购成本 − 整备", "sold: revenue - purchase - reconditioning"),
    Words(
        "零售、批售和寄售都算；缺价或缺成本的车不计，寄售没有成本。",
        "Retail, wholesale and consignment together. Cars without price or cost do not count; "
        "those on consignment have no cost.",
    ),
)
ACCESSORIES = _amount(
    "gross_accessories",
    Words("精品毛利", "Accessory gross"),
    Department.SALES,
    Over(ACCESSORY_GROSS),
    Words(
        "精品销售行：收入 − 成本；赠送只有成本",
        "accessory lines: revenue - cost; gifts have a cost only",
    ),
    Words(
        "随车与单卖都算，按销售日期；没有成本的行不计；送出的精品拉低本线，却帮了新车成交。",
        "With a car or alone, by day of sale. Lines without a cost do not count. What is given "
        "away lowers this line and helped to sell the car.",
    ),
)
FINANCE_INSURANCE = _amount(
    "gross_finance_insurance",
    Words("金融保险毛利", "Finance and insurance gross"),
    Department.FINANCE_INSURANCE,
    Over(FI_GROSS),
    Words(
        "贷款返佣(放款日)+ 新保与续保手续费(出单日)+ 衍生产品毛利 − 扣回与退订",
        "loan commission (disbursement) + insurance commission, new and renewed (issue) + product "
        "gross - clawbacks and cancellations",
    ),
    Words(
        "扣回、退订记在发生的那天；衍生产品表从未导入时按没有销售计。",
        "What is taken back counts on its own day. Products that were never loaded count as none "
        "sold.",
    ),
    frozenset({"fi_products"}),
)
SERVICE = _amount(
    "gross_service",
    Words("维修工时毛利", "Service labour gross"),
    Department.AFTER_SALES,
    Over(SERVICE_GROSS),
    Words(
        "结算工单：工时与其他收入 − 优惠 − 工时与其他成本(机修与钣喷)",
        "settled orders: labour and other sales - discount - their cost (mechanical and body)",
    ),
    Words(
        "整单优惠都记在工时上；没有成本的工单不计。",
        "Discounts of an order all count against labour. Orders without cost do not count.",
    ),
)
PARTS = _amount(
    "gross_parts",
    Words("配件毛利", "Parts gross"),
    Department.PARTS,
    Over(ORDER_PARTS_GROSS) + Over(COUNTER_GROSS),
    Words(
        "结算工单的材料费 − 材料成本，加外销出库的销售额 − 成本",
        "parts of settled orders less their cost, and counter sales less their cost",
    ),
    Words(
        "工单按结算日、外销按出库日，所以与按出库日的配件毛利率分子不同；厂家配件返利不在内；"
        "配件出库表从未导入时按没有外销计。",
        "Orders count by settlement and counter sales by issue, so that it differs from the "
        "numerator of parts margin. Bonuses of the manufacturer stay out. Issues that were never "
        "loaded count as no counter sales.",
    ),
    frozenset({"parts_issue_lines"}),
)
_TERMS = (
    NEW_CAR_GROSS,
    USED_SOLD_GROSS,
    ACCESSORY_GROSS,
    FI_GROSS,
    SERVICE_GROSS,
    ORDER_PARTS_GROSS,
    COUNTER_GROSS,
)


def _added() -> Term:
    first, *rest = (Over(measure) for measure in _TERMS)
    term: Term = first
    for each in rest:
        term = term + each
    return term


ALL_LINES = _amount(
    "gross_of_lines",
    Words("毛利合计", "Gross of all lines"),
    Department.PROFIT,
    _added(),
    Words("六条业务线之和", "the six lines added up"),
    Words(
        "来自单据，含预估返利；与账面差在不按车计的返利和跨期，见综合毛利。",
        "From documents, estimated rebates included. The books differ by rebates that are not per "
        "car and by timing: see total gross profit.",
    ),
    frozenset({"fi_products", "parts_issue_lines"}),
)
OPERATING_EXPENSES = Kpi(
    id="operating_expenses",
    name=Words("费用", "Expenses"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "毛利要先养活的钱：人员、销售、市场、场地和资金。",
        "What gross has to pay for first: people, selling, marketing, premises and money.",
    ),
    reads=Words(
        "销售费用 + 市场费用 + 人员 + 管理费用 + 财务费用(账面)",
        "selling + marketing + personnel + overhead + finance cost, as booked",
    ),
    numerator=Words("费用(不含税)", "expenses ex VAT"),
    denominator=None,
    pitfalls=Words(
        "结账后才有；未结账的月份按最近已结账月分摊估算，并标明。",
        "Known once the books are closed. A month that is open is estimated from the last closed "
        "one, and says so.",
    ),
    unit=Unit.CNY,
    direction=Direction.DOWN,
    rollup=Rollup.ADDITIVE,
    formula=Total(EXPENSES),
    cadence=Cadence.MONTH,
    estimated=True,
)
NEW_CARS_SOLD = replace(
    _amount(
        "units_new_cars",
        Words("新车台数", "New cars delivered"),
        Department.SALES,
        Over(CUSTOMER_DELIVERED),
        Words("交给客户的新车(零售、大客户、二网)", "new cars delivered to customers"),
        Words("红冲为负。", "Reversals count below zero."),
    ),
    unit=Unit.COUNT,
    numerator=Words("交车台数", "cars delivered"),
)
USED_CARS_SOLD = replace(
    _amount(
        "units_used_cars",
        Words("二手车台数", "Used cars sold"),
        Department.SALES,
        Over(USED_SOLD),
        Words("售出的二手车(零售、批售与寄售)", "used cars sold: retail, wholesale, consignment"),
        Words(
            "缺价或缺成本的车不计，寄售没有成本。",
            "Cars without price or cost do not count; those on consignment have no cost.",
        ),
    ),
    unit=Unit.COUNT,
    numerator=Words("售出台数", "cars sold"),
)
REBATES_ESTIMATED = _amount(
    "rebates_estimated",
    Words("新车预估返利", "Estimated rebates of new cars"),
    Department.SALES,
    Over(NEW_CAR_REBATES_ESTIMATED),
    Words("交车的预估未确认返利", "rebates of deliveries, estimated and not confirmed"),
    Words("厂家没有确认，可能落空。", "Not confirmed by the manufacturer; it may fail."),
)


@dataclass(frozen=True, slots=True)
class BusinessLine:
    """A line of the dealership.

    Attributes:
        gross: what it earned.
        words: its name, beside a heading that says gross.
        volume: KPI of the units or visits behind it; None where there is nothing to count.
    """

    gross: Kpi
    words: Words
    volume: str | None


LINES = (
    BusinessLine(NEW_CARS, Words("新车", "New cars"), NEW_CARS_SOLD.id),
    BusinessLine(USED_CARS, Words("二手车", "Used cars"), USED_CARS_SOLD.id),
    BusinessLine(ACCESSORIES, Words("精品", "Accessories"), None),
    BusinessLine(FINANCE_INSURANCE, Words("金融保险", "Finance and insurance"), None),
    BusinessLine(SERVICE, Words("维修工时", "Service labour"), "as_visits"),
    BusinessLine(PARTS, Words("配件", "Parts"), None),
)
LINE_KPIS = (
    *(line.gross for line in LINES),
    ALL_LINES,
    OPERATING_EXPENSES,
    NEW_CARS_SOLD,
    USED_CARS_SOLD,
    REBATES_ESTIMATED,
)
"""KPIs beside the catalogue."""
