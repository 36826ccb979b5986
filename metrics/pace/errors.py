"""How far off projections were in months that are over: the band, and the proof of the method."""

from dataclasses import dataclass

import numpy as np

from metrics.pace.curves import Values, share_gone
from metrics.pace.projection import COMPARED_AT_LEAST, Months, estimate, project, read

ERRORS_AT_LEAST = 10
"""Past errors without which no band is given."""
BAND = (0.1, 0.9)


def past_errors(months: Months, share: Values) -> Values:
    """What past months brought over what was projected for them at the same share.

    Args:
        months: the last one, under way, is left out.
        share: of the selling days that has passed, shape (stores,).

    Returns:
        Actual / projected of every store and month that had business and a curve, in no order.
    """
    reading = read(months, share)
    found: list[Values] = []
    for index in range(COMPARED_AT_LEAST, len(months.firsts) - 1):
        made = estimate(reading, index, reading.done[index])
        fit = (made.compared > 0) & (made.end > 0) & reading.comparable[index]
        found.append(reading.total[index][fit] / made.end[fit])
    return np.concatenate(found) if found else np.zeros(0)


def past_errors_together(months: Months, share: Values) -> Values:
    """The same for all stores as one: what they brought over what was projected for each, added up.

    Chance evens out between stores, so that a group has a narrower band than any of them.
    """
    reading = read(months, share)
    found: list[float] = []
    for index in range(COMPARED_AT_LEAST, len(months.firsts) - 1):
        made = estimate(reading, index, reading.done[index])
        fit = (made.compared > 0) & (made.end > 0) & reading.comparable[index]
        if fit.any():
            found.append(float(reading.total[index][fit].sum() / made.end[fit].sum()))
    return np.array(found)


def band(end: float, to_date: float, errors: Values) -> tuple[float, float] | None:
    """Between which ends eight of ten months like this one lay; None with too few past errors.

    Args:
        end: projected.
        to_date: what is in; the low end is no lower, unless the projection itself is.
        errors: actual / projected, pooled over comparable stores.
    """
    if errors.size < ERRORS_AT_LEAST:
        return None
    low, high = (float(edge) for edge in np.quantile(errors, BAND))
    floor = min(to_date, end)
    return max(end * low, floor), max(end * high, floor)


@dataclass(frozen=True, slots=True)
class Backtest:
    """Projections of past months beside straight lines.

    Attributes:
        cases: store-months.
        own: mean absolute error of the projection.
        straight: mean absolute error of the straight line over selling days.
    """

    cases: int
    own: float
    straight: float

    @property
    def ratio(self) -> float:
        """Error of the projection over that of the straight line; NaN without cases."""
        return self.own / self.straight if self.straight else float("nan")


def backtest(months: Months, day: int) -> Backtest:
    """Project every past month from its first days, as was possible then.

    Args:
        months: the last one, under way, is left out.
        day: of the month up to which it is seen.
    """
    own: list[Values] = []
    straight: list[Values] = []
    for index in range(COMPARED_AT_LEAST, len(months.firsts) - 1):
        upto = slice(index + 1)
        seen = Months(months.firsts[upto], months.values[upto], months.selling[upto], day)
        actual = seen.values[-1].sum(axis=1)
        made = project(seen)
        fit = (made.compared > 0) & (actual > 0)
        line = made.to_date / share_gone(seen.selling[-1], day)
        own.append(np.abs(made.end - actual)[fit])
        straight.append(np.abs(line - actual)[fit])
    errors = np.concatenate(own) if own else np.zeros(0)
    lines = np.concatenate(straight) if straight else np.zeros(0)
    if not errors.size:
        return Backtest(0, float("nan"), float("nan"))
    return Backtest(int(errors.size), float(errors.mean()), float(lines.mean()))


def pooled(tests: tuple[Backtest, ...]) -> Backtest:
    """Several back tests of one measure as one."""
    cases = sum(test.cases for test in tests)
    if not cases:
        return Backtest(0, float("nan"), float("nan"))
    known = [test for test in tests if test.cases]
    return Backtest(
        cases,
        sum(test.own * test.cases for test in known) / cases,
        sum(test.straight * test.cases for test in known) / cases,
    )
