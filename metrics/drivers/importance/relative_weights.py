"""Relative weights (Johnson 2000): importance beyond the number of drivers that LMG can go through.

Drivers are replaced by the nearest columns that do not go together at all; what each of those
explains is handed back to the drivers it is made of. Over the drivers the weights sum to the R².
"""

import numpy as np

from metrics.drivers.panel import Floats

_NOTHING_LEFT = 1e-10


def relative_weights(products: Floats) -> Floats:
    """The part of the R² of each driver, draw by draw.

    Args:
        products: shape (drivers + 1, drivers + 1, draws), cross-products after effects and
            controls, the outcome last.

    Returns:
        Shape (drivers, draws).
    """
    moved = np.moveaxis(products, -1, 0)
    size = np.sqrt(np.einsum("kii->ki", moved))
    size = np.where(size > 0, size, 1.0)
    correlation = moved / size[:, :, None] / size[:, None, :]
    values, vectors = np.linalg.eigh(correlation[:, :-1, :-1])
    told = values > _NOTHING_LEFT * values[:, -1:]
    roots = np.sqrt(np.where(told, values, 0.0))
    inverse = np.where(told, 1.0 / np.where(told, roots, 1.0), 0.0)
    # Lambda: correlations of drivers with the columns that replace them.
    loadings = (vectors * roots[:, None, :]) @ vectors.transpose(0, 2, 1)
    unloading = (vectors * inverse[:, None, :]) @ vectors.transpose(0, 2, 1)
    of_replaced = np.einsum("kij,kj->ki", unloading, correlation[:, :-1, -1])
    weights = np.einsum("kij,kj->ki", loadings**2, of_replaced**2)
    return np.ascontiguousarray(weights.T)
