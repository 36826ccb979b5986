"""Groups that came to the showroom, one row for each entry in the register.

A group counts if it came to look at cars; one that comes back on the same day (same prospect)
counts once, as a first visit or as recorded if any of its entries says so.
"""

import sqlalchemy as sa

from metrics.facts.columns import flag, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import as_day

_v = table("showroom_visits")

_looks = _v.c.purpose == "看车"
_day = as_day(_v.c.visit_at)
_same_day = (
    sa.select(
        _v.c.store_code,
        _v.c.prospect_id,
        _day.label("visit_day"),
        sa.func.min(_v.c.visit_id).label("visit_id"),
        sa.func.max(flag(_v.c.visit_type == "首次")).label("is_first"),
        sa.func.max(flag(_v.c.is_recorded.is_(True))).label("is_recorded"),
    )
    .where(_looks, _v.c.prospect_id.is_not(None), _v.c.visit_at.is_not(None))
    .group_by(_v.c.store_code, _v.c.prospect_id, _day)
    .subquery("same_day")
)

SHOWROOM_VISITS = Fact(
    name="showroom_visits",
    words=Words("展厅客流", "Showroom visits"),
    source=sa.select(
        _v.c.store_code,
        _v.c.visit_id,
        _v.c.visit_at,
        _day.label("visit_day"),
        _v.c.visit_type,
        _v.c.purpose,
        _v.c.party_size,
        _v.c.sc_id,
        _v.c.prospect_id,
        _v.c.channel,
        flag(
            sa.and_(
                _looks,
                sa.or_(_v.c.prospect_id.is_(None), _same_day.c.visit_id == _v.c.visit_id),
            )
        ).label("counts"),
        sa.func.coalesce(_same_day.c.is_first, flag(_v.c.visit_type == "首次")).label("is_first"),
        sa.func.coalesce(_same_day.c.is_recorded, flag(_v.c.is_recorded.is_(True))).label(
            "is_recorded"
        ),
    )
    .select_from(
        _v.outerjoin(
            _same_day,
            sa.and_(
                _same_day.c.store_code == _v.c.store_code,
                _same_day.c.visit_id == _v.c.visit_id,
            ),
        )
    )
    .subquery("visit_rows"),
    tables=("showroom_visits",),
    document=(
        "visit_id",
        "visit_at",
        "visit_type",
        "purpose",
        "party_size",
        "sc_id",
        "is_recorded",
        "prospect_id",
        "channel",
    ),
    dimensions={"consultant": "sc_id", "channel": "channel", "visit_type": "visit_type"},
    labels={"is_recorded": Words("是否留档", "Is recorded")},
)

_s = SHOWROOM_VISITS.c

VISITING_GROUPS = Flow("visiting_groups", SHOWROOM_VISITS, at=_s.visit_day, where=_s.counts == 1)
FIRST_VISIT_GROUPS = Flow(
    "first_visit_groups",
    SHOWROOM_VISITS,
    at=_s.visit_day,
    where=sa.and_(_s.counts == 1, _s.is_first == 1),
)
