"""What the manufacturer pays back: per car, for volume, for quality, for satisfaction."""

import numpy as np
import pyarrow as pa

from data_loaders.demo import frames
from data_loaders.demo.arrays import NEVER, Floats, Ints, month_start
from data_loaders.demo.cars import VAT, Cars
from data_loaders.demo.deliveries import Deliveries
from data_loaders.demo.identity import vins
from data_loaders.demo.orders import DEMO, RETAIL
from data_loaders.demo.site import Site
from data_loaders.demo.truth import strength

# Policy: code, type, months a period, share of the list price at most.
POLICIES = (
    ("ZC-XL", "销量奖", 1, 0.016),
    ("ZC-ZL", "质量折扣", 3, 0.010),
    ("ZC-MY", "满意度奖", 3, 0.006),
)
TYPES = ("基础折扣", "销量奖", "质量折扣", "满意度奖")


def rebate_table(
    site: Site, cars: Cars, deliveries: Deliveries, targets: Floats
) -> pa.Table:
    """Return ``oem_rebates``.

    Args:
        site: the store.
        cars: the cars of the store.
        deliveries: their hand-overs.
        targets: retail deliveries to be reached in each month of the span.
    """
    rng, months = site.rng("rebates"), site.span.months
    mine = np.flatnonzero(site.known_day(deliveries.day) & (deliveries.kind != DEMO))
    day = deliveries.day[mine]
    amount = deliveries.rebate[mine]
    back = (deliveries.reversed[mine] <= site.last_day) & deliveries.returned[mine]
    month = site.span.month[site.span.at(day)]
    confirmed = deliveries.confirmed[mine]
    paid = confirmed + rng.integers(15, 55, len(mine))
    per_car = _frame(
        site,
        np.arange(len(mine)),
        pa.array(["ZC-JC"] * len(mine), pa.string()),
        np.zeros(len(mine), dtype=np.int64),
        month,
        vins(site.traits.number, deliveries.vin[mine], deliveries.year[mine]),
        (amount, amount, amount),
        (confirmed, paid),
        np.where(back, amount, 0.0),
    )
    retail = deliveries.kind[mine] == RETAIL
    place = month - months[0]
    units = np.bincount(place[retail], minlength=len(months))
    base = np.bincount(
        place[retail], cars.msrp[deliveries.car[mine]][retail] / VAT, minlength=len(months)
    )
    tables, number = [per_car], len(mine)
    for policy, (code, _, width, share) in enumerate(POLICIES, start=1):
        ends = months[(months % width == width - 1) | (months == months[-1])]
        shares = []
        for end in ends.tolist():
            window = (months <= end) & (months > end - width)
            if policy == 1:
                reached = float(units[window].sum() / max(targets[window].sum(), 1.0))
                gain = strength("volume_bonus_share", "target_attainment")
                shares.append(float(np.clip(0.55 + gain * (reached - 1.0), 0.0, 1.0)))
            else:
                shares.append(float(np.clip(rng.normal(0.84 + site.traits.courtesy * 0.3, 0.09), 0.3, 1.0)))
        most = np.array(
            [round(float(base[(months <= e) & (months > e - width)].sum()) * share, 2) for e in ends]
        )
        got = np.round(most * np.array(shares), 2)
        done = month_start(ends + 1) + 30 + rng.integers(0, 25, len(ends))
        tables.append(
            _frame(
                site,
                number + np.arange(len(ends)),
                pa.array([code] * len(ends), pa.string()),
                np.full(len(ends), policy),
                ends,
                pa.nulls(len(ends), pa.string()),
                (most, np.round(got * rng.uniform(0.96, 1.08, len(ends)), 2), got),
                (done, done + rng.integers(15, 60, len(ends))),
                np.zeros(len(ends)),
            )
        )
        number += len(ends)
    return pa.concat_tables(tables)


def _frame(
    site: Site,
    number: Ints,
    code: pa.Array,
    kind: Ints,
    month: Ints,
    vin: pa.Array,
    amounts: tuple[Floats, Floats, Floats],
    days: tuple[Ints, Ints],
    clawback: Floats,
) -> pa.Table:
    known = days[0] <= site.last_day
    paid = days[1] <= site.last_day
    return site.frame(
        "oem_rebates",
        {
            "rebate_id": frames.codes("FL", number),
            "policy_code": code,
            "policy_type": frames.labels(TYPES, kind),
            "earn_period": periods(month),
            "vin": vin,
            "max_amount": amounts[0],
            "estimated_amount": amounts[1],
            "confirmed_amount": np.where(known, amounts[2], np.nan),
            "confirmed_at": site.on(days[0]),
            "received_amount": np.where(paid, amounts[2], 0.0),
            "received_at": site.on(days[1]),
            "clawback_amount": clawback,
        },
    )


def periods(months: Ints) -> pa.Array:
    """Return months as text such as ``202610``."""
    numbers = (months // 12 + 1970) * 100 + months % 12 + 1
    return pa.array(np.where(months < NEVER, numbers, 0)).cast(pa.string())
