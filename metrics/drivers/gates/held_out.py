"""Whether drivers tell anything about stores and months that the fit has not seen.

What can be foretold about a store that was never seen is not its level, which is its effect, but
how its months differ from one another; and about a month that was never seen not how good it was
for everybody, but how stores differed in it. So both are taken from the rows held out themselves:

- stores: folds of whole stores (clusters). Slopes and month effects come from the other stores;
  the level of a store held out is the mean of its own months.
- months: blocks of neighbouring months, with one month on either side left out of the training, so
  that errors that last do not reach over (blocked cross-validation with a gap, Racine 2000; with
  strictly exogenous drivers both sides may train, where a rolling origin would waste half of a
  short history). Slopes and store effects come from the other months; the level of a month held
  out is the mean over stores of that month.

The baseline gets the same levels in the same way, and controls, so that the gain is the drivers'
alone. It may be below zero: drivers that go with nothing cost precision.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from metrics.drivers.cross_products import columns_of, numbered, units_of
from metrics.drivers.gates.training import Rows, Totals, totals, train
from metrics.drivers.panel import Codes, Floats, Panel
from metrics.drivers.result import Reason, Refusal
from metrics.drivers.within import ENTITY, TIME, without_means

STORES, PERIODS = "stores", "periods"

_FOLDS = 10
# Months of a block; at least so many blocks and at most so many.
_BLOCK = 4
_BLOCKS = (4, 10)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Gain in squared error over effects only, as a part of the baseline's error.

    Attributes:
        gains: mean and standard error by kind, ``stores`` and ``periods``.
    """

    gains: dict[str, tuple[float, float]]

    def refusal(self) -> Refusal | None:
        """Why there is no ranking: a mean less one standard error that is not above zero."""
        if self.gains and all(mean - error > 0 for mean, error in self.gains.values()):
            return None
        numbers: dict[str, float] = {}
        for kind, (mean, error) in self.gains.items():
            numbers |= {f"gain_{kind}": mean, f"error_{kind}": error}
        return Refusal(Reason.NO_GAIN_HELD_OUT, (), numbers)


def held_out(panel: Panel, effects: tuple[str, ...], rng: np.random.Generator) -> HeldOut:
    """Gains on stores and on months held out.

    The standard error is over stores and over blocks of months, each with its own gain: folds are
    too few to have a spread, and rows within a store go together.

    Args:
        panel: a kind that cannot be held out (one store, fewer than four months) is left out of the
            answer.
        effects: of ``entity`` and ``time``.
        rng: that assigns stores to folds.
    """
    rows = _scaled(panel, effects)
    whole = totals(rows)
    units = units_of(panel, effects)
    gains = {}
    if units.max() > 0:
        gains[STORES] = _gain(_stores(rows, whole, units, rng))
    if rows.months >= _BLOCKS[0] and effects:
        gains[PERIODS] = _gain(_periods(rows, whole, panel.periods))
    return HeldOut(gains)


def _scaled(panel: Panel, effects: tuple[str, ...]) -> Rows:
    columns = columns_of(panel)
    columns = columns - columns.mean(axis=0)
    entities, periods = numbered(panel.entities), numbered(panel.periods)
    if ENTITY in effects:
        columns = without_means(columns, entities)
    size = columns.std(axis=0)
    return Rows(
        columns / np.where(size > 0, size, 1.0),
        entities,
        periods,
        int(entities.max()) + 1,
        int(periods.max()) + 1,
        len(panel.drivers),
        effects,
    )


def _stores(rows: Rows, whole: Totals, units: Codes, rng: np.random.Generator) -> Floats:
    """Squared errors of units held out, without and with drivers: shape (units, 2)."""
    count = int(units.max()) + 1
    folds = min(_FOLDS, count)
    fold = (rng.permutation(count) % folds)[units]
    errors = np.zeros((count, 2))
    for number in range(folds):
        chosen = np.flatnonzero(fold == number)
        out = rows.of(chosen)
        trained = train(whole.less(totals(out)), rows.drivers, rows.effects)
        left = trained.unexplained(out)
        if ENTITY in rows.effects:
            left = without_means(left, numbered(out.entities))
        for kind in (0, 1):
            errors[:, kind] += np.bincount(units[chosen], left[:, kind] ** 2, count)
    return errors


def _periods(rows: Rows, whole: Totals, positions: Codes) -> Floats:
    """Squared errors of blocks of months held out, without and with drivers: shape (blocks, 2)."""
    count = int(np.clip(rows.months // _BLOCK, *_BLOCKS))
    present = np.unique(positions)
    edges = [int(part[0]) for part in np.array_split(present, count)] + [int(present[-1]) + 1]
    errors = np.zeros((count, 2))
    for number, (first, end) in enumerate(pairwise(edges)):
        untrained = np.flatnonzero((positions >= first - 1) & (positions <= end))
        trained = train(whole.less(totals(rows.of(untrained))), rows.drivers, rows.effects)
        out = rows.of(np.flatnonzero((positions >= first) & (positions < end)))
        left = trained.unexplained(out)
        if ENTITY in rows.effects:
            left = left - trained.levels[out.entities]
            known = np.flatnonzero(np.isfinite(left[:, 0]))
            left, out = left[known], out.of(known)
        if TIME in rows.effects and len(left):
            left = without_means(left, numbered(out.periods))
        errors[number] = (left**2).sum(axis=0)
    return errors


def _gain(errors: Floats) -> tuple[float, float]:
    """Mean gain and its standard error as parts of the baseline's mean error."""
    baseline = float(errors[:, 0].mean())
    if baseline <= 0:
        return 0.0, 0.0
    gains = (errors[:, 0] - errors[:, 1]) / baseline
    return float(gains.mean()), float(gains.std(ddof=1) / np.sqrt(len(gains)))
