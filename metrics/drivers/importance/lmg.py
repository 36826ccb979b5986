"""LMG: the R² that a driver adds, averaged over all orders in which drivers can enter.

Lindeman, Merenda and Gold (1980); the same as the Shapley value of the R² (Grömping 2007).
"""

from collections.abc import Sequence
from math import factorial

import numpy as np

from metrics.drivers.elimination import eliminated
from metrics.drivers.panel import Floats

AT_MOST = 12
"""Players (drivers or groups of them) for which all subsets are gone through."""

_TOGETHER = 64


def lmg(products: Floats, sizes: Sequence[int]) -> Floats:
    """The part of the R² of each player, draw by draw; over all players it is the whole R².

    Args:
        products: shape (drivers + 1, drivers + 1, draws), cross-products after effects and
            controls, the outcome last.
        sizes: number of drivers of each player, who enter together; players in order.

    Returns:
        Shape (players, draws).
    """
    weights = _weights(len(sizes))
    draws = products.shape[-1]
    parts = [
        weights @ r_squared(products[..., first : first + _TOGETHER], sizes)
        for first in range(0, draws, _TOGETHER)
    ]
    return np.concatenate(parts, axis=-1)


def r_squared(products: Floats, sizes: Sequence[int]) -> Floats:
    """R² of every subset of players, shape (2 ** players, draws); bit i of the row is player i.

    Player after player, every subset so far goes on without and with him: elimination shares all
    work between subsets that begin alike.
    """
    whole = np.einsum("iik->ik", products)
    left = np.ascontiguousarray(products)[None]
    done = 0
    for size in sizes:
        without = left[:, size:, size:, :]
        entered = eliminated(left, size, whole[done : done + size])
        left = np.concatenate([without, entered])
        done += size
    total = whole[-1]
    unexplained = left[:, 0, 0, :] / np.where(total > 0, total, 1.0)
    return np.where(total > 0, 1.0 - unexplained, 0.0)


def _weights(players: int) -> Floats:
    """Shape (players, 2 ** players): what the R² of a subset counts in the part of a player."""
    subsets = np.arange(2**players)
    belongs = (subsets[None, :] >> np.arange(players)[:, None]) & 1
    others = belongs.sum(axis=0)[None, :] - belongs
    orders = np.array(
        [factorial(n) * factorial(players - 1 - n) / factorial(players) for n in range(players)]
    )
    weights: Floats = np.where(belongs == 1, orders[others], -orders[others])
    return weights
