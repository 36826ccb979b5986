"""From sums per store to numerators and denominators per store; NaN stands for no data.

The sums come from one statement. Nothing here knows where they were taken. A store's figure comes
from its documents; where they do not suffice it comes from what somebody reported, all of it, and
never half from one and half from the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from metrics.compiler.slots import Slot, coverage_slots
from metrics.index import SnapshotIndex
from metrics.model.formula import (
    Apportion,
    Closing,
    CountStores,
    Mean,
    Over,
    PerDay,
    PerMonth,
    Plus,
    Ratio,
    Scaled,
    Term,
    Total,
    measures_of,
)
from metrics.model.kpi import Kpi
from metrics.model.measures import Flow, Level, Summed
from metrics.model.period import Period
from metrics.model.windows import Ranges

Values = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

# Sums are exact decimals on every engine; rounding takes away what binary floats add to them.
_DECIMALS = 6

# What is neither document nor report: the calendar stands beside both.
_NEUTRAL = frozenset({"dim_calendar"})


@dataclass(slots=True)
class Plan:
    """The slots that some KPIs need for some periods, each once."""

    as_of: date
    slots: dict[Slot, None] = field(default_factory=dict)
    measures: dict[str, Summed] = field(default_factory=dict)

    def add(self, kpi: Kpi, period: Period) -> None:
        """Add what a KPI needs for a period."""
        for term in (*_terms(kpi), *_red_line(kpi)):
            for leaf in term.leaves():
                ranges = leaf.window.ranges(period, self.as_of)
                if ranges:
                    self.measures[leaf.measure.name] = leaf.measure
                    self.slots[Slot(leaf.measure.name, ranges)] = None


@dataclass(slots=True)
class Sums:
    """The answer to a plan: for each slot an array over the stores in question."""

    stores: tuple[str, ...]
    values: Mapping[Slot, Values]


@dataclass(slots=True)
class Parts:
    """Numerator and denominator of a KPI; NaN where there is no data. All are (periods, stores).

    Attributes:
        numerator: sums.
        denominator: sums, or None where nothing is divided.
        from_reported: which were answered from reported figures.
        short: which lack months of a trailing window that other months of it have.
        crossed: which are over the KPI's red line, or None where it has none.
    """

    numerator: Values
    denominator: Values | None
    from_reported: npt.NDArray[np.bool_]
    short: npt.NDArray[np.bool_]
    crossed: npt.NDArray[np.bool_] | None = None

    def row(self, index: int) -> "PartsRow":
        """One period."""
        above = self.numerator[index]
        below = None if self.denominator is None else self.denominator[index]
        known = ~np.isnan(above)
        if below is not None:
            known &= ~np.isnan(below)
        crossed = None if self.crossed is None else self.crossed[index]
        return PartsRow(above, below, known, self.from_reported[index], self.short[index], crossed)


@dataclass(slots=True)
class PartsRow:
    """Parts of one period, each (stores,); ``known`` where both sides have data."""

    numerator: Values
    denominator: Values | None
    known: npt.NDArray[np.bool_]
    from_reported: npt.NDArray[np.bool_]
    short: npt.NDArray[np.bool_]
    crossed: npt.NDArray[np.bool_] | None = None


def _red_line(kpi: Kpi) -> tuple[Term, ...]:
    return () if kpi.red_line is None else (kpi.red_line,)


def _terms(kpi: Kpi) -> tuple[Term, ...]:
    match kpi.formula:
        case Ratio(numerator=numerator, denominator=denominator):
            return (numerator, denominator)
        case Total(amount=amount) | Closing(amount=amount):
            return (amount,)
    return ()


def parts_of(
    kpi: Kpi,
    periods: Sequence[Period],
    as_of: date,
    sums: Sums,
    index: SnapshotIndex | None,
) -> Parts:
    """Work out numerator and denominator of a KPI for some periods.

    Args:
        kpi: the KPI.
        periods: the periods.
        as_of: newest day of the data.
        sums: the answer to a plan that had the KPI and the periods.
        index: of the snapshot; None takes a missing sum for zero without asking for data.
    """
    return _Evaluation(kpi, periods, as_of, sums, index).parts()


class _Evaluation:
    """One KPI for some periods."""

    def __init__(
        self,
        kpi: Kpi,
        periods: Sequence[Period],
        as_of: date,
        sums: Sums,
        index: SnapshotIndex | None,
    ) -> None:
        self._kpi = kpi
        self._periods = periods
        self._past = [period.until(as_of) for period in periods]
        self._as_of = as_of
        self._sums = sums
        self._index = index
        shape = (len(periods), len(sums.stores))
        self._short = np.zeros(shape, dtype=bool)
        self._from_reports = False

    def parts(self) -> Parts:
        """Evaluate from documents; where they do not suffice, from what was reported."""
        terms = _terms(self._kpi)
        sides = [np.round(self._value(term), _DECIMALS) for term in terms]
        reported = np.zeros(sides[0].shape, dtype=bool)
        missing = np.isnan(sides[0]) | np.isnan(sides[-1])
        if missing.any() and self._may_be_reported():
            self._from_reports = True
            told = [np.round(self._value(term), _DECIMALS) for term in terms]
            reported = missing & ~np.isnan(told[0]) & ~np.isnan(told[-1])
            for side, said in zip(sides, told, strict=True):
                side[reported] = said[reported]
        if self._kpi.against_plan:
            sides[-1][sides[-1] == 0] = np.nan
        crossed = None
        for term in _red_line(self._kpi):
            self._from_reports = False
            crossed = np.round(self._value(term), _DECIMALS) > 0
        below = sides[1] if len(sides) == 2 else None
        return Parts(sides[0], below, reported, self._short, crossed)

    def _may_be_reported(self) -> bool:
        if self._index is None:
            return False
        measures = (m for m in measures_of(self._kpi.formula) if isinstance(m, Flow))
        return any(m.reported is not None and self._index.reports(m.reported) for m in measures)

    def _value(self, term: Term) -> Values:
        match term:
            case Over() | Mean():
                return self._leaf(term)
            case Plus(left=left, right=right, sign=sign):
                return self._value(left) + sign * self._value(right)
            case Scaled(factor=factor, term=inner):
                return factor * self._value(inner)
            case PerDay(term=inner):
                days = np.array([float(p.days) if p else 1.0 for p in self._past])
                daily: Values = self._value(inner) / days[:, np.newaxis]
                return daily
            case PerMonth(term=inner):
                months = np.array([p.months if p else 1.0 for p in self._past])
                monthly: Values = self._value(inner) / months[:, np.newaxis]
                return monthly
            case Apportion(amount=amount, part=part, whole=whole):
                return self._value(amount) * _share(self._value(part), self._value(whole))
            case CountStores(term=inner, above=limit):
                # What binary floats add must not carry a store over the limit.
                asked: Values = np.round(self._value(inner), _DECIMALS)
                counts = np.where(asked > limit, 1.0, 0.0) if limit is not None else asked * 0 + 1
                return np.where(np.isnan(asked), np.nan, counts)
        raise TypeError(f"{self._kpi.id}: no rule for a term of {type(term).__name__}")

    def _leaf(self, leaf: Over | Mean) -> Values:
        found = np.full((len(self._periods), len(self._sums.stores)), np.nan)
        for row, period in enumerate(self._periods):
            ranges = leaf.window.ranges(period, self._as_of)
            if not ranges:
                continue
            found[row] = self._told(leaf, ranges) if self._from_reports else np.nan
            if not self._from_reports or _is_calendar(leaf.measure):
                found[row] = self._counted(leaf, ranges, row)
        return found

    def _counted(self, leaf: Over | Mean, ranges: Ranges, row: int) -> Values:
        """From documents; NaN where months without data are needed."""
        slot = Slot(leaf.measure.name, ranges)
        found: Values = np.nan_to_num(self._sums.values[slot])
        if self._index is not None:
            found[~self._covered(leaf, ranges, row)] = np.nan
        return found / slot.days if isinstance(leaf, Mean) else found

    def _told(self, leaf: Over | Mean, ranges: Ranges) -> Values:
        """From reported figures: all of a figure or none, so that nothing is half documents."""
        assert self._index is not None
        measure = leaf.measure
        if isinstance(measure, Flow) and measure.reported is not None:
            return self._index.reported(measure.reported, ranges, self._sums.stores)
        contained = self._kpi.within_reported.issuperset(measure.fact.tables)
        return np.full(len(self._sums.stores), 0.0 if contained else np.nan)

    def _covered(self, leaf: Over | Mean, ranges: Ranges, row: int) -> npt.NDArray[np.bool_]:
        assert self._index is not None
        measure = leaf.measure
        covered = np.ones(len(self._sums.stores), dtype=bool)
        for asked in coverage_slots(measure, ranges):
            if asked.table in self._kpi.tolerates:
                continue
            months = self._index.months(asked, self._sums.stores)
            needed = 1
            if leaf.window.needs_every_month:
                # A level reaches back before the first month end, and bridges the month under way.
                bridges = isinstance(measure, Level) and measure.holds_days
                needed = asked.months - 1 if bridges else asked.months
                self._short[row] |= (months > 0) & (months < needed)
            covered &= months >= needed
        return covered


def _is_calendar(measure: Summed) -> bool:
    """Whether a measure counts days and not documents; a report goes together with these."""
    return measure.fact.tables == ("dim_calendar",)


def _share(part: Values, whole: Values) -> Values:
    """Part of a whole; none of nothing is unknown."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share: Values = part / whole
    share[whole == 0] = np.nan
    return share


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


def total(values: Values, members: Sequence[int] | Places) -> float:
    """Sum over some stores of a (stores,) array, rounded like the sums themselves."""
    return round(float(values[members].sum()), _DECIMALS)
