"""Which vehicles come to the workshop when and why: by time, or by chance.

What is done to them is decided in ``repairs``.
"""

from dataclasses import dataclass

import numpy as np

from data_loaders.demo.arrays import MINUTES_A_DAY, Bools, Floats, Ints, log_odds, logistic
from data_loaders.demo.cars import Cars
from data_loaders.demo.customer_base import FIRST_SERVICE_DAYS, Base
from data_loaders.demo.orders import DEMO
from data_loaders.demo.site import OPENING, WORKDAY, Site, spread
from data_loaders.demo.truth import reference, strength
from data_loaders.demo.used import UsedCars

KINDS = ("首保", "保养", "一般维修", "事故", "索赔", "召回", "PDI", "内部", "返修")
FIRST, SERVICE, REPAIR, ACCIDENT, WARRANTY, RECALL, PDI, INTERNAL, COMEBACK = range(9)
BASE_CAR, NEW_CAR, USED_CAR = range(3)
# Chance of a due service by years since the sale.
RETENTION = np.array([0.93, 0.87, 0.76, 0.62, 0.52, 0.44, 0.38, 0.34])
ROUNDS = 22
# Jobs a month in a normal store.
REPAIRS, ACCIDENTS, WARRANTIES, RECALLS = 26.0, 22.0, 16.0, 4.0


@dataclass(frozen=True)
class Jobs:
    """One place for each visit; ``origin`` says what ``vehicle`` counts (base, new or used car).

    ``came_back`` is the place of the job that was not done well, -1 otherwise.
    """

    open: Ints
    kind: Ints
    origin: Ints
    vehicle: Ints
    mileage: Ints
    appointed: Bools
    came_back: Ints
    fault: Ints
    void: Bools


def make_jobs(site: Site, base: Base, cars: Cars, used: UsedCars) -> Jobs:
    """Return the visits between the start and the last day, in order of time."""
    rng = site.rng("jobs")
    day, kind, vehicle = _services(rng, site, base)
    parts = [(day, kind, np.zeros_like(day), vehicle)]
    days, month = site.span.days, 30.4
    weight = site.span.service_weight[site.span.at(days)] * site.volume / month
    for code, rate, oldest in (
        (REPAIR, REPAIRS, 9999),
        (ACCIDENT, ACCIDENTS, 9999),
        (WARRANTY, WARRANTIES, 3 * 365),
        (RECALL, RECALLS, 5 * 365),
    ):
        day, vehicle = _by_chance(rng, base, spread(rng, days, weight * rate * 1.75), oldest)
        parts.append((day, np.full(len(day), code), np.zeros_like(day), vehicle))
    fresh = np.flatnonzero((cars.kind != DEMO) & site.known_day(cars.receipt + 1))
    day = site.span.next_open[site.span.at(cars.receipt[fresh] + 1)]
    parts.append((day, np.full(len(day), PDI), np.full(len(day), NEW_CAR), fresh))
    kept = np.flatnonzero(used.kept & site.known_day(used.acquired + 1))
    kept = kept[rng.random(len(kept)) < 0.6]
    day = site.span.next_open[site.span.at(used.acquired[kept] + 1)]
    parts.append((day, np.full(len(day), INTERNAL), np.full(len(day), USED_CAR), kept))
    visits = [np.concatenate(column) for column in zip(*parts, strict=True)]
    inside = site.known_day(visits[0])
    return _job_rows(rng, site, base, [column[inside] for column in visits])


