"""Budgets and targets of the store as a whole, a row for each month, department and metric.

Two readings of one table. ``BUDGETS`` holds the opening version, against which costs are judged
all year. ``TARGETS`` holds the version in force: of all versions the one with the newest day from
which it is in force, as far as that day comes before the month is over; a plan of December does not
rewrite November. Without any such day the opening version goes before others; then the one set
last, then the last by name. Rows without a value state nothing. Both are dated on the first day of
their month; sum them over whole months (``MONTHS``). Targets of teams and people, of years, weeks
and days are parts or sums of these and never added to them.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from metrics.facts.columns import MINUS_ONE, ONE, ZERO, Column, table
from metrics.facts.ledger import AFTER_SALES, EXPENSES, last_day_of
from metrics.model.facts import Fact
from metrics.model.words import Words
from warehouse.functions import concat, month_of_text
from warehouse.schema.plans import EVERYONE, WHOLE_STORE

VERSION = "年初预算"
"""Name of the opening version."""

_b = table("budgets")

_NO_DAY = "0000-00-00"
_KEY = ("store_code", "period", "department", "metric_code")

of_whole_store = sa.and_(
    sa.func.coalesce(_b.c.team, WHOLE_STORE) == WHOLE_STORE,
    sa.func.coalesce(_b.c.owner_id, EVERYONE) == EVERYONE,
)
"""Whether a row is about the store as a whole, not about a team or a person."""

in_time = sa.and_(
    _b.c.value.is_not(None),
    sa.or_(
        _b.c.effective_from.is_(None),
        month_of_text(_b.c.period).is_(None),
        _b.c.effective_from <= last_day_of(_b.c.period),
    ),
)
"""Whether a row states something for its period, and before the period is over."""

rank = concat(
    sa.func.coalesce(concat(_b.c.effective_from, ""), _NO_DAY),
    sa.case((_b.c.version == VERSION, " 1 "), else_=" 0 "),
    sa.func.coalesce(concat(_b.c.set_at, ""), _NO_DAY),
    " ",
    sa.func.coalesce(_b.c.version, ""),
)
"""Of the rows for one thing and period, the one with the greatest rank is in force."""

_month = month_of_text(_b.c.period).label("month")
_columns = (*(_b.c[name] for name in _KEY), _b.c.version, _b.c.value, _month)


def _in_force() -> sa.Subquery:
    """The rows in force, found without window functions: by the greatest rank of their key."""
    newest = (
        sa.select(*(_b.c[name] for name in _KEY), sa.func.max(rank).label("newest"))
        .where(of_whole_store, in_time, _month.is_not(None))
        .group_by(*(_b.c[name] for name in _KEY))
        .subquery("newest_versions")
    )
    same = [
        sa.func.coalesce(newest.c[name], "") == sa.func.coalesce(_b.c[name], "") for name in _KEY
    ]
    return (
        sa.select(*_columns, _b.c.effective_from, _b.c.set_by, _b.c.set_at)
        .select_from(_b.join(newest, sa.and_(*same, newest.c.newest == rank)))
        .where(of_whole_store, in_time)
        .subquery("target_lines")
    )


# Account classes, and the departments that they are of; None for any.
_Side = tuple[tuple[str, ...], tuple[str, ...] | None]
_GROSS = {"revenue": ONE, "rebate_income": ONE, "cogs": MINUS_ONE}
_RESULT = {
    **_GROSS,
    "other_income": ONE,
    "other_expense": MINUS_ONE,
    **dict.fromkeys(EXPENSES, MINUS_ONE),
}
ACCOUNTS_OF = {
    "gross_new_cars": (_GROSS, ("new",)),
    "gross_used_cars": (_GROSS, ("used",)),
    "gross_accessories": (_GROSS, ("accessory",)),
    "gross_finance_insurance": (_GROSS, ("fi",)),
    "gross_service": (_GROSS, ("service", "body")),
    "gross_parts": (_GROSS, ("parts",)),
    "gross_of_lines": (
        _GROSS,
        ("new", "used", "accessory", "fi", "service", "body", "parts"),
    ),
    "operating_expenses": (dict.fromkeys(EXPENSES, ONE), None),
    "net_profit": (_RESULT, None),
}
"""By metric, the signs of the account classes whose budgets add up to it, and of which departments.

Where a plan states the metric itself for a month, its own word goes before the sum; where it states
a whole class of expenses, expenses and profit have no target but such a word.
"""


_BOTH: tuple[_Side, ...] = ((("revenue",), None), (("cogs",), None))
_STORE: tuple[_Side, ...] = tuple(
    ((name,), departments)
    for name in ("revenue", "cogs")
    for departments in (("new",), AFTER_SALES)
)
_NEEDED: dict[str, tuple[_Side, ...]] = {
    # What sells commissions may plan no cost.
    "gross_finance_insurance": ((("revenue",), None),),
    "gross_of_lines": _STORE,
    "operating_expenses": ((EXPENSES, None),),
    "net_profit": (*_STORE, (EXPENSES, None)),
}
"""By metric, account classes and departments of each of which something must be planned; else both
sides of gross.

