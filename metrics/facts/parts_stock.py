"""Parts in stock, month end by month end, and the ceiling that a store keeps to.

A count holds until the next one of the same warehouse, for ``HOLDS_DAYS`` at most. Parts that a
customer has ordered and not yet fetched are not the store's stock and are left out everywhere.
"""

from datetime import date

import sqlalchemy as sa

from metrics.facts.columns import ZERO, flag, or_zero, table, wide
from metrics.model.facts import Fact
from metrics.model.measures import Level
from metrics.model.words import Words
from warehouse.functions import add_days, as_day, days_between

HOLDS_DAYS = 45
DEAD_AFTER_DAYS = 365
WATCHED_AFTER_DAYS = 182
"""Half a year: what has not moved for so long is watched, before it is dead."""
MOVEMENTS = ("over_12_months", "6_to_12_months", "under_6_months")
"""How long parts have not moved: dead, to be watched, moving or new."""

_ALWAYS = date(1990, 1, 1)

_s = table("parts_stock_snapshot")
_store = table("dim_store")
_warehouse = sa.func.coalesce(_s.c.warehouse, "")

_counted = sa.select(_s.c.store_code, _warehouse.label("warehouse"), _s.c.snapshot_date).distinct()
_this, _other = _counted.subquery("this_count"), _counted.subquery("other_count")
_next = (
    sa.select(
        _this.c.store_code,
        _this.c.warehouse,
        _this.c.snapshot_date,
        sa.func.min(
            sa.case((_other.c.snapshot_date > _this.c.snapshot_date, _other.c.snapshot_date))
        ).label("next_date"),
    )
    .select_from(
        _this.join(
            _other,
            sa.and_(
                _other.c.store_code == _this.c.store_code,
                _other.c.warehouse == _this.c.warehouse,
            ),
        )
    )
    .group_by(_this.c.store_code, _this.c.warehouse, _this.c.snapshot_date)
    .subquery("next_counts")
)
# One day more than it holds: the end of a level is the first day that no longer counts.
_expires = add_days(_s.c.snapshot_date, HOLDS_DAYS + 1)
_caps = (
    sa.select(_store.c.store_code, sa.func.max(_store.c.parts_stock_cap).label("cap"))
    .group_by(_store.c.store_code)
    .subquery("caps")
)
# A sum, since ClickHouse has no COALESCE of decimals with different scales.
_value = or_zero(_s.c.stock_value) + or_zero(
    sa.case((_s.c.stock_value.is_(None), wide(_s.c.qty_on_hand, 3) * _s.c.unit_cost))
)
_over = _s.c.qty_on_hand - _s.c.max_qty
_never_issued_since = sa.func.coalesce(
    days_between(_s.c.last_issue_date, _s.c.snapshot_date), DEAD_AFTER_DAYS + 1
)
_dead, _watched = (
    sa.and_(
        _never_issued_since > days,
        days_between(_s.c.first_receipt_date, _s.c.snapshot_date) > days,
    )
    for days in (DEAD_AFTER_DAYS, WATCHED_AFTER_DAYS)
)
_movement = sa.case((_dead, MOVEMENTS[0]), (_watched, MOVEMENTS[1]), else_=MOVEMENTS[2])

PARTS_STOCK = Fact(
    name="parts_stock",
    words=Words("配件结存", "Parts in stock"),
    source=sa.select(
        _s.c.store_code,
        _s.c.part_no,
        _warehouse.label("warehouse_name"),
        _s.c.snapshot_date,
        sa.case((_next.c.next_date <= _expires, _next.c.next_date), else_=_expires).label("until"),
        _s.c.qty_on_hand,
        _s.c.max_qty,
        _s.c.unit_cost,
        _s.c.first_receipt_date,
        _s.c.last_issue_date,
        _value.label("stock_value"),
        sa.case((_over > 0, wide(_over, 3) * _s.c.unit_cost), else_=ZERO).label("value_over_max"),
        flag(_dead).label("is_dead"),
        _movement.label("movement"),
        flag(_caps.c.cap > 0).label("has_cap"),
    )
    .select_from(
        _s.outerjoin(
            _next,
            sa.and_(
                _next.c.store_code == _s.c.store_code,
                _next.c.warehouse == _warehouse,
                _next.c.snapshot_date == _s.c.snapshot_date,
            ),
        ).outerjoin(_caps, _caps.c.store_code == _s.c.store_code)
    )
    .where(_s.c.is_special_order.is_not(True))
    .subquery("parts_stock"),
    tables=("parts_stock_snapshot",),
    document=(
        "part_no",
        "warehouse_name",
        "snapshot_date",
        "qty_on_hand",
        "max_qty",
        "unit_cost",
        "stock_value",
        "first_receipt_date",
        "last_issue_date",
    ),
    dimensions={"part": "part_no", "warehouse": "warehouse_name", "movement": "movement"},
    labels={
        "warehouse_name": Words("仓库", "Warehouse"),
        "movement": Words("未动时长", "Time without movement"),
        "stock_value": Words("结存金额", "Stock value"),
    },
)

STOCK_CEILINGS = Fact(
    name="parts_stock_ceilings",
    words=Words("配件库存上限", "Ceilings of parts stock"),
    source=sa.select(
        _store.c.store_code,
        _store.c.store_name,
        _store.c.parts_stock_cap,
        as_day(_ALWAYS).label("since"),
        as_day(sa.null()).label("until"),
    )
    .where(_store.c.parts_stock_cap > 0)
    .subquery("parts_stock_ceilings"),
    tables=("dim_store",),
    document=("store_name", "parts_stock_cap"),
)

_k = PARTS_STOCK.c
_cap = STOCK_CEILINGS.c


def _stock(name: str, value: str, where: sa.ColumnElement[bool] | None = None) -> Level:
    return Level(
        name,
        PARTS_STOCK,
        start=_k.snapshot_date,
        end=_k.until,
        value=_k[value],
        where=where,
        holds_days=HOLDS_DAYS,
    )


STOCK_VALUE = _stock("parts_stock_value", "stock_value")
STOCK_OF_CAPPED = _stock("parts_stock_of_capped", "stock_value", _k.has_cap == 1)
STOCK_OVER_MAX = _stock("parts_stock_over_max", "value_over_max")
STOCK_DEAD = _stock("parts_stock_dead", "stock_value", _k.is_dead == 1)
STOCK_CAP = Level(
    "parts_stock_cap",
    STOCK_CEILINGS,
    start=_cap.since,
    end=_cap.until,
    value=_cap.parts_stock_cap,
)
