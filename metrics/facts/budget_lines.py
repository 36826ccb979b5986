"""Cost lines: what an account of expenses was to cost in a month, and what it cost.

A budget names an account, or a whole class of expenses, which then is one line. A month counts once
both sides are there: its books and a budget of expenses. Inside such a month an expense without a
budget is a line too, and so is a budget on which nothing was spent.
"""

import sqlalchemy as sa

from metrics.facts.budgets import BUDGETS
from metrics.facts.columns import ZERO, Column, flag, or_zero, table
from metrics.facts.ledger import EXPENSES, LEDGER, last_day_of
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import month_of_text

WITHIN_TIMES = 20
"""A line is met if twenty times its deviation stays within its budget: five per cent."""


_m = table("account_map")


def _plans() -> sa.Subquery:
    """Budgets of expense accounts and of whole expense classes."""
    b = BUDGETS.c
    return (
        sa.select(
            b.store_code, b.period, b.metric_code, sa.func.sum(or_zero(b.value)).label("amount")
        )
        .select_from(BUDGETS.source.outerjoin(_m, _m.c.account_code == b.metric_code))
        .where(sa.or_(b.metric_code.in_(EXPENSES), _m.c.measure.in_(EXPENSES)))
        .group_by(b.store_code, b.period, b.metric_code)
        .subquery("budgeted_expenses")
    )


_budget = _plans()
_whole = (
    sa.select(_budget.c.store_code, _budget.c.period, _budget.c.metric_code)
    .where(_budget.c.metric_code.in_(EXPENSES))
    .subquery("budgeted_classes")
)


def _movements() -> sa.Subquery:
    """Expenses by account, or by class where the month has a budget for the class as a whole."""
    c = LEDGER.c
    line = sa.func.coalesce(_whole.c.metric_code, c.account_code)
    return (
        sa.select(
            c.store_code,
            c.period,
            line.label("metric_code"),
            sa.func.sum(c.cost).label("amount"),
        )
        .select_from(
            LEDGER.source.outerjoin(
                _whole,
                sa.and_(
                    _whole.c.store_code == c.store_code,
                    _whole.c.period == c.period,
                    _whole.c.metric_code == c.measure,
                ),
            )
        )
        .where(c.measure.in_(EXPENSES))
        .group_by(c.store_code, c.period, line)
        .subquery("actual_expenses")
    )


_actual = _movements()
_books = sa.select(LEDGER.c.store_code, LEDGER.c.period).distinct().subquery("months_with_books")
_planned_months = (
    sa.select(_budget.c.store_code, _budget.c.period).distinct().subquery("months_with_plans")
)


def _same_month(left: sa.FromClause, right: sa.FromClause) -> Column:
    return sa.and_(left.c.store_code == right.c.store_code, left.c.period == right.c.period)


_classes = sa.union_all(
    sa.select(_actual.c.store_code, _actual.c.period, _actual.c.metric_code),
    sa.select(_budget.c.store_code, _budget.c.period, _budget.c.metric_code),
).subquery("expense_classes")
_keys = (
    sa.select(_classes.c.store_code, _classes.c.period, _classes.c.metric_code)
    .distinct()
    .subquery("expense_lines")
)


def _same_line(amounts: sa.Subquery) -> Column:
    return sa.and_(_same_month(amounts, _keys), amounts.c.metric_code == _keys.c.metric_code)


_spent, _planned = or_zero(_actual.c.amount), or_zero(_budget.c.amount)
_over = _spent - _planned

BUDGET_LINES = Fact(
    name="budget_lines",
    words=Words("费用预算执行", "Expenses against budget"),
    source=sa.select(
        _keys.c.store_code,
        _keys.c.period,
        last_day_of(_keys.c.period).label("booked_day"),
        _keys.c.metric_code,
        _spent.label("actual"),
        _planned.label("budget"),
        _over.label("deviation"),
        flag(_planned != 0).label("is_planned"),
        flag(
            sa.and_(
                WITHIN_TIMES * _over <= sa.case((_planned < 0, ZERO - _planned), else_=_planned),
                WITHIN_TIMES * _over >= sa.case((_planned < 0, _planned), else_=ZERO - _planned),
            )
        ).label("is_met"),
    )
    .select_from(
        _keys.join(_books, _same_month(_books, _keys))
        .join(_planned_months, _same_month(_planned_months, _keys))
        .outerjoin(_actual, _same_line(_actual))
        .outerjoin(_budget, _same_line(_budget))
    )
    .subquery("budget_line_rows"),
    tables=("gl_monthly", "budgets"),
    document=("metric_code", "period", "budget", "actual", "deviation", "is_met"),
    dimensions={"metric": "metric_code"},
    labels={
        "budget": Words("预算", "Budget"),
        "actual": Words("实际", "Actual"),
        "deviation": Words("差额", "Deviation"),
        "is_met": Words("偏差5%以内", "Within 5 %"),
    },
)

EXPENSE_PLANS = Fact(
    name="expense_plans",
    words=Words("费用预算", "Budgets of expenses"),
    source=sa.select(
        _budget.c.store_code,
        _budget.c.period,
        _budget.c.metric_code,
        _budget.c.amount,
        month_of_text(_budget.c.period).label("month"),
    ).subquery("expense_plan_rows"),
    tables=("budgets",),
    document=("metric_code", "period", "amount"),
    dimensions={"metric": "metric_code"},
    labels={"amount": Words("预算", "Budget")},
)
"""Budgets of expenses by themselves, for months whose books are not closed yet."""

EXPENSES_PLANNED = Flow(
    "expenses_planned", EXPENSE_PLANS, at=EXPENSE_PLANS.c.month, value=EXPENSE_PLANS.c.amount
)

_c = BUDGET_LINES.c

EXPENSES_ACTUAL = Flow("expenses_actual", BUDGET_LINES, at=_c.booked_day, value=_c.actual)
EXPENSES_BUDGETED = Flow("expenses_budgeted", BUDGET_LINES, at=_c.booked_day, value=_c.budget)
COST_LINES = Flow("cost_lines", BUDGET_LINES, at=_c.booked_day, where=_c.is_planned == 1)
COST_LINES_MET = Flow(
    "cost_lines_met",
    BUDGET_LINES,
    at=_c.booked_day,
    where=sa.and_(_c.is_planned == 1, _c.is_met == 1),
)
