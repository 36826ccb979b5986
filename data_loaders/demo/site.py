"""One store as every stage of the simulation sees it: who, when, its drivers, its chances.

Stages take a site and earlier results and return tables; none of them keeps anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from data_loaders.demo import frames
from data_loaders.demo.arrays import MINUTES_A_DAY, Bools, Floats, Ints
from data_loaders.demo.days import Span, make_span
from data_loaders.demo.paths import Paths, make_paths
from data_loaders.demo.plan import Plan
from data_loaders.demo.traits import Traits, make_traits

OPENING = 8 * 60 + 30
WORKDAY = 9 * 60


@dataclass(frozen=True)
class Site:
    """A store, its days and its drivers. ``last_day`` is the last day that it has exported."""

    plan: Plan
    traits: Traits
    span: Span
    paths: Paths
    last_day: int

    @property
    def volume(self) -> float:
        """Size of the store against a normal one."""
        return self.traits.size * self.plan.volume

    @property
    def cutoff(self) -> int:
        """The last minute that is known."""
        return (self.last_day + 1) * MINUTES_A_DAY - 1

    def rng(self, topic: str) -> np.random.Generator:
        """Return the random numbers of a topic."""
        return self.plan.rng(self.traits.number, topic)

    def frame(self, table: str, columns: Mapping[str, Any]) -> pa.Table:
        """Return a canonical table of this store."""
        return frames.frame(table, self.traits.code, columns)

    def at(self, minutes: Ints) -> pa.Array:
        """Return timestamps of what has happened; the rest is null."""
        return frames.moments(minutes, self.cutoff)

    def on(self, days: Ints) -> pa.Array:
        """Return dates of what has happened; the rest is null."""
        return frames.dates(days, self.last_day)

    def known(self, minutes: Ints) -> Bools:
        """Tell what happened between the start of the extract and the cutoff."""
        return (minutes >= self.span.start * MINUTES_A_DAY) & (minutes <= self.cutoff)

    def known_day(self, days: Ints) -> Bools:
        """Tell which days lie between the start of the extract and the last day."""
        return (days >= self.span.start) & (days <= self.last_day)

    def path(self, name: str, days: Ints, lag: int = 0) -> Floats:
        """Return a driver on each day, ``lag`` months earlier."""
        months = self.span.month[self.span.at(days)]
        return self.paths.of(getattr(self.paths, name), months, lag)

    def market(self, days: Ints) -> Floats:
        """Return demand against normal on each day, without the seasons."""
        return np.exp(self.path("market_log", days))

    def after(self, minutes: Ints, work: Floats) -> Ints:
        """Return when something is done that starts at ``minutes`` and takes minutes of work.

        Work goes on in opening hours only, a night or a closed day long it rests.
        """
        day, minute = minutes // MINUTES_A_DAY, minutes % MINUTES_A_DAY
        clock = day * WORKDAY + np.clip(minute - OPENING, 0, WORKDAY - 1)
        clock = clock + np.rint(work).astype(np.int64)
        done = (clock // WORKDAY) * MINUTES_A_DAY + OPENING + clock % WORKDAY
        return self.span.opened(done)


def make_site(plan: Plan, number: int, days_missing: int = 0) -> Site:
    """Return store ``number`` of a plan; ``days_missing`` days at the end are not exported yet."""
    traits = make_traits(plan, number)
    span = make_span(plan.until, plan.months)
    paths = make_paths(plan, traits, span)
    return Site(plan, traits, span, paths, span.until - days_missing)


def spread(rng: np.random.Generator, days: Ints, rate: Floats) -> Ints:
    """Return a day for each event: as many events on each day as its rate lets expect."""
    return np.repeat(days, rng.poisson(rate))


def opening_minutes(rng: np.random.Generator, days: Ints) -> Ints:
    """Return a minute in opening hours on each day, in order of time."""
    minute = OPENING + (rng.beta(1.7, 2.2, len(days)) * (WORKDAY - 10)).astype(np.int64)
    return np.sort(days * MINUTES_A_DAY + minute)
