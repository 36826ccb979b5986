"""Breaks in how a KPI was measured: declared ones refuse, found ones are a hint.

A shift that is the same everywhere goes with the month effects and does no harm. A change of what
is counted rarely is the same everywhere (a survey redesigned, comebacks recorded at last), so that
a declared break inside the panel refuses the driver. The data alone cannot tell a new way of
counting from a year in which things changed: what is found in them is never more than a hint.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metrics.drivers.panel import Floats, Panel
from metrics.drivers.result import Reason, Refusal

# Months on either side without which a level is not a level.
_BESIDE = 4
_DRAWS = 499


@dataclass(frozen=True, slots=True)
class BreakHint:
    """A month from which on the network's mean of a driver is another.

    Attributes:
        driver: name.
        period: position in ``period_names`` of the first month of the new level.
        shift: new less old level, in the unit of the driver.
        p_value: that noise as persistent as this driver's shows such a shift somewhere.
    """

    driver: str
    period: int
    shift: float
    p_value: float


def declared(panel: Panel, breaks: Mapping[str, Sequence[int]]) -> dict[str, Refusal]:
    """Drivers with a declared break after the first and up to the last month of the panel.

    Args:
        panel: rows that would be used.
        breaks: of each driver, positions in ``period_names`` of the first month after a change.
    """
    first, last = int(panel.periods.min()), int(panel.periods.max())
    found: dict[str, Refusal] = {}
    for name in panel.drivers:
        inside = [period for period in breaks.get(name, ()) if first < period <= last]
        if inside:
            numbers = {
                "period": float(inside[-1]),
                "before": float(inside[-1] - first),
                "after": float(last - inside[-1] + 1),
            }
            found[name] = Refusal(Reason.BREAK, (name,), numbers)
    return found


def hints(panel: Panel, rng: np.random.Generator, level: float = 0.01) -> tuple[BreakHint, ...]:
    """Level shifts common to all stores.

    The largest t-statistic over all months of the change in level of the driver's mean over stores
    (sup-F, Andrews 1993), beside what first-order autoregressive noise of the same persistence
    shows (fitted to what is left beside the shift): the tabled critical values assume noise
    without memory and would find a break in every trend.

    Args:
        panel: rows that would be used.
        rng: that draws noise.
        level: of the test for each driver.
    """
    months = np.unique(panel.periods, return_inverse=True)
    counts = np.bincount(months[1])
    if len(counts) < 2 * _BESIDE + 2:
        return ()
    found = []
    for place, name in enumerate(panel.drivers):
        means = _month_means(panel, place, months[1])
        largest, at = _largest_shift(means[None, :])
        where = int(at[0])
        shift = float(means[where:].mean() - means[:where].mean())
        left = means - np.where(np.arange(len(means)) >= where, shift, 0.0)
        noise = _persistent(rng, _persistence(left - left.mean()), len(means))
        p = (1 + int((_largest_shift(noise)[0] >= largest[0]).sum())) / (1 + _DRAWS)
        if p <= level:
            found.append(BreakHint(name, int(months[0][where]), shift, p))
    return tuple(found)


def _month_means(
    panel: Panel,
    place: int,
    months: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
) -> Floats:
    """Mean over stores by month, of values less their store's mean: stores come and go."""
    values = panel.values[:, place]
    sums = np.bincount(panel.entities, values)
    rows = np.bincount(panel.entities)
    centred = values - (sums / np.maximum(rows, 1))[panel.entities]
    means: Floats = np.bincount(months, centred) / np.bincount(months)
    return means


def _largest_shift(
    series: Floats,
) -> tuple[Floats, np.ndarray[tuple[int, ...], np.dtype[np.int64]]]:
    """The largest squared t of a shift and where it is; series has shape (many, months)."""
    count = series.shape[1]
    centred = series - series.mean(axis=1, keepdims=True)
    total = (centred**2).sum(axis=1, keepdims=True)
    before = np.arange(_BESIDE, count - _BESIDE + 1)
    sums = np.cumsum(centred, axis=1)[:, before - 1]
    explained = sums**2 * (1 / before + 1 / (count - before))
    left = np.maximum(total - explained, 1e-12 * np.maximum(total, 1e-300))
    squared = explained / left * (count - 2)
    best = squared.argmax(axis=1)
    return squared[np.arange(len(series)), best], before[best]


def _persistence(left: Floats) -> float:
    """First-order autocorrelation, corrected for the bias of short series (Kendall 1954)."""
    total = float((left**2).sum())
    if total <= 0:
        return 0.0
    raw = float((left[1:] * left[:-1]).sum()) / total
    return float(np.clip(raw + (1 + 3 * raw) / len(left), 0.0, 0.95))


def _persistent(rng: np.random.Generator, rho: float, count: int) -> Floats:
    noise = rng.normal(size=(_DRAWS, count))
    noise[:, 0] /= np.sqrt(1 - rho**2)
    for month in range(1, count):
        noise[:, month] += rho * noise[:, month - 1]
    return noise
