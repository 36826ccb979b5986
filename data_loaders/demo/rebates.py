"""What the manufacturer pays back: per car, for volume, for quality, for satisfaction."""

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Policy:
    """A bonus: its period in months, and at most which share of the list price it pays."""

    code: str
    type: str
    months: int
    share: float


POLICIES = (
    Policy("ZC-XL", "销量奖", 1, 0.016),
    Policy("ZC-ZL", "质量折扣", 3, 0.010),
    Policy("ZC-MY", "满意度奖", 3, 0.006),
)
TYPES = ("基础折扣", "销量奖", "质量折扣", "满意度奖")


def rebate_table(site: Site, cars: Cars, deliveries: Deliveries, targets: Floats) -> pa.Table:
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
    per_car = _Lines(
        number=np.arange(len(mine)),
        code="ZC-JC",
        kind=0,
        month=month,
        vin=vins(site.traits.number, deliveries.vin[mine], deliveries.year[mine]),
        most=amount,
        estimated=amount,
        confirmed=amount,
        decided=confirmed,
        paid=paid,
        clawback=np.where(back, amount, 0.0),
    )
    retail = deliveries.kind[mine] == RETAIL
    place = month - months[0]
    units = np.bincount(place[retail], minlength=len(months))
    base = np.bincount(
        place[retail], cars.msrp[deliveries.car[mine]][retail] / VAT, minlength=len(months)
    )
    tables, number = [_frame(site, per_car)], len(mine)
    for kind, policy in enumerate(POLICIES, start=1):
        ends = months[(months % policy.months == policy.months - 1) | (months == months[-1])]
        windows = (months <= ends[:, None]) & (months > ends[:, None] - policy.months)
        most = np.round(windows @ base * policy.share, 2)
        if policy.type == "销量奖":
            reached = windows @ units / np.maximum(windows @ targets, 1.0)
            gain = strength("volume_bonus_share", "target_attainment")
            share = np.clip(0.55 + gain * (reached - 1.0), 0.0, 1.0)
        else:
            level = 0.84 + site.traits.courtesy * 0.3
            share = np.clip(rng.normal(level, 0.09, len(ends)), 0.3, 1.0)
        got = np.round(most * share, 2)
        decided = month_start(ends + 1) + 10 + rng.integers(0, 10, len(ends))
        lines = _Lines(
            number=number + np.arange(len(ends)),
            code=policy.code,
            kind=kind,
            month=ends,
            vin=pa.nulls(len(ends), pa.string()),
            most=most,
            estimated=np.round(got * rng.uniform(0.96, 1.08, len(ends)), 2),
            confirmed=got,
            decided=decided,
            paid=decided + rng.integers(15, 60, len(ends)),
            clawback=np.zeros(len(ends)),
        )
        tables.append(_frame(site, lines))
        number += len(ends)
    return pa.concat_tables(tables)


@dataclass(frozen=True)
class _Lines:
    """Lines of one policy: most, estimated and confirmed amounts; days confirmed and paid."""

    number: Ints
    code: str
    kind: int
    month: Ints
    vin: pa.Array
    most: Floats
    estimated: Floats
    confirmed: Floats
    decided: Ints
    paid: Ints
    clawback: Floats


def _frame(site: Site, lines: _Lines) -> pa.Table:
    count = len(lines.number)
    known = lines.decided <= site.last_day
    paid = lines.paid <= site.last_day
    return site.frame(
        "oem_rebates",
        {
            "rebate_id": frames.codes("FL", lines.number),
            "policy_code": pa.array([lines.code] * count, pa.string()),
            "policy_type": pa.array([TYPES[lines.kind]] * count, pa.string()),
            "earn_period": periods(lines.month),
            "vin": lines.vin,
            "max_amount": lines.most,
            "estimated_amount": lines.estimated,
            "confirmed_amount": np.where(known, lines.confirmed, np.nan),
            "confirmed_at": site.on(lines.decided),
            "received_amount": np.where(paid, lines.confirmed, 0.0),
            "received_at": site.on(lines.paid),
            "clawback_amount": lines.clawback,
        },
    )


def periods(months: Ints) -> pa.Array:
    """Return months as text such as ``202610``."""
    numbers = (months // 12 + 1970) * 100 + months % 12 + 1
    return pa.array(np.where(months < NEVER, numbers, 0)).cast(pa.string())
