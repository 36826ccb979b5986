"""Leads as they were received, with the first of each person marked.

A lead is the first of its person if no other lead of the same phone reached the same store in the
30 days before it. What the later ones of these days tell (validity, visit) counts for the first.
"""

import sqlalchemy as sa

from metrics.facts.columns import Column, flag, or_zero, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import as_day, days_between

SAME_PERSON_DAYS = 30
VISIT_DAYS = 30

_l = table("leads")
_other = _l.alias("other")


def _same_phone() -> sa.Subquery:
    """For each lead with a phone: how many came before, and what those that followed tell."""
    age = days_between(_other.c.created_at, _l.c.created_at)
    before = sa.or_(
        _other.c.created_at < _l.c.created_at,
        sa.and_(_other.c.created_at == _l.c.created_at, _other.c.lead_id < _l.c.lead_id),
    )
    follows: Column = sa.and_(sa.not_(before), age.between(-SAME_PERSON_DAYS, 0))
    return (
        sa.select(
            _l.c.store_code,
            _l.c.lead_id,
            sa.func.sum(flag(sa.and_(before, age.between(0, SAME_PERSON_DAYS)))).label("earlier"),
            sa.func.max(flag(sa.and_(follows, _other.c.is_valid.is_(True)))).label("valid"),
            sa.func.min(sa.case((follows, _other.c.first_visit_at))).label("visited_at"),
        )
        .select_from(
            _l.join(
                _other,
                sa.and_(
                    _other.c.store_code == _l.c.store_code,
                    _other.c.phone_hash == _l.c.phone_hash,
                ),
            )
        )
        .group_by(_l.c.store_code, _l.c.lead_id)
        .subquery("same_phone")
    )


_same = _same_phone()
# A lead without a phone stands for itself.
_visited_at = sa.func.coalesce(_same.c.visited_at, _l.c.first_visit_at)

LEADS = Fact(
    name="leads",
    words=Words("线索", "Leads"),
    source=sa.select(
        _l.c.store_code,
        _l.c.lead_id,
        _l.c.created_at,
        as_day(_l.c.created_at).label("created_day"),
        _l.c.channel,
        _l.c.campaign_id,
        _l.c.phone_hash,
        _l.c.prospect_id,
        _l.c.invalid_reason,
        _l.c.first_response_at,
        _l.c.first_visit_at,
        _l.c.sc_id,
        _l.c.status,
        flag(or_zero(_same.c.earlier) == 0).label("is_first"),
        sa.func.coalesce(_same.c.valid, flag(_l.c.is_valid.is_(True))).label("is_valid"),
        flag(days_between(_l.c.created_at, _visited_at) <= VISIT_DAYS).label("visited_within_30"),
    )
    .select_from(
        _l.outerjoin(
            _same,
            sa.and_(_same.c.store_code == _l.c.store_code, _same.c.lead_id == _l.c.lead_id),
        )
    )
    .subquery("lead_rows"),
    tables=("leads",),
    document=(
        "lead_id",
        "created_at",
        "channel",
        "campaign_id",
        "phone_hash",
        "sc_id",
        "is_first",
        "is_valid",
        "first_response_at",
        "first_visit_at",
        "visited_within_30",
        "status",
    ),
    dimensions={
        "consultant": "sc_id",
        "channel": "channel",
        "campaign": "campaign_id",
    },
    labels={
        "is_first": Words("首条(去重)", "First of its person"),
        "is_valid": Words("是否有效", "Is valid"),
        "visited_within_30": Words("30天内到店", "Visited within 30 days"),
    },
)

_c = LEADS.c
_first = _c.is_first == 1

DISTINCT_LEADS = Flow("leads_distinct", LEADS, at=_c.created_day, where=_first)
VALID_LEADS = Flow("leads_valid", LEADS, at=_c.created_day, where=sa.and_(_first, _c.is_valid == 1))
VALID_LEADS_VISITED = Flow(
    "leads_valid_visited",
    LEADS,
    at=_c.created_day,
    where=sa.and_(_first, _c.is_valid == 1, _c.visited_within_30 == 1),
)
