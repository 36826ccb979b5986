"""Months of made-up stores, drawn as rates by day."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from metrics.model.period import add_months, last_of_month
from metrics.pace.curves import Values
from metrics.pace.projection import Months


def months_of(first: date, daily: Sequence[Sequence[float]], days: int, stores: int = 1) -> Months:
    """Months from ``first``, each with the values of its days; every day is a selling day.

    Days after ``days`` of the last month hold nothing, as in data.
    """
    firsts = tuple(add_months(first, n) for n in range(len(daily)))
    values = np.zeros((len(daily), stores, 31))
    selling = np.zeros((len(daily), stores, 31))
    for place, (start, given) in enumerate(zip(firsts, daily, strict=True)):
        length = last_of_month(start).day
        values[place, :, : min(len(given), length)] = np.array(given)[:length]
        selling[place, :, :length] = 1.0
    values[-1, :, days:] = 0.0
    return Months(firsts, values, selling, days)


def flat(total: float, length: int = 30) -> list[float]:
    """The same on every day."""
    return [total / length] * length


def late(total: float, length: int = 30) -> list[float]:
    """Nothing in the first half, everything in the second."""
    return [0.0] * (length // 2) + [total / (length - length // 2)] * (length - length // 2)


def row(values: Sequence[float]) -> Values:
    """One row of values."""
    return np.array([values], dtype=float)
