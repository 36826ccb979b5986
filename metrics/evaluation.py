"""From sums per store to numerators and denominators per store; NaN stands for no data.

The sums come from one statement. Nothing here knows where they were taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from metrics.compiler.slots import CoverageSlot, Slot, coverage_slots
from metrics.model.formula import (
    Apportion,
    Closing,
    Mean,
    Over,
    Percentile,
    PerDay,
    PerMonth,
    Plus,
    Ratio,
    Scaled,
    Term,
    Total,
)
from metrics.model.kpi import Kpi
from metrics.model.measures import Flow, Level, Summed
from metrics.model.period import Period

Values = npt.NDArray[np.float64]

# Sums are exact decimals on every engine; rounding takes away what binary floats add to them.
_DECIMALS = 6


@dataclass(slots=True)
class Plan:
    """The slots that some KPIs need for some periods, each once."""

    as_of: date
    slots: dict[Slot, None] = field(default_factory=dict)
    coverage: dict[CoverageSlot, None] = field(default_factory=dict)
    reported: dict[Slot, None] = field(default_factory=dict)
    measures: dict[str, Summed] = field(default_factory=dict)

    def add(self, kpi: Kpi, period: Period) -> None:
        """Add what a KPI needs for a period."""
        if isinstance(kpi.formula, Percentile):
            return
        for term in _terms(kpi):
            for leaf in term.leaves():
                ranges = leaf.window.ranges(period, self.as_of)
                if not ranges:
                    continue
                measure = leaf.measure
                self.measures[measure.name] = measure
                slot = Slot(measure.name, ranges)
                self.slots[slot] = None
                for covered in coverage_slots(measure, ranges):
                    if covered.table not in kpi.tolerates:
                        self.coverage[covered] = None
                if isinstance(measure, Flow) and measure.reported is not None:
                    self.reported[slot] = None


@dataclass(slots=True)
class Sums:
    """The answer to a plan: for each slot an array over the stores in question."""

    stores: tuple[str, ...]
    values: Mapping[Slot, Values]
    months: Mapping[CoverageSlot, Values]
    reported: Mapping[Slot, Values]


@dataclass(slots=True)
class Parts:
    """Numerator and denominator of a KPI for each store; NaN where there is no data.

    Attributes:
        numerator: shape (stores,).
        denominator: shape (stores,), or None where nothing is divided.
        from_reported: which stores were answered from reported figures.
        short: which stores lack months of a trailing window that other months of it have.
    """

    numerator: Values
    denominator: Values | None
    from_reported: npt.NDArray[np.bool_]
    short: npt.NDArray[np.bool_]


def _terms(kpi: Kpi) -> tuple[Term, ...]:
    match kpi.formula:
        case Ratio(numerator=numerator, denominator=denominator):
            return (numerator, denominator)
        case Total(amount=amount) | Closing(amount=amount):
            return (amount,)
    return ()


def parts_of(kpi: Kpi, period: Period, plan: Plan, sums: Sums, *, covered: bool = False) -> Parts:
    """Work out numerator and denominator of a KPI for a period.

    Args:
        kpi: the KPI.
        period: the period.
        plan: the plan that was answered.
        sums: its answer.
        covered: take a missing sum for zero without asking whether there is data.
    """
    if covered:
        kpi = replace(kpi, tolerates=frozenset(kpi.tables))
    count = len(sums.stores)
    parts = Parts(
        np.full(count, np.nan), None, np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    )
    terms = _terms(kpi)
    parts.numerator = np.round(_value(terms[0], kpi, period, plan, sums, parts), _DECIMALS)
    if len(terms) == 2:
        parts.denominator = np.round(_value(terms[1], kpi, period, plan, sums, parts), _DECIMALS)
    return parts


def _value(term: Term, kpi: Kpi, period: Period, plan: Plan, sums: Sums, parts: Parts) -> Values:
    match term:
        case Over() | Mean():
            return _leaf(term, kpi, period, plan, sums, parts)
        case Plus(left=left, right=right, sign=sign):
            return _value(left, kpi, period, plan, sums, parts) + sign * _value(
                right, kpi, period, plan, sums, parts
            )
        case Scaled(factor=factor, term=inner):
            scaled: Values = factor * _value(inner, kpi, period, plan, sums, parts)
            return scaled
        case PerDay(term=inner):
            past = period.until(plan.as_of)
            days = past.days if past else 1
            daily: Values = _value(inner, kpi, period, plan, sums, parts) / days
            return daily
        case PerMonth(term=inner):
            past = period.until(plan.as_of)
            months = past.months if past else 1.0
            return _value(inner, kpi, period, plan, sums, parts) / months
        case Apportion(amount=amount, part=part, whole=whole):
            share_of = _value(whole, kpi, period, plan, sums, parts)
            with np.errstate(divide="ignore", invalid="ignore"):
                share = _value(part, kpi, period, plan, sums, parts) / share_of
            share[share_of == 0] = np.nan
            shared: Values = _value(amount, kpi, period, plan, sums, parts) * share
            return shared
    raise TypeError(f"{kpi.id}: no rule for a term of {type(term).__name__}")


def _leaf(
    leaf: Over | Mean, kpi: Kpi, period: Period, plan: Plan, sums: Sums, parts: Parts
) -> Values:
    ranges = leaf.window.ranges(period, plan.as_of)
    if not ranges:
        return np.full(len(sums.stores), np.nan)
    slot = Slot(leaf.measure.name, ranges)
    found: Values = np.round(np.nan_to_num(sums.values[slot]), _DECIMALS).astype(np.float64)
    covered = np.ones(len(sums.stores), dtype=bool)
    for asked in coverage_slots(leaf.measure, ranges):
        if asked.table in kpi.tolerates:
            continue
        months = np.nan_to_num(sums.months[asked])
        if leaf.window.needs_every_month:
            needed = asked.months
            if isinstance(leaf.measure, Level) and leaf.measure.holds_days:
                # It reaches back before the first month end, and bridges the month under way.
                needed -= 1
            parts.short |= (months > 0) & (months < needed)
            covered &= months >= needed
        else:
            covered &= months > 0
    found[~covered] = np.nan
    if slot in sums.reported:
        told = sums.reported[slot]
        use = ~covered & ~np.isnan(told)
        found[use] = np.round(told[use], _DECIMALS)
        parts.from_reported |= use
    if isinstance(leaf, Mean):
        found /= slot.days
    return found


def divide(kpi: Kpi, numerator: float, denominator: float | None) -> float | None:
    """The value of a KPI from its sums; None where the denominator is zero."""
    if denominator is None:
        return numerator
    if not isinstance(kpi.formula, Ratio):
        raise TypeError(f"{kpi.id} divides nothing")
    if denominator == 0:
        return None
    if kpi.formula.absolute_denominator:
        denominator = abs(denominator)
    return kpi.formula.factor * numerator / denominator


def total(values: Values, members: Sequence[int]) -> float:
    """Sum over some stores, rounded like the sums themselves."""
    return round(float(values[list(members)].sum()), _DECIMALS)
