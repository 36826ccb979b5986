"""The income statement by department: revenue, cost, rebates, expenses, other items.

The departments are the classes of ``account_map``; rebates of the
manufacturer belong to new vehicles, and an account without a department stands under none, so that
the departments add up to the store's net profit.
"""

import sqlalchemy as sa

from metrics.facts.columns import ZERO, Column, or_zero
from metrics.facts.ledger import AFTER_SALES, EXPENSES, LEDGER
from metrics.facts.rebates import REBATES
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words

DEPARTMENTS = {
    "new": "新车",
    "used": "二手车",
    "accessory": "精品",
    "fi": "金融保险",
    "service": "机电维修",
    "body": "钣喷",
    "parts": "配件",
    "admin": "管理",
}
"""Department classes as members of a breakdown."""

_l, _r = LEDGER.c, REBATES.c
_OTHER = ("other_income", "other_expense")
_GROSS = ("revenue", "cogs", "rebate")


def _department(code: Column) -> Column:
    return sa.case(
        *((code == known, sa.literal(word, sa.String())) for known, word in DEPARTMENTS.items())
    )


_rows = sa.union_all(
    sa.select(
        _l.store_code,
        _l.account_code.label("item"),
        _l.account_name.label("item_name"),
        _l.period,
        _l.booked_day,
        _department(_l.dept_measure).label("department"),
        _l.measure.label("line"),
        _l.income.label("amount"),
    ).where(_l.measure.in_(("revenue", "cogs", *EXPENSES, *_OTHER))),
    sa.select(
        _r.store_code,
        _r.rebate_id,
        _r.policy_type,
        _r.earn_period,
        _r.earned_day,
        sa.literal(DEPARTMENTS["new"], sa.String()),
        sa.literal("rebate", sa.String()),
        or_zero(_r.confirmed_amount),
    ).where(_r.confirmed_amount.is_not(None)),
).subquery("department_result_parts")

DEPARTMENT_RESULT = Fact(
    name="department_result",
    words=Words("各部门损益", "Income statement by department"),
    source=sa.select(*_rows.c).subquery("department_result_rows"),
    tables=("gl_monthly", "account_map", "oem_rebates"),
    document=("item", "item_name", "department", "period", "line", "amount"),
    dimensions={"department": "department"},
    labels={
        "item": Words("科目或返利编号", "Account or rebate"),
        "item_name": Words("名称", "Name"),
        "department": Words("部门口径", "Department class"),
        "line": Words("损益项目", "Line"),
        "amount": Words("金额(贷减借)", "Amount, credit less debit"),
    },
)

_c = DEPARTMENT_RESULT.c


def _flow(name: str, value: Column, *lines: str) -> Flow:
    where = _c.line.in_(lines) if lines else None
    return Flow(name, DEPARTMENT_RESULT, at=_c.booked_day, value=value, where=where)


DEPARTMENT_REVENUE = _flow("department_revenue", _c.amount, "revenue")
GROSS_OF_DEPARTMENTS = _flow("gross_of_departments", _c.amount, *_GROSS)
GROSS_OF_AFTER_SALES = Flow(
    "gross_of_after_sales",
    DEPARTMENT_RESULT,
    at=_c.booked_day,
    value=_c.amount,
    where=sa.and_(
        _c.line.in_(_GROSS), _c.department.in_([DEPARTMENTS[code] for code in AFTER_SALES])
    ),
)
DEPARTMENT_EXPENSES = _flow("department_expenses", ZERO - _c.amount, *EXPENSES)
DEPARTMENT_OTHER = _flow("department_other", _c.amount, *_OTHER)
DEPARTMENT_NET = _flow("department_net", _c.amount)
