"""Total gross by department: revenue and cost of sales of the ledger, and confirmed rebates.

The departments are those of ``account_map``. What the manufacturer pays back belongs to new
vehicles; an account without a department stands under none, so that the parts add up to the whole.
"""

import sqlalchemy as sa

from metrics.facts.columns import Column, or_zero
from metrics.facts.ledger import AFTER_SALES, LEDGER
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
        _l.income.label("gross"),
    ).where(_l.measure.in_(("revenue", "cogs"))),
    sa.select(
        _r.store_code,
        _r.rebate_id,
        _r.policy_type,
        _r.earn_period,
        _r.earned_day,
        sa.literal(DEPARTMENTS["new"], sa.String()),
        or_zero(_r.confirmed_amount),
    ).where(_r.confirmed_amount.is_not(None)),
).subquery("department_gross_parts")

DEPARTMENT_GROSS = Fact(
    name="department_gross",
    words=Words("各部门收入、成本与返利", "Revenue, cost and rebates by department"),
    source=sa.select(*_rows.c).subquery("department_gross_rows"),
    tables=("gl_monthly", "account_map", "oem_rebates"),
    document=("item", "item_name", "department", "period", "gross"),
    dimensions={"department": "department"},
    labels={
        "item": Words("科目或返利编号", "Account or rebate"),
        "item_name": Words("名称", "Name"),
        "department": Words("部门口径", "Department class"),
        "gross": Words("毛利", "Gross"),
    },
)

_c = DEPARTMENT_GROSS.c

GROSS_OF_DEPARTMENTS = Flow(
    "gross_of_departments", DEPARTMENT_GROSS, at=_c.booked_day, value=_c.gross
)
GROSS_OF_AFTER_SALES = Flow(
    "gross_of_after_sales",
    DEPARTMENT_GROSS,
    at=_c.booked_day,
    value=_c.gross,
    where=_c.department.in_([DEPARTMENTS[code] for code in AFTER_SALES]),
)
