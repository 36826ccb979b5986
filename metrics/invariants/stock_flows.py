"""Stock and what moved it: opening balance, what came, what went, closing balance."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa

from metrics.facts.columns import or_zero, table
from metrics.facts.orders import ORDERS
from metrics.facts.parts_flow import ISSUES, PURCHASES
from metrics.facts.stock import NEW_STOCK
from metrics.invariants.ground import Ground, counted, quantity
from metrics.invariants.model import Blame, Comparison, Invariant
from metrics.model.facts import Fact
from metrics.model.formula import AtEnd, Closing, Over, Total
from metrics.model.measures import Flow, Level
from metrics.model.period import DAY, Period
from metrics.model.windows import DAY_BEFORE, LAST_DAY
from metrics.model.words import Words
from warehouse.functions import as_day

_ROUNDING = 1e-4
"""Parts are valued at moving averages, each rounded to the cent."""

_v = NEW_STOCK.c
_in_order = sa.or_(_v.out_date.is_(None), _v.out_date >= _v.receipt_date)
_CAME = counted(Flow("checked_cars_in", NEW_STOCK, at=_v.receipt_date, where=_in_order))
_WENT = counted(Flow("checked_cars_out", NEW_STOCK, at=_v.out_date, where=_in_order))
_BACKWARDS = counted(
    Flow("checked_cars_backwards", NEW_STOCK, at=_v.out_date, where=_v.out_date < _v.receipt_date)
)


def _cars_balance(ground: Ground) -> Iterator[Comparison]:
    stock, by, period = ground.kpis["new_stock_units"], ("store", "day"), ground.period
    with_opening = Period(period.start - DAY, period.end)
    heights = {
        keys: found[stock].value
        for keys, found in ground.amounts((stock,), by, with_opening).items()
    }
    for (store, day), moved in ground.amounts((_CAME, _WENT), by).items():
        opening = heights.get((store, (date.fromisoformat(day) - DAY).isoformat()))
        closing = heights.get((store, day))
        if opening is not None and closing is not None:
            expected = opening + (moved[_CAME].value or 0) - (moved[_WENT].value or 0)
            yield Comparison(store, day, "new_stock_units", closing, expected)


def _no_car_leaves_before_it_came(ground: Ground) -> Iterator[Comparison]:
    for (store,), found in ground.amounts((_BACKWARDS,)).items():
        yield Comparison(store, ground.when, "", found[_BACKWARDS].value or 0, 0)


_s, _n = table("parts_stock_snapshot"), table("parts_stock_counts")
# All parts: those ordered by customers are in receipts and issues too.
_BALANCES = Fact(
    name="checked_parts_balances",
    words=Words("配件结存", "Parts balances"),
    source=sa.select(
        _s.c.store_code,
        _s.c.snapshot_date,
        (
            or_zero(_s.c.stock_value)
            + or_zero(sa.case((_s.c.stock_value.is_(None), _s.c.qty_on_hand * _s.c.unit_cost)))
        ).label("value"),
    ).subquery("checked_parts_balances"),
    tables=("parts_stock_snapshot",),
    document=("snapshot_date",),
)
_COUNTS = Fact(
    name="checked_parts_counts",
    words=Words("配件盘点", "Parts counts"),
    source=sa.select(
        _n.c.store_code,
        _n.c.count_date,
        ((or_zero(_n.c.counted_qty) - or_zero(_n.c.book_qty)) * or_zero(_n.c.unit_cost)).label(
            "difference"
        ),
    ).subquery("checked_parts_counts"),
    tables=("parts_stock_counts",),
    document=("count_date",),
)
_b = _BALANCES.c
_value = Flow("checked_parts_value", _BALANCES, at=_b.snapshot_date, value=_b.value)
_lines = Flow("checked_parts_lines", _BALANCES, at=_b.snapshot_date)
_OPENING = quantity("checked_parts_opening", Total(Over(_value, DAY_BEFORE)))
_CLOSING = quantity("checked_parts_closing", Total(Over(_value, LAST_DAY)))
_OPENING_LINES = quantity("checked_parts_opening_lines", Total(Over(_lines, DAY_BEFORE)))
_CLOSING_LINES = quantity("checked_parts_closing_lines", Total(Over(_lines, LAST_DAY)))
_RECEIVED = counted(
    Flow(
        "checked_parts_received",
        PURCHASES,
        at=PURCHASES.c.received_day,
        value=PURCHASES.c.received_cost,
    ),
    frozenset({"parts_purchase_lines"}),
)
_ISSUED = counted(
    Flow("checked_parts_issued", ISSUES, at=ISSUES.c.issued_day, value=ISSUES.c.cost),
    frozenset({"parts_issue_lines"}),
)
_COUNTED = counted(
    Flow("checked_parts_counted", _COUNTS, at=_COUNTS.c.count_date, value=_COUNTS.c.difference),
    frozenset({"parts_stock_counts"}),
)


def _parts_balance(ground: Ground) -> Iterator[Comparison]:
    """Only where a balance was printed on both ends: a register without one proves nothing."""
    asked = (_OPENING, _CLOSING, _OPENING_LINES, _CLOSING_LINES, _RECEIVED, _ISSUED, _COUNTED)
    for (store,), found in ground.amounts(asked).items():
        amount = {kpi: figure.value or 0 for kpi, figure in found.items()}
        if amount[_OPENING_LINES] and amount[_CLOSING_LINES]:
            expected = amount[_OPENING] + amount[_RECEIVED] - amount[_ISSUED] + amount[_COUNTED]
            closing = amount[_CLOSING]
            yield Comparison(store, ground.when, "CNY", closing, expected, tolerance=_ROUNDING)


_p = table("points_ledger")
_POINTS = Fact(
    name="checked_points",
    words=Words("积分流水", "Points movements"),
    source=sa.select(
        _p.c.store_code,
        _p.c.employee_id,
        _p.c.txn_date,
        _p.c.txn_type,
        _p.c.points,
        as_day(sa.null()).label("never"),
    ).subquery("checked_points"),
    tables=("points_ledger",),
    document=("txn_date", "txn_type", "points"),
    dimensions={"employee": "employee_id"},
)
_m = _POINTS.c
# A ledger without movements in a month still has its balance.
_BALANCE = quantity(
    "checked_points_balance",
    Closing(
        AtEnd(
            Level(
                "checked_points_balance", _POINTS, start=_m.txn_date, end=_m.never, value=_m.points
            )
        )
    ),
    frozenset({"points_ledger"}),
)
_MOVES = tuple(
    counted(
        Flow(
            f"checked_points_{name}",
            _POINTS,
            at=_m.txn_date,
            value=_m.points,
            where=_m.txn_type == kind,
        ),
        frozenset({"points_ledger"}),
    )
    for name, kind in (
        ("issued", "发放"),
        ("redeemed", "兑换"),
        ("expired", "过期"),
        ("clawed_back", "扣回"),
        ("adjusted", "调整"),
    )
)
# Whatever it is called: an unknown kind is a fault of the ledger and none of the rate.
_OTHERWISE_MOVED = counted(
    Flow(
        "checked_points_otherwise",
        _POINTS,
        at=_m.txn_date,
        value=_m.points,
        where=sa.func.coalesce(_m.txn_type, "").not_in(("发放", "兑换")),
    ),
    frozenset({"points_ledger"}),
)
_MOVED = counted(Flow("checked_points_rows", _POINTS, at=_m.txn_date), frozenset({"points_ledger"}))


def _points_balance(ground: Ground) -> Iterator[Comparison]:
    before = Period(ground.period.start - DAY, ground.period.start - DAY)
    opening = ground.amounts((_BALANCE,), period=before)
    for (store,), found in ground.amounts((_BALANCE, _MOVED, *_MOVES)).items():
        closing = found[_BALANCE].value or 0
        if (store,) in opening and (closing or found[_MOVED].value):
            moved = sum(found[kind].value or 0 for kind in _MOVES)
            expected = (opening[store,][_BALANCE].value or 0) + moved
            yield Comparison(store, ground.when, "", closing, expected)


def _points_of_the_rate(ground: Ground) -> Iterator[Comparison]:
    """What could be redeemed less what was, and the rest of the movements, is what is left."""
    rate = ground.kpis["points_redemption_rate"]
    for (store,), found in ground.amounts((rate, _BALANCE, _OTHERWISE_MOVED)).items():
        figure = found[rate]
        left = (figure.denominator or 0) - (figure.numerator or 0)
        expected = left + (found[_OTHERWISE_MOVED].value or 0)
        yield Comparison(store, ground.when, rate.id, found[_BALANCE].value or 0, expected)


def _nobody_owes_points(ground: Ground) -> Iterator[Comparison]:
    overdrawn: dict[str, int] = {}
    for (store, _), found in ground.amounts((_BALANCE,), ("store", "employee")).items():
        overdrawn[store] = overdrawn.get(store, 0) + ((found[_BALANCE].value or 0) < 0)
    for store, count in overdrawn.items():
        yield Comparison(store, ground.when, "", count, 0)


_o = ORDERS.c
_SIGNED = counted(Flow("checked_orders_signed", ORDERS, at=_o.order_date))
_CANCELLED = counted(
    Flow("checked_orders_cancelled", ORDERS, at=_o.cancel_date, where=_o.order_date.is_not(None))
)


def _orders_by_day(ground: Ground) -> Iterator[Comparison]:
    net = ground.kpis["net_orders"]
    daily: dict[str, float] = {}
    for (store, _), found in ground.amounts((net,), ("store", "day")).items():
        daily[store] = daily.get(store, 0) + (found[net].value or 0)
    for (store,), found in ground.amounts((_SIGNED, _CANCELLED)).items():
        if store in daily:
            expected = (found[_SIGNED].value or 0) - (found[_CANCELLED].value or 0)
            yield Comparison(store, ground.when, net.id, daily[store], expected)


INVARIANTS = (
    Invariant(
        "cars_balance",
        2,
        Words(
            "新车库存:昨日库存 + 入库 − 出库 = 今日库存,逐店逐日",
            "new vehicles: stock of the day "
            "before + received - gone = stock, for each store and day",
        ),
        ("new_stock_units",),
        Blame.COMPUTATION,
        Words(
            "库存台数与台账的进出对不上:计算有误",
            "the stock shown is not what the register adds up to: the computation is wrong",
        ),
        _cars_balance,
    ),
    Invariant(
        "cars_leave_after_they_came",
        2,
        Words("出库不早于入库", "no vehicle leaves before it came"),
        (),
        Blame.DATA,
        Words(
            "台账日期填错:这台车不计入任何一天的库存",
            "a wrong date in the register: the vehicle is in no day's stock",
        ),
        _no_car_leaves_before_it_came,
    ),
    Invariant(
        "parts_balance",
        3,
        Words(
            "配件:期初 + 到货 − 净出库 ± 盘点差异 = 期末(按成本)",
            "parts: opening + receipts - net issues +/- count differences = closing, at cost",
        ),
        (),
        Blame.DATA,
        Words(
            "进销存明细不全,或结存表另有调整",
            "lines of the extract are missing, or the balance was adjusted without one",
        ),
        _parts_balance,
    ),
    Invariant(
        "points_balance",
        4,
        Words(
            "积分:期初 + 发放 − 兑换 − 过期 − 扣回 ± 调整 = 期末",
            "points: opening + issued - redeemed - expired - clawed back +/- adjusted = closing",
        ),
        (),
        Blame.DATA,
        Words("流水里有不认识的类型", "the ledger has movements of an unknown kind"),
        _points_balance,
    ),
    Invariant(
        "points_of_the_rate",
        4,
        Words(
            "积分兑换率的分母 − 分子 + 其余变动 = 期末积分",
            "points: what could be redeemed - what was + all other movements = closing",
        ),
        ("points_redemption_rate",),
        Blame.COMPUTATION,
        Words(
            "兑换率的两边与积分流水对不上:计算有误",
            "the two sides of the redemption rate are not what "
            "the ledger says: the computation is wrong",
        ),
        _points_of_the_rate,
    ),
    Invariant(
        "points_not_overdrawn",
        4,
        Words("没有人的积分为负", "nobody's points are below zero"),
        (),
        Blame.DATA,
        Words(
            "兑换多于所得,或流水不从头开始",
            "more was redeemed than earned, or the ledger does not start at the beginning",
        ),
        _nobody_owes_points,
    ),
    Invariant(
        "orders_by_day",
        21,
        Words(
            "每日净订单之和 = 本期签订 − 本期退订",
            "net orders summed over days = orders signed - orders cancelled in the period",
        ),
        ("net_orders",),
        Blame.COMPUTATION,
        Words(
            "按日与按期的订单数不一致:计算有误",
            "orders by day and by period differ: the computation is wrong",
        ),
        _orders_by_day,
    ),
)
