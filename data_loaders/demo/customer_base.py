"""The vehicles a workshop can hope for: sold where, how much driven, how loyal, gone when.

Sales of years before the extract are drawn here, the deliveries of the simulation join them.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data_loaders.demo import frames
from data_loaders.demo.arrays import MINUTES_A_DAY, NEVER, Bools, Floats, Ints
from data_loaders.demo.deliveries import Deliveries
from data_loaders.demo.identity import customer_ids, customer_names, phones, vins
from data_loaders.demo.people import Staff
from data_loaders.demo.site import Site

PRIOR_VEHICLES = 1500
PRIOR_DAYS = 2500
INSURERS = ("甲示财险", "乙示财险", "丙示财险", "丁示财险")
FIRST_SERVICE_DAYS = 95


@dataclass(frozen=True)
class Base:
    """One place for each vehicle, older ones first; ``left`` is the day it left the base.

    ``delivery`` is -1 for vehicles of before. ``daily_km`` is how far it is driven.
    """

    sold: Ints
    own: Bools
    vin: Ints
    year: Ints
    customer: Ints
    delivery: Ints
    left: Ints
    fate: Ints
    loyalty: Floats
    interval: Floats
    daily_km: Floats
    insurer: Ints

    def vins(self, site: Site, places: Ints) -> pa.Array:
        """Return vehicle numbers; a negative place is null."""
        numbers = np.where(places < 0, -1, self.vin[places])
        return vins(site.traits.number, numbers, self.year[places])


def prior_count(site: Site) -> int:
    """Return how many vehicles the base had before the simulation; their numbers come first."""
    return round(PRIOR_VEHICLES * site.volume)


def make_base(site: Site, deliveries: Deliveries) -> Base:
    """Return the vehicles of the base."""
    rng = site.rng("base")
    before = prior_count(site)
    # More were sold lately than long ago.
    age = PRIOR_DAYS * (1.0 - np.sqrt(rng.random(before)))
    sold = site.span.first - 1 - age.astype(np.int64)
    elsewhere = rng.random(before) < 0.2
    new = np.flatnonzero(deliveries.owned & (deliveries.day <= site.last_day))
    count = before + len(new)
    sold = np.concatenate([np.sort(sold), deliveries.day[new]])
    built = (sold - 60).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    leaves = sold + 200 + rng.exponential(365.0 * 17.0, count).astype(np.int64)
    return Base(
        sold=sold,
        own=np.concatenate([~elsewhere, np.ones(len(new), dtype=np.bool_)]),
        vin=np.concatenate([np.arange(before), deliveries.vin[new]]),
        year=np.concatenate([built[:before], deliveries.year[new]]),
        customer=np.concatenate([np.arange(before), deliveries.customer[new]]),
        delivery=np.concatenate([np.full(before, -1), new]),
        left=leaves,
        fate=rng.choice(np.array([1, 2, 3]), count, p=[0.6, 0.05, 0.35]),
        loyalty=rng.normal(0.0, 0.9, count),
        interval=np.clip(rng.normal(196.0, 34.0, count), 110.0, 330.0),
        daily_km=np.clip(rng.gamma(5.0, 8.0, count), 8.0, 130.0),
        insurer=rng.choice(4, count, p=[0.42, 0.28, 0.18, 0.12]),
    )


def customer_table(site: Site, staff: Staff, base: Base) -> pa.Table:
    """Return ``customers``."""
    rng = site.rng("customers")
    count = len(base.sold)
    gone = base.left <= site.last_day
    required = 12
    complete = rng.random(count) < 0.9 + 0.02 * site.traits.courtesy
    filled = np.where(complete, required, required - rng.integers(1, 5, count))
    assigned = (base.sold + rng.integers(0, 3, count)) * MINUTES_A_DAY + 10 * 60
    contacted = assigned + (rng.exponential(2.6, count) * MINUTES_A_DAY).astype(np.int64)
    agent = staff.pick(rng, site, base.sold, "客服专员")
    return site.frame(
        "customers",
        {
            "customer_id": customer_ids(base.customer),
            "vin": base.vins(site, np.arange(count)),
            "customer_name": customer_names(base.customer),
            "phone": phones(base.customer),
            "sale_date": frames.dates(base.sold),
            "sold_by_store": base.own,
            "first_service_due": frames.dates(base.sold + FIRST_SERVICE_DAYS),
            "warranty_end": frames.dates(base.sold + 3 * 365),
            "vehicle_status": frames.labels(
                ("在用", "过户", "报废", "迁出"), np.where(gone, base.fate, 0)
            ),
            "status_date": site.on(base.left),
            "fields_required": np.full(count, required),
            "fields_filled": filled,
            "assigned_agent": staff.labels(agent),
            "assigned_at": site.at(assigned),
            "first_contact_at": site.at(np.where(rng.random(count) < 0.97, contacted, NEVER)),
        },
    )
