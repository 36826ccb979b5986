"""How each store's habits move from month to month: the exogenous drivers of the simulation.

They wander around the store's own level and know nothing of results, except marketing spend.
"""

from dataclasses import dataclass

import numpy as np

from data_loaders.demo.arrays import Floats, Ints
from data_loaders.demo.days import Span
from data_loaders.demo.plan import NETWORK, Plan
from data_loaders.demo.traits import Traits
from data_loaders.demo.truth import strength

# Months since January 1970 between which the market is known (2018 to 2030).
_MARKET_FROM, _MARKET_TO = 576, 732
SPEND_A_MONTH = 27000.0


@dataclass(frozen=True)
class Paths:
    """One value for each month, indexed by ``month - first_month``."""

    first_month: int
    market_log: Floats
    first_pick: Floats
    followup: Floats
    test_drive: Floats
    fast_answer: Floats
    capture: Floats
    stock_days: Floats
    appointments: Floats
    renewal_calls: Floats
    claims_pass: Floats
    price_gap: Floats
    spend: Floats
    spend_log: Floats

    def of(self, path: Floats, months: Ints, lag: int = 0) -> Floats:
        """Return the values of a path in ``months``, ``lag`` months earlier."""
        return np.asarray(path[np.clip(months - self.first_month - lag, 0, len(path) - 1)])


def market(plan: Plan) -> Floats:
    """Return the log of demand against normal, for each month that the market is known."""
    return wander(plan.rng(NETWORK, "market"), _MARKET_TO - _MARKET_FROM, 0.7, 0.07)


def make_paths(plan: Plan, traits: Traits, span: Span) -> Paths:
    """Return the paths of one store from three months before the warm-up to the run-out."""
    rng = plan.rng(traits.number, "paths")
    first = int(span.month[0]) - 3
    months = int(span.month[-1]) - first + 1
    market_log = market(plan)[np.clip(np.arange(months) + first - _MARKET_FROM, 0, None)]

    def share(level: float, noise: float) -> Floats:
        return np.asarray(np.clip(level + wander(rng, months, 0.6, noise), 0.2, 0.985))

    planned = SPEND_A_MONTH * traits.size * plan.volume
    spend_log = strength("marketing_spend_log", "market_log") * market_log + rng.normal(
        0.0, 0.13, months
    )
    return Paths(
        first_month=first,
        market_log=market_log + wander(rng, months, 0.5, 0.04),
        first_pick=share(traits.first_pick, 0.05),
        followup=share(traits.followup, 0.038),
        test_drive=share(traits.test_drive, 0.04),
        fast_answer=share(traits.fast_answer, 0.06),
        capture=share(traits.capture, 0.03),
        stock_days=traits.stock_days * np.exp(wander(rng, months, 0.7, 0.15)),
        appointments=share(traits.appointments, 0.04),
        renewal_calls=share(traits.renewal_calls, 0.05),
        claims_pass=share(traits.claims_pass, 0.015),
        price_gap=traits.price_gap + wander(rng, months, 0.5, 0.008),
        spend=planned * np.exp(spend_log),
        spend_log=spend_log,
    )


def wander(rng: np.random.Generator, steps: int, memory: float, deviation: float) -> Floats:
    """Return a stationary first-order autoregression around zero.

    Args:
        rng: random numbers.
        steps: length of the result.
        memory: correlation of one step with the next.
        deviation: standard deviation of each value.
    """
    shocks = rng.normal(0.0, deviation * np.sqrt(1.0 - memory**2), steps)
    found = np.empty(steps)
    value = float(rng.normal(0.0, deviation))
    for step in range(steps):
        value = memory * value + float(shocks[step])
        found[step] = value
    return found
