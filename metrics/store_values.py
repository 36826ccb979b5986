"""Figures by store and period as arrays: the values of figures that are ok, and nothing else.

A network of a thousand stores over years has more figures than anybody looks at; statistics need
their values only. These are what ``taking`` makes of the same parts, without reasons and keys.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from metrics.evaluation import Parts, parts_of
from metrics.figures import Asked
from metrics.frame import Frame
from metrics.model.formula import AmongPeers, External, Percentile, Ratio, measures_of
from metrics.model.kpi import Kpi
from metrics.model.measures import Flow
from metrics.money import HOME
from metrics.taking import Sources

Values = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class StoreValues:
    """One KPI.

    Attributes:
        values: shape (stores, periods), in the order of the question; NaN where the state of the
            figure is any other than ok.
        reported: shape (stores, periods), which were answered from reported figures.
        currencies: of what each store reported, where its documents are in CNY.
    """

    values: Values
    reported: Marks
    currencies: tuple[str, ...]


def store_values(kpi: Kpi, asked: Asked, frame: Frame, sources: Sources) -> StoreValues:
    """The values of a KPI for every store and period of a question.

    Args:
        kpi: any but how a store stands among others.
        asked: the question.
        frame: of its periods.
        sources: what was taken for it.

    Raises:
        TypeError: the KPI says how a store stands among others.
    """
    if isinstance(kpi.formula, AmongPeers):
        raise TypeError(f"{kpi.id} says how a store stands among others: ask for its figures")
    rows = [frame.periods.index(bucket.period) for bucket in asked.buckets]
    if isinstance(kpi.formula, Percentile):
        found = _percentiles(kpi, asked, sources)
        young = _unfinished(kpi, frame, sources)
        found[:, [column for column, row in enumerate(rows) if row in young]] = np.nan
        return StoreValues(found, np.zeros(found.shape, bool), (HOME,) * len(asked.stores))
    parts = parts_of(kpi, frame, sources.sums, sources.index)
    places = [sources.sums.stores.index(store.code) for store in asked.stores]
    values = _divided(kpi, parts)
    values[~_certain(kpi, parts, sources)] = np.nan
    values[_unfinished(kpi, frame, sources)] = np.nan
    reported = parts.from_reported[np.ix_(rows, places)]
    currencies, mixed = _currencies(kpi, asked, sources)
    found = values[np.ix_(rows, places)]
    found[reported & mixed] = np.nan
    return StoreValues(found.T, reported.T, currencies)


def _divided(kpi: Kpi, parts: Parts) -> Values:
    """Numerators over denominators; NaN where one does not divide."""
    if parts.denominator is None:
        return np.where(parts.known, parts.numerator, np.nan)
    if not isinstance(kpi.formula, Ratio):
        raise TypeError(f"{kpi.id} divides nothing")
    below = parts.denominator
    fit = parts.known & (below != 0)
    if kpi.formula.above_zero:
        fit &= below > 0
    by = np.abs(below) if kpi.formula.absolute_denominator else below
    return np.where(fit, kpi.formula.factor * parts.numerator / np.where(fit, by, 1.0), np.nan)


def _certain(kpi: Kpi, parts: Parts, sources: Sources) -> Marks:
    """Which cells are neither estimated, nor wait for anything, nor rest on a few trials."""
    certain: Marks = parts.known.copy()
    if parts.estimated is not None:
        certain &= ~parts.estimated
    if parts.pending is not None:
        certain &= parts.from_reported | (parts.pending == 0)
    if kpi.trials and parts.denominator is not None:
        certain &= ~(parts.denominator < sources.min_trials)
    return certain


def _unfinished(kpi: Kpi, frame: Frame, sources: Sources) -> list[int]:
    """Rows of periods that have not begun, or whose cohorts are not mature."""
    found = []
    for row, period in enumerate(frame.periods):
        past = period.until(sources.as_of)
        young = past is not None and (sources.as_of - past.end).days < kpi.matures_after
        if past is None or (kpi.matures_after and young):
            found.append(row)
    return found


def _currencies(kpi: Kpi, asked: Asked, sources: Sources) -> tuple[tuple[str, ...], Marks]:
    """Currency of what each store reported, and which have several: nothing of theirs is added."""
    flows = [m for m in measures_of(kpi.formula) if isinstance(m, Flow) and m.reported]
    known = sources.index.currencies
    found, mixed = [], []
    for store in asked.stores:
        names = {known.get((store.code, str(flow.reported)), "") for flow in flows} - {""}
        found.append(next(iter(sorted(names)), HOME))
        mixed.append(len(names) > 1)
    return tuple(found), np.array(mixed, dtype=bool)


def _percentiles(kpi: Kpi, asked: Asked, sources: Sources) -> Values:
    found = np.full((len(asked.stores), len(asked.buckets)), np.nan)
    least = sources.min_trials if kpi.trials else 0
    published = isinstance(kpi.formula, External)
    for place, bucket in enumerate(asked.buckets):
        for row, store in enumerate(asked.stores):
            value, count = sources.percentiles.figure(kpi, bucket.period, (store.code,))
            # What is published names its month where others count their rows.
            if value is not None and (published or not 0 < count < least):
                found[row, place] = value
    return found
