"""The verdict on a target and a driver: is the one made of the other?

- The target itself, or the same sums: ``IDENTITY``.
- What the target counts stands on one side of the driver (net to gross on net profit):
  ``RATIO_OF_TARGET``.
- The driver counts or divides by money that adds up to the target, or judges documents by it
  (revenue per visit on after-sales gross), or is one of its factors (hours per order):
  ``COMPONENT``.

All of these are exact and belong to the bridge. Some months earlier, a factor may well go before
its target (a labour rate that drives customers away). The target's own money, alone, for each case
or against other money that moves, is nearly the target of then: with store effects its coefficient
is biased by about -(1 + rho) / (T - 1) (S. Nickell, "Biases in dynamic models with fixed effects",
Econometrica 49 (1981) 1417-1426): ``LAGGED_OUTCOME``. What money held earns for a part of the
target, and how long it is held, stand: there the capital is what differs. A balance is made of all
that came and went before, so that its movements are components however long ago.

That both divide by the same (per unit, per visit) is no tautology. It ties their errors together,
and is marked.
"""

from functools import cache

from metrics.drivers.result import Reason, Refusal
from metrics.drivers.tautology.documents import (
    all_same_documents,
    counts_documents_of,
    is_share,
    same_documents,
)
from metrics.drivers.tautology.filters import judged_by, may_share
from metrics.drivers.tautology.footprint import (
    Measures,
    Reach,
    Sides,
    any_touch,
    divides,
    reach_of,
    sides_of,
)
from metrics.drivers.tautology.money import money_of
from metrics.model.kpi import Kpi
from metrics.model.measures import Level


def verdict(target: Kpi, driver: Kpi, lag: int) -> Refusal | None:
    """Why a driver cannot explain a target; None where it can.

    Args:
        target: the outcome.
        driver: what is to explain it.
        lag: months by which the newest value of the driver lies before the target; 0 for the
            month itself.

    Raises:
        ValueError: the lag looks ahead.
    """
    if lag < 0:
        raise ValueError(f"a driver lies 0 or more months back, got {lag}")
    reason = _lagged(target, driver) if lag else _at_once(target, driver)
    return None if reason is None else Refusal(reason, (driver.id,), {"lag": float(lag)})


@cache
def shares_denominator(target: Kpi, driver: Kpi) -> bool:
    """Whether a driver holds what the target is divided by: an error in it moves both."""
    below = [measure for sides in sides_of(target) for measure in sides.below]
    held = [m for sides in sides_of(driver) for m in (*sides.above, *sides.below)]
    return any(same_documents(one, other) for one in below for other in held)


@cache
def _at_once(target: Kpi, driver: Kpi) -> Reason | None:
    if _is_same(target, driver):
        return Reason.IDENTITY
    reach = reach_of(target)
    for sides in sides_of(driver):
        if _holds_target(target, driver, sides):
            return Reason.RATIO_OF_TARGET
        if _touches(reach, sides.above) or _touches(reach, sides.below):
            return Reason.COMPONENT
        if not reach.whole_store and _makes(reach, target, driver, sides):
            return Reason.COMPONENT
        if _moves_what_is_held(reach, sides):
            return Reason.COMPONENT
    return None


@cache
def _lagged(target: Kpi, driver: Kpi) -> Reason | None:
    if _is_same(target, driver):
        return Reason.LAGGED_OUTCOME
    reach = reach_of(target)
    for sides in sides_of(driver):
        if _holds_target(target, driver, sides):
            return Reason.LAGGED_OUTCOME
        if _moves_what_is_held(reach, sides):
            # What is held today is what came and went in all the months before.
            return Reason.COMPONENT
        if _touches(reach, sides.above) and not _earned_on_capital(reach, sides):
            return Reason.LAGGED_OUTCOME
        days_held = _is_capital(reach, sides.above) and _is_cost(reach, sides.below)
        if _touches(reach, sides.below) and not days_held:
            return Reason.LAGGED_OUTCOME
    return None


def _is_same(target: Kpi, driver: Kpi) -> bool:
    """Whether both are the same sums, over the same or over other days."""
    return target is driver or (
        divides(target) == divides(driver)
        and bool(sides_of(target))
        and sides_of(target) == sides_of(driver)
    )


def _holds_target(target: Kpi, driver: Kpi, sides: Sides) -> bool:
    """Whether one side of a driver counts all that the target counts, and nothing else.

    A share of the target's own cases (of deliveries those that were financed) is none: both of its
    sides move with the target.
    """
    if is_share(driver, sides):
        return False
    for own in sides_of(target):
        if own.above in (sides.above, sides.below):
            return True
        if not own.below and sides.below and all_same_documents(own.above, sides.below):
            return True
    return False


def _touches(reach: Reach, measures: Measures) -> bool:
    """Whether measures add up money that adds up to the target."""
    return any_touch((m for m in measures if money_of(m)), reach.amounts)


def _makes(reach: Reach, target: Kpi, driver: Kpi, sides: Sides) -> bool:
    """Whether a driver is a factor of the target, its money or volume, or judges by its money."""
    if driver.id in reach.factors or driver.id in reach.kpis:
        return True
    if any_touch((m for m in (*sides.above, *sides.below) if money_of(m)), reach.priced):
        return True
    judged = any(
        judged_by(one) & money_of(other) and may_share(one, other)
        for one in sides.above
        for other in reach.amounts
    )
    if judged:
        return True
    if is_share(driver, sides):
        return False
    counts_cases = not divides(target) and any(
        counts_documents_of(one, other) for one in sides.above for other in reach.amounts
    )
    return sides.above in reach.volumes or counts_cases


def _moves_what_is_held(reach: Reach, sides: Sides) -> bool:
    """Whether a driver adds up money that comes into or leaves what the target holds."""
    return any(
        money_of(one) & money_of(held) and may_share(one, held)
        for one in sides.above
        for held in reach.own
        if isinstance(held, Level)
    )


def _earned_on_capital(reach: Reach, sides: Sides) -> bool:
    """Whether money of a part of the target, or its costs alone, are set against money held."""
    is_own = any_touch((m for m in sides.above if money_of(m)), reach.own)
    return _is_capital(reach, sides.below) and (not is_own or _is_cost(reach, sides.above))


def _is_capital(reach: Reach, measures: Measures) -> bool:
    """Whether measures are money held, and none of the target's."""
    money = frozenset(measure for measure in measures if money_of(measure))
    held = all(isinstance(measure, Level) for measure in money)
    return bool(money) and held and not _touches(reach, money)


def _is_cost(reach: Reach, measures: Measures) -> bool:
    """Whether measures add up nothing but costs of the target."""
    return all(money_of(measure) <= reach.costs for measure in measures)
