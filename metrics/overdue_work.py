"""Work of each department that is overdue on a day: how much, for how much money, whose.

Each is a KPI beside the catalogue, so that the morning page, the command line and the documents
behind it agree.
"""

from dataclasses import dataclass

from metrics.facts.complaints import CLOSE_DAYS, COMPLAINTS_LATE
from metrics.facts.contact_events import CALLS_LATE, QUEUE_DAYS, WITHIN_DAYS
from metrics.facts.open_orders import LONG_AFTER, OPEN_LONG, OPEN_LONG_LABOUR
from metrics.facts.overdue_claims import CLAIMS_OVERDUE, CLAIMS_OVERDUE_COUNT, OVERDUE_AFTER
from metrics.facts.renewals import CONTACT_AHEAD_DAYS, RENEWALS_UNCALLED
from metrics.facts.stock import OLD_AFTER, OLD_COST, OLD_UNITS
from metrics.model.formula import AtEnd, Closing
from metrics.model.kpi import Department, Direction, Kpi, Rollup, Unit
from metrics.model.measures import Level
from metrics.model.words import Words

CHAPTER = Words("到期未办", "Overdue work")

_PURPOSE = Words(
    "今天就该有人去办的事：多少件、压着多少钱。",
    "What somebody should see to today: how many, and how much money waits behind them.",
)


def _kpi(
    name: str, words: Words, department: Department, level: Level, reads: Words, unit: Unit
) -> Kpi:  # fmt: skip
    return Kpi(
        id=name,
        name=words,
        department=department,
        chapter=CHAPTER,
        purpose=_PURPOSE,
        reads=reads,
        numerator=words,
        denominator=None,
        pitfalls=Words(
            "按期末那天的数据，办完而没有登记的仍在列。",
            "As of the last day of the data: what was done and not entered is still there.",
        ),
        unit=unit,
        direction=Direction.DOWN,
        rollup=Rollup.CLOSING,
        formula=Closing(AtEnd(level)),
    )


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work.

    Attributes:
        count: how many are overdue.
        amount: CNY behind them; None where there is none to tell.
        owner: who answers for it.
    """

    count: Kpi
    amount: Kpi | None
    owner: Words


_SALES = Words("销售经理", "Sales manager")
_AFTER_SALES = Words("售后经理", "After-sales manager")
_FINANCE = Words("金融保险经理", "F&I manager")
_SERVICE = Words("客服经理", "Customer service manager")

WORK = (
    Work(
        _kpi(
            "overdue_stock",
            Words("长库龄新车", "Aged new cars"),
            Department.SALES,
            OLD_UNITS,
            Words(f"库龄超过 {OLD_AFTER} 天的新车", f"new cars in stock over {OLD_AFTER} days"),
            Unit.COUNT,
        ),
        _kpi(
            "overdue_stock_cost",
            Words("长库龄新车成本", "Cost of aged new cars"),
            Department.SALES,
            OLD_COST,
            Words("这些车的成本", "cost of these cars"),
            Unit.CNY,
        ),
        _SALES,
    ),
    Work(
        _kpi(
            "overdue_claims",
            Words("超期未回款索赔", "Claims unpaid too long"),
            Department.AFTER_SALES,
            CLAIMS_OVERDUE_COUNT,
            Words(
                f"维修后超过 {OVERDUE_AFTER} 天仍未回款的索赔单",
                f"claims unpaid {OVERDUE_AFTER} days after the repair",
            ),
            Unit.COUNT,
        ),
        _kpi(
            "overdue_claims_amount",
            Words("超期未回款金额", "Amount of overdue claims"),
            Department.AFTER_SALES,
            CLAIMS_OVERDUE,
            Words("这些索赔的未回款金额", "what is open of these claims"),
            Unit.CNY,
        ),
        _AFTER_SALES,
    ),
    Work(
        _kpi(
            "overdue_orders",
            Words("长期未结工单", "Orders open too long"),
            Department.AFTER_SALES,
            OPEN_LONG,
            Words(
                f"进厂超过 {LONG_AFTER} 天仍未结算的工单",
                f"orders not settled {LONG_AFTER} days after arrival",
            ),
            Unit.COUNT,
        ),
        _kpi(
            "overdue_orders_labour",
            Words("长期未结工时", "Labour of orders open too long"),
            Department.AFTER_SALES,
            OPEN_LONG_LABOUR,
            Words("这些工单的工时费，不含配件", "labour of these orders, without parts"),
            Unit.CNY,
        ),
        _AFTER_SALES,
    ),
    Work(
        _kpi(
            "overdue_renewals",
            Words("临期续保未联系", "Renewals nobody called about"),
            Department.FINANCE_INSURANCE,
            RENEWALS_UNCALLED,
            Words(
                f"{CONTACT_AHEAD_DAYS} 天内到期、未续、还没联系过的车辆",
                f"policies that end within {CONTACT_AHEAD_DAYS} days, not renewed, nobody called",
            ),
            Unit.COUNT,
        ),
        None,
        _FINANCE,
    ),
    Work(
        _kpi(
            "overdue_callbacks",
            Words("超期未回访", "Call-backs overdue"),
            Department.CUSTOMER_SERVICE,
            CALLS_LATE,
            Words(
                f"交车或出厂超过 {WITHIN_DAYS} 天还没打通，此后 {QUEUE_DAYS} 天内在列",
                f"nobody reached {WITHIN_DAYS} days after delivery or repair; listed for "
                f"{QUEUE_DAYS} days",
            ),
            Unit.COUNT,
        ),
        None,
        _SERVICE,
    ),
    Work(
        _kpi(
            "overdue_complaints",
            Words("超期未结投诉", "Complaints open too long"),
            Department.CUSTOMER_SERVICE,
            COMPLAINTS_LATE,
            Words(f"受理超过 {CLOSE_DAYS} 天未关闭", f"not closed within {CLOSE_DAYS} days"),
            Unit.COUNT,
        ),
        None,
        _SERVICE,
    ),
)
WORK_KPIS = tuple(kpi for work in WORK for kpi in (work.count, work.amount) if kpi is not None)
