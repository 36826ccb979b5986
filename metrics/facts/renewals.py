"""Policies that were written, and vehicles whose commercial policy runs out."""

import sqlalchemy as sa

from metrics.facts.columns import flag, sign_of, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow, Level, MonthlyDistinct
from metrics.model.words import Words
from warehouse.functions import add_days, as_day, days_between

RENEWAL_TYPES = ("新转续", "续转续", "间转续", "他转续")
BEFORE_DAYS, AFTER_DAYS = 60, 30
CONTACT_AHEAD_DAYS = 30

_i = table("insurance_policies")
_p = table("insurance_renewal_pool")

POLICIES = Fact(
    name="insurance_policies",
    words=Words("保单", "Insurance policies"),
    source=sa.select(
        _i.c.store_code,
        _i.c.policy_no,
        _i.c.vin,
        _i.c.insurer,
        _i.c.policy_kind,
        _i.c.biz_type,
        _i.c.issued_date,
        _i.c.expiry_date,
        _i.c.premium,
        _i.c.income_ex_vat,
        flag(
            sa.and_(
                _i.c.policy_kind == "商业险",
                _i.c.biz_type.in_(RENEWAL_TYPES),
                sign_of(_i.c.premium) == 1,
            )
        ).label("is_renewal"),
    ).subquery("policies_written"),
    tables=("insurance_policies",),
    document=(
        "policy_no",
        "issued_date",
        "vin",
        "insurer",
        "policy_kind",
        "biz_type",
        "expiry_date",
        "premium",
    ),
    dimensions={"insurer": "insurer", "business_type": "biz_type"},
)

# A policy won from another store is no renewal, a surrendered one is none any more.
_stays = sa.and_(
    _i.c.policy_kind == "商业险",
    _i.c.surrendered_at.is_(None),
    sa.func.coalesce(_i.c.biz_type, "") != "他转续",
    _i.c.issued_date >= add_days(_p.c.expiry_date, -BEFORE_DAYS),
    _i.c.issued_date <= add_days(_p.c.expiry_date, AFTER_DAYS),
)
_renewed = (
    sa.select(
        _p.c.store_code,
        _p.c.vin,
        _p.c.expiry_date,
        sa.func.sum(sa.case((_stays, sign_of(_i.c.premium)))).label("policies"),
    )
    .select_from(
        _p.join(_i, sa.and_(_i.c.store_code == _p.c.store_code, _i.c.vin == _p.c.vin)),
    )
    .group_by(_p.c.store_code, _p.c.vin, _p.c.expiry_date)
    .subquery("renewed")
)

EXPIRIES = Fact(
    name="insurance_expiries",
    words=Words("应续保车辆", "Vehicles due for renewal"),
    source=sa.select(
        _p.c.store_code,
        _p.c.vin,
        _p.c.expiry_date,
        _p.c.prev_biz_type,
        _p.c.excluded,
        _p.c.exclude_reason,
        _p.c.first_contact_at,
        _p.c.outcome,
        flag(sa.and_(_p.c.excluded.is_not(True), _p.c.prev_biz_type.in_(("新保", "续保")))).label(
            "is_due"
        ),
        flag(_renewed.c.policies > 0).label("is_renewed"),
        flag(
            days_between(as_day(_p.c.first_contact_at), _p.c.expiry_date) >= CONTACT_AHEAD_DAYS
        ).label("is_contacted"),
        add_days(_p.c.expiry_date, -CONTACT_AHEAD_DAYS).label("call_by"),
        sa.func.coalesce(as_day(_p.c.first_contact_at), add_days(_p.c.expiry_date, 1)).label(
            "called_or_over"
        ),
    )
    .select_from(
        _p.outerjoin(
            _renewed,
            sa.and_(
                _renewed.c.store_code == _p.c.store_code,
                _renewed.c.vin == _p.c.vin,
                _renewed.c.expiry_date == _p.c.expiry_date,
            ),
        )
    )
    .subquery("insurance_expiries"),
    tables=("insurance_renewal_pool", "insurance_policies"),
    document=(
        "vin",
        "expiry_date",
        "prev_biz_type",
        "excluded",
        "exclude_reason",
        "first_contact_at",
        "outcome",
    ),
    dimensions={"previous_type": "prev_biz_type", "outcome": "outcome"},
)

# Whether somebody was called needs no policies.
INVITATIONS = Fact(
    name="insurance_invitations",
    words=EXPIRIES.words,
    source=EXPIRIES.source,
    tables=("insurance_renewal_pool",),
    document=EXPIRIES.document,
    dimensions=EXPIRIES.dimensions,
)

_e = EXPIRIES.c
_due = _e.is_due == 1
_first = sa.and_(_due, _e.prev_biz_type == "新保")

RENEWALS_DUE = Flow("renewals_due", EXPIRIES, at=_e.expiry_date, where=_due)
RENEWALS_DONE = Flow(
    "renewals_done", EXPIRIES, at=_e.expiry_date, where=sa.and_(_due, _e.is_renewed == 1)
)
FIRST_RENEWALS_DUE = Flow("first_renewals_due", EXPIRIES, at=_e.expiry_date, where=_first)
FIRST_RENEWALS_DONE = Flow(
    "first_renewals_done", EXPIRIES, at=_e.expiry_date, where=sa.and_(_first, _e.is_renewed == 1)
)
INVITATIONS_DUE = Flow("invitations_due", INVITATIONS, at=_e.expiry_date, where=_due)
INVITATIONS_MADE = Flow(
    "invitations_made",
    INVITATIONS,
    at=_e.expiry_date,
    where=sa.and_(_due, _e.is_contacted == 1),
)
COMMERCIAL_PREMIUM = Flow(
    "commercial_premium",
    POLICIES,
    at=POLICIES.c.issued_date,
    value=POLICIES.c.premium,
    where=POLICIES.c.policy_kind == "商业险",
)
RENEWED_VEHICLES = MonthlyDistinct(
    "renewed_vehicles",
    POLICIES,
    at=POLICIES.c.issued_date,
    key=POLICIES.c.vin,
    where=POLICIES.c.is_renewal == 1,
)
# Runs out within the days in which everybody should have been called, and nobody was.
RENEWALS_UNCALLED = Level(
    "renewals_uncalled",
    EXPIRIES,
    start=_e.call_by,
    end=_e.called_or_over,
    where=sa.and_(_due, _e.is_renewed == 0),
)
