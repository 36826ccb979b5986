"""How far a store has seen its drivers move: the middle nine tenths of its own months."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from metrics.drivers.panel import Panel

EDGES = (0.05, 0.95)
# Of fewer months the 5th and the 95th hundredth are the worst and the best month.
MONTHS_NEEDED = 12


@dataclass(frozen=True, slots=True)
class Experience:
    """What a store has seen of a driver, as the panel has it: at its lag, logarithms as such.

    Attributes:
        driver: name.
        low: 5th percentile of the store's months.
        high: 95th percentile.
        usual: mean of the months, from which moves begin.
        months: how many there are.
    """

    driver: str
    low: float
    high: float
    usual: float
    months: int

    def holds(self, value: float) -> bool:
        """Whether a value lies inside, rounding apart."""
        slack = 1e-9 * max(abs(self.low), abs(self.high), 1e-300)
        return self.low - slack <= value <= self.high + slack


def experience(panel: Panel, store: str) -> Mapping[str, Experience]:
    """What a store has seen of each driver; empty where it has too few months.

    Args:
        panel: that was analysed.
        store: name in the panel.
    """
    if store not in panel.entity_names:
        return {}
    rows = panel.entities == panel.entity_names.index(store)
    months = int(rows.sum())
    if months < MONTHS_NEEDED:
        return {}
    values = panel.values[rows]
    low, high = np.quantile(values, EDGES, axis=0)
    # A mean outside the middle nine tenths comes of a single wild month.
    usual = np.clip(values.mean(axis=0), low, high)
    return {
        name: Experience(name, float(low[n]), float(high[n]), float(usual[n]), months)
        for n, name in enumerate(panel.drivers)
    }
