"""How long it takes from a repair until its claim is submitted, and until it is paid, in days.

Days are calendar days, that of the repair being day 0. What is not paid yet is in
``overdue_claims``.
"""

import sqlalchemy as sa

from metrics.facts.columns import flag, or_zero, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow, Reduction, Spread
from metrics.model.words import Words
from warehouse.functions import as_day, days_between

_c = table("warranty_claims").c
_submit_days = days_between(_c.repair_done_at, _c.first_submit_at)
_collect_days = days_between(_c.repair_done_at, _c.paid_at)

CLAIM_MONEY = Fact(
    name="claim_money",
    words=Words("索赔单提报与回款", "Claims submitted and paid"),
    source=sa.select(
        _c.store_code,
        _c.claim_no,
        _c.ro_no,
        _c.vin,
        _c.claim_type,
        _c.final_result,
        _c.repair_done_at,
        _c.first_submit_at,
        as_day(_c.first_submit_at).label("submit_day"),
        _c.paid_at,
        _c.claimed_amount,
        _c.approved_amount,
        _c.paid_amount,
        _submit_days.label("submit_days"),
        _collect_days.label("collect_days"),
        (_c.paid_amount * _collect_days).label("paid_days"),
        flag(sa.and_(_submit_days >= 0, or_zero(_c.claimed_amount) >= 0)).label("is_submission"),
        flag(sa.and_(_collect_days >= 0, _c.paid_amount.is_not(None))).label("is_payment"),
    ).subquery("claim_money_rows"),
    tables=("warranty_claims",),
    document=(
        "claim_no",
        "ro_no",
        "vin",
        "claim_type",
        "repair_done_at",
        "first_submit_at",
        "submit_days",
        "final_result",
        "claimed_amount",
        "approved_amount",
        "paid_at",
        "paid_amount",
        "collect_days",
    ),
    dimensions={"claim_type": "claim_type", "result": "final_result"},
    labels={
        "submit_days": Words("完工到提报(天)", "Days from repair to submission"),
        "collect_days": Words("完工到回款(天)", "Days from repair to payment"),
    },
)

_m = CLAIM_MONEY.c
_paid = _m.is_payment == 1

SUBMISSION_DAYS = Spread(
    "warranty_submission_days",
    CLAIM_MONEY,
    columns={"value": _m.submit_days},
    reduction=Reduction.MEDIAN,
    at=_m.submit_day,
    where=_m.is_submission == 1,
)
CLAIMS_PAID = Flow("warranty_paid", CLAIM_MONEY, at=_m.paid_at, value=_m.paid_amount, where=_paid)
CLAIMS_PAID_DAYS = Flow(
    "warranty_paid_days", CLAIM_MONEY, at=_m.paid_at, value=_m.paid_days, where=_paid
)
