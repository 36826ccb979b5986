"""Drivers at their lags: over months of the calendar, so that a gap stays a gap."""

import numpy as np

from metrics.drivers.hypotheses.hypothesis import Lag
from metrics.drivers.panel import Floats

MONTHS_OF_A_QUARTER = 3


def lagged(values: Floats, lag: Lag) -> Floats:
    """The mean of what the months of a lag held; unknown where one of them is.

    Args:
        values: shape (stores, periods), every period there is.
        lag: in periods.

    Returns:
        Shape (stores, periods): of each period what lies before it.
    """
    pieces = [_back(values, back) for back in range(lag.first, lag.last + 1)]
    return np.asarray(np.mean(pieces, axis=0))


def ahead(values: Floats) -> Floats:
    """Of each period what the next one holds; unknown for the last. Shape (stores, periods)."""
    found = np.full_like(values, np.nan)
    found[:, :-1] = values[:, 1:]
    return found


def logarithm(values: Floats) -> Floats:
    """The natural logarithm; what is not above zero has none and is unknown."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.log(values)
    found[~np.isfinite(found)] = np.nan
    return found


def in_quarters(lag: Lag) -> Lag:
    """The one quarter back that lies nearest to the middle of a lag in months.

    What is declared to come months before stays before: in the same quarter, a driver that divides
    by the target's own volume, or follows it, would be found with it.
    """
    middle = (lag.first + lag.last) / 2
    quarter = max(min(lag.first, 1), round(middle / MONTHS_OF_A_QUARTER))
    return Lag(quarter, quarter)


def _back(values: Floats, periods: int) -> Floats:
    found = np.full_like(values, np.nan)
    found[:, periods:] = values[:, : values.shape[1] - periods]
    return found
