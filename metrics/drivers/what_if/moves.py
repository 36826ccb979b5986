"""Moves of a driver that are on offer, and what they go with.

Alone, the other drivers stay where they are. Together, they move along as they usually do inside
stores: the two answer different questions, and neither says that somebody can move a driver.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

import numpy as np

from metrics.drivers.panel import Floats
from metrics.drivers.result import Analysis, Coefficient
from metrics.drivers.what_if.experience import Experience


class Company(StrEnum):
    """Whether the other drivers move along."""

    ALONE = "alone"
    TOGETHER = "together"


class NotOfferedError(ValueError):
    """A move that the data say nothing of."""


@dataclass(frozen=True, slots=True)
class Offer:
    """How far a driver may be moved.

    Attributes:
        driver: name.
        company: whether others move along.
        low: lowest value at which every driver stays inside what the store has seen.
        high: highest.
        usual: where moves begin.
    """

    driver: str
    company: Company
    low: float
    high: float
    usual: float


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a move goes with, on the average of the network.

    Attributes:
        driver: that is moved.
        company: whether others move along.
        moves: every driver that moves: from where to where, as in the panel.
        effect: on the target, in its unit a month, of this store.
        ci_low: of the 95 % interval.
        ci_high: of the 95 % interval.
        shown: whether the interval excludes zero, so that a direction may be said.
    """

    driver: str
    company: Company
    moves: Mapping[str, tuple[float, float]]
    effect: float
    ci_low: float
    ci_high: float
    shown: bool


@dataclass(frozen=True, eq=False, slots=True)
class Scenario:
    """One store, what it has seen, and what the network says.

    Attributes:
        analysis: whose coefficients are used; with ``covariance`` for moves together.
        drivers: of the panel, in the order of ``pattern``.
        seen: by driver, of the store.
        pattern: from ``usual_pattern``.
        critical: 97.5th percentile of the t distribution of the estimates.
        size: of the store as a multiple of the typical one; 1 where effects are the same for all.
    """

    analysis: Analysis
    drivers: tuple[str, ...]
    seen: Mapping[str, Experience]
    pattern: Floats
    critical: float
    size: float = 1.0

    def offers(self, company: Company) -> tuple[Offer, ...]:
        """Moves of every driver whose direction may be said, in the order of the drivers."""
        return tuple(
            self._offer(name, company)
            for name in self.drivers
            if name in self.seen and self._coefficient(name).shown
        )

    def move(self, driver: str, value: float, company: Company) -> WhatIf:
        """What a move of one driver from the store's usual to a value goes with.

        Args:
            driver: name.
            value: as in the panel: a fraction for percentages, a logarithm where it has one.
            company: whether the others move along.

        Raises:
            NotOfferedError: the store has too few months, the driver's direction may not be said,
                or some driver would leave what the store has seen.
        """
        if driver not in self.seen:
            raise NotOfferedError(f"{driver}: the store has too few months to move it from")
        if not self._coefficient(driver).shown:
            raise NotOfferedError(f"{driver}: its direction cannot be said")
        offer = self._offer(driver, company)
        seen = Experience(driver, offer.low, offer.high, offer.usual, 0)
        if not seen.holds(value):
            raise NotOfferedError(
                f"{driver}: {value} lies outside {offer.low} to {offer.high}, which the store has "
                "seen"
            )
        change = value - offer.usual
        steps = self._steps(driver, company)
        moves = {
            name: (self.seen[name].usual, self.seen[name].usual + change * step)
            for name, step in steps.items()
        }
        low, high = self._interval(driver, steps, change)
        estimates = {one.name: one.estimate for one in self.analysis.coefficients}
        effect = change * sum(estimates[name] * step for name, step in steps.items())
        bounds = sorted((low * self.size, high * self.size))
        away = bounds[0] > 0 or bounds[1] < 0
        return WhatIf(driver, company, moves, effect * self.size, bounds[0], bounds[1], away)

    def _offer(self, driver: str, company: Company) -> Offer:
        """As far as every driver that moves stays inside."""
        own = self.seen[driver]
        low, high = own.low, own.high
        for name, step in self._steps(driver, company).items():
            other = self.seen[name]
            if name == driver or step == 0:
                continue
            ends = sorted(own.usual + (end - other.usual) / step for end in (other.low, other.high))
            low, high = max(low, ends[0]), min(high, ends[1])
        return Offer(driver, company, min(low, own.usual), max(high, own.usual), own.usual)

    def _steps(self, driver: str, company: Company) -> dict[str, float]:
        """How far each driver moves for one unit of the driver that is moved."""
        if company is Company.ALONE:
            return {driver: 1.0}
        row = self.pattern[self.drivers.index(driver)]
        return {name: float(step) for name, step in zip(self.drivers, row, strict=True)}

    def _interval(
        self, driver: str, steps: Mapping[str, float], change: float
    ) -> tuple[float, float]:
        """Of the effect of a typical store: the driver's own, or by how estimates vary together.

        Together it is as much wider than its error as that of any driver that moves along.
        """
        if len(steps) == 1:
            one = self._coefficient(driver)
            return change * one.ci_low, change * one.ci_high
        if not self.analysis.covariance:
            raise NotOfferedError("how estimates vary together is not known")
        names = [one.name for one in self.analysis.coefficients]
        along = np.array([steps.get(name, 0.0) for name in names])
        covariance = np.array(self.analysis.covariance)
        estimates = np.array([one.estimate for one in self.analysis.coefficients])
        error = float(np.sqrt(max(along @ covariance @ along, 0.0)))
        reach = self.critical * error * max(map(self._widened, steps))
        if not isfinite(reach):
            raise NotOfferedError(f"{driver}: the interval of a driver that moves along has no end")
        middle = float(along @ estimates)
        return change * (middle - reach), change * (middle + reach)

    def _widened(self, name: str) -> float:
        """How much wider a driver's own interval is than its error alone would make it.

        So much it is for the bootstrap of few clusters, and for having been picked to be shown.
        """
        one = self._coefficient(name)
        plain = 2 * self.critical * one.std_error
        return max(1.0, (one.ci_high - one.ci_low) / plain) if plain > 0 else 1.0

    def _coefficient(self, name: str) -> Coefficient:
        found = {one.name: one for one in self.analysis.coefficients}
        if name not in found:
            raise NotOfferedError(f"{name} was not fitted")
        return found[name]
