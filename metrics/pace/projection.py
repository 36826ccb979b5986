"""The end of a month from its beginning, by the store's own curve.

Of the months before, the last three comparable ones are taken: those with any business and not
distorted by Spring Festival, whose holiday wanders between January and February. They give the size
of a usual month, U, and the share of a month that is usually in by now, F, in which the straight
line counts as one month more, so that three months of chance do not pass for a habit. What is in so
far, C, then speaks in two ways: by itself, C / F, which is unstable while F is small, and through
the usual month, C + (1 - F) U, which is blind to what is new. The projection gives each its
credibility F: C + (1 - F) (C + (1 - F) U), the claims reserve of Benktander (1976; see Mack, ASTIN
Bulletin 30, 2000). With fewer than two comparable months, and in a month of Spring Festival, it is
the straight line over selling days, C / share gone.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from metrics.model.period import last_of_month
from metrics.pace.curves import Values, share_gone, value_at
from warehouse.spring_festivals import spring_festival

Bools = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.intp]

COMPARED = 3
"""Months whose curves are taken."""
COMPARED_AT_LEAST = 2
LOOKS_BACK = 8
"""Months among which they are sought."""
STRAIGHT_MONTHS = 1.0
"""For how many months the straight line counts beside them."""
MULTIPLE = 2.0
"""A month never ends beyond so many usual months, or so many times what is in if that is more."""

_FESTIVAL_REACH = timedelta(days=7)
_FESTIVAL_DAYS = 5


@dataclass(frozen=True, slots=True)
class Months:
    """Daily values by month, the month to be projected last.

    Attributes:
        firsts: first day of each month, in order.
        values: shape (months, stores, 31); zero on days that a month lacks or has not seen yet.
        selling: 1 on selling days, those still to come included, and 0 on others.
        days: how many days of the last month have passed.
    """

    firsts: tuple[date, ...]
    values: Values
    selling: Values
    days: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Months as they stood when a share of their selling days had passed; (months, stores) each.

    Attributes:
        share: the share, shape (stores,).
        done: what was in by then.
        total: what was in at the end.
        selling: selling days.
        comparable: which had business and no Spring Festival.
        festival: which months had one, shape (months,).
    """

    share: Values
    done: Values
    total: Values
    selling: Values
    comparable: Bools
    festival: Bools


@dataclass(frozen=True, slots=True)
class Projection:
    """The end of a month, by store; all arrays (stores,).

    Attributes:
        to_date: what is in.
        share: share of the selling days that has passed; NaN where no calendar is known.
        curve: share of a month that is usually in by now; ``share`` for a straight line.
        usual: a usual month, NaN where none is comparable.
        end: the projected end; NaN where there is no telling.
        compared: months behind the curve; 0 for a straight line.
    """

    to_date: Values
    share: Values
    curve: Values
    usual: Values
    end: Values
    compared: Counts


def is_festival_month(first: date) -> bool:
    """Whether at least five days of a month lie within a week of Spring Festival."""
    festival = spring_festival(first.year)
    if festival is None:
        return False
    start = max(first, festival - _FESTIVAL_REACH)
    end = min(last_of_month(first), festival + _FESTIVAL_REACH)
    return (end - start).days + 1 >= _FESTIVAL_DAYS


def read(months: Months, share: Values) -> Reading:
    """Read all months at a share of their selling days, shape (stores,)."""
    festival = np.array([is_festival_month(first) for first in months.firsts])
    total, selling = months.values.sum(axis=2), months.selling.sum(axis=2)
    count, stores, days = months.values.shape
    done = value_at(
        months.values.reshape(-1, days),
        months.selling.reshape(-1, days),
        np.tile(share, count)[:, np.newaxis],
    ).reshape(count, stores)
    comparable = (total > 0) & (selling > 0) & ~festival[:, np.newaxis]
    return Reading(share, done, total, selling, comparable, festival)


def project(months: Months) -> Projection:
    """Project the last month of each store."""
    share = share_gone(months.selling[-1], months.days)
    to_date = months.values[-1][:, : months.days].sum(axis=1)
    made = estimate(read(months, share), len(months.firsts) - 1, to_date)
    # What only ever grows does not end below what is there.
    grows = (months.values >= 0).all(axis=(0, 2))
    end = np.where(grows, np.maximum(made.end, to_date), made.end)
    return Projection(to_date, share, made.curve, made.usual, end, made.compared)


def estimate(reading: Reading, index: int, to_date: Values) -> Projection:
    """Project one of the months from those before it.

    Args:
        reading: months at the share of the month's selling days that has passed.
        index: of the month.
        to_date: what is in, shape (stores,).
    """
    share = reading.share
    before = slice(max(index - LOOKS_BACK, 0), index)
    usable = reading.comparable[before] & ~reading.festival[index]
    taken = usable & (np.cumsum(usable[::-1], axis=0)[::-1] <= COMPARED)
    count = taken.sum(axis=0)
    done, total, selling = (
        np.where(taken, values[before], 0.0).sum(axis=0)
        for values in (reading.done, reading.total, reading.selling)
    )
    own = count >= COMPARED_AT_LEAST
    usual = np.where(own, _over(total, selling) * reading.selling[index], np.nan)
    seen = (count * _over(done, total) + STRAIGHT_MONTHS * share) / (count + STRAIGHT_MONTHS)
    curve = np.where(own, np.clip(seen, 0.0, 1.0), share)
    rest = 1.0 - curve
    end = np.where(own, to_date + rest * (to_date + rest * usual), _over(to_date, share))
    end = np.where(share >= 1.0, to_date, end)
    end = np.where(own, np.minimum(end, MULTIPLE * np.fmax(usual, to_date)), end)
    return Projection(to_date, share, curve, usual, end, np.where(own, count, 0))


def _over(part: Values, whole: Values) -> Values:
    """A quotient; NaN where there is nothing to divide by."""
    result: Values = np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), np.nan)
    return result
