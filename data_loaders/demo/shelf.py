"""The parts store month by month: what is bought, what lies there, what is counted.

For each month and part: opening + receipts - net issues + count differences = closing.
"""

from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa

from data_loaders.demo import frames
from data_loaders.demo.arrays import MINUTES_A_DAY, Ints, month_of, month_start
from data_loaders.demo.demand import EMERGENCY, OUTSIDE, SHELF, STOCK_ORDER, TRANSFER, Demand
from data_loaders.demo.goods import DEAD_NUMBERS, Parts
from data_loaders.demo.issues import Issues
from data_loaders.demo.purchases import Bought, Purchases
from data_loaders.demo.site import Site
from data_loaders.demo.snapshots import snapshot_table

ORDER_TYPES = ("库存订单", "紧急订单", "外采", "调拨入")
_TYPE_OF_SOURCE = {STOCK_ORDER: 0, EMERGENCY: 1, OUTSIDE: 2, TRANSFER: 3}
SUPPLIERS = ("示范牌中心库", "示范牌中心库", "本地汽配商", "兄弟店")
STOCK_MONTHS = 1.05


@dataclass(frozen=True)
class Shelf:
    """The three tables of the store, and the value at each month end, CNY."""

    purchases: pa.Table
    snapshots: pa.Table
    counts: pa.Table
    cap: float


