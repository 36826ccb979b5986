"""Partialling columns out of cross-products, many matrices at a time."""

import numpy as np

from metrics.drivers.panel import Floats

NOTHING_LEFT = 1e-10
"""A pivot below this part of what it was at first is rounding: the column lies in the span of those
before it and explains nothing more."""


def eliminated(products: Floats, count: int, whole: Floats | None = None) -> Floats:
    """Cross-products of what is left of columns after regressing them on the first ``count``.

    Symmetric Gauss elimination, in which a column that adds nothing is passed over: that is the
    projection on whatever the columns span, of full rank or not.

    Args:
        products: shape (..., m, m, draws), of which the last axis is contiguous; not changed.
        count: how many of the m columns are taken out.
        whole: shape (m, draws) or what goes with ``products[..., i, i, :]``; the size of each
            column before anything was taken out; of ``products`` if left out.

    Returns:
        Shape (..., m - count, m - count, draws).
    """
    left = products
    size = np.einsum("...iik->...ik", products) if whole is None else whole
    for number in range(count):
        pivot = left[..., 0, 0, :]
        adds = pivot > NOTHING_LEFT * size[..., number, :]
        inverse = np.where(adds, 1.0 / np.where(adds, pivot, 1.0), 0.0)
        row = left[..., 0, 1:, :]
        scaled = row * inverse[..., None, :]
        left = left[..., 1:, 1:, :] - row[..., :, None, :] * scaled[..., None, :, :]
    return left
