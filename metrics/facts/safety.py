"""The safety register: incidents, and the hazards that were found before anything happened.

A hazard is no incident, but an entry: it shows that the register is kept.
"""

import sqlalchemy as sa

from metrics.facts.columns import flag, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import as_day

HAZARD = "隐患"

_s = table("safety_incidents")

SAFETY_INCIDENTS = Fact(
    name="safety_incidents",
    words=Words("安全事故", "Safety incidents"),
    source=sa.select(
        _s.c.store_code,
        _s.c.incident_id,
        _s.c.occurred_at,
        as_day(_s.c.occurred_at).label("occurred_day"),
        _s.c.kind,
        _s.c.lost_hours,
        _s.c.fixed_at,
        # An entry without its kind may be the worst one: it counts.
        flag(sa.func.coalesce(_s.c.kind, "") != HAZARD).label("is_incident"),
    ).subquery("safety_rows"),
    tables=("safety_incidents",),
    document=("incident_id", "occurred_at", "kind", "lost_hours", "fixed_at"),
    dimensions={"incident_kind": "kind"},
    registers=frozenset({"safety_incidents"}),
)

_c = SAFETY_INCIDENTS.c

INCIDENTS = Flow(
    "safety_incidents", SAFETY_INCIDENTS, at=_c.occurred_day, where=_c.is_incident == 1
)
