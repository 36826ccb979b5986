"""All invariants, in the order of their numbers, and what came of checking them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from metrics.invariants import (
    cohorts,
    grouping,
    identities,
    parts_of_wholes,
    printed_totals,
    shares,
    stock_flows,
)
from metrics.invariants.ground import Ground
from metrics.invariants.model import Comparison, Invariant

_MODULES = (stock_flows, identities, parts_of_wholes, cohorts, grouping, shares, printed_totals)

INVARIANTS: tuple[Invariant, ...] = tuple(
    sorted((one for module in _MODULES for one in module.INVARIANTS), key=lambda i: i.number)
)


class Verdict(StrEnum):
    """What came of an invariant."""

    HOLDS = "holds"
    DOES_NOT_APPLY = "does_not_apply"
    VIOLATED = "violated"


@dataclass(frozen=True, slots=True)
class Finding:
    """One invariant, checked.

    Attributes:
        invariant: the invariant.
        compared: number of comparisons.
        pending: KPIs that it rests on and that the catalogue does not have yet.
        violations: the comparisons that do not hold.
    """

    invariant: Invariant
    compared: int
    pending: tuple[str, ...]
    violations: tuple[Comparison, ...]

    @property
    def verdict(self) -> Verdict:
        """Whether it holds; an invariant that compared nothing does not apply."""
        if self.violations:
            return Verdict.VIOLATED
        return Verdict.HOLDS if self.compared else Verdict.DOES_NOT_APPLY


def examine(
    grounds: Sequence[Ground], invariants: Sequence[Invariant] = INVARIANTS
) -> tuple[Finding, ...]:
    """Check invariants on some grounds; one finding for each, over all grounds."""
    return tuple(_examine(grounds, one) for one in invariants)


def _examine(grounds: Sequence[Ground], invariant: Invariant) -> Finding:
    known = set.intersection(*(set(ground.kpis) for ground in grounds)) if grounds else set()
    pending = tuple(name for name in invariant.kpis if name not in known)
    if pending or not grounds:
        return Finding(invariant, 0, pending, ())
    # The same thing said of two grounds is one comparison: a load log knows no periods.
    made = dict.fromkeys(one for ground in grounds for one in invariant.check(ground))
    violations = tuple(one for one in made if not one.holds)
    return Finding(invariant, len(made), (), violations)
