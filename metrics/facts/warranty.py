"""Warranty claims with the days of their first and their final review; each claim is one row."""

import sqlalchemy as sa

from metrics.facts.columns import flag, or_zero, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import as_day

_c = table("warranty_claims")
_e = table("warranty_claim_events")

_reviews = (
    sa.select(
        _e.c.store_code,
        _e.c.claim_no,
        sa.func.min(_e.c.reviewed_at).label("first_reviewed_at"),
        sa.func.max(_e.c.reviewed_at).label("last_reviewed_at"),
        sa.func.min(sa.case((_e.c.result == "通过", _e.c.submit_seq))).label("passed_at_try"),
        sa.func.min(_e.c.submit_seq).label("first_try"),
    )
    .group_by(_e.c.store_code, _e.c.claim_no)
    .subquery("reviews")
)
_decided = _c.c.final_result.in_(("通过", "部分通过", "拒赔"))
# A refusal pays nothing; an approval without an amount was paid as claimed.
_granted = sa.case(
    (_c.c.final_result == "拒赔", or_zero(_c.c.approved_amount)),
    else_=sa.func.coalesce(_c.c.approved_amount, _c.c.claimed_amount),
)

CLAIMS = Fact(
    name="warranty_claims",
    words=Words("索赔单", "Warranty claims"),
    source=sa.select(
        _c.c.store_code,
        _c.c.claim_no,
        _c.c.ro_no,
        _c.c.vin,
        _c.c.claim_type,
        _c.c.first_submit_at,
        _c.c.submit_count,
        _c.c.first_result,
        _c.c.final_result,
        _c.c.reject_reason,
        _c.c.claimed_amount,
        _c.c.approved_amount,
        (_c.c.claimed_amount - _granted).label("loss"),
        _c.c.clawback_amount,
        _c.c.clawback_at,
        as_day(_reviews.c.first_reviewed_at).label("first_review_day"),
        as_day(_reviews.c.last_reviewed_at).label("final_review_day"),
        flag(sa.func.coalesce(_c.c.first_result, "") != "审核中").label("is_reviewed"),
        flag(
            sa.and_(_c.c.first_result == "通过", _reviews.c.passed_at_try == _reviews.c.first_try)
        ).label("passed_first"),
        flag(_decided).label("is_decided"),
    )
    .select_from(
        _c.outerjoin(
            _reviews,
            sa.and_(_reviews.c.store_code == _c.c.store_code, _reviews.c.claim_no == _c.c.claim_no),
        )
    )
    .subquery("claims"),
    tables=("warranty_claims", "warranty_claim_events"),
    document=(
        "claim_no",
        "ro_no",
        "vin",
        "claim_type",
        "final_review_day",
        "first_review_day",
        "submit_count",
        "first_result",
        "final_result",
        "reject_reason",
        "claimed_amount",
        "approved_amount",
    ),
    dimensions={"claim_type": "claim_type", "result": "final_result"},
    labels={
        "first_review_day": Words("首次审核日期", "Day of first review"),
        "final_review_day": Words("最终审核日期", "Day of final review"),
    },
)

_k = CLAIMS.c
_is_decided = _k.is_decided == 1

CLAIMS_REVIEWED = Flow("claims_reviewed", CLAIMS, at=_k.first_review_day, where=_k.is_reviewed == 1)
CLAIMS_PASSED_FIRST = Flow(
    "claims_passed_first", CLAIMS, at=_k.first_review_day, where=_k.passed_first == 1
)
CLAIMS_DECIDED = Flow("claims_decided", CLAIMS, at=_k.final_review_day, where=_is_decided)
CLAIMS_REFUSED = Flow(
    "claims_refused", CLAIMS, at=_k.final_review_day, where=_k.final_result == "拒赔"
)
CLAIMS_AMOUNT = Flow(
    "claims_amount",
    CLAIMS,
    at=_k.final_review_day,
    value=_k.claimed_amount,
    where=_is_decided,
)
CLAIMS_LOSS = Flow("claims_loss", CLAIMS, at=_k.final_review_day, value=_k.loss, where=_is_decided)
CLAIMS_CLAWBACK = Flow("claims_clawback", CLAIMS, at=_k.clawback_at, value=_k.clawback_amount)
