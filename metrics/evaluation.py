"""From sums per store to numerators and denominators per store; NaN stands for no data.

The sums come from few statements. Nothing here knows where they were taken. A store's figure comes
from its documents; where they do not suffice it comes from what somebody reported, all of it, and
never half from one and half from the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from metrics.frame import Frame, month_number
from metrics.index import SnapshotIndex
from metrics.measures import ELAPSED_BUSINESS_DAYS
from metrics.model.formula import (
    Apportion,
    CountStores,
    Mean,
    Over,
    PerDay,
    PerMonth,
    Plus,
    Ratio,
    Scaled,
    Term,
    Whole,
    measures_of,
    terms_of,
)
from metrics.model.kpi import Kpi
from metrics.model.measures import Flow, Level, Summed
from metrics.model.windows import SELECTION, Window
from metrics.plan import CLOSED_BEFORE
from metrics.result import Note
from metrics.sums import Sums

Marks = npt.NDArray[np.bool_]
Values = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

# Sums are exact decimals on every engine; rounding takes away what binary floats add to them.
DECIMALS = 6


@dataclass(slots=True)
class Parts:
    """Numerator and denominator of a KPI; NaN where there is no data. All are (periods, stores).

    Attributes:
        numerator: sums.
        denominator: sums, or None where nothing is divided.
        known: where both sides have data.
        from_reported: which were answered from reported figures.
        short: which lack months of a trailing window that other months of it have.
        crossed: which are over the KPI's red line, or None where it has none.
        estimated: which were estimated, since the books of the period are open.
        pending: what is not confirmed and not in the numerator, or None where there is no such.
    """

    numerator: Values
    denominator: Values | None
    known: Marks
    from_reported: Marks
    short: Marks
    crossed: Marks | None = None
    estimated: Marks | None = None
    pending: Values | None = None


def parts_of(kpi: Kpi, frame: Frame, sums: Sums, index: SnapshotIndex | None) -> Parts:
    """Work out numerator and denominator of a KPI for some periods.

    Args:
        kpi: the KPI.
        frame: the periods.
        sums: the answer to a plan that had the KPI and the periods.
        index: of the snapshot; None takes a missing sum for zero without asking for data.
    """
    return _Evaluation(kpi, frame, sums, index).parts()


class _Evaluation:
    """One KPI for some periods."""

    def __init__(self, kpi: Kpi, frame: Frame, sums: Sums, index: SnapshotIndex | None) -> None:
        self._kpi = kpi
        self._frame = frame
        self._sums = sums
        self._index = index
        self._short = np.zeros((len(frame.periods), len(sums.stores)), dtype=bool)
        self._from_reports = False
        self._spread: Window | None = None

    def parts(self) -> Parts:
        """Evaluate from documents; where they do not suffice, from what was reported."""
        terms = terms_of(self._kpi.formula)
        sides = [np.round(self._value(term), DECIMALS) for term in terms]
        reported = np.zeros(sides[0].shape, dtype=bool)
        missing = np.isnan(sides[0]) | np.isnan(sides[-1])
        if missing.any() and self._may_be_reported():
            self._from_reports = True
            told = [np.round(self._value(term), DECIMALS) for term in terms]
            reported = missing & ~np.isnan(told[0]) & ~np.isnan(told[-1])
            for side, said in zip(sides, told, strict=True):
                side[reported] = said[reported]
        estimated = np.zeros(sides[0].shape, dtype=bool)
        if self._kpi.estimated and missing.any() and self._index is not None:
            estimated = self._estimate(terms, sides, missing & ~reported)
        if self._kpi.against_plan:
            sides[-1][sides[-1] == 0] = np.nan
        crossed: Marks | None = None
        if self._kpi.red_line is not None:
            self._from_reports = False
            crossed = np.round(self._value(self._kpi.red_line), DECIMALS) > 0
        pending: Values | None = None
        if self._kpi.pending is not None:
            self._from_reports = False
            pending = np.nan_to_num(np.round(self._value(self._kpi.pending.amount), DECIMALS))
        known = ~(np.isnan(sides[0]) | np.isnan(sides[-1]))
        below = sides[1] if len(sides) == 2 else None
        return Parts(sides[0], below, known, reported, self._short, crossed, estimated, pending)

    def _estimate(self, terms: Sequence[Term], sides: list[Values], missing: Marks) -> Marks:
        """Fill in periods after the last month that was closed; return which these are.

        What that month moved is spread over business days: the part of a period is as large as its
        business days against those of the month.
        """
        assert self._index is not None
        closed = self._index.newest_month("gl_monthly", self._sums.stores)
        today = month_number(self._frame.as_of)
        first, last = self._frame.touched
        after = (first[:, np.newaxis] > closed) & (today - closed <= len(CLOSED_BEFORE))
        filled = np.zeros(missing.shape, dtype=bool)
        for ago, window in enumerate(CLOSED_BEFORE, start=1):
            places = missing & after & (last[:, np.newaxis] - closed == ago)
            if places.any():
                self._spread = window
                for side, term in zip(sides, terms, strict=True):
                    side[places] = np.round(self._value(term), DECIMALS)[places]
                self._spread = None
                filled |= places
        return filled

    def _spread_over_days(self, leaf: Over | Mean, window: Window) -> Values:
        """The amount of a closed month, in proportion to business days."""
        if not isinstance(leaf, Over):
            raise TypeError(f"{self._kpi.id}: {leaf.measure.name} cannot be spread over days")
        days, frame = ELAPSED_BUSINESS_DAYS.name, self._frame
        part, whole = (self._sums.take(days, frame, one) for one in (SELECTION, window))
        return self._counted(Over(leaf.measure, window)) * _share(part, whole)

    def _may_be_reported(self) -> bool:
        if self._index is None or not self._index.reports_anything:
            return False
        measures = (m for m in measures_of(self._kpi.formula) if isinstance(m, Flow))
        return any(m.reported is not None and self._index.reports(m.reported) for m in measures)

    def _value(self, term: Term) -> Values:
        match term:
            case Over() | Mean() if self._spread is not None:
                return self._spread_over_days(term, self._spread)
            case Over() | Mean():
                return self._told(term) if self._from_reports else self._counted(term)
            case Plus(left=left, right=right, sign=sign):
                return self._value(left) + sign * self._value(right)
            case Scaled(factor=factor, term=inner):
                return factor * self._value(inner)
            case Whole(term=inner):
                return self._value(inner)
            case PerDay(term=inner, window=window):
                return self._value(inner) / self._frame.elapsed_days(window)
            case PerMonth(term=inner, window=window):
                return self._value(inner) / self._frame.elapsed_months(window)
            case Apportion(amount=amount, part=part, whole=whole):
                return self._value(amount) * _share(self._value(part), self._value(whole))
            case CountStores(term=inner, above=limit):
                # What binary floats add must not carry a store over the limit.
                asked: Values = np.round(self._value(inner), DECIMALS)
                counts = np.where(asked > limit, 1.0, 0.0) if limit is not None else asked * 0 + 1
                return np.where(np.isnan(asked), np.nan, counts)
        raise TypeError(f"{self._kpi.id}: no rule for a term of {type(term).__name__}")

    def _counted(self, leaf: Over | Mean) -> Values:
        """From documents; NaN where months without data are needed.

        KPIs share measures, the books most of all: what was found once is kept with the sums.
        """
        key = self._frame, leaf.measure.name, leaf.window, type(leaf), self._kpi.tolerates
        kept = self._sums.leaves.get(key)
        if kept is None:
            before, self._short = self._short, np.zeros_like(self._short)
            found = self._count(leaf)
            kept = self._sums.leaves[key] = found, self._short
            self._short = before
        self._short |= kept[1]
        return kept[0]

    def _count(self, leaf: Over | Mean) -> Values:
        days = self._frame.days(leaf.window)
        found = self._sums.take(leaf.measure.name, self._frame, leaf.window)
        if isinstance(leaf, Mean):
            found = found / np.maximum(days.count, 1)[:, np.newaxis]
        if self._index is not None:
            found[~self._covered(leaf)] = np.nan
        found[~days.begun] = np.nan
        return found

    def _told(self, leaf: Over | Mean) -> Values:
        """From reported figures: all of a figure or none, so that nothing is half documents."""
        assert self._index is not None
        measure = leaf.measure
        if _is_calendar(measure):
            return self._counted(leaf)
        stores = self._sums.stores
        contained = self._kpi.within_reported.issuperset(measure.fact.tables)
        found = np.full((len(self._frame.periods), len(stores)), np.nan)
        for row, ranges in enumerate(self._frame.ranges(leaf.window)):
            if not ranges:
                continue
            if isinstance(measure, Flow) and measure.reported is not None:
                found[row] = self._index.reported(measure.reported, ranges, stores)
            elif contained:
                found[row] = 0.0
        return found

    def _covered(self, leaf: Over | Mean) -> Marks:
        """Which periods and stores have the months that a leaf needs, (periods, stores)."""
        assert self._index is not None
        measure = leaf.measure
        window = leaf.window
        back = measure.holds_days if isinstance(measure, Level) else 0
        history = measure.history_months if isinstance(measure, Flow | Level) else 0
        covered: Marks | None = None
        for table in measure.fact.tables:
            if table in self._kpi.tolerates:
                continue
            enough, short = self._held(
                table, table in measure.fact.registers, (window, back, history)
            )
            covered = enough if covered is None else covered & enough
            if short is not None:
                self._short |= short
        if covered is None:
            return np.ones(self._short.shape, dtype=bool)
        return covered

    def _held(
        self, table: str, register: bool, asked: tuple[Window, int, int]
    ) -> tuple[Marks, Marks | None]:
        """Which periods and stores have enough months of a table, and which have only some.

        Args:
            table: name.
            register: whether a month without a row may count.
            asked: window, days before it and months before it that belong to it.
        """
        assert self._index is not None
        key = self._frame, table, register, asked
        found = self._sums.held.get(key)
        if found is None:
            window, back, history = asked
            wanted = self._frame.months(window, back, history)
            months = self._index.months(table, wanted, self._sums.stores, register=register)
            short: Marks | None = None
            if window.needs_every_month or history:
                # A level reaches back before the first month end, and bridges the month under way.
                needed = wanted.count - 1 if back else wanted.count
                enough = months >= needed[:, np.newaxis]
                short = (months > 0) & ~enough
            else:
                enough = months >= 1
            found = self._sums.held[key] = enough, short
        return found


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
    """The value of a KPI from its sums; None where its denominator does not divide."""
    if denominator is None:
        return numerator
    if not isinstance(kpi.formula, Ratio):
        raise TypeError(f"{kpi.id} divides nothing")
    if denominator == 0 or (kpi.formula.above_zero and denominator < 0):
        return None
    if kpi.formula.absolute_denominator:
        denominator = abs(denominator)
    return kpi.formula.factor * numerator / denominator


def undivided(denominator: float | None) -> Note:
    """Why a denominator does not divide."""
    return Note.NEGATIVE_DENOMINATOR if (denominator or 0) < 0 else Note.ZERO_DENOMINATOR


def total(values: Values, members: Sequence[int] | Places) -> float:
    """Sum over some stores of a (stores,) array, rounded like the sums themselves."""
    return round(float(values[members].sum()), DECIMALS)
