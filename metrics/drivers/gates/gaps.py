"""Months that are missing between the first and the last of a store."""

import numpy as np

from metrics.drivers.gates.thresholds import Thresholds
from metrics.drivers.panel import Panel
from metrics.drivers.result import Reason, Refusal


def filled(panel: Panel) -> tuple[int, int]:
    """Store-months with a row, and store-months from the first to the last row of each store."""
    stores = np.unique(panel.entities)
    first = np.full(int(stores.max()) + 1, np.iinfo(np.int64).max)
    last = np.full(int(stores.max()) + 1, -1)
    np.minimum.at(first, panel.entities, panel.periods)
    np.maximum.at(last, panel.entities, panel.periods)
    return panel.n, int((last[stores] - first[stores] + 1).sum())


def gaps(panel: Panel, thresholds: Thresholds) -> Refusal | None:
    """Why a panel has too many holes.

    Months that are missing by chance cost nothing but precision. A store that reports only its
    good months is another matter, which nobody can see in the rows that are there: hence a limit.
    """
    rows, spanned = filled(panel)
    if rows >= thresholds.filled * spanned:
        return None
    numbers = {"missing": float(spanned - rows), "months": float(spanned)}
    return Refusal(Reason.GAPS, (), numbers)
