"""Insurance year by year: who is asked before the old policy ends, who stays, what it brings."""

from dataclasses import dataclass, fields
from typing import TypeVar

import numpy as np
import pyarrow as pa

from data_loaders.demo import frames
from data_loaders.demo.arrays import MINUTES_A_DAY, NEVER, Bools, Ints, log_odds, logistic
from data_loaders.demo.customer_base import INSURERS, Base
from data_loaders.demo.deliveries import Deliveries, delivery_numbers
from data_loaders.demo.orders import RETAIL
from data_loaders.demo.site import Site
from data_loaders.demo.truth import reference, strength

YEARS = 4
AHEAD_DAYS = 60
NEW_HERE = 0.86
# Chance to stay at the first renewal, later ones, and to come back from elsewhere, without a call.
STAY_FIRST, STAY_LATER, COME = 0.46, 0.52, 0.07
BIZ_TYPES = ("新保", "新转续", "续转续", "间转续", "他转续")
EXCLUSIONS = ("全损", "报废", "过户", "迁出")
_Kind = TypeVar("_Kind", "_Policies", "_Pool")


@dataclass(frozen=True)
class _Policies:
    """Pairs of policies; ``previous`` is the place of the vehicle's pair of last year, or -1."""

    vehicle: Ints
    issued: Ints
    starts: Ints
    biz: Ints
    previous: Ints


@dataclass(frozen=True)
class _Pool:
    """Vehicles whose policy ends; ``renewed`` is the day of the new one here, NEVER if none."""

    vehicle: Ints
    expiry: Ints
    was: Ints
    excluded: Ints
    contact: Ints
    renewed: Ints


def insurance_tables(site: Site, base: Base, deliveries: Deliveries) -> dict[str, pa.Table]:
    """Return ``insurance_policies`` and ``insurance_renewal_pool``."""
    rng = site.rng("insurance")
    count = len(base.sold)
    new = base.delivery >= 0
    retail = ~new | (deliveries.kind[np.where(new, base.delivery, 0)] == RETAIL)
    here = base.own & retail & (rng.random(count) < NEW_HERE)
    first = np.flatnonzero(here)
    none = np.full(len(first), -1)
    policies = [_Policies(first, base.sold[first], base.sold[first], none * 0, none)]
    # The place of each vehicle's pair of last year among all pairs.
    last = np.full(count, -1)
    last[first] = np.arange(len(first))
    events = len(first)
    pools = []
    for year in range(1, YEARS + 1):
        expiry = base.sold + 365 * year - 1
        pool, late = _round(rng, site, base, here, year)
        stays = pool.renewed < NEVER
        chosen, day = pool.vehicle[stays], pool.renewed[stays]
        kind = np.where(here[chosen], 1 if year == 1 else 2, 4)
        kind = np.where(late[stays] & here[chosen], 3, kind)
        starts = np.maximum(expiry[chosen], day) + 1
        policies.append(_Policies(chosen, day, starts, kind, last[chosen]))
        pools.append(pool)
        # Who leaves for a year has no policy of last year when he comes back.
        last = np.full(count, -1)
        last[chosen] = events + np.arange(len(chosen))
        events += len(chosen)
        here = np.zeros(count, dtype=np.bool_)
        here[chosen] = True
    return {
        "insurance_policies": _policy_table(site, base, deliveries, _joined(_Policies, policies)),
        "insurance_renewal_pool": _pool_table(site, base, _joined(_Pool, pools)),
    }


def _joined(kind: type[_Kind], groups: list[_Kind]) -> _Kind:
    return kind(*(np.concatenate([getattr(g, f.name) for g in groups]) for f in fields(kind)))


def _round(
    rng: np.random.Generator, site: Site, base: Base, here: Bools, year: int
) -> tuple[_Pool, Bools]:
    """Return whose policy ends in the given year after the sale, and who renews late."""
    count = len(base.sold)
    expiry = base.sold + 365 * year - 1
    listed = (here | (rng.random(count) < 0.2)) & (base.left > expiry - 90)
    excluded = listed & ((rng.random(count) < 0.02) | (base.left < expiry))
    called = rng.random(count) < site.path("renewal_calls", expiry)
    soon, tardy = rng.integers(30, 62, count), rng.integers(0, 29, count)
    contact = expiry - np.where(called, soon, tardy)
    contact = np.where(~called & (rng.random(count) < 0.3), NEVER, contact)
    level = np.where(here, log_odds(STAY_FIRST if year == 1 else STAY_LATER), log_odds(COME))
    fill = site.path("first_pick", expiry, 3) - reference("renewal_logit", "parts_first_fill_rate")
    score = level + strength("renewal_logit", "contacted_30_days_before") * called
    score = score + strength("renewal_logit", "parts_first_fill_rate") * fill
    renews = listed & ~excluded & (rng.random(count) < logistic(score))
    late = rng.random(count) < 0.07
    shift = np.where(late, rng.integers(1, 26, count), -rng.integers(0, 36, count))
    day = expiry + shift
    day = np.where(day >= site.span.first, site.span.next_open[site.span.at(day)], day)
    place = np.flatnonzero(listed)
    was = np.where(here, 0 if year == 1 else 1, 2)
    renewed = np.where(renews, day, NEVER)
    columns = (expiry, was, excluded.astype(np.int64), contact, renewed)
    return _Pool(place, *(column[place] for column in columns)), late[place]


