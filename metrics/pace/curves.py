"""Cumulative curves of months over their selling days, read at a share of these days.

A month's clock goes by its selling days; closed days do not move it. Reading two months at the same
share of their selling days maps months of different length on to one another, ends on ends.
"""

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

_EPSILON = 1e-9


def value_at(values: Values, selling: Values, share: Values) -> Values:
    """What had come in when a share of the selling days had passed, straight between days.

    Args:
        values: daily values, shape (rows, days); days that a short month lacks hold zero.
        selling: 1 on selling days, 0 on others; the clock.
        share: 0 to 1, shape (rows, points).

    Returns:
        Cumulative values, shape (rows, points). A row without selling days gives NaN.
    """
    summed, clock = _running(values), _running(selling)
    total = clock[:, -1:]
    target = share * total
    # The last day that is over by then; closed days are over at once.
    place = (clock[:, np.newaxis, 1:] <= target[:, :, np.newaxis] + _EPSILON).sum(axis=2)
    after = np.minimum(place + 1, values.shape[1])
    low, high = np.take_along_axis(summed, place, 1), np.take_along_axis(summed, after, 1)
    from_, to = np.take_along_axis(clock, place, 1), np.take_along_axis(clock, after, 1)
    step = to - from_
    part = np.where(step > _EPSILON, (target - from_) / np.where(step > _EPSILON, step, 1.0), 0.0)
    read: Values = np.where(total > 0, low + (high - low) * np.clip(part, 0.0, 1.0), np.nan)
    return read


def share_gone(selling: Values, days: int) -> Values:
    """The share of a month's selling days that lies in its first days, shape (rows,).

    A row without selling days gives NaN.
    """
    total = selling.sum(axis=1)
    gone = selling[:, :days].sum(axis=1)
    share: Values = np.where(total > 0, gone / np.where(total > 0, total, 1.0), np.nan)
    return share


def _running(values: Values) -> Values:
    """Running sums that start with nothing, shape (rows, days + 1)."""
    summed: Values = np.concatenate(
        [np.zeros((values.shape[0], 1)), np.cumsum(values, axis=1)], axis=1
    )
    return summed
