"""Rebates of the manufacturer: earned for a month, confirmed and received later.

A rebate is owed from the first day of its month, as estimated, until it is confirmed; then as
confirmed, less what came in and what was taken back, each from its own day on.
"""

import sqlalchemy as sa

from metrics.facts.columns import flag, or_zero, table
from metrics.facts.ledger import last_day_of
from metrics.model.facts import Fact
from metrics.model.measures import Flow, Level
from metrics.model.words import Words
from warehouse.functions import as_day, month_of_text

OPEN_DAYS = 366
"""A register stays good for so long: the months after the last rebate still owe it."""

QUALITY_DISCOUNT = "质量折扣"
"""Granted on the standards audit; reckoned apart from what is earned by selling."""

_r = table("oem_rebates")
_earned = month_of_text(_r.c.earn_period)
# A confirmed amount without its day was confirmed at once: nothing else is known of it.
_confirmed = sa.case(
    (_r.c.confirmed_at.is_not(None), _r.c.confirmed_at),
    (_r.c.confirmed_amount.is_not(None), _earned),
)
_settled_from = sa.func.coalesce(_r.c.received_at, _confirmed, _earned)

REBATES = Fact(
    name="rebates",
    words=Words("厂家返利", "Manufacturer rebates"),
    source=sa.select(
        _r.c.store_code,
        _r.c.rebate_id,
        _r.c.policy_code,
        _r.c.policy_type,
        _r.c.earn_period,
        _earned.label("earned_from"),
        last_day_of(_r.c.earn_period).label("earned_day"),
        _r.c.vin,
        _r.c.estimated_amount,
        _r.c.confirmed_amount,
        _r.c.confirmed_at,
        _confirmed.label("confirmed_day"),
        _r.c.received_amount,
        _r.c.received_at,
        _settled_from.label("settled_day"),
        _r.c.clawback_amount,
        _r.c.max_amount,
        # What was kept of a bonus; a clawback counts in the period that had earned it.
        (or_zero(_r.c.confirmed_amount) - or_zero(_r.c.clawback_amount)).label("kept_amount"),
        flag(
            sa.and_(
                _r.c.max_amount.is_not(None),
                sa.func.coalesce(_r.c.policy_type, "") != QUALITY_DISCOUNT,
            )
        ).label("is_bonus"),
        as_day(sa.null()).label("never"),
    ).subquery("rebate_rows"),
    tables=("oem_rebates",),
    document=(
        "rebate_id",
        "policy_code",
        "policy_type",
        "earn_period",
        "vin",
        "estimated_amount",
        "confirmed_amount",
        "confirmed_at",
        "received_amount",
        "received_at",
        "clawback_amount",
    ),
    dimensions={"policy_type": "policy_type"},
)

_c = REBATES.c

REBATES_EARNED = Flow(
    "rebates_earned", REBATES, at=_c.earned_day, value=or_zero(_c.confirmed_amount)
)
REBATES_ESTIMATED = Level(
    "rebates_estimated",
    REBATES,
    start=_c.earned_from,
    end=_c.confirmed_day,
    value=or_zero(_c.estimated_amount),
    holds_days=OPEN_DAYS,
)
REBATES_CONFIRMED = Level(
    "rebates_confirmed",
    REBATES,
    start=_c.confirmed_day,
    end=_c.never,
    value=or_zero(_c.confirmed_amount),
    holds_days=OPEN_DAYS,
)
REBATES_SETTLED = Level(
    "rebates_settled",
    REBATES,
    start=_c.settled_day,
    end=_c.never,
    value=or_zero(_c.received_amount) + or_zero(_c.clawback_amount),
    holds_days=OPEN_DAYS,
)
BONUS_KEPT = Flow(
    "bonus_kept", REBATES, at=_c.earned_day, value=_c.kept_amount, where=_c.is_bonus == 1
)
BONUS_ATTAINABLE = Flow(
    "bonus_attainable", REBATES, at=_c.earned_day, value=_c.max_amount, where=_c.is_bonus == 1
)
