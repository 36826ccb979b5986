"""Warranty claims that are still unpaid long after the repair, spell by spell.

A claim is told in spells, so that a past day keeps what was open on it: the amount claimed until
the claim is granted, refused or paid; the amount granted until it is paid; and what a payment left
open. Withdrawn claims bear no date of withdrawal and are left out.
"""

from datetime import date

import sqlalchemy as sa

from metrics.facts.columns import ZERO, Column, or_zero, table
from metrics.model.facts import Fact
from metrics.model.measures import Level
from metrics.model.words import Words
from warehouse.functions import add_days, as_day, greatest, least

OVERDUE_AFTER = 60
"""Days after the repair beyond which an unpaid claim is overdue."""

REFUSED, WITHDRAWN = "拒赔", "撤回"

_c, _e = table("warranty_claims").c, table("warranty_claim_events").c
_NEVER = as_day(date(2999, 12, 31))
_reviews = (
    sa.select(
        _e.store_code, _e.claim_no, sa.func.max(as_day(_e.reviewed_at)).label("last_review_day")
    )
    .group_by(_e.store_code, _e.claim_no)
    .subquery("last_reviews")
)
_is_refused = sa.func.coalesce(_c.final_result, "") == REFUSED
_granted = sa.case((_is_refused, sa.null()), else_=_c.approved_amount)
_owed = sa.func.coalesce(_granted, _c.claimed_amount)
# A payment without a day was made some time: what it paid was never open.
_undated = sa.case((_c.paid_at.is_(None), or_zero(_c.paid_amount)), else_=ZERO)
_overdue_day = add_days(_c.repair_done_at, OVERDUE_AFTER + 1)
_granted_day = sa.case((_granted.is_not(None), as_day(_c.approved_at)))
_refused_day = sa.case((_is_refused, _reviews.c.last_review_day))


def _or_never(day: Column) -> Column:
    return sa.func.coalesce(day, _NEVER)


def _spell(start: Column, end: Column, amount: Column, which: Column) -> sa.Select[tuple[object]]:
    """Claims with what is open of them from a day until the day before another."""
    return (
        sa.select(
            _c.store_code,
            _c.claim_no,
            _c.ro_no,
            _c.vin,
            _c.claim_type,
            _c.final_result,
            _c.repair_done_at,
            _c.first_submit_at,
            _c.claimed_amount,
            _c.approved_amount,
            _c.paid_at,
            _c.paid_amount,
            start.label("since"),
            end.label("until"),
            amount.label("open_amount"),
        )
        .select_from(
            table("warranty_claims").outerjoin(
                _reviews,
                sa.and_(_reviews.c.store_code == _c.store_code, _reviews.c.claim_no == _c.claim_no),
            )
        )
        .where(sa.func.coalesce(_c.final_result, "") != WITHDRAWN, which)
    )


# Granted on an unknown day: the amount granted is the better guess for the time before.
_asked = sa.case((_granted_day.is_(None), _owed), else_=sa.func.coalesce(_c.claimed_amount, _owed))
_left = _owed - sa.func.coalesce(_c.paid_amount, _owed)
_spells = sa.union_all(
    _spell(
        _overdue_day,
        least(least(_or_never(_granted_day), _or_never(_refused_day)), _or_never(_c.paid_at)),
        _asked - _undated,
        sa.or_(sa.not_(_is_refused), _refused_day.is_not(None)),
    ),
    _spell(
        greatest(_overdue_day, _granted_day),
        _or_never(_c.paid_at),
        _owed - _undated,
        _granted_day.is_not(None),
    ),
    # More than was owed is no debt of the store.
    _spell(
        greatest(_overdue_day, _c.paid_at),
        _NEVER,
        _left,
        sa.and_(sa.not_(_is_refused), _c.paid_at.is_not(None), sa.or_(_left > 0, _owed < 0)),
    ),
).subquery("overdue_claim_rows")

OVERDUE_CLAIMS = Fact(
    name="overdue_claims",
    words=Words("超期未回款的索赔单", "Claims unpaid beyond their time"),
    source=_spells,
    tables=("warranty_claims",),
    document=(
        "claim_no",
        "ro_no",
        "vin",
        "claim_type",
        "repair_done_at",
        "first_submit_at",
        "final_result",
        "claimed_amount",
        "approved_amount",
        "paid_at",
        "paid_amount",
        "open_amount",
    ),
    dimensions={"claim_type": "claim_type", "result": "final_result"},
    labels={"open_amount": Words("未回款金额", "Amount still open")},
)

_d = OVERDUE_CLAIMS.c

CLAIMS_OVERDUE_COUNT = Level(
    "warranty_overdue_claims",
    OVERDUE_CLAIMS,
    start=_d.since,
    end=_d.until,
    where=_d.open_amount > 0,
)
CLAIMS_OVERDUE = Level(
    "warranty_overdue",
    OVERDUE_CLAIMS,
    start=_d.since,
    end=_d.until,
    value=_d.open_amount,
)
