"""Orders that the draws do not settle."""

from collections.abc import Sequence

import numpy as np

from metrics.drivers.panel import Floats

LEVELS = (0.025, 0.975)
"""Between which quantiles of the draws the 95 % interval lies."""


def intervals(drawn: Floats) -> Floats:
    """Percentile intervals of shares over draws, shape (2, players).

    Args:
        drawn: shape (players, draws).
    """
    edges: Floats = np.quantile(drawn, LEVELS, axis=1)
    return edges


def tied(names: Sequence[str], drawn: Floats) -> dict[str, tuple[str, ...]]:
    """With whom each player is tied: those whose difference's 95 % interval holds zero.

    Args:
        names: of the players.
        drawn: shape (players, draws), shares of the same draws, so that differences are paired.
    """
    found: dict[str, tuple[str, ...]] = {}
    for place, name in enumerate(names):
        low, high = intervals(drawn[place] - drawn)
        same = (low <= 0.0) & (high >= 0.0)
        found[name] = tuple(
            other for at, other in enumerate(names) if at != place and bool(same[at])
        )
    return found
