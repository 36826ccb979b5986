"""The distance to the next step of the manufacturer's bonuses, in units and in CNY.

Near the end of a month it decides prices: a car that lifts the month over a step earns the bonus of
all others. The highest step reached pays, for every unit of the period and once for the step.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from metrics.facts.columns import table
from metrics.model.period import Period
from metrics.targets import period_of
from warehouse.engines import Backend

RETAIL, WHOLESALE = "零售", "提车"
"""What a policy counts: hand-overs to retail customers, or vehicles taken."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a policy.

    Attributes:
        number: its place among the steps of the policy.
        threshold: units to reach; None where it is a share of a target that is not known.
        rate: share of the target to reach, where units are not given.
        per_unit: bonus for every unit of the period, CNY without VAT.
        fixed: bonus for the step, once.
    """

    number: int
    threshold: float | None
    rate: float | None
    per_unit: float
    fixed: float

    def bonus(self, units: float) -> float:
        """What the step pays for so many units."""
        return self.per_unit * units + self.fixed


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy of one store for one period, with its steps in ascending order."""

    store: str
    code: str
    name: str
    text: str
    period: Period
    basis: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a store is in a policy.

    Attributes:
        policy: the policy, its thresholds in units.
        units: counted so far.
        reached: number of the highest step reached; None where none is.
        earned: bonus at that step, CNY without VAT.
        next: the step above; None where there is none, or its threshold is not known.
        units_to_go: whole units missing to it.
        gain: bonus at the next step, just reached, over what is earned now.
        gain_per_unit: the same for each missing unit: how much a price may give way for it.
    """

    policy: Policy
    units: float
    reached: int | None
    earned: float
    next: Step | None
    units_to_go: int | None
    gain: float | None
    gain_per_unit: float | None


def stand(policy: Policy, units: float, target: float | None = None) -> Standing:
    """Say where a store stands in a policy.

    Args:
        policy: the policy.
        units: counted so far in its period.
        target: of the same basis and period, for thresholds given as a share of it.
    """
    steps = tuple(
        Step(s.number, _threshold(s, target), s.rate, s.per_unit, s.fixed) for s in policy.steps
    )
    known = sorted((s for s in steps if s.threshold is not None), key=lambda s: s.threshold or 0.0)
    below = [s for s in known if s.threshold is not None and units >= s.threshold]
    above = [s for s in known if s.threshold is not None and units < s.threshold]
    reached = below[-1] if below else None
    earned = reached.bonus(units) if reached else 0.0
    found = Policy(
        policy.store, policy.code, policy.name, policy.text, policy.period, policy.basis, steps
    )
    number = reached.number if reached else None
    if not above or above[0].threshold is None:
        return Standing(found, units, number, earned, None, None, None, None)
    step, threshold = above[0], above[0].threshold
    missing = math.ceil(threshold - units - 1e-9)
    gain = step.bonus(units + missing) - earned
    return Standing(found, units, number, earned, step, missing, gain, gain / missing)


def _threshold(step: Step, target: float | None) -> float | None:
    if step.threshold is not None:
        return step.threshold
    if step.rate is None or target is None:
        return None
    # Half a car short of a share is still short.
    return float(math.ceil(step.rate * target - 1e-9))


def read_policies(backend: Backend, stores: Sequence[str], day: date) -> tuple[Policy, ...]:
    """The policies of some stores whose period holds a day, in one statement."""
    c = table("rebate_steps").c
    texts = sorted(_texts(day))
    statement = sa.select(
        c.store_code, c.policy_code, c.policy_name, c.period, c.basis, c.step_no,
        c.threshold_units, c.threshold_rate, c.amount_per_unit, c.amount_fixed,
    ).where(c.period.in_(texts), c.store_code.in_(list(stores)))  # fmt: skip
    found: dict[tuple[str, str, str, str], list[Step]] = {}
    names: dict[tuple[str, str, str, str], str] = {}
    for row in backend.arrow(statement).to_pylist():
        key = row["store_code"], row["policy_code"], row["period"], row["basis"] or ""
        names[key] = row["policy_name"] or row["policy_code"]
        found.setdefault(key, []).append(
            Step(
                int(row["step_no"]),
                _number(row["threshold_units"]),
                _number(row["threshold_rate"]),
                _number(row["amount_per_unit"]) or 0.0,
                _number(row["amount_fixed"]) or 0.0,
            )
        )
    return tuple(_policies(found, names))


def _policies(
    found: dict[tuple[str, str, str, str], list[Step]], names: dict[tuple[str, str, str, str], str]
) -> Iterable[Policy]:
    for key, steps in sorted(found.items()):
        store, code, text, basis = key
        period = period_of(text)
        if period is not None and basis in (RETAIL, WHOLESALE):
            ordered = tuple(sorted(steps, key=lambda step: step.number))
            yield Policy(store, code, names[key], text, period, basis, ordered)


def _texts(day: date) -> set[str]:
    """The month, quarter and year of a day, as plans write them."""
    return {f"{day:%Y%m}", f"{day.year}Q{(day.month + 2) // 3}", str(day.year)}


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
