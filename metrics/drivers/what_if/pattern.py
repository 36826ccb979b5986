"""How drivers usually move together inside stores."""

from collections.abc import Sequence

import numpy as np

from metrics.drivers.panel import Floats, Panel
from metrics.drivers.within import swept


def usual_pattern(panel: Panel, effects: Sequence[str]) -> Floats:
    """Move of each driver that goes with a move of one, after store and month effects.

    Args:
        panel: that was analysed.
        effects: of the analysis.

    Returns:
        Shape (drivers, drivers): row j holds the slopes of all drivers on driver j, 1 on itself; 0
        where driver j does not vary.
    """
    left = swept(panel.values, panel, effects)
    products = left.T @ left
    own = np.diag(products)
    with np.errstate(divide="ignore", invalid="ignore"):
        slopes = products / own[:, None]
    slopes[~(own > 0)] = 0.0
    np.fill_diagonal(slopes, 1.0)
    found: Floats = slopes
    return found