def _services(rng: np.random.Generator, site: Site, base: Base) -> tuple[Ints, Ints, Ints]:
    """Return day, kind and vehicle of the services that are not missed."""
    step = np.arange(ROUNDS)[None, :]
    due = base.sold[:, None] + FIRST_SERVICE_DAYS + step * base.interval[:, None]
    due = due + rng.normal(4.0, 14.0, due.shape)
    day = due.astype(np.int64)
    inside = (day >= site.span.start) & (day <= site.last_day) & (day < base.left[:, None])
    place, number = np.nonzero(inside)
    day = day[place, number]
    age = np.clip((day - base.sold[place]) // 365, 0, len(RETENTION) - 1)
    fill = site.path("first_pick", day, 3) - reference("retention_logit", "parts_first_fill_rate")
    score = np.array([log_odds(share) for share in RETENTION])[age] + base.loyalty[place]
    score += strength("retention_logit", "parts_first_fill_rate") * fill
    score -= np.where(base.own[place], 0.0, 1.0)
    score += np.where((number == 0) & base.own[place], 0.3, 0.0)
    season = np.clip(site.span.service_weight[site.span.at(day)] / 1.1, 0.0, 1.0)
    # A quiet week moves a service rather than losing it.
    moved = np.where(rng.random(len(day)) > season, day + rng.integers(7, 16, len(day)), day)
    moved = site.span.next_open[site.span.at(moved)]
    comes = rng.random(len(day)) < logistic(score)
    kind = np.where(number == 0, FIRST, SERVICE)
    return moved[comes], kind[comes], place[comes]


def _by_chance(rng: np.random.Generator, base: Base, day: Ints, oldest: int) -> tuple[Ints, Ints]:
    """Return days and vehicles of events that hit loyal vehicles not older than ``oldest`` days."""
    high = np.searchsorted(base.sold, day - 5)
    low = np.searchsorted(base.sold, day - oldest)
    hit = low + np.floor(rng.random(len(day)) * np.maximum(high - low, 0)).astype(np.int64)
    hit = np.minimum(hit, len(base.sold) - 1)
    comes = (high > low) & (base.left[hit] > day)
    comes &= rng.random(len(day)) < logistic(base.loyalty[hit] + np.where(base.own[hit], 0.5, -0.5))
    return day[comes], hit[comes]


def _job_rows(rng: np.random.Generator, site: Site, base: Base, visits: list[Ints]) -> Jobs:
    """Return jobs of visits, given as day, kind, origin and vehicle."""
    day, kind, origin, vehicle = visits
    count = len(day)
    outside = (kind == PDI) | (kind == INTERNAL)
    appointed = rng.random(count) < site.path("appointments", day)
    appointed &= ~outside & (kind != ACCIDENT)
    minute = OPENING + rng.beta(1.4, 2.2, count) * (WORKDAY - 60)
    opened = day * MINUTES_A_DAY + minute.astype(np.int64)
    order = np.argsort(opened, kind="stable")
    mine = origin == BASE_CAR
    place = np.where(mine, vehicle, 0)
    driven = (day - base.sold[place]) * base.daily_km[place] * rng.uniform(0.97, 1.03, count)
    repairs = np.isin(kind, (REPAIR, ACCIDENT, WARRANTY))
    return Jobs(
        open=opened[order],
        kind=kind[order],
        origin=origin[order],
        vehicle=vehicle[order],
        mileage=np.where(mine, np.maximum(driven, 50.0), 12.0).astype(np.int64)[order],
        appointed=appointed[order],
        came_back=np.full(count, -1),
        fault=np.where(repairs, rng.integers(0, 60, count), -1)[order],
        void=((rng.random(count) < 0.009) & ~outside)[order],
    )


def comebacks(site: Site, jobs: Jobs, released: Ints, score: Floats) -> Jobs:
    """Return the visits of vehicles whose repair was not done well.

    Args:
        site: the store.
        jobs: the visits so far.
        released: minute at which each of them left.
        score: log odds of coming back, for each.
    """
    rng = site.rng("comebacks")
    can = np.isin(jobs.kind, (SERVICE, REPAIR, ACCIDENT, WARRANTY)) & ~jobs.void
    again = rng.random(len(score)) < logistic(score)
    day: Ints = released // MINUTES_A_DAY + rng.integers(1, 27, len(score))
    day = site.span.next_open[site.span.at(day)]
    place = np.flatnonzero(can & again & site.known_day(day))
    day = day[place]
    count = len(place)
    opened = day * MINUTES_A_DAY + OPENING + rng.integers(0, WORKDAY - 60, count)
    since = day - jobs.open[place] // MINUTES_A_DAY
    return Jobs(
        open=opened,
        kind=np.full(count, COMEBACK),
        origin=jobs.origin[place],
        vehicle=jobs.vehicle[place],
        mileage=jobs.mileage[place] + since * 35,
        appointed=np.zeros(count, dtype=np.bool_),
        came_back=place,
        fault=np.where(jobs.fault[place] >= 0, jobs.fault[place], 60),
        void=np.zeros(count, dtype=np.bool_),
    )
