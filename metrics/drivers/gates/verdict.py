"""Which drivers are shown, after all that was fitted and evidence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from metrics.drivers.gates.false_discovery import false_discovery, level_of_those_shown
from metrics.drivers.gates.held_out import HeldOut
from metrics.drivers.gates.lead import reverse
from metrics.drivers.gates.thresholds import THRESHOLDS, Thresholds
from metrics.drivers.result import Reason, Refusal

Intervals = Callable[[float], Mapping[str, tuple[float, float]]]
"""Lower and upper end of each driver's interval at an error level (0.05 for 95 %)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of the drivers of a model.

    Attributes:
        p_values: of every driver that was fitted.
        family: number of declared drivers, those that never entered included.
        before: refusals of fitted drivers by gates that looked at drivers only.
        leads: p values of the lead test, of drivers for which it could be made; the others are
            held back. None where the gate is lifted.
        held_out: gains; None where the gate is lifted.
    """

    p_values: Mapping[str, float]
    family: int
    before: Mapping[str, Refusal]
    leads: Mapping[str, float] | None
    held_out: HeldOut | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be said.

    Attributes:
        shown: drivers whose direction may be said.
        level: error level of the intervals of those shown, adjusted for their having been picked.
        q_values: false discovery rate at which each would be shown.
        held_back: all reasons why a fitted driver is not shown.
        ranking: why there is no ranking at all; None where there is one.
    """

    shown: tuple[str, ...]
    level: float
    q_values: Mapping[str, float]
    held_back: Mapping[str, tuple[Refusal, ...]]
    ranking: Refusal | None


def verdict(
    evidence: Evidence,
    intervals: Intervals,
    thresholds: Thresholds = THRESHOLDS,
) -> Verdict:
    """Hold fitted drivers against the gates.

    Intervals are widened for those that are left, because they were picked for standing out; who
    then holds zero is held back too, and the rest widened again, until all that are shown exclude
    zero. The hold-out decides on the ranking alone: it is about all drivers together, and where it
    held single ones back as well, the study found intervals of the rest to hold the truth less
    often, since it is good luck that passes it.

    Args:
        evidence: what is known.
        intervals: of every fitted driver at a level.
        thresholds: limits.
    """
    q_values = false_discovery(evidence.p_values, evidence.family)
    ranking = evidence.held_out.refusal() if evidence.held_out else None
    backwards: Mapping[str, Refusal] = {}
    if evidence.leads is not None:
        backwards = reverse(evidence.leads, tuple(evidence.p_values), thresholds.level)
    held_back: dict[str, list[Refusal]] = {name: [] for name in evidence.p_values}
    ordinary = intervals(_LEVEL)
    for name, reasons in held_back.items():
        for refusals in (evidence.before, backwards):
            if name in refusals:
                reasons.append(refusals[name])
        low, high = ordinary[name]
        if low <= 0.0 <= high:
            reasons.append(_holds_zero(name, low, high))
        elif q_values[name] > thresholds.q:
            numbers = {"q_value": q_values[name], "q": thresholds.q, "family": evidence.family}
            reasons.append(Refusal(Reason.FALSE_DISCOVERY, (name,), numbers))
    level = _widen(held_back, intervals, evidence.family)
    return Verdict(
        tuple(name for name, reasons in held_back.items() if not reasons),
        level,
        q_values,
        {name: tuple(reasons) for name, reasons in held_back.items() if reasons},
        ranking,
    )


_LEVEL = 0.05


def _widen(held_back: dict[str, list[Refusal]], intervals: Intervals, family: int) -> float:
    """Hold back those whose adjusted interval holds zero; the level at which none is left."""
    while True:
        left = [name for name, reasons in held_back.items() if not reasons]
        level = level_of_those_shown(len(left), family, _LEVEL)
        adjusted = intervals(level) if left else {}
        failing = [name for name in left if adjusted[name][0] <= 0.0 <= adjusted[name][1]]
        if not failing:
            return level
        for name in failing:
            held_back[name].append(_holds_zero(name, *adjusted[name]))


def _holds_zero(name: str, low: float, high: float) -> Refusal:
    return Refusal(Reason.INTERVAL_HOLDS_ZERO, (name,), {"low": low, "high": high})
