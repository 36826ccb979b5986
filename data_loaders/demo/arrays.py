"""Types of the simulation: days and minutes are whole numbers since 1970, NEVER is after all.

What the numbers become in an extract is said in ``frames``.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.integer[Any]]
Floats: TypeAlias = NDArray[np.floating[Any]]
Bools: TypeAlias = NDArray[np.bool_]

MINUTES_A_DAY = 1440
NEVER = 2**40


def epoch_day(text: str) -> int:
    """Return the day number of an ISO date such as ``2026-10-22``."""
    return int(np.datetime64(text, "D").astype(np.int64))


def month_of(days: Ints) -> Ints:
    """Return months since January 1970 of day numbers, same shape."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def month_start(months: Ints) -> Ints:
    """Return the day number of the first day of months since January 1970, same shape."""
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def logistic(score: Floats) -> Floats:
    """Return the probability that belongs to a log odds score, same shape."""
    return np.asarray(1.0 / (1.0 + np.exp(-score)), dtype=np.float64)


def log_odds(share: float) -> float:
    """Return the log odds of a share between 0 and 1."""
    return float(np.log(share / (1.0 - share)))


def sums(group: Ints, values: Floats, groups: int) -> Floats:
    """Return the sum of ``values`` for each group number ``0..groups-1``, to the cent.

    Args:
        group: group number of each value; negative numbers are left out.
        values: one amount each.
        groups: how many groups there are.
    """
    inside = group >= 0
    return np.round(np.bincount(group[inside], values[inside], groups), 2)
