"""Customer and vehicle files: how complete they are, and the first contact of each.

A file is active from the sale, else from its assignment, until the vehicle was sold on, scrapped or
moved away. A phone that stands on the files of many customers is a stopgap and no phone.
"""

from datetime import date

import sqlalchemy as sa

from metrics.facts.columns import flag, or_zero, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow, Level
from metrics.model.words import Words
from warehouse.functions import as_day, days_between

SAME_PHONE = 3
"""Customers that may share a phone."""

CONTACT_DAYS = 7
"""Days after the assignment in which a customer is to be spoken to."""

_c = table("customers")
_always = as_day(date(1990, 1, 1))
_sharing = (
    sa.select(
        _c.c.store_code,
        _c.c.phone,
        sa.func.count(sa.distinct(sa.func.coalesce(_c.c.customer_id, _c.c.vin))).label("customers"),
    )
    .where(_c.c.phone.is_not(None))
    .group_by(_c.c.store_code, _c.c.phone)
    .subquery("customers_of_phones")
)
# Mobile numbers, their middle masked or not, and numbers of a landline with its area code.
_looks_right = sa.or_(_c.c.phone.like("1__________"), _c.c.phone.like("0_________%"))

CUSTOMER_FILES = Fact(
    name="customer_files",
    words=Words("客户档案", "Customer files"),
    source=sa.select(
        _c.c.store_code,
        _c.c.customer_id,
        _c.c.vin,
        _c.c.customer_name,
        _c.c.phone,
        _c.c.sale_date,
        _c.c.vehicle_status,
        _c.c.status_date,
        _c.c.fields_required,
        _c.c.fields_filled,
        _c.c.assigned_agent,
        _c.c.assigned_at,
        as_day(_c.c.assigned_at).label("assigned_day"),
        _c.c.first_contact_at,
        sa.func.coalesce(_c.c.sale_date, as_day(_c.c.assigned_at), _always).label("active_from"),
        sa.case((_c.c.vehicle_status != "在用", _c.c.status_date)).label("active_until"),
        flag(
            sa.or_(
                sa.func.coalesce(_c.c.vehicle_status, "在用") == "在用",
                _c.c.status_date.is_not(None),
            )
        ).label("is_known"),
        flag(
            sa.and_(
                _c.c.fields_filled >= _c.c.fields_required,
                _looks_right,
                or_zero(_sharing.c.customers) <= SAME_PHONE,
            )
        ).label("is_complete"),
        flag(days_between(_c.c.assigned_at, _c.c.first_contact_at) <= CONTACT_DAYS).label(
            "contacted_in_time"
        ),
    )
    .select_from(
        _c.outerjoin(
            _sharing,
            sa.and_(_sharing.c.store_code == _c.c.store_code, _sharing.c.phone == _c.c.phone),
        )
    )
    .subquery("customer_file_rows"),
    tables=("customers",),
    document=(
        "vin",
        "customer_id",
        "customer_name",
        "phone",
        "vehicle_status",
        "sale_date",
        "fields_required",
        "fields_filled",
        "assigned_agent",
        "assigned_at",
        "first_contact_at",
    ),
    dimensions={"agent": "assigned_agent", "vehicle_status": "vehicle_status"},
)

_f = CUSTOMER_FILES.c

FILES_ACTIVE = Level(
    "customer_files_active",
    CUSTOMER_FILES,
    start=_f.active_from,
    end=_f.active_until,
    where=_f.is_known == 1,
)
FILES_COMPLETE = Level(
    "customer_files_complete",
    CUSTOMER_FILES,
    start=_f.active_from,
    end=_f.active_until,
    where=sa.and_(_f.is_known == 1, _f.is_complete == 1),
)
FILES_ASSIGNED = Flow("customer_files_assigned", CUSTOMER_FILES, at=_f.assigned_day)
FILES_CONTACTED = Flow(
    "customer_files_contacted", CUSTOMER_FILES, at=_f.assigned_day, where=_f.contacted_in_time == 1
)
