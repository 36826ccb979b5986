"""Vehicles that the store sold, on the day by which their first service is due.

A vehicle that was scrapped or moved away while it could still have come is left out; so is one of
which only the fact is known and not the day. Whoever bought a vehicle from its first owner is
still a customer of the workshop.
"""

import sqlalchemy as sa

from metrics.facts.columns import flag, table
from metrics.facts.repair_orders import REPAIR_ORDERS
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import add_days

GRACE_DAYS = 30
"""Days after the due date within which a first service still counts."""

FIRST_SERVICE = "首保"
_GONE = ("报废", "迁出")

_c, _o = table("customers"), REPAIR_ORDERS.c

# An order that was written off the same day is no service.
_days = (
    sa.select(_o.store_code, _o.vin, _o.open_day)
    .where(_o.is_customers == 1, _o.ro_type == FIRST_SERVICE, _o.vin.is_not(None))
    .group_by(_o.store_code, _o.vin, _o.open_day)
    .having(sa.func.sum(_o.orders) > 0)
    .subquery("first_service_days")
)
_served = (
    sa.select(_days.c.store_code, _days.c.vin, sa.func.min(_days.c.open_day).label("served_day"))
    .group_by(_days.c.store_code, _days.c.vin)
    .subquery("first_services")
)
_ends = add_days(_c.c.first_service_due, GRACE_DAYS)
_is_gone = sa.and_(
    sa.func.coalesce(_c.c.vehicle_status, "").in_(_GONE),
    sa.or_(_c.c.status_date.is_(None), _c.c.status_date <= _ends),
)

FIRST_SERVICES_DUE = Fact(
    name="first_services_due",
    words=Words("首保到期车辆", "Vehicles due for their first service"),
    source=sa.select(
        _c.c.store_code,
        _c.c.vin,
        _c.c.customer_id,
        _c.c.sale_date,
        _c.c.first_service_due,
        _c.c.vehicle_status,
        _c.c.status_date,
        _c.c.assigned_agent,
        _served.c.served_day,
        flag(_served.c.served_day <= _ends).label("came"),
    )
    .select_from(
        _c.outerjoin(
            _served,
            sa.and_(_served.c.store_code == _c.c.store_code, _served.c.vin == _c.c.vin),
        )
    )
    .where(_c.c.sold_by_store.is_(True), sa.not_(_is_gone))
    .subquery("first_service_due_rows"),
    tables=("customers", "repair_orders"),
    document=(
        "vin",
        "customer_id",
        "sale_date",
        "first_service_due",
        "served_day",
        "vehicle_status",
        "assigned_agent",
        "came",
    ),
    dimensions={"agent": "assigned_agent", "vehicle_status": "vehicle_status"},
    labels={
        "served_day": Words("首保进厂日期", "Day of the first service"),
        "came": Words("按期首保", "Came in time"),
    },
)

_d = FIRST_SERVICES_DUE.c

SERVICES_DUE = Flow("first_services_due", FIRST_SERVICES_DUE, at=_d.first_service_due)
SERVICES_DONE = Flow(
    "first_services_done", FIRST_SERVICES_DUE, at=_d.first_service_due, where=_d.came == 1
)
