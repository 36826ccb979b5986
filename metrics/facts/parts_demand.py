"""Parts that somebody asked for, filled or not, and the repair orders that needed parts."""

import sqlalchemy as sa

from metrics.facts.columns import flag, or_zero, sign_of, table, wide
from metrics.facts.repair_orders import DAY_WORDS, REPAIR_ORDERS
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import as_day

NOT_FROM_STOCK = ("紧急订单", "外采", "未满足")
"""Ways of filling a line that leave its customer waiting or without: no service from stock."""

_d = table("parts_demand_lines")
_picked, _asked = or_zero(_d.c.qty_first_pick), or_zero(_d.c.qty_requested)
# A line taken back carries negative quantities on both columns.
_complete = sa.case((_asked < 0, flag(_picked <= _asked)), else_=flag(_picked >= _asked))
_served = sa.and_(
    _d.c.is_lost_sale.is_not(True),
    sa.func.coalesce(_d.c.fill_source, "").not_in(NOT_FROM_STOCK),
)

DEMAND = Fact(
    name="parts_demand",
    words=Words("配件需求行", "Parts demand lines"),
    source=sa.select(
        _d.c.store_code,
        _d.c.demand_no,
        _d.c.line_no,
        _d.c.ro_no,
        _d.c.part_no,
        _d.c.demand_at,
        as_day(_d.c.demand_at).label("demand_day"),
        _d.c.channel,
        _d.c.pay_type,
        _d.c.qty_requested,
        _d.c.qty_first_pick,
        _d.c.fill_source,
        _d.c.filled_at,
        _d.c.is_lost_sale,
        _d.c.is_preorder,
        _d.c.unit_price,
        sign_of(_asked).label("lines"),
        (wide(_d.c.qty_requested, 3) * _d.c.unit_price).label("value_asked"),
        (wide(_d.c.qty_first_pick, 3) * _d.c.unit_price).label("value_picked"),
        flag(_d.c.is_preorder.is_not(True)).label("is_off_shelf"),
        sa.cast(_complete, sa.Integer()).label("is_complete"),
        flag(_served).label("is_served"),
    ).subquery("parts_demand"),
    tables=("parts_demand_lines",),
    document=(
        "demand_no",
        "line_no",
        "demand_at",
        "part_no",
        "channel",
        "qty_requested",
        "qty_first_pick",
        "fill_source",
        "is_lost_sale",
        "ro_no",
    ),
    dimensions={
        "channel": "channel",
        "pay_type": "pay_type",
        "part": "part_no",
        "fill_source": "fill_source",
    },
)

_o = REPAIR_ORDERS.source.alias("needing_orders")
_lines = (
    sa.select(_d.c.store_code, _d.c.ro_no, sa.func.count(_d.c.demand_no).label("part_lines"))
    .where(_d.c.ro_no.is_not(None))
    .group_by(_d.c.store_code, _d.c.ro_no)
    .subquery("lines_of_orders")
)

ORDERS_WITH_PARTS = Fact(
    name="orders_with_parts",
    words=Words("用料工单", "Repair orders that needed parts"),
    source=sa.select(
        _o.c.store_code,
        _o.c.ro_no,
        _o.c.open_day,
        _o.c.vin,
        _o.c.ro_type,
        _o.c.sa_id,
        _o.c.status,
        _o.c.orders,
        _o.c.waited_for_parts,
        or_zero(_lines.c.part_lines).label("part_lines"),
    )
    .select_from(
        _o.outerjoin(
            _lines, sa.and_(_lines.c.store_code == _o.c.store_code, _lines.c.ro_no == _o.c.ro_no)
        )
    )
    # An order that waited for a part needed one, even if nobody wrote the demand down.
    .where(_o.c.is_valid == 1, sa.or_(_lines.c.part_lines > 0, _o.c.waited_for_parts == 1))
    .subquery("orders_with_parts"),
    tables=("repair_orders", "parts_demand_lines"),
    document=("ro_no", "open_day", "vin", "ro_type", "sa_id", "status", "part_lines"),
    dimensions={"adviser": "sa_id", "repair_type": "ro_type"},
    labels={
        "open_day": DAY_WORDS["open_day"],
        "part_lines": Words("需求行数", "Part lines asked for"),
    },
)

_k = DEMAND.c
_w = ORDERS_WITH_PARTS.c
_off_shelf = _k.is_off_shelf == 1

LINES_ASKED = Flow("parts_lines_asked", DEMAND, at=_k.demand_day, value=_k.lines)
LINES_SERVED = Flow(
    "parts_lines_served", DEMAND, at=_k.demand_day, value=_k.lines, where=_k.is_served == 1
)
LINES_OFF_SHELF = Flow(
    "parts_lines_off_shelf", DEMAND, at=_k.demand_day, value=_k.lines, where=_off_shelf
)
LINES_COMPLETE = Flow(
    "parts_lines_complete",
    DEMAND,
    at=_k.demand_day,
    value=_k.lines,
    where=sa.and_(_off_shelf, _k.is_complete == 1),
)
VALUE_ASKED = Flow("parts_value_asked", DEMAND, at=_k.demand_day, value=_k.value_asked)
VALUE_PICKED = Flow("parts_value_picked", DEMAND, at=_k.demand_day, value=_k.value_picked)
ORDERS_NEEDING_PARTS = Flow("ro_needing_parts", ORDERS_WITH_PARTS, at=_w.open_day, value=_w.orders)
ORDERS_WAITING = Flow(
    "ro_waiting_for_parts",
    ORDERS_WITH_PARTS,
    at=_w.open_day,
    value=_w.orders,
    where=_w.waited_for_parts == 1,
)
