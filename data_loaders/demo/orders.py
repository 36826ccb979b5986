"""Customer orders: of prospects, fleets, outlets, the store itself; delivered or cancelled when.

Which car an order gets is decided in ``cars``.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data_loaders.demo import frames
from data_loaders.demo.arrays import (
    MINUTES_A_DAY,
    NEVER,
    Bools,
    Floats,
    Ints,
    logistic,
    month_start,
)
from data_loaders.demo.funnel import prospect_ids
from data_loaders.demo.goods import MODELS, draw
from data_loaders.demo.people import Staff
from data_loaders.demo.prospects import DAYS_A_MONTH, Prospects
from data_loaders.demo.site import Site, spread
from data_loaders.demo.truth import strength

RETAIL, FLEET, OUTLET, INTERNAL, DEMO = range(5)
CUSTOMER_TYPES = ("零售", "大客户", "二级网点", "内部", "试驾车转售")
FLEET_A_MONTH, OUTLET_A_MONTH, INTERNAL_A_MONTH = 2.6, 4.2, 0.25
CANCEL_REASONS = ("资金问题", "等待过久", "转购竞品", "家庭原因")


@dataclass(frozen=True)
class Orders:
    """One place for each order in order of its day; days, NEVER where it did not happen.

    ``from_stock`` tells whether a car was there when the order was signed.
    """

    day: Ints
    prospect: Ints
    kind: Ints
    outlet: Ints
    consultant: Ints
    model: Ints
    planned: Ints
    delivered: Ints
    cancelled: Ints
    from_stock: Bools


def make_orders(site: Site, staff: Staff, prospects: Prospects) -> Orders:
    """Return all orders of the span and what becomes of them."""
    rng, span = site.rng("orders"), site.span
    days = np.arange(span.first, span.until + 1)
    weight = span.open[span.at(days)] * site.market(days) * site.volume / DAYS_A_MONTH
    fleet = spread(rng, days, weight * FLEET_A_MONTH / 1.6)
    fleet = np.repeat(fleet, rng.integers(1, 3, len(fleet)))
    outlet = spread(rng, days, weight * OUTLET_A_MONTH * span.visit_weight[span.at(days)])
    internal = spread(rng, days, weight * INTERNAL_A_MONTH)
    winner = np.flatnonzero(prospects.won < (span.until + 60) * MINUTES_A_DAY)
    parts = [len(winner), len(fleet), len(outlet), len(internal)]
    day = np.concatenate([prospects.won[winner] // MINUTES_A_DAY, fleet, outlet, internal])
    kind = np.repeat(np.arange(4), parts)
    prospect = np.concatenate([winner, np.full(sum(parts[1:]), -1)])
    order = np.argsort(day, kind="stable")
    day, kind, prospect = day[order], kind[order], prospect[order]
    count = len(day)
    from_stock = rng.random(count) < np.where(kind == FLEET, 0.5, 0.74)
    wait = np.where(
        from_stock,
        1 + rng.gamma(1.6, 2.6, count),
        11 + rng.gamma(2.0, 8.0, count),
    )
    delivered = _pull_to_month_end(rng, site, day + wait.astype(np.int64))
    score = -3.05 + strength("cancel_logit", "long_wait_for_car") * ~from_stock
    cancels = (rng.random(count) < logistic(score)) & (kind != INTERNAL)
    cancelled = np.minimum(day + rng.integers(1, 25, count), delivered - 1)
    cancelled = np.where(cancels, np.maximum(cancelled, day), NEVER)
    slack = rng.integers(-2, 4, count)
    planned = np.maximum(delivered + np.where(from_stock, 1, slack), day)
    return Orders(
        day=day,
        prospect=prospect,
        kind=kind,
        outlet=np.where(kind == OUTLET, rng.integers(0, site.traits.outlets, count), -1),
        consultant=np.where(
            prospect >= 0,
            prospects.consultant[prospect],
            staff.pick(rng, site, day, "销售顾问"),
        ),
        model=np.where(
            prospect >= 0,
            prospects.model[prospect],
            draw(rng, np.array([m.share for m in MODELS]), count),
        ),
        planned=planned,
        delivered=np.where(cancels, NEVER, delivered),
        cancelled=cancelled,
        from_stock=from_stock,
    )


def _pull_to_month_end(rng: np.random.Generator, site: Site, days: Ints) -> Ints:
    """Return the days, some of the later ones moved to the last days of their month."""
    span = site.span
    last = month_start(span.month[span.at(days)] + 1) - 1
    left = last - days
    pulled = (left > 3) & (left < 13) & (rng.random(len(days)) < 0.34)
    moved = np.where(pulled, last - rng.integers(0, 4, len(days)), days)
    # Few cars are handed over around New Year's Day of the lunar calendar.
    slow = span.delivery_weight[span.at(moved)] < 0.25
    moved = np.where(slow, moved + rng.integers(4, 12, len(days)), moved)
    return span.next_open[span.at(moved)]


def order_numbers(orders: Orders, places: Ints) -> pa.Array:
    """Return numbers of orders; a negative place is null."""
    return frames.document_numbers("DD", orders.day[np.maximum(places, 0)], places)


def order_table(
    site: Site, staff: Staff, prospects: Prospects, orders: Orders, price: Floats
) -> pa.Table:
    """Return ``vehicle_orders``.

    Args:
        site: the store.
        staff: its people.
        prospects: whom the orders come from.
        orders: the orders.
        price: contract price of each, CNY incl. VAT.
    """
    rng = site.rng("order table")
    count = len(orders.day)
    cancelled = orders.cancelled <= site.last_day
    reason = draw(rng, np.array([0.3, 0.25, 0.3, 0.15]), count)
    outlets = site.traits.outlet_codes()
    table = site.frame(
        "vehicle_orders",
        {
            "order_no": order_numbers(orders, np.arange(count)),
            "outlet_code": frames.labels(outlets, orders.outlet),
            "prospect_id": prospect_ids(prospects, orders.prospect),
            "order_date": frames.dates(orders.day),
            "customer_type": frames.labels(CUSTOMER_TYPES, orders.kind),
            "sc_id": staff.labels(orders.consultant),
            "model_code": frames.labels([m.code for m in MODELS], orders.model),
            "contract_price": price,
            "deposit": np.where(orders.kind == RETAIL, 5000.0, 2000.0),
            "planned_delivery_date": frames.dates(orders.planned),
            "cancel_date": site.on(orders.cancelled),
            "cancel_reason": frames.labels(CANCEL_REASONS, np.where(cancelled, reason, -1)),
            "delivery_date": site.on(orders.delivered),
        },
    )
    return table.filter(pa.array(site.known_day(orders.day)))
