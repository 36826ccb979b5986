"""Prospects at their first visit to look at cars: did they come again, on another day?

Entries without a prospect say nothing of a person and count nowhere. Whoever signed on the day of
the first visit had no reason to come back; the listing tells them apart.
"""

import sqlalchemy as sa

from metrics.facts.cohorts import within_days
from metrics.facts.columns import Column, flag, or_zero, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import as_day, days_between

REVISIT_DAYS = 30
"""Days after the first visit in which a second one counts."""

_v, _p, _o = table("showroom_visits"), table("prospects"), table("vehicle_orders")


def _looking(visits: sa.FromClause) -> Column:
    return sa.and_(
        visits.c.purpose == "看车",
        sa.func.coalesce(visits.c.prospect_id, "") != "",
        visits.c.visit_at.is_not(None),
    )


def _of_same(one: sa.FromClause, other: sa.FromClause) -> sa.ColumnElement[bool]:
    return sa.and_(other.c.store_code == one.c.store_code, other.c.prospect_id == one.c.prospect_id)


_first = (
    sa.select(_v.c.store_code, _v.c.prospect_id, sa.func.min(_v.c.visit_at).label("first_visit_at"))
    .where(_looking(_v))
    .group_by(_v.c.store_code, _v.c.prospect_id)
    .subquery("first_looks")
)
_later = _v.alias("later_look")
_again = (
    sa.select(_first.c.store_code, _first.c.prospect_id)
    .select_from(_first.join(_later, _of_same(_first, _later)))
    .where(
        _looking(_later),
        within_days(_first.c.first_visit_at, _later.c.visit_at, REVISIT_DAYS),
        days_between(_first.c.first_visit_at, _later.c.visit_at) > 0,
    )
    .group_by(_first.c.store_code, _first.c.prospect_id)
    .subquery("second_looks")
)
_signed = (
    sa.select(
        _first.c.store_code,
        _first.c.prospect_id,
        sa.func.max(flag(days_between(_first.c.first_visit_at, _o.c.order_date) == 0)).label(
            "signed_at_once"
        ),
    )
    .select_from(_first.join(_o, _of_same(_first, _o)))
    .group_by(_first.c.store_code, _first.c.prospect_id)
    .subquery("signed_at_once")
)

REVISITS = Fact(
    name="revisits",
    words=Words(
        "首次到店的潜客及其再次到店", "Prospects at their first visit, and whether they came again"
    ),
    source=sa.select(
        _first.c.store_code,
        _first.c.prospect_id,
        _first.c.first_visit_at,
        as_day(_first.c.first_visit_at).label("first_visit_day"),
        flag(_again.c.prospect_id.is_not(None)).label("came_again"),
        or_zero(_signed.c.signed_at_once).label("signed_at_once"),
        _p.c.sc_id,
        _p.c.channel,
        _p.c.intent_series,
    )
    .select_from(
        _first.outerjoin(_again, _of_same(_first, _again))
        .outerjoin(_signed, _of_same(_first, _signed))
        .outerjoin(_p, _of_same(_first, _p))
    )
    .subquery("revisit_rows"),
    tables=("showroom_visits",),
    document=(
        "prospect_id",
        "first_visit_at",
        "sc_id",
        "channel",
        "intent_series",
        "came_again",
        "signed_at_once",
    ),
    dimensions={"consultant": "sc_id", "channel": "channel", "series": "intent_series"},
    labels={
        "first_visit_at": Words("首次到店时间", "First visit time"),
        "came_again": Words("30天内再次到店", "Came again within 30 days"),
        "signed_at_once": Words("首次到店当天签约", "Signed on the day of the first visit"),
    },
)

_c = REVISITS.c

FIRST_LOOKERS = Flow("first_lookers", REVISITS, at=_c.first_visit_day)
FIRST_LOOKERS_AGAIN = Flow(
    "first_lookers_again", REVISITS, at=_c.first_visit_day, where=_c.came_again == 1
)
