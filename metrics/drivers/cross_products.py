"""Cross-products of a panel's columns, kept apart by resampling unit so that draws are weights.

A draw of whole stores is a count for each store. A store that is drawn twice is two stores with
effects of their own, so that taking store effects out commutes with drawing. Month effects do not:
months are kept as columns of the cross-products and partialled out anew for each draw.
"""

from dataclasses import dataclass

import numpy as np

from metrics.drivers.elimination import NOTHING_LEFT, eliminated
from metrics.drivers.panel import Codes, Floats, Panel
from metrics.drivers.within import ENTITY, TIME, nested_in_clusters, without_means

# Draws at a time: what the elimination works on stays in the processor's cache.
_TOGETHER = 64


@dataclass(frozen=True, eq=False, slots=True)
class CrossProducts:
    """Sums of products over the rows of each unit, after store effects.

    Columns stand in this order: months (or the constant where there are no effects), controls,
    drivers, outcome. All but the months are in standard deviations of the panel, so that sizes
    compare.

    Attributes:
        by_unit: shape (units, m, m).
        dummies: how many of the m columns are months or the constant.
        held: how many are controls, after the dummies.
        scales: shape (m - dummies,), by which columns were divided.
    """

    by_unit: Floats
    dummies: int
    held: int
    scales: Floats

    @property
    def units(self) -> int:
        """Number of units that can be drawn."""
        return len(self.by_unit)

    def drawn(self, weights: Floats) -> Floats:
        """Cross-products of drivers and outcome after effects and controls, draw by draw.

        Args:
            weights: shape (draws, units), how often each unit counts.

        Returns:
            Shape (drivers + 1, drivers + 1, draws), the outcome last.
        """
        size = self.by_unit.shape[1]
        flat = self.by_unit.reshape(self.units, size * size)
        taken = self.dummies + self.held
        parts = []
        for first in range(0, len(weights), _TOGETHER):
            summed = weights[first : first + _TOGETHER] @ flat
            products = np.ascontiguousarray(summed.T).reshape(size, size, -1)
            parts.append(_without_rounding(eliminated(products, taken), products, taken))
        return np.concatenate(parts, axis=-1)

    def once(self) -> Floats:
        """The same for the panel as it is: shape (drivers + 1, drivers + 1, 1)."""
        return self.drawn(np.ones((1, self.units)))


def _without_rounding(left: Floats, products: Floats, taken: int) -> Floats:
    """Nothing, instead of rounding, for columns that lie in the span of what was taken out."""
    before = np.einsum("iik->ik", products)[taken:]
    told = np.einsum("iik->ik", left) > NOTHING_LEFT * before
    cleared: Floats = left * told[:, None, :] * told[None, :, :]
    return cleared


def units_of(panel: Panel, effects: tuple[str, ...]) -> Codes:
    """What is drawn as a whole, shape (n,): clusters, or stores where clusters cut through them."""
    if ENTITY not in effects:
        return numbered(panel.clusters)
    nested = nested_in_clusters(panel.entities, panel.clusters)
    return numbered(panel.clusters if nested else panel.entities)


def numbered(codes: Codes) -> Codes:
    """The same groups, numbered from zero without gaps."""
    present = np.bincount(codes) > 0
    return np.asarray((np.cumsum(present) - 1)[codes], dtype=np.int64)


def columns_of(panel: Panel) -> Floats:
    """Controls, drivers and outcome side by side, shape (n, controls + drivers + 1)."""
    return np.column_stack([panel.held, panel.values, panel.outcome])


def cross_products(panel: Panel, effects: tuple[str, ...]) -> CrossProducts:
    """Cross-products by unit of a panel under some fixed effects.

    Args:
        panel: at least one row.
        effects: of ``entity`` and ``time``.
    """
    columns = columns_of(panel)
    columns = columns - columns.mean(axis=0)
    units = units_of(panel, effects)
    entities = numbered(panel.entities)
    if ENTITY in effects:
        columns = without_means(columns, entities)
    scales = columns.std(axis=0)
    scales = np.where(scales > 0, scales, 1.0)
    columns = columns / scales
    months = numbered(panel.periods) if TIME in effects else np.zeros(panel.n, dtype=np.int64)
    if TIME not in effects and ENTITY in effects:
        # Store effects hold the constant already.
        return CrossProducts(_products(columns, units), 0, panel.held.shape[1], scales)
    count = int(months.max()) + 1
    number = int(units.max()) + 1
    size = count + columns.shape[1]
    by_unit = np.zeros((number, size, size))
    by_unit[:, count:, count:] = _products(columns, units)
    place = units * count + months
    across = np.stack(
        [np.bincount(place, column, minlength=number * count) for column in columns.T], axis=-1
    ).reshape(number, count, -1)
    by_unit[:, :count, count:] = across
    by_unit[:, count:, :count] = across.transpose(0, 2, 1)
    present = np.bincount(place, minlength=number * count).reshape(number, count)
    each = np.arange(count)
    by_unit[:, each, each] = present
    if ENTITY in effects:
        by_unit[:, :count, :count] -= _shared_months(units, entities, months)
    return CrossProducts(by_unit, count, panel.held.shape[1], scales)


def _products(columns: Floats, units: Codes) -> Floats:
    """Shape (units, m, m): products of columns summed over the rows of each unit."""
    order = np.argsort(units, kind="stable")
    sizes = np.bincount(units)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    within = np.arange(len(units)) - np.repeat(starts, sizes)
    padded = np.zeros((len(sizes), int(sizes.max()), columns.shape[1]))
    padded[units[order], within] = columns[order]
    products: Floats = padded.transpose(0, 2, 1) @ padded
    return products


def _shared_months(units: Codes, entities: Codes, months: Codes) -> Floats:
    """What store means take from the products of months: shape (units, months, months)."""
    count, stores = int(months.max()) + 1, int(entities.max()) + 1
    present = np.zeros((stores, count))
    present[entities, months] = 1.0
    present /= np.sqrt(present.sum(axis=1, keepdims=True))
    unit_of_store = np.zeros(stores, dtype=np.int64)
    unit_of_store[entities] = units
    taken: Floats = _products_of_rows(present, unit_of_store)
    return taken


def _products_of_rows(rows: Floats, units: Codes) -> Floats:
    if len(rows) == int(units.max()) + 1:
        outer = np.empty((len(rows), rows.shape[1], rows.shape[1]))
        outer[units] = rows[:, :, None] * rows[:, None, :]
        return outer
    return _products(rows, units)
