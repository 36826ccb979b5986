"""The books: what each account moved in a month, and what it held at its end.

Movements are those before the closing entries, dated on the last day of their month. Which accounts
are revenue or which kind of cost is said by ``account_map``; an account that it does not know moves
no measure.
"""

import sqlalchemy as sa

from metrics.facts.columns import ZERO, Column, or_zero, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow, Level
from metrics.model.words import Words
from warehouse.functions import add_days, least, month_of_text, month_start

EXPENSES = ("selling_exp", "marketing_exp", "personnel", "overhead", "finance_cost")
"""Classes of operating expenses, finance cost included."""

AFTER_SALES = ("service", "body", "parts")
"""Department classes of after-sales."""

HOLDS_DAYS = 45
"""How long a month-end balance stands for the days after it."""

_g, _m = table("gl_monthly"), table("account_map")
_debit, _credit = or_zero(_g.c.debit), or_zero(_g.c.credit)


def last_day_of(period: Column) -> Column:
    """The last day of a month written ``YYYYMM``."""
    return add_days(month_start(add_days(month_of_text(period), 31)), -1)


LEDGER = Fact(
    name="ledger",
    words=Words("科目发生额", "Ledger movements by month"),
    source=sa.select(
        _g.c.store_code,
        _g.c.period,
        last_day_of(_g.c.period).label("booked_day"),
        _g.c.account_code,
        _g.c.account_name,
        _g.c.department,
        _m.c.measure,
        _m.c.dept_measure,
        _m.c.is_variable_selling,
        _g.c.debit,
        _g.c.credit,
        _g.c.closed_at,
        (_credit - _debit).label("income"),
        (_debit - _credit).label("cost"),
    )
    .select_from(_g.outerjoin(_m, _m.c.account_code == _g.c.account_code))
    .subquery("ledger_rows"),
    tables=("gl_monthly", "account_map"),
    document=(
        "account_code",
        "account_name",
        "department",
        "period",
        "measure",
        "debit",
        "credit",
        "closed_at",
    ),
    dimensions={"account": "account_code", "department": "department", "metric": "measure"},
    labels={"income": Words("贷减借", "Credit less debit"), "cost": Words("借减贷", "Net cost")},
)

_day = LEDGER.c.booked_day
_class = LEDGER.c.measure


def _moved(name: str, amount: Column, *measures: str, reported: str | None = None) -> Flow:
    met = _class.in_(measures)
    return Flow(name, LEDGER, at=_day, value=amount, where=met, reported=reported)


LEDGER_REVENUE = _moved("ledger_revenue", LEDGER.c.income, "revenue", reported="total_revenue")
LEDGER_COST_OF_SALES = _moved(
    "ledger_cost_of_sales", LEDGER.c.cost, "cogs", reported="total_cost_of_sales"
)
LEDGER_EXPENSES = _moved("ledger_expenses", LEDGER.c.cost, *EXPENSES)
LEDGER_MARKETING = _moved("ledger_marketing", LEDGER.c.cost, "marketing_exp")
LEDGER_OTHER_INCOME = _moved("ledger_other_income", LEDGER.c.income, "other_income")
LEDGER_OTHER_EXPENSE = _moved("ledger_other_expense", LEDGER.c.cost, "other_expense")
LEDGER_PERSONNEL = _moved("ledger_personnel", LEDGER.c.cost, "personnel")
LEDGER_VARIABLE_SELLING = Flow(
    "ledger_variable_selling",
    LEDGER,
    at=_day,
    value=LEDGER.c.cost,
    where=sa.and_(_class.in_(EXPENSES), LEDGER.c.is_variable_selling.is_(True)),
)
LEDGER_AFTER_SALES_GROSS = Flow(
    "ledger_after_sales_gross",
    LEDGER,
    at=_day,
    value=LEDGER.c.income,
    where=sa.and_(_class.in_(("revenue", "cogs")), LEDGER.c.dept_measure.in_(AFTER_SALES)),
)


def _owed() -> Column:
    """The balance of a liability, positive where money is owed.

    Some ledgers write balances positive on the normal side of an account, others negative on the
    credit side; the movement tells which, and where nothing moved a minus sign does.
    """
    opening, closing = or_zero(_g.c.opening_balance), or_zero(_g.c.closing_balance)
    moved = _debit != _credit
    return sa.case(
        (sa.and_(moved, opening - _debit + _credit == closing), closing),
        (sa.and_(moved, opening + _debit - _credit == closing), ZERO - closing),
        (closing < 0, ZERO - closing),
        else_=closing,
    )


def _balances() -> sa.Subquery:
    """Closing balances with the days for which they stand: until the next month end known."""
    known = (
        sa.select(_g.c.store_code, last_day_of(_g.c.period).label("booked_day"))
        .distinct()
        .subquery("known_month_ends")
    )
    later = known.alias("later_month_ends")
    months = (
        sa.select(
            known.c.store_code,
            known.c.booked_day,
            sa.func.min(
                sa.case((later.c.booked_day > known.c.booked_day, later.c.booked_day))
            ).label("next_day"),
        )
        .select_from(known.join(later, later.c.store_code == known.c.store_code))
        .group_by(known.c.store_code, known.c.booked_day)
        .subquery("balance_months")
    )
    booked = last_day_of(_g.c.period)
    # One day more than it holds: the day on which it no longer counts.
    lapses = add_days(booked, HOLDS_DAYS + 1)
    return (
        sa.select(
            _g.c.store_code,
            _g.c.period,
            booked.label("booked_day"),
            least(sa.func.coalesce(months.c.next_day, lapses), lapses).label("until_day"),
            _g.c.account_code,
            _g.c.account_name,
            _g.c.department,
            _m.c.measure,
            _g.c.closing_balance,
            _owed().label("owed"),
        )
        .select_from(
            _g.outerjoin(_m, _m.c.account_code == _g.c.account_code).outerjoin(
                months,
                sa.and_(months.c.store_code == _g.c.store_code, months.c.booked_day == booked),
            )
        )
        .subquery("balance_rows")
    )


BALANCES = Fact(
    name="balances",
    words=Words("科目期末余额", "Closing balances"),
    source=_balances(),
    tables=("gl_monthly",),
    document=(
        "account_code",
        "account_name",
        "department",
        "period",
        "measure",
        "closing_balance",
    ),
    dimensions={"account": "account_code", "department": "department"},
)


def _held(name: str, measure: str, amount: Column) -> Level:
    b = BALANCES.c
    return Level(
        name,
        BALANCES,
        start=b.booked_day,
        end=b.until_day,
        value=or_zero(amount),
        where=b.measure == measure,
        holds_days=HOLDS_DAYS,
    )


CURRENT_ASSETS = _held("current_assets", "current_asset", BALANCES.c.closing_balance)
CURRENT_LIABILITIES = _held("current_liabilities", "current_liability", BALANCES.c.owed)