def make_shelf(
    site: Site, job_demand: Demand, counter: Demand, issues: Issues, parts: Parts
) -> Shelf:
    """Return purchases, month-end stock and counts."""
    rng = site.rng("shelf")
    months = site.span.months
    first, count = int(months[0]), len(parts.cost)
    special, preorders = _for_customers(site, job_demand, counter)
    issue_month = month_of(issues.at // MINUTES_A_DAY) - first
    main = ~issues.preorder
    out = _by_month(issue_month[main], issues.part[main], issues.quantity[main], len(months), count)
    into = _by_month(
        month_of(special.received // MINUTES_A_DAY) - first,
        special.part, special.quantity, len(months), count,
    )  # fmt: skip
    monthly = out.sum(axis=0) / max(len(site.span.days) / 30.4, 1.0)
    target = np.ceil(monthly * STOCK_MONTHS + 0.3).astype(np.int64)
    target[parts.live :] = 0
    target = np.where(monthly < 0.08, np.minimum(target, 1), target)
    # What is dear and seldom asked for is ordered when somebody needs it.
    target = np.where((monthly < 0.12) & (parts.cost > 450.0), 0, target)
    dead = _dead_stock(site, parts, float((target * parts.cost).sum()))
    hand = target + dead
    cap = round(float((hand * parts.cost).sum()) * 1.22, -3)
    receipts = np.zeros_like(out)
    diffs = np.zeros_like(out)
    closing = np.zeros_like(out)
    for place, month in enumerate(months):
        wish = np.rint(target * rng.uniform(0.75, 1.3, count)).astype(np.int64) + dead
        need = wish + out[place] - into[place] - hand
        # The number is not below zero at any month end, whatever was wished.
        receipts[place] = np.maximum(need, np.maximum(out[place] - into[place] - hand, 0))
        hand = hand + receipts[place] + into[place] - out[place]
        if month % 12 in (5, 11) and month_start(np.array([month + 1]))[0] - 1 <= site.last_day:
            change = rng.choice(np.array([-1, 0, 1]), count, p=[0.018, 0.97, 0.012])
            diffs[place] = np.where(hand + change >= 0, change, 0)
            hand = hand + diffs[place]
        closing[place] = hand
    bought = Bought(special, preorders, _stock_orders(rng, site, months, receipts))
    return Shelf(
        purchases=_purchase_table(site, parts, bought),
        snapshots=snapshot_table(site, parts, closing, target + dead, issues, bought),
        counts=_count_table(site, parts, closing, diffs),
        cap=cap,
    )


def _by_month(month: Ints, part: Ints, quantity: Ints, months: int, parts: int) -> Ints:
    flat = np.bincount(month * parts + part, quantity, months * parts)
    return np.rint(flat).astype(np.int64).reshape(months, parts)


def _for_customers(site: Site, job_demand: Demand, counter: Demand) -> tuple[Purchases, Purchases]:
    """Return purchases for lines that the shelf could not fill, those of pre-orders apart."""
    found = []
    for demand in (job_demand, counter):
        mine = (demand.source != SHELF) & ~demand.lost & (demand.filled <= site.cutoff)
        mine &= demand.quantity > demand.first_pick
        kind = np.array([_TYPE_OF_SOURCE.get(code, 0) for code in range(6)])[demand.source]
        found.append((
            kind[mine], demand.part[mine], demand.asked[mine] + 5, demand.filled[mine],
            np.zeros(int(mine.sum()), dtype=np.int64),
            (demand.quantity - demand.first_pick)[mine], demand.preorder[mine],
        ))  # fmt: skip
    *columns, preorder = (np.concatenate(part) for part in zip(*found, strict=True))
    usual = Purchases(*(column[~preorder] for column in columns))
    return usual, Purchases(*(column[preorder] for column in columns))


def _dead_stock(site: Site, parts: Parts, live_value: float) -> Ints:
    """Return pieces of dead numbers worth the store's share of dead stock."""
    pieces = np.zeros(len(parts.cost), dtype=np.int64)
    wanted = live_value * site.traits.dead_parts / (1.0 - site.traits.dead_parts)
    cost = parts.cost[parts.live :]
    pieces[parts.live :] = np.rint(wanted / DEAD_NUMBERS / cost).astype(np.int64)
    return pieces


def _stock_orders(rng: np.random.Generator, site: Site, months: Ints, receipts: Ints) -> Purchases:
    place, part = np.nonzero(receipts)
    count = len(place)
    start = month_start(months)[place]
    day = start + np.where(rng.random(count) < 0.5, 7, 20) + rng.integers(0, 3, count)
    day = np.minimum(site.span.next_open[site.span.at(day)], site.last_day)
    received = day * MINUTES_A_DAY + 10 * 60 + rng.integers(0, 300, count)
    late = rng.random(count) < 0.05
    ordered = received - np.where(late, 7, 4) * MINUTES_A_DAY
    short = np.where(rng.random(count) < 0.03, 1, 0)
    return Purchases(
        np.zeros(count, dtype=np.int64), part, ordered, received, short, receipts[place, part]
    )


def _purchase_table(site: Site, parts: Parts, bought: Bought) -> pa.Table:
    rng = site.rng("purchase table")
    groups = (bought.special, bought.preorders, bought.stock)
    joined = {
        f.name: np.concatenate([getattr(group, f.name) for group in groups])
        for f in fields(Purchases)
    }
    order = np.argsort(joined["ordered"], kind="stable")
    line = Purchases(**{name: values[order] for name, values in joined.items()})
    count = len(order)
    late = rng.random(count) < 0.05
    day = line.received // MINUTES_A_DAY
    return site.frame(
        "parts_purchase_lines",
        {
            "po_no": frames.document_numbers("PO", line.ordered // MINUTES_A_DAY, np.arange(count)),
            "line_no": np.ones(count, dtype=np.int64),
            "supplier": frames.labels(SUPPLIERS, line.kind),
            "order_type": frames.labels(ORDER_TYPES, line.kind),
            "part_no": frames.labels(parts.codes, line.part),
            "ordered_at": frames.moments(line.ordered),
            "promised_at": frames.dates(day - np.where(late, 1, 0)),
            "qty_ordered": line.quantity + line.short,
            "qty_received": line.quantity,
            "received_at": frames.moments(line.received),
            "unit_cost": parts.cost[line.part],
        },
    )


def _count_table(site: Site, parts: Parts, closing: Ints, diffs: Ints) -> pa.Table:
    months = site.span.months
    ends = month_start(months + 1) - 1
    counted = (months % 12 % 6 == 5) & (ends <= site.last_day)
    place, part = np.nonzero(counted[:, None] & ((closing > 0) | (diffs != 0)))
    return site.frame(
        "parts_stock_counts",
        {
            "count_date": frames.dates(ends[place]),
            "part_no": frames.labels(parts.codes, part),
            "book_qty": (closing - diffs)[place, part],
            "counted_qty": closing[place, part],
            "unit_cost": parts.cost[part],
        },
    )
