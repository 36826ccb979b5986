"""Parts that jobs and customers ask for: filled from the shelf, waited for, or lost."""

from dataclasses import dataclass

import numpy as np

from data_loaders.demo.arrays import MINUTES_A_DAY, NEVER, Bools, Floats, Ints
from data_loaders.demo.goods import Parts
from data_loaders.demo.jobs import (
    ACCIDENT,
    FIRST,
    INTERNAL,
    RECALL,
    REPAIR,
    SERVICE,
    WARRANTY,
    Jobs,
)
from data_loaders.demo.site import Site, opening_minutes, spread

SOURCES = ("现货", "库存订单到货", "紧急订单", "外采", "调拨", "未满足")
SHELF, STOCK_ORDER, EMERGENCY, OUTSIDE, TRANSFER, UNFILLED = range(6)
SELF, CLAIM, INSURED, INSIDE = range(4)
WORKSHOP, COUNTER, WHOLESALE = range(3)
# Kind of job: kind of parts list, chance that parts are needed, expected lines after the first.
NEEDS = {
    FIRST: (0, 1.0, 0.7),
    SERVICE: (0, 0.98, 0.75),
    REPAIR: (1, 0.75, 0.4),
    ACCIDENT: (2, 0.85, 1.5),
    WARRANTY: (3, 0.9, 0.1),
    RECALL: (3, 0.7, 0.0),
    INTERNAL: (1, 0.5, 0.2),
}
# Price over cost by who pays: customer, claim, insurer, inside.
MARKUP = np.array([1.48, 1.2, 1.36, 1.0])
COUNTER_A_MONTH, WHOLESALE_A_MONTH, PREORDERS_A_MONTH = 38.0, 7.0, 2.5


@dataclass(frozen=True)
class Demand:
    """Demand lines; ``job`` is -1 at the counter. ``filled`` is NEVER for lost sales.

    ``needed`` tells lines that the job goes on with, ``at_once`` those filled from the shelf.
    """

    job: Ints
    part: Ints
    asked: Ints
    channel: Ints
    pay: Ints
    quantity: Ints
    first_pick: Ints
    source: Ints
    filled: Ints
    lost: Bools
    preorder: Bools
    price: Floats

    @property
    def needed(self) -> Bools:
        """Tell lines that somebody waits for until they are filled."""
        return ~self.lost

    @property
    def at_once(self) -> Bools:
        """Tell lines that the own shelf filled completely at the first request."""
        return self.first_pick >= self.quantity


def make_demand(site: Site, jobs: Jobs, insured: Bools, parts: Parts, topic: str) -> Demand:
    """Return the demand of jobs, in order of jobs."""
    rng = site.rng(f"demand {topic}")
    listed = np.array([NEEDS.get(kind, (0, 0.0, 0.0)) for kind in range(9)])
    has = (rng.random(len(jobs.open)) < listed[jobs.kind, 1]) & ~jobs.void
    each = np.where(has, 1 + np.minimum(rng.poisson(listed[jobs.kind, 2]), 4), 0)
    job = np.repeat(np.arange(len(jobs.open)), each)
    kind = jobs.kind[job]
    part = _parts(rng, parts, listed[kind, 0].astype(np.int64))
    pay = np.select(
        [np.isin(kind, (FIRST, WARRANTY, RECALL)), insured[job], kind == INTERNAL],
        [CLAIM, INSURED, INSIDE],
        default=SELF,
    )
    asked = site.after(jobs.open[job], rng.integers(8, 55, len(job)).astype(np.float64))
    ease = np.where(np.isin(kind, (FIRST, SERVICE)), 0.03, np.where(kind == ACCIDENT, -0.06, 0.0))
    channel = np.zeros(len(job), dtype=np.int64)
    no = np.zeros(len(job), dtype=np.bool_)
    return _filled(rng, site, parts, _Asked(job, part, asked, channel, pay, ease, no))


