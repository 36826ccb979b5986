"""Repairs as cohorts of their release: did the vehicle come back with the same concern?

A return is an order that names the repair as its origin, or another visit of the vehicle with the
same fault code; it counts within ``WINDOW`` days of the release. Orders themselves are in
``repair_orders``.
"""

import sqlalchemy as sa

from metrics.facts.columns import Column, flag
from metrics.facts.repair_orders import DAY_WORDS, REPAIR_ORDERS
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import add_days

WINDOW = 30

_o = REPAIR_ORDERS.source.alias("released")
_later = REPAIR_ORDERS.source.alias("later")


def _returned(which: Column) -> tuple[sa.Subquery, sa.Subquery]:
    """First returns by origin and by fault, among later orders that meet a condition.

    Each counts by the net number of orders, so that an order written off again is no return.
    """
    named = (
        sa.select(
            _later.c.store_code,
            _later.c.comeback_of_ro,
            sa.func.min(_later.c.open_day).label("first_day"),
        )
        .where(which, sa.func.coalesce(_later.c.comeback_of_ro, "") != "")
        .group_by(_later.c.store_code, _later.c.comeback_of_ro)
        .having(sa.func.sum(_later.c.orders) > 0)
        .subquery()
    )
    seen = (
        sa.select(
            _later.c.store_code,
            _later.c.vin,
            _later.c.fault_code,
            _later.c.open_day,
        )
        .where(which, _has_fault(_later))
        .group_by(_later.c.store_code, _later.c.vin, _later.c.fault_code, _later.c.open_day)
        .having(sa.func.sum(_later.c.orders) > 0)
        .subquery()
    )
    first = REPAIR_ORDERS.source.alias("first")
    # The day of arrival of the repair itself is no other visit, even if it was released that day.
    again = sa.and_(seen.c.open_day >= first.c.released_day, seen.c.open_day > first.c.open_day)
    same_fault = (
        sa.select(
            first.c.store_code,
            first.c.ro_no,
            sa.func.min(sa.case((again, seen.c.open_day))).label("first_day"),
        )
        .select_from(
            first.join(
                seen,
                sa.and_(
                    seen.c.store_code == first.c.store_code,
                    seen.c.vin == first.c.vin,
                    seen.c.fault_code == first.c.fault_code,
                ),
            )
        )
        .where(first.c.is_repair == 1, _has_fault(first))
        .group_by(first.c.store_code, first.c.ro_no)
        .subquery()
    )
    return named, same_fault


def _has_fault(orders: sa.FromClause) -> Column:
    return sa.and_(orders.c.vin.is_not(None), sa.func.coalesce(orders.c.fault_code, "") != "")


def _in_time(day: Column) -> Column:
    return sa.and_(day >= _o.c.released_day, day <= add_days(_o.c.released_day, WINDOW))


def _joins(source: sa.FromClause, named: sa.Subquery, same_fault: sa.Subquery) -> sa.FromClause:
    return source.outerjoin(
        named,
        sa.and_(named.c.store_code == _o.c.store_code, named.c.comeback_of_ro == _o.c.ro_no),
    ).outerjoin(
        same_fault,
        sa.and_(same_fault.c.store_code == _o.c.store_code, same_fault.c.ro_no == _o.c.ro_no),
    )


_repair_named, _repair_fault = _returned(_later.c.is_repair == 1)
_any_named, _any_fault = _returned(_later.c.is_customers == 1)

REPAIRS = Fact(
    name="repairs",
    words=Words("已出厂的维修", "Repairs released"),
    source=sa.select(
        _o.c.store_code,
        _o.c.ro_no,
        _o.c.vin,
        _o.c.ro_type,
        _o.c.sa_id,
        _o.c.fault_code,
        _o.c.released_day,
        _o.c.orders,
        flag(
            sa.or_(_in_time(_repair_named.c.first_day), _in_time(_repair_fault.c.first_day))
        ).label("came_back"),
        flag(sa.or_(_in_time(_any_named.c.first_day), _in_time(_any_fault.c.first_day))).label(
            "seen_again"
        ),
    )
    .select_from(
        _joins(_joins(_o, _repair_named, _repair_fault), _any_named, _any_fault),
    )
    .where(_o.c.is_repair == 1, _o.c.released_day.is_not(None))
    .subquery("repairs"),
    tables=("repair_orders",),
    document=("ro_no", "released_day", "vin", "ro_type", "fault_code", "sa_id", "came_back"),
    dimensions={"adviser": "sa_id", "repair_type": "ro_type"},
    labels={
        "released_day": DAY_WORDS["released_day"],
        "came_back": Words("30天内返修", "Came back within 30 days"),
    },
)

_r = REPAIRS.c

REPAIRS_RELEASED = Flow("repairs_released", REPAIRS, at=_r.released_day, value=_r.orders)
REPAIRS_COME_BACK = Flow(
    "repairs_come_back",
    REPAIRS,
    at=_r.released_day,
    value=_r.orders,
    where=_r.came_back == 1,
)
REPAIRS_SEEN_AGAIN = Flow(
    "repairs_seen_again",
    REPAIRS,
    at=_r.released_day,
    value=_r.orders,
    where=_r.seen_again == 1,
)
