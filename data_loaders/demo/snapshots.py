"""The list of parts in stock at each month end and on the last day."""

import numpy as np
import pyarrow as pa

from data_loaders.demo import frames
from data_loaders.demo.arrays import MINUTES_A_DAY, Ints, month_of, month_start
from data_loaders.demo.goods import Parts
from data_loaders.demo.issues import Issues
from data_loaders.demo.purchases import Bought, Purchases
from data_loaders.demo.site import Site

MAIN, ORDERED = "主仓", "订货仓"


def snapshot_table(
    site: Site,
    parts: Parts,
    closing: Ints,
    usual: Ints,
    issues: Issues,
    bought: Bought,
) -> pa.Table:
    """Return ``parts_stock_snapshot``.

    Args:
        site: the store.
        parts: the catalogue.
        closing: pieces at the end of each month (or on the last day), months x parts.
        usual: pieces that the store means to have of each part.
        issues: movements off the shelf.
        bought: purchases.
    """
    rng = site.rng("snapshots")
    months = site.span.months
    ends = np.minimum(month_start(months + 1) - 1, site.last_day)
    count = len(parts.cost)
    before = site.span.start
    live = np.arange(count) < parts.live
    begun = before - np.where(live, rng.integers(200, 1500, count), rng.integers(800, 1900, count))
    slow = np.concatenate([parts.slowness, np.ones(count - parts.live)])
    idle = np.where(live, 1 + rng.random(count) * 220 * slow, 400 + rng.random(count) * 500)
    issued = _latest(
        months, issues.at[~issues.preorder], issues.part[~issues.preorder],
        before - idle.astype(np.int64),
    )  # fmt: skip
    arrived = _latest(
        months,
        np.concatenate([group.received for group in (bought.special, bought.stock)]),
        np.concatenate([group.part for group in (bought.special, bought.stock)]),
        before - (idle * 1.05).astype(np.int64) - 3,
    )
    place, part = np.nonzero(closing)
    main = site.frame(
        "parts_stock_snapshot",
        {
            "snapshot_date": frames.dates(ends[place]),
            "warehouse": MAIN,
            "part_no": frames.labels(parts.codes, part),
            "qty_on_hand": closing[place, part],
            "unit_cost": parts.cost[part],
            "stock_value": np.round(closing[place, part] * parts.cost[part], 2),
            "max_qty": np.maximum(np.ceil(usual[part] * 1.15), 1) * live[part],
            "min_qty": np.floor(usual[part] * 0.5) * live[part],
            "first_receipt_date": frames.dates(np.minimum(begun, arrived[0])[part]),
            "last_receipt_date": frames.dates(arrived[place, part]),
            "last_issue_date": frames.dates(issued[place, part]),
            "is_special_order": False,
        },
    )
    return pa.concat_tables([main, _ordered(site, parts, ends, issues, bought.preorders)])


def _latest(months: Ints, minutes: Ints, part: Ints, before: Ints) -> Ints:
    """Return the newest day of each part up to the end of each month, months x parts."""
    found = np.tile(before, (len(months), 1))
    days = minutes // MINUTES_A_DAY
    np.maximum.at(found, (month_of(days) - months[0], part), days)
    return np.asarray(np.maximum.accumulate(found, axis=0))


def _ordered(
    site: Site, parts: Parts, ends: Ints, issues: Issues, preorders: Purchases
) -> pa.Table:
    """Return parts that came for a customer and were not fetched yet."""
    fetched, taken = issues.at[issues.preorder], issues.part[issues.preorder]
    there = np.zeros((len(ends), len(parts.cost)), dtype=np.int64)
    arrived = np.zeros_like(there)
    for row, day in enumerate(ends):
        limit = (day + 1) * MINUTES_A_DAY
        came = preorders.received < limit
        np.add.at(there[row], preorders.part[came], preorders.quantity[came])
        np.maximum.at(arrived[row], preorders.part[came], preorders.received[came] // MINUTES_A_DAY)
        gone = fetched < limit
        np.subtract.at(there[row], taken[gone], issues.quantity[issues.preorder][gone])
    place, part = np.nonzero(there > 0)
    return site.frame(
        "parts_stock_snapshot",
        {
            "snapshot_date": frames.dates(ends[place]),
            "warehouse": ORDERED,
            "part_no": frames.labels(parts.codes, part),
            "qty_on_hand": there[place, part],
            "unit_cost": parts.cost[part],
            "stock_value": np.round(there[place, part] * parts.cost[part], 2),
            "max_qty": np.zeros(len(place)),
            "min_qty": np.zeros(len(place)),
            "first_receipt_date": frames.dates(arrived[place, part]),
            "last_receipt_date": frames.dates(arrived[place, part]),
            "last_issue_date": None,
            "is_special_order": True,
        },
    )
