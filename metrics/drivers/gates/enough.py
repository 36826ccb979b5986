"""Enough stores, enough months and enough store-months for each driver: all three."""

import numpy as np

from metrics.drivers.gates.thresholds import Thresholds
from metrics.drivers.panel import Panel
from metrics.drivers.result import Reason, Refusal


def enough(panel: Panel, thresholds: Thresholds) -> Refusal | None:
    """Why a panel is too small to tell anything; None where it is not.

    Many months of three stores are still three stores, and many stores seen for two months are
    still one winter, so that rows alone do not count.
    """
    stores = len(np.unique(panel.entities))
    clusters = len(np.unique(panel.clusters))
    periods = len(np.unique(panel.periods))
    if stores == 1:
        numbers = {"periods": float(periods), "needed": float(thresholds.periods_of_one_store)}
        return Refusal(Reason.ONE_STORE, (), numbers)
    independent = min(stores, clusters)
    if independent < thresholds.stores:
        numbers = {"stores": float(independent), "needed": float(thresholds.stores)}
        return Refusal(Reason.TOO_FEW_STORES, (), numbers)
    if periods < thresholds.periods:
        numbers = {"periods": float(periods), "needed": float(thresholds.periods)}
        return Refusal(Reason.TOO_FEW_PERIODS, (), numbers)
    each = panel.n // max(len(panel.drivers), 1)
    if each < thresholds.rows_per_driver:
        numbers = {"rows": float(each), "needed": float(thresholds.rows_per_driver)}
        return Refusal(Reason.TOO_FEW_ROWS, (), numbers)
    return None