def _policy_table(site: Site, base: Base, deliveries: Deliveries, events: _Policies) -> pa.Table:
    vehicle, issued, starts = events.vehicle, events.issued, events.starts
    biz, previous = events.biz, events.previous
    rng = site.rng("policies")
    count = len(vehicle)
    order = np.argsort(issued, kind="stable")
    number = np.empty(count, dtype=np.int64)
    number[order] = np.arange(count)
    year = (starts - base.sold[vehicle]) // 365
    shown = np.flatnonzero(site.known_day(issued))
    shown = shown[np.argsort(number[shown])]
    full = np.round(4300.0 * 0.9 ** np.clip(year, 0, 6) * np.exp(rng.normal(0.0, 0.22, count)), 2)
    basic = np.where(year == 0, 950.0, 950.0 * np.where(rng.random(count) < 0.8, 0.8, 1.0))
    leaves = rng.random(count) < 0.012
    surrendered = np.where(leaves, issued + rng.integers(20, 240, count), NEVER)
    old = np.maximum(previous, 0)
    tables = []
    for kind, prefix, premium, share in (
        ("商业险", "SY", full, 0.19),
        ("交强险", "JQ", basic, 0.04),
    ):
        before = frames.document_numbers(
            prefix, issued[old], np.where(previous >= 0, number[old], -1)
        )
        delivery = np.where(biz == 0, base.delivery[vehicle], -1)
        made = site.frame(
            "insurance_policies",
            {
                "policy_no": frames.document_numbers(prefix, issued, number),
                "vin": base.vins(site, vehicle),
                "insurer": frames.labels(INSURERS, base.insurer[vehicle]),
                "policy_kind": kind,
                "biz_type": frames.labels(BIZ_TYPES, biz),
                "issued_date": frames.dates(issued),
                "start_date": frames.dates(starts),
                "expiry_date": frames.dates(starts + 364),
                "premium": premium,
                "income_ex_vat": np.round(premium / 1.06 * share, 2),
                "delivery_no": delivery_numbers(deliveries, delivery),
                "prev_policy_no": before,
                "surrendered_at": site.on(surrendered),
            },
        )
        tables.append(made.take(pa.array(shown)))
    return pa.concat_tables(tables)


def _pool_table(site: Site, base: Base, pool: _Pool) -> pa.Table:
    rng = site.rng("pool")
    vehicle, expiry, was = pool.vehicle, pool.expiry, pool.was
    excluded, contact, renewed = pool.excluded, pool.contact, pool.renewed
    near = (expiry >= site.span.start) & (expiry <= site.last_day + AHEAD_DAYS)
    keep = np.flatnonzero(near)
    keep = keep[np.argsort(expiry[keep], kind="stable")]
    vehicle, expiry, was = vehicle[keep], expiry[keep], was[keep]
    excluded, contact, renewed = excluded[keep], contact[keep], renewed[keep]
    count = len(keep)
    decided = expiry + 30 <= site.last_day
    elsewhere = np.where(rng.random(count) < 0.88, 1, 2)
    outcome = np.where(
        renewed <= site.last_day, 0, np.where(decided & (excluded == 0), elsewhere, 3)
    )
    minutes = np.where(
        contact < NEVER, contact * MINUTES_A_DAY + rng.integers(560, 1050, count), NEVER
    )
    return site.frame(
        "insurance_renewal_pool",
        {
            "vin": base.vins(site, vehicle),
            "expiry_date": frames.dates(expiry),
            "prev_biz_type": frames.labels(("新保", "续保", "非本店"), was),
            "excluded": excluded == 1,
            "exclude_reason": frames.labels(
                EXCLUSIONS, np.where(excluded == 1, rng.integers(0, 4, count), -1)
            ),
            "first_contact_at": site.at(minutes),
            "outcome": frames.labels(("本店续保", "他处续保", "脱保", "未知"), outcome),
        },
    )
