"""Appointments, and visits that came by one."""

import sqlalchemy as sa

from metrics.facts.columns import Column, flag, table
from metrics.facts.repair_orders import REPAIR_ORDERS, visits
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import as_day, hour_of, seconds_between

AHEAD_SECONDS = 2 * 3600
"""An appointment made later than this before arrival was made at the gate."""

_a = table("service_appointments")
_status = sa.func.coalesce(_a.c.status, "")
_kept_day = sa.func.coalesce(as_day(_a.c.arrived_at), as_day(_a.c.appt_at)) == as_day(_a.c.appt_at)

APPOINTMENTS = Fact(
    name="appointments",
    words=Words("预约", "Appointments"),
    source=sa.select(
        _a.c.store_code,
        _a.c.appt_id,
        _a.c.vin,
        _a.c.created_at,
        _a.c.appt_at,
        as_day(_a.c.appt_at).label("appt_day"),
        hour_of(_a.c.appt_at).label("appt_hour"),
        _a.c.arrived_at,
        _a.c.channel,
        _a.c.status,
        _a.c.ro_no,
        flag(_status.not_in(("改约", "取消"))).label("stands"),
        flag(sa.and_(_status == "已到店", _kept_day)).label("shown"),
    ).subquery("appointments"),
    tables=("service_appointments",),
    document=("appt_id", "vin", "created_at", "appt_at", "arrived_at", "channel", "status"),
    dimensions={"channel": "channel", "hour": "appt_hour"},
)

_o = REPAIR_ORDERS.source.alias("appointed_orders")
_by_id = _a.alias("by_id")


def _ahead(appointment: sa.FromClause, arrival: Column) -> Column:
    """Whether an appointment was kept, and made ahead of the arrival."""
    arrived = sa.func.coalesce(appointment.c.arrived_at, arrival)
    lead = seconds_between(appointment.c.created_at, arrived)
    return sa.and_(appointment.c.status == "已到店", lead >= AHEAD_SECONDS)


# Some systems write the appointment on the order, some the order on the appointment.
_named = _a.alias("named")
_order = REPAIR_ORDERS.source.alias("named_order")
_by_order = (
    sa.select(
        _named.c.store_code,
        _named.c.ro_no,
        sa.func.max(flag(_ahead(_named, _order.c.open_at))).label("ahead"),
    )
    .select_from(
        _named.join(
            _order,
            sa.and_(_order.c.store_code == _named.c.store_code, _order.c.ro_no == _named.c.ro_no),
        )
    )
    .group_by(_named.c.store_code, _named.c.ro_no)
    .subquery("by_order")
)

_orders = (
    sa.select(
        *_o.c,
        flag(sa.or_(_ahead(_by_id, _o.c.open_at), _by_order.c.ahead == 1)).label("by_appointment"),
    )
    .select_from(
        _o.outerjoin(
            _by_id,
            sa.and_(_by_id.c.store_code == _o.c.store_code, _by_id.c.appt_id == _o.c.appt_id),
        ).outerjoin(
            _by_order,
            sa.and_(_by_order.c.store_code == _o.c.store_code, _by_order.c.ro_no == _o.c.ro_no),
        )
    )
    .where(_o.c.is_accident == 0)
    .subquery("plannable_orders")
)

PLANNABLE_VISITS = visits(
    "plannable_visits",
    Words("非事故进厂台次", "Visits other than accidents"),
    "open_day",
    orders=_orders,
    marks=("by_appointment",),
    tables=("repair_orders", "service_appointments"),
)

_p = PLANNABLE_VISITS.c
_c = APPOINTMENTS.c

VISITS_PLANNABLE = Flow("as_visits_plannable", PLANNABLE_VISITS, at=_p.visit_day, value=_p.visits)
VISITS_BY_APPOINTMENT = Flow(
    "as_visits_by_appointment",
    PLANNABLE_VISITS,
    at=_p.visit_day,
    value=_p.visits,
    where=_p.by_appointment == 1,
)
APPOINTMENTS_STANDING = Flow(
    "appointments_standing", APPOINTMENTS, at=_c.appt_day, where=_c.stands == 1
)
APPOINTMENTS_SHOWN = Flow("appointments_shown", APPOINTMENTS, at=_c.appt_day, where=_c.shown == 1)
