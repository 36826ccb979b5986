"""Whether a driver moves within stores at all, and in how many of them."""

from collections.abc import Sequence

import numpy as np

from metrics.drivers.cross_products import numbered
from metrics.drivers.gates.thresholds import Thresholds
from metrics.drivers.panel import Floats, Panel
from metrics.drivers.result import Reason, Refusal
from metrics.drivers.within import swept


def variation(panel: Panel, effects: Sequence[str], thresholds: Thresholds) -> dict[str, Refusal]:
    """Drivers of which too little is left after effects, or that only few stores carry.

    The number of stores that carry a driver is effective: the squared sum of their sums of squares
    over the sum of squares of these (Kish), after effects, controls and all other drivers. Thirty
    stores of which three changed the KPI are three, whatever the number of rows (Carter, Schnepel
    and Steigerwald 2017; MacKinnon and Webb 2017).
    """
    found: dict[str, Refusal] = {}
    columns = swept(np.column_stack([panel.values, panel.held]), panel, effects)
    before = panel.values.var(axis=0)
    carried = _carried(columns, panel)
    for place, name in enumerate(panel.drivers):
        left = float((columns[:, place] ** 2).mean())
        part = left / before[place] if before[place] > 0 else 0.0
        if part < thresholds.varying:
            numbers = {"varying": float(part), "needed": thresholds.varying}
            found[name] = Refusal(Reason.NO_VARIATION_WITHIN, (name,), numbers)
        elif carried[place] < thresholds.carrying:
            numbers = {"stores": float(carried[place]), "needed": thresholds.carrying}
            found[name] = Refusal(Reason.NO_VARIATION_WITHIN, (name,), numbers)
    return found


def _carried(columns: Floats, panel: Panel) -> Floats:
    """Effective number of clusters behind each driver, shape (drivers,)."""
    clusters = numbered(panel.clusters)
    lengths = np.sqrt((columns**2).sum(axis=0))
    scaled = columns / np.where(lengths > 0, lengths, 1.0)
    # What is left of each column after all others: rows of the inverse, up to their size.
    left = scaled @ np.linalg.pinv(scaled.T @ scaled, rcond=1e-12, hermitian=True)
    found = np.zeros(len(panel.drivers))
    for place in range(len(panel.drivers)):
        sums = np.bincount(clusters, left[:, place] ** 2)
        found[place] = sums.sum() ** 2 / (sums**2).sum() if sums.any() else 0.0
    return found
