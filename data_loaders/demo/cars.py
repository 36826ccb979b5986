"""Every car that stood in the store: when it came and left, what it cost, for how much it went.

Deliveries of the run-out after the last day are simulated too, so that today's stock is complete.
"""

from dataclasses import dataclass

import numpy as np

from data_loaders.demo.arrays import NEVER, Bools, Floats, Ints, month_start
from data_loaders.demo.days import RUN_OUT_DAYS
from data_loaders.demo.goods import MODELS, draw
from data_loaders.demo.orders import DEMO, FLEET, INTERNAL, OUTLET, RETAIL, Orders
from data_loaders.demo.site import Site, spread
from data_loaders.demo.truth import reference, strength

VAT = 1.13
FACTORY_MARGIN = 0.055
VIN_REBATE = 0.036
BASE_DISCOUNT = {RETAIL: 0.057, FLEET: 0.074, OUTLET: 0.078, INTERNAL: 0.05, DEMO: 0.165}
LONGEST_AGE = 255
DEMO_CARS = 3


@dataclass(frozen=True)
class Cars:
    """One place for each car in order of receipt; ``order`` is -1 without an order.

    ``out`` is the day of delivery, also in the run-out; ``sold`` tells cars with a buyer.
    Prices in CNY: ``msrp`` and ``retail`` incl. VAT, ``revenue``, ``cost``, ``rebate`` without.
    """

    receipt: Ints
    out: Ints
    model: Ints
    order: Ints
    kind: Ints
    sold: Bools
    financed: Bools
    msrp: Floats
    retail: Floats
    revenue: Floats
    cost: Floats
    rebate: Floats


def make_cars(site: Site, orders: Orders) -> Cars:
    """Return all cars of the span."""
    rng, span = site.rng("cars"), site.span
    order = np.flatnonzero(orders.delivered < NEVER)
    past = (orders.delivered[order] > span.until - 180) & (orders.delivered[order] <= span.until)
    days = np.arange(span.until + 1, span.until + RUN_OUT_DAYS)
    # Orders already signed fill the first weeks of the run-out.
    rate = np.full(len(days), past.sum() / 180.0) * np.clip((days - span.until) / 22.0, 0.0, 1.0)
    later = spread(rng, days, rate)
    demo_out = _demo_days(rng, site)
    parts = [len(order), len(later), len(demo_out)]
    count = sum(parts)
    out = np.concatenate([orders.delivered[order], later, demo_out])
    kind = np.concatenate([orders.kind[order], np.full(parts[1], RETAIL), np.full(parts[2], DEMO)])
    model = np.concatenate(
        [orders.model[order], draw(rng, np.array([m.share for m in MODELS]), parts[1] + parts[2])]
    )
    signed = np.concatenate([orders.day[order], later - 3, demo_out])
    ready = np.concatenate(
        [orders.from_stock[order], rng.random(parts[1]) < 0.74, np.ones(parts[2], dtype=np.bool_)]
    )
    slow = np.array([m.slow for m in MODELS])[model]
    age = rng.gamma(1.7, site.path("stock_days", out) * slow / 1.7)
    age = np.minimum(age.astype(np.int64), LONGEST_AGE)
    receipt = np.where(ready, np.minimum(out - age, signed), out - rng.integers(2, 7, count))
    receipt = np.where(kind == DEMO, out - rng.integers(170, 230, count), receipt)
    financed = (kind == RETAIL) & (rng.random(count) < 0.64)
    msrp = np.array([m.msrp for m in MODELS])[model]
    discount = _discount(rng, site, out, out - receipt, kind, financed)
    retail = np.round(msrp * (1.0 - discount), -2)
    net = msrp / VAT
    found = Cars(
        receipt=receipt,
        out=out,
        model=model,
        order=np.concatenate([order, np.full(parts[1] + parts[2], -1)]),
        kind=kind,
        sold=np.concatenate([np.ones(parts[0], bool), np.zeros(parts[1], bool), demo_out < NEVER]),
        financed=financed,
        msrp=msrp,
        retail=retail,
        revenue=np.round(retail / VAT, 2),
        cost=np.round(net * (1.0 - FACTORY_MARGIN), 2),
        rebate=np.round(np.where(kind == DEMO, 0.0, net * VIN_REBATE), 2),
    )
    ranks = np.argsort(receipt, kind="stable")
    return Cars(**{name: getattr(found, name)[ranks] for name in found.__dataclass_fields__})


def _demo_days(rng: np.random.Generator, site: Site) -> Ints:
    """Return the days on which test-drive cars are sold on, one after another in each slot."""
    slots = max(1, round(DEMO_CARS * site.volume))
    length = (site.span.until - site.span.first + RUN_OUT_DAYS) // 195
    start = site.span.first + rng.integers(0, 195, slots)
    days = start[:, None] + 195 * np.arange(length)[None, :] + rng.integers(-8, 9, (slots, length))
    days = np.sort(days.ravel())
    return site.span.next_open[site.span.at(days[days < site.span.until + RUN_OUT_DAYS - 10])]


def _discount(
    rng: np.random.Generator, site: Site, out: Ints, age: Ints, kind: Ints, financed: Bools
) -> Floats:
    """Return the discount of each car as a share of the list price."""
    effect = "discount_rate"
    last = month_start(site.span.month[site.span.at(out)] + 1) - 1
    push = (last - out < 5) & (site.span.month[site.span.at(out)] % 3 == 2)
    press = site.path("stock_days", out) - reference(effect, "stock_days_over_50")
    base = np.array([BASE_DISCOUNT[number] for number in range(5)])[kind]
    discount = (
        base
        + strength(effect, "car_age_over_45_days")
        * np.maximum(age - reference(effect, "car_age_over_45_days"), 0.0)
        + strength(effect, "stock_days_over_50") * press
        + strength(effect, "financed") * financed
        + strength(effect, "quarter_end_days") * push
        + rng.normal(0.0, 0.013, len(out))
    )
    return np.asarray(np.clip(discount, 0.0, 0.28))


def contract_prices(site: Site, orders: Orders, cars: Cars) -> Floats:
    """Return the contract price of each order, CNY incl. VAT; cancelled ones have one too."""
    rng = site.rng("contract prices")
    msrp = np.array([m.msrp for m in MODELS])[orders.model]
    price = np.round(msrp * (1.0 - 0.06 - rng.normal(0.0, 0.01, len(msrp))), -2)
    mine = cars.order >= 0
    price[cars.order[mine]] = cars.retail[mine]
    return price
