"""Open receivables, month end by month end, with their age on that day.

A list holds until the next one of the store, for ``HOLDS_DAYS`` at most. The age is that of the
list's day: an item does not grow old between two lists. An item without a date of business has no
age and is left out.
"""

import sqlalchemy as sa

from metrics.facts.columns import flag, or_zero, table
from metrics.model.facts import Fact
from metrics.model.measures import Level
from metrics.model.words import Words
from warehouse.functions import add_days, days_between, least

HOLDS_DAYS = 45
OLD_AFTER_DAYS = 60

_a = table("receivables_aging")
_lists = sa.select(_a.c.store_code, _a.c.snapshot_date).distinct()
_this, _other = _lists.subquery("this_list"), _lists.subquery("other_list")
_next = (
    sa.select(
        _this.c.store_code,
        _this.c.snapshot_date,
        sa.func.min(
            sa.case((_other.c.snapshot_date > _this.c.snapshot_date, _other.c.snapshot_date))
        ).label("next_date"),
    )
    .select_from(_this.join(_other, _other.c.store_code == _this.c.store_code))
    .group_by(_this.c.store_code, _this.c.snapshot_date)
    .subquery("next_lists")
)
# One day more than it holds: the end of a level is the first day that no longer counts.
_lapses = add_days(_a.c.snapshot_date, HOLDS_DAYS + 1)
_age = days_between(_a.c.doc_date, _a.c.snapshot_date)

RECEIVABLES = Fact(
    name="receivables",
    words=Words("应收账款", "Open receivables"),
    source=sa.select(
        _a.c.store_code,
        _a.c.doc_no,
        _a.c.debtor_type,
        _a.c.snapshot_date,
        least(sa.func.coalesce(_next.c.next_date, _lapses), _lapses).label("until"),
        _a.c.doc_date,
        _a.c.due_date,
        _a.c.amount,
        _age.label("age_days"),
        days_between(_a.c.due_date, _a.c.snapshot_date).label("overdue_days"),
        flag(_age > OLD_AFTER_DAYS).label("is_old"),
    )
    .select_from(
        _a.outerjoin(
            _next,
            sa.and_(
                _next.c.store_code == _a.c.store_code,
                _next.c.snapshot_date == _a.c.snapshot_date,
            ),
        )
    )
    .where(_a.c.doc_date.is_not(None))
    .subquery("receivable_rows"),
    tables=("receivables_aging",),
    document=(
        "doc_no",
        "debtor_type",
        "snapshot_date",
        "doc_date",
        "due_date",
        "amount",
        "age_days",
        "overdue_days",
    ),
    dimensions={"debtor": "debtor_type"},
    labels={
        "age_days": Words("账龄(天)", "Age, days"),
        "overdue_days": Words("逾期天数", "Days past due"),
    },
)

_c = RECEIVABLES.c


def _open(name: str, where: sa.ColumnElement[bool] | None = None) -> Level:
    return Level(
        name,
        RECEIVABLES,
        start=_c.snapshot_date,
        end=_c.until,
        value=or_zero(_c.amount),
        where=where,
        holds_days=HOLDS_DAYS,
    )


RECEIVABLES_OPEN = _open("receivables_open")
RECEIVABLES_OLD = _open("receivables_old", _c.is_old == 1)
