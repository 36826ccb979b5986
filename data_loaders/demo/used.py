"""Used cars: appraised, taken in or bought, made ready, sold by retail or at auction."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.demo import frames
from data_loaders.demo.arrays import NEVER, Bools, Floats, Ints
from data_loaders.demo.deliveries import Deliveries, delivery_numbers, trade_in_numbers
from data_loaders.demo.identity import USED, vins
from data_loaders.demo.site import Site, spread

BOUGHT_A_MONTH, LOOKED_AT_A_MONTH = 2.2, 6.5
RETAILED, AUCTIONED, CONSIGNED = range(3)


@dataclass(frozen=True)
class UsedCars:
    """One place for each appraisal in order of the day; money in CNY, days NEVER if not."""

    appraised: Ints
    delivery: Ints
    year: Ints
    offer: Floats
    acquired: Ints
    cost: Floats
    recon: Floats
    ready: Ints
    sold: Ints
    way: Ints
    revenue: Floats

    @property
    def kept(self) -> Bools:
        """Tell appraisals that led to a purchase."""
        return self.acquired < NEVER


def make_used_cars(site: Site, deliveries: Deliveries) -> UsedCars:
    """Return all appraisals of the span and what became of the cars."""
    rng, span = site.rng("used cars"), site.span
    days = np.arange(span.first, span.until + 1)
    rate = span.visit_weight * site.volume / 30.4
    bought = spread(rng, days, rate[span.at(days)] * BOUGHT_A_MONTH)
    looked = spread(rng, days, rate[span.at(days)] * LOOKED_AT_A_MONTH)
    traded = np.flatnonzero(deliveries.traded_in)
    parts = [len(traded), len(bought), len(looked)]
    count = sum(parts)
    appraised = np.concatenate([deliveries.day[traded], bought, looked])
    delivery = np.concatenate([traded, np.full(parts[1] + parts[2], -1)])
    kind = np.repeat(np.arange(3), parts)
    # A trade-in is looked at when the order is signed, and taken over at the hand-over.
    lead = np.where(kind == 0, rng.integers(0, 6, count), 0)
    acquired = np.where(kind < 2, appraised, NEVER)
    offer = np.round(np.exp(rng.normal(np.log(62000.0), 0.5, count)), -2)
    ready = np.where(
        kind < 2, span.next_open[span.at(appraised + rng.integers(2, 11, count))], NEVER
    )
    stay = 3 + rng.gamma(1.2, 24.0, count)
    way = rng.choice(3, count, p=[0.56, 0.40, 0.04])
    stay = np.where(way == AUCTIONED, stay * 0.45, stay)
    sold = span.next_open[span.at(np.minimum(ready, span.until + 200) + stay.astype(np.int64))]
    margin = np.where(way == AUCTIONED, 1.015, 1.105) - 0.0009 * np.maximum(stay - 30.0, 0.0)
    recon = np.round(np.where(way == AUCTIONED, 200.0, 1400.0) * rng.uniform(0.6, 1.5, count), 2)
    revenue = np.round((offer + recon) * (margin + rng.normal(0.0, 0.025, count)), 2)
    order = np.argsort(appraised, kind="stable")
    return UsedCars(
        appraised=(appraised - lead)[order],
        delivery=delivery[order],
        year=2012 + rng.integers(0, 11, count),
        offer=offer[order],
        acquired=acquired[order],
        cost=offer[order],
        recon=recon[order],
        ready=ready[order],
        sold=np.where(kind < 2, sold, NEVER)[order],
        way=way[order],
        revenue=revenue[order],
    )


def used_vins(site: Site, used: UsedCars) -> pa.Array:
    """Return the vehicle numbers of appraised cars."""
    return vins(site.traits.number, np.arange(len(used.year)), used.year, USED)


def used_table(site: Site, deliveries: Deliveries, used: UsedCars) -> pa.Table:
    """Return ``used_vehicles``."""
    sold = used.sold <= site.last_day
    acquired = used.acquired <= site.last_day
    ready = used.ready <= site.last_day
    traded = used.delivery >= 0
    own = frames.document_numbers("PGE", used.appraised, np.arange(len(used.year)))
    numbers = trade_in_numbers(deliveries, used.delivery)
    handed = np.where(acquired, used.delivery, -1)
    table = site.frame(
        "used_vehicles",
        {
            "appraisal_no": pc.if_else(pa.array(traded), numbers, own),
            "appraised_at": frames.dates(used.appraised),
            "vin": used_vins(site, used),
            "prospect_id": None,
            "delivery_no": delivery_numbers(deliveries, handed),
            "offer_price": used.offer,
            "acquired_at": site.on(used.acquired),
            "acquire_cost": np.where(acquired, used.cost, np.nan),
            "recon_cost": np.where(ready, used.recon, np.nan),
            "ready_at": site.on(used.ready),
            "sold_at": site.on(used.sold),
            "sale_type": frames.labels(("零售", "批发", "寄售"), np.where(sold, used.way, -1)),
            "revenue_ex_vat": np.where(sold, used.revenue, np.nan),
        },
    )
    return table.filter(pa.array(site.known_day(used.appraised)))
