"""New vehicles in stock beside the newest plan to clear each of them."""

import sqlalchemy as sa

from metrics.facts.columns import table
from metrics.facts.stock import NEW_STOCK
from metrics.model.facts import Fact
from metrics.model.words import Words

_p = table("clearance_plans")
_later = _p.alias("later_plans")
_superseded = (
    sa.select(_p.c.store_code, _p.c.plan_id)
    .select_from(
        _p.join(
            _later,
            sa.and_(
                _later.c.store_code == _p.c.store_code,
                _later.c.vin == _p.c.vin,
                sa.or_(
                    _later.c.created_at > _p.c.created_at,
                    sa.and_(
                        _later.c.created_at == _p.c.created_at, _later.c.plan_id > _p.c.plan_id
                    ),
                ),
            ),
        )
    )
    .where(sa.func.coalesce(_later.c.status, "") != "撤销")
    .distinct()
    .subquery("superseded_plans")
)
_newest = (
    sa.select(
        _p.c.store_code,
        _p.c.vin,
        _p.c.plan_id,
        _p.c.measure,
        _p.c.owner_id,
        _p.c.due_date,
        _p.c.status,
    )
    .select_from(
        _p.outerjoin(
            _superseded,
            sa.and_(
                _superseded.c.store_code == _p.c.store_code,
                _superseded.c.plan_id == _p.c.plan_id,
            ),
        )
    )
    .where(_superseded.c.plan_id.is_(None), sa.func.coalesce(_p.c.status, "") != "撤销")
    .subquery("newest_plans")
)
_v = NEW_STOCK.source.alias("cars_in_stock")

AGED_STOCK = Fact(
    name="aged_stock",
    words=Words("新车库存与清库方案", "New vehicles and their clearance plans"),
    source=sa.select(
        _v.c.store_code,
        _v.c.vin,
        _v.c.model_code,
        _v.c.first_receipt,
        _v.c.receipt_date,
        _v.c.old_since,
        _v.c.out_date,
        _v.c.cost_ex_vat,
        _newest.c.measure,
        _newest.c.owner_id,
        _newest.c.due_date,
        _newest.c.status,
    )
    .select_from(
        _v.outerjoin(
            _newest, sa.and_(_newest.c.store_code == _v.c.store_code, _newest.c.vin == _v.c.vin)
        )
    )
    .subquery("aged_stock_rows"),
    # Without a register of plans there are cars all the same.
    tables=("vehicle_stock",),
    document=(
        "vin",
        "model_code",
        "first_receipt",
        "cost_ex_vat",
        "measure",
        "owner_id",
        "due_date",
        "status",
    ),
    dimensions={"model": "model_code"},
    labels={"first_receipt": Words("集团内首次入库", "First received in the group")},
)