def counter_demand(site: Site, parts: Parts) -> Demand:
    """Return the demand of customers at the counter and of other garages, in order of time."""
    rng, days = site.rng("counter"), site.span.days
    days = days[days <= site.last_day]
    rate = site.span.service_weight[site.span.at(days)] * site.volume / 30.4
    moments = [
        opening_minutes(rng, spread(rng, days, rate * monthly))
        for monthly in (COUNTER_A_MONTH, WHOLESALE_A_MONTH, PREORDERS_A_MONTH)
    ]
    asked = np.concatenate(moments)
    kind = np.repeat(np.arange(3), [len(part) for part in moments])
    order = np.argsort(asked, kind="stable")
    asked, kind = asked[order], kind[order]
    count = len(asked)
    part = _parts(rng, parts, np.ones(count, dtype=np.int64))
    channel = np.where(kind == 1, WHOLESALE, COUNTER)
    pay = np.zeros(count, dtype=np.int64)
    lines = _Asked(np.full(count, -1), part, asked, channel, pay, np.zeros(count), kind == 2)
    return _filled(rng, site, parts, lines)


def _parts(rng: np.random.Generator, parts: Parts, lists: Ints) -> Ints:
    """Return a part number for each line, by the popularity in its list."""
    found = np.zeros(len(lists), dtype=np.int64)
    for number in range(parts.kind_shares.shape[0]):
        mine = lists == number
        found[mine] = np.searchsorted(parts.kind_shares[number], rng.random(int(mine.sum())))
    return np.minimum(found, parts.live - 1)


@dataclass(frozen=True)
class _Asked:
    """Lines as they are asked for; ``ease`` shifts the chance that the shelf has them."""

    job: Ints
    part: Ints
    asked: Ints
    channel: Ints
    pay: Ints
    ease: Floats
    preorder: Bools


def _filled(rng: np.random.Generator, site: Site, parts: Parts, lines: _Asked) -> Demand:
    part, asked, channel = lines.part, lines.asked, lines.channel
    pay, preorder, count = lines.pay, lines.preorder, len(lines.job)
    quantity = parts.pieces[part] * np.where(channel == WHOLESALE, rng.integers(2, 6, count), 1)
    chance = site.path("first_pick", asked // MINUTES_A_DAY)
    chance = np.clip(chance + lines.ease + 0.03 - 0.12 * parts.slowness[part], 0.02, 0.995)
    whole = (rng.random(count) < chance) & ~preorder
    some = ~whole & ~preorder & (quantity > 1) & (rng.random(count) < 0.4)
    may_go = np.where(channel == WORKSHOP, np.where(pay == SELF, 0.06, 0.0), 0.3)
    lost = ~whole & ~preorder & (rng.random(count) < may_go)
    drawn = rng.choice(
        np.array([STOCK_ORDER, EMERGENCY, OUTSIDE, TRANSFER]), count, p=[0.14, 0.5, 0.22, 0.14]
    )
    source = np.where(whole, SHELF, np.where(lost, UNFILLED, np.where(preorder, EMERGENCY, drawn)))
    wait = np.select(
        [source == OUTSIDE, source == TRANSFER, source == EMERGENCY, source == STOCK_ORDER],
        [150 + rng.exponential(110.0, count), 420 + rng.exponential(160.0, count),
         650 + rng.gamma(2.0, 330.0, count), 1900 + rng.gamma(2.0, 700.0, count)],
        default=3.0,
    )  # fmt: skip
    pick = np.where(whole, quantity, np.where(some & ~lost, quantity // 2, 0))
    price = np.round(parts.cost[part] * MARKUP[pay] * np.where(channel == WHOLESALE, 0.82, 1.0), 2)
    return Demand(
        job=lines.job,
        part=part,
        asked=asked,
        channel=channel,
        pay=pay,
        quantity=quantity,
        first_pick=pick,
        source=source,
        filled=np.where(lost, NEVER, site.after(asked, wait)),
        lost=lost,
        preorder=preorder,
        price=price,
    )
