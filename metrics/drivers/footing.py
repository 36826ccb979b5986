"""Putting a target on a footing on which stores and months compare, at the size of a typical store.

A target that is divided by vehicles in the base is multiplied again by those of a typical store:
its effects read in CNY a month of that store, and those of another store are larger or smaller by
the ratio of their bases. The logarithm of a volume changes by shares of it, the same for all.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from metrics.drivers.lagging import logarithm
from metrics.drivers.panel import Floats


@dataclass(frozen=True, eq=False, slots=True)
class Footed:
    """A target on its footing.

    Attributes:
        values: shape (stores, periods), in the target's unit a month, of a typical store; without
            unit for a logarithm.
        typical: size of the typical store, the median over stores of what the target was divided
            by; 1 where effects are the same for all.
        sizes: of each store as a multiple of the typical one: by which an effect is multiplied to
            be that of the store. Empty where effects are the same for all.
    """

    values: Floats
    typical: float
    sizes: Mapping[str, float]


def footed(values: Floats, divisor: Floats | None, log: bool, stores: tuple[str, ...]) -> Footed:
    """Divide a target by what makes it comparable, or take its logarithm, or both.

    Args:
        values: shape (stores, periods), NaN where there is none.
        divisor: the same shape; None to divide by nothing.
        log: whether the natural logarithm is taken after that.
        stores: codes of the rows.
    """
    divided = values if divisor is None else values / np.where(divisor > 0, divisor, np.nan)
    if divisor is None or log:
        return Footed(logarithm(divided) if log else values, 1.0, {})
    sizes = _means(np.where(np.isnan(divided), np.nan, divisor))
    known = ~np.isnan(sizes)
    if not known.any():
        return Footed(np.full_like(values, np.nan), 1.0, {})
    typical = float(np.median(sizes[known]))
    own = {
        code: float(size) / typical
        for code, size in zip(stores, sizes, strict=True)
        if not np.isnan(size)
    }
    return Footed(divided * typical, typical, own)


def _means(values: Floats) -> Floats:
    """Mean of each row over what is known; NaN where nothing is."""
    known = ~np.isnan(values)
    counts = known.sum(axis=1)
    sums = np.where(known, values, 0.0).sum(axis=1)
    means: Floats = np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
    return means
