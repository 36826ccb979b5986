"""Fits on a part of the rows for the hold-out, with the effects kept so that others can be told.

Normal equations in scaled columns, from sums that are taken once and less the sums of the rows that
are left out: exact for any pattern of missing months, and quick enough for every part in turn.
"""

from dataclasses import dataclass

import numpy as np

from metrics.drivers.panel import Codes, Floats
from metrics.drivers.within import ENTITY, TIME

# Parts of the largest below this are rounding.
_NOTHING_LEFT = 1e-10


@dataclass(frozen=True, eq=False, slots=True)
class Rows:
    """Rows of a panel in scaled columns.

    Attributes:
        columns: shape (n, controls + drivers + 1), the outcome last.
        entities: shape (n,), numbered from zero without gaps over the whole panel.
        periods: shape (n,), likewise.
        stores: of the whole panel.
        months: of the whole panel.
        drivers: how many of the columns before the outcome are drivers.
        effects: of ``entity`` and ``time``.
    """

    columns: Floats
    entities: Codes
    periods: Codes
    stores: int
    months: int
    drivers: int
    effects: tuple[str, ...]

    def of(self, chosen: Codes) -> "Rows":
        """Some of the rows; numbers of stores and months stay."""
        return Rows(
            self.columns[chosen],
            self.entities[chosen],
            self.periods[chosen],
            self.stores,
            self.months,
            self.drivers,
            self.effects,
        )


@dataclass(frozen=True, eq=False, slots=True)
class Totals:
    """What the normal equations are made of; totals of parts add up and are taken off.

    Attributes:
        products: shape (m, m), of columns over rows.
        by_month: shape (months, m), sums.
        by_store: shape (stores, m), sums.
        present: shape (stores, months), rows.
    """

    products: Floats
    by_month: Floats
    by_store: Floats
    present: Floats

    def less(self, part: "Totals") -> "Totals":
        """Totals of the rows that are not in a part."""
        return Totals(
            self.products - part.products,
            self.by_month - part.by_month,
            self.by_store - part.by_store,
            self.present - part.present,
        )


@dataclass(frozen=True, eq=False, slots=True)
class Trained:
    """Two fits on the same rows: effects and controls only, and the drivers besides.

    Attributes:
        slopes: shape (controls + drivers, 2); zeros for drivers in the first.
        months: shape (months, 2), month effects, or the constant in each; zeros for months that
            were not there, and where store effects hold the constant.
        levels: shape (stores, 2), means of what is left of each store; NaN for stores not there.
    """

    slopes: Floats
    months: Floats
    levels: Floats

    def unexplained(self, rows: Rows) -> Floats:
        """Outcome less slopes and month effects, store effects still in it: shape (n, 2)."""
        told = rows.columns[:, :-1] @ self.slopes + self.months[rows.periods]
        left: Floats = rows.columns[:, -1:] - told
        return left


def totals(rows: Rows) -> Totals:
    """Sums over rows."""
    place = rows.entities * rows.months + rows.periods
    present = np.bincount(place, minlength=rows.stores * rows.months).astype(float)
    return Totals(
        rows.columns.T @ rows.columns,
        _sums(rows.columns, rows.periods, rows.months),
        _sums(rows.columns, rows.entities, rows.stores),
        present.reshape(rows.stores, rows.months),
    )


def train(rows: Totals, drivers: int, effects: tuple[str, ...]) -> Trained:
    """Fit with and without the drivers.

    Args:
        rows: totals of the rows to train on.
        drivers: how many of the columns before the outcome are drivers.
        effects: of ``entity`` and ``time``.
    """
    own, across, products = _equations(rows, effects)
    by_effect = _solved(own, across)
    left = products - across.T @ by_effect
    columns = len(left) - 1
    slopes = np.zeros((columns, 2))
    for kind, taken in enumerate((columns - drivers, columns)):
        inverse = np.linalg.pinv(left[:taken, :taken], rcond=_NOTHING_LEFT, hermitian=True)
        slopes[:taken, kind] = inverse @ left[:taken, -1]
    effect = np.zeros((len(rows.by_month), 2))
    if len(own):
        effect += by_effect[:, -1:] - by_effect[:, :-1] @ slopes
    seen = rows.present.sum(axis=1, keepdims=True)
    told = rows.by_store[:, :-1] @ slopes + rows.present @ effect
    levels = (rows.by_store[:, -1:] - told) / np.where(seen > 0, seen, np.nan)
    return Trained(slopes, effect, levels)


def _equations(rows: Totals, effects: tuple[str, ...]) -> tuple[Floats, Floats, Floats]:
    """Normal equations after store effects, in three parts.

    Products of months (or of the constant) with themselves, with columns, and of columns.
    """
    own, across = np.diag(rows.present.sum(axis=0)), rows.by_month
    products = rows.products
    if ENTITY in effects:
        seen = rows.present.sum(axis=1, keepdims=True)
        share = 1.0 / np.where(seen > 0, seen, 1.0)
        own = own - rows.present.T @ (rows.present * share)
        across = across - rows.present.T @ (rows.by_store * share)
        products = products - rows.by_store.T @ (rows.by_store * share)
    if TIME not in effects:
        if ENTITY in effects:
            return np.zeros((0, 0)), np.zeros((0, len(products))), products
        own, across = np.array([[own.sum()]]), across.sum(axis=0, keepdims=True)
    return own, across, products


def _solved(own: Floats, across: Floats) -> Floats:
    """Month effects of each column: a solution of ``own @ effects = across``.

    Months that are not there have zeros; store effects hold the sum of all month effects, which is
    set to zero. What is singular beyond that (stores that share no month) takes longer.
    """
    if not len(own):
        return across
    empty = np.diag(own) <= _NOTHING_LEFT
    there = np.where(empty, 0.0, 1.0)
    size = max(float(np.diag(own).max()), 1.0)
    mended = own + np.diag(np.where(empty, size, 0.0))
    if abs(float(there @ own @ there)) <= _NOTHING_LEFT * size * len(own):
        mended = mended + np.outer(there, there) * (size / len(own))
    try:
        pivots = np.diag(np.linalg.cholesky(mended))
    except np.linalg.LinAlgError:
        pivots = np.zeros(1)
    if pivots.min() ** 2 <= _NOTHING_LEFT * size:
        inverse = np.linalg.pinv(own, rcond=_NOTHING_LEFT, hermitian=True)
        return np.asarray(inverse @ across, dtype=np.float64)
    return np.asarray(np.linalg.solve(mended, across), dtype=np.float64)


def _sums(columns: Floats, groups: Codes, count: int) -> Floats:
    return np.stack([np.bincount(groups, column, count) for column in columns.T], axis=-1)
