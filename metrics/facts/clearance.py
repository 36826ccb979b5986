"""Plans to clear aged vehicles: how long each is in force, and whether it was kept.

The newest plan of a vehicle takes the place of the one before. A plan is in force from the day it
was made until it is done or falls due; a withdrawn plan never was, but it still fell due.
"""

import sqlalchemy as sa

from metrics.facts.columns import Column, flag, or_zero, table
from metrics.facts.stock import NEW_STOCK
from metrics.model.facts import Fact
from metrics.model.words import Words
from warehouse.functions import add_days, greatest, least

_p, _s = table("clearance_plans"), NEW_STOCK.source.alias("planned_stay")
_later = _p.alias("later_plan")

_newer = sa.or_(
    _later.c.created_at > _p.c.created_at,
    sa.and_(_later.c.created_at == _p.c.created_at, _later.c.plan_id > _p.c.plan_id),
)
_next = (
    sa.select(
        _p.c.store_code,
        _p.c.plan_id,
        sa.func.min(sa.case((_newer, _later.c.created_at))).label("next_at"),
    )
    .select_from(
        _p.join(_later, sa.and_(_later.c.store_code == _p.c.store_code, _later.c.vin == _p.c.vin))
    )
    .where(sa.func.coalesce(_later.c.status, "") != "撤销")
    .group_by(_p.c.store_code, _p.c.plan_id)
    .subquery("next_plans")
)


def _of_plan(other: sa.FromClause) -> sa.ColumnElement[bool]:
    return sa.and_(other.c.store_code == _p.c.store_code, other.c.plan_id == _p.c.plan_id)


def _earliest(first: Column, *others: Column) -> Column:
    """The earliest of some days, of which only the first is always given."""
    found = first
    for other in others:
        found = least(found, sa.func.coalesce(other, found))
    return found


_after_due = add_days(_p.c.due_date, 1)

PLANNED_STOCK = Fact(
    name="planned_stock",
    words=Words("有清库方案的车辆", "Vehicles with a clearance plan"),
    source=sa.select(
        _p.c.store_code,
        _p.c.plan_id,
        _p.c.vin,
        _s.c.model_code,
        _s.c.receipt_date,
        _s.c.out_date,
        _p.c.created_at,
        _p.c.due_date,
        _p.c.measure,
        _p.c.owner_id,
        _p.c.status,
        _p.c.done_at,
        greatest(_p.c.created_at, _s.c.old_since).label("in_force_since"),
        _earliest(_after_due, _p.c.done_at, _next.c.next_at, _s.c.out_date).label("in_force_until"),
    )
    .select_from(
        _p.join(_s, sa.and_(_s.c.store_code == _p.c.store_code, _s.c.vin == _p.c.vin)).outerjoin(
            _next, _of_plan(_next)
        )
    )
    .where(
        sa.func.coalesce(_p.c.status, "") != "撤销",
        _p.c.due_date.is_not(None),
        sa.func.coalesce(_p.c.owner_id, "") != "",
        sa.or_(sa.func.coalesce(_p.c.status, "") != "已完成", _p.c.done_at.is_not(None)),
    )
    .subquery("planned_stock_rows"),
    tables=("clearance_plans", "vehicle_stock"),
    document=(
        "plan_id",
        "vin",
        "model_code",
        "receipt_date",
        "measure",
        "owner_id",
        "created_at",
        "due_date",
        "done_at",
        "status",
    ),
    dimensions={"model": "model_code", "owner": "owner_id", "measure": "measure"},
)

_stays = table("vehicle_stock")
_left = (
    sa.select(
        _p.c.store_code,
        _p.c.plan_id,
        sa.func.max(
            flag(
                sa.and_(
                    _stays.c.out_date <= _p.c.due_date,
                    _stays.c.out_date >= sa.func.coalesce(_p.c.created_at, _stays.c.receipt_date),
                )
            )
        ).label("in_time"),
        sa.func.max(_stays.c.out_date).label("left_at"),
    )
    .select_from(
        _p.join(_stays, sa.and_(_stays.c.store_code == _p.c.store_code, _stays.c.vin == _p.c.vin))
    )
    .group_by(_p.c.store_code, _p.c.plan_id)
    .subquery("left_stock")
)

CLEARANCE_PLANS = Fact(
    name="clearance_plans",
    words=Words("清库方案", "Clearance plans"),
    source=sa.select(
        _p.c.store_code,
        _p.c.plan_id,
        _p.c.vin,
        _p.c.measure,
        _p.c.owner_id,
        _p.c.created_at,
        _p.c.due_date,
        _left.c.left_at,
        _p.c.status,
        or_zero(_left.c.in_time).label("in_time"),
    )
    .select_from(_p.outerjoin(_left, _of_plan(_left)))
    .subquery("clearance_plan_rows"),
    tables=("clearance_plans", "vehicle_stock"),
    document=(
        "plan_id",
        "vin",
        "measure",
        "owner_id",
        "created_at",
        "due_date",
        "left_at",
        "status",
        "in_time",
    ),
    dimensions={"owner": "owner_id", "measure": "measure"},
    labels={
        "left_at": Words("出库日期", "Left stock"),
        "in_time": Words("是否按期", "In time"),
    },
)