Revenue alone is no gross, and gross alone is no profit, nor is a part of the store the whole: where
a side is not planned, no target is.
"""


def _of_side(accounts: sa.FromClause, names: Sequence[str], within: Sequence[str] | None) -> Column:
    of_class: Column = accounts.c.measure.in_(names)
    if within is None:
        return of_class
    return sa.and_(of_class, accounts.c.dept_measure.in_(within))


def _planned_whole(metric: str, departments: tuple[str, ...] | None) -> sa.Subquery:
    """Stores and periods whose plan has all sides of a metric."""
    b, m = _b.alias("side"), table("account_map").alias("side_account")
    met = [] if departments is None else [m.c.dept_measure.in_(departments)]
    sides = (
        sa.func.sum(sa.case((_of_side(m, names, within), ONE), else_=ZERO)) > 0
        for names, within in _NEEDED.get(metric, _BOTH)
    )
    return (
        sa.select(b.c.store_code, b.c.period)
        .select_from(b.join(m, m.c.account_code == b.c.metric_code))
        .where(
            sa.func.coalesce(b.c.team, WHOLE_STORE) == WHOLE_STORE,
            sa.func.coalesce(b.c.owner_id, EVERYONE) == EVERYONE,
            b.c.value.is_not(None),
            *met,
        )
        .group_by(b.c.store_code, b.c.period)
        .having(sa.and_(*sides))
        .subquery(f"planned_{metric}")
    )


def _stated() -> sa.Subquery:
    """Rows of the plan, and rows of accounts under the metrics that they add up to."""
    m = table("account_map")
    own = _b.alias("stated_itself")
    parts = [
        sa.select(
            *(_b.c[name] for name in _KEY), _b.c.version, _b.c.value, rank.label("rank")
        ).where(of_whole_store, in_time)
    ]
    for metric, (signs, departments) in ACCOUNTS_OF.items():
        sign = sa.case(*((m.c.measure == name, value) for name, value in signs.items()))
        whole = _planned_whole(metric, departments)
        # A class that is planned as a whole stands for its accounts, which would be half of it.
        classes = [name for name in EXPENSES if name in signs]
        itself = sa.and_(
            own.c.store_code == _b.c.store_code,
            own.c.period == _b.c.period,
            own.c.metric_code.in_([metric, *classes]),
        )
        found = (
            sa.select(
                _b.c.store_code,
                _b.c.period,
                # Accounts stand apart, so that each goes by its own version in force.
                _b.c.metric_code.label("department"),
                sa.literal(metric, sa.String()).label("metric_code"),
                _b.c.version,
                (_b.c.value * sign).label("value"),
                rank.label("rank"),
            )
            .select_from(
                _b.join(m, m.c.account_code == _b.c.metric_code)
                .join(
                    whole,
                    sa.and_(whole.c.store_code == _b.c.store_code, whole.c.period == _b.c.period),
                )
                .outerjoin(own, itself)
            )
            .where(
                of_whole_store, in_time, m.c.measure.in_(list(signs)), own.c.store_code.is_(None)
            )
        )
        if departments is not None:
            found = found.where(m.c.dept_measure.in_(departments))
        parts.append(found)
    return sa.union_all(*parts).subquery("stated_targets")


STATED = Fact(
    name="stated_targets",
    words=Words("各版目标", "Targets as stated"),
    source=_stated(),
    # The map of accounts only widens it: without one, what plans state themselves is there.
    tables=("budgets",),
    document=("period", "department", "metric_code", "version", "value"),
)
"""Every version that may be in force; ``rank`` says which of them is."""

BUDGETS = Fact(
    name="budgets",
    words=Words("预算与目标", "Budgets and targets"),
    source=sa.select(*_columns)
    .where(_b.c.version == VERSION, of_whole_store)
    .subquery("budget_lines"),
    tables=("budgets",),
    document=("period", "department", "metric_code", "version", "value"),
    dimensions={"department": "department", "metric": "metric_code"},
)

TARGETS = Fact(
    name="targets",
    words=Words("现行目标", "Targets in force"),
    source=_in_force(),
    tables=("budgets",),
    document=(
        "period",
        "department",
        "metric_code",
        "version",
        "value",
        "effective_from",
        "set_by",
        "set_at",
    ),
    dimensions={"department": "department", "metric": "metric_code"},
)
