"""A month under way against its target: how far, where it ends, how many days behind."""

import math
from dataclasses import dataclass

import numpy as np

from metrics.pace.curves import Values
from metrics.pace.errors import band
from metrics.pace.projection import Months, Projection, estimate, project, read

_LEAST_GAP = 1e-9


@dataclass(frozen=True, slots=True)
class Outlook:
    """The month of one store, or of several taken as one, and one measure.

    Attributes:
        to_date: what is in.
        end: projected at the end of the month; None where there is no telling.
        low: end below which one of ten months like it stayed; None without enough past errors.
        high: end above which one of ten went.
        compared: months behind the curve; 0 where the projection is a straight line.
        share: share of the selling days that has passed; None where no calendar is known.
        selling_days: of the month.
        days_left: selling days to come.
    """

    to_date: float
    end: float | None
    low: float | None
    high: float | None
    compared: int
    share: float | None
    selling_days: float
    days_left: float


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing to a target.

    Attributes:
        due: what should be in by now, by the store's own curve.
        days_behind: selling days that the store is behind its curve to the target; negative ahead.
        per_day: needed on each selling day to come; None where none is left.
    """

    due: float
    days_behind: float | None
    per_day: float | None


def look_ahead(months: Months, errors: Values) -> Outlook:
    """The outlook of one row of months.

    Args:
        months: of one store, shape (months, 1, 31).
        errors: actual / projected of comparable stores at the same share of their months.
    """
    made = project(months)
    to_date, share = float(made.to_date[0]), float(made.share[0])
    end = float(made.end[0])
    selling = float(months.selling[-1].sum())
    known = math.isfinite(end)
    over = known and share >= 1.0
    edges = band(end, to_date, errors) if known and not over and made.compared[0] else None
    low, high = edges or ((to_date, to_date) if over else (None, None))
    return Outlook(
        to_date,
        end if known else None,
        low,
        high,
        int(made.compared[0]),
        share if math.isfinite(share) else None,
        selling,
        selling - float(months.selling[-1][:, : months.days].sum()),
    )


def gap_to(months: Months, target: float) -> Gap | None:
    """What is missing to a target of the whole month; None where no calendar is known.

    Args:
        months: of one store, shape (months, 1, 31).
        target: of the month.
    """
    now = project(months)
    share, to_date = float(now.share[0]), float(now.to_date[0])
    if not math.isfinite(share):
        return None
    selling = float(months.selling[-1].sum())
    left = selling * (1.0 - share)
    missing = max(target - to_date, 0.0)
    per_day = missing / left if left > _LEAST_GAP else None
    return Gap(target * float(now.curve[0]), _days_behind(months, now, target), per_day)


def curve_over(months: Months, points: Values) -> Values:
    """Share of the month that is usually in at shares of its selling days; rises throughout.

    Args:
        months: of one store, shape (months, 1, 31).
        points: shares of the selling days, shape (points,).
    """
    tiled = Months(
        months.firsts,
        np.repeat(months.values, points.size, axis=1),
        np.repeat(months.selling, points.size, axis=1),
        months.days,
    )
    nothing = np.zeros(points.size)
    curve = estimate(read(tiled, points), len(months.firsts) - 1, nothing).curve
    rising: Values = np.maximum.accumulate(curve)
    return rising


def _days_behind(months: Months, now: Projection, target: float) -> float | None:
    """Selling days between today and the day on which the curve to the target stood here."""
    if target <= 0:
        return None
    selling = float(months.selling[-1].sum())
    points = np.linspace(0.0, 1.0, round(selling) + 1)
    curve = curve_over(months, points)
    reached = float(np.clip(now.to_date[0] / target, 0.0, 1.0))
    stood = float(np.interp(reached, curve, points))
    return (float(now.share[0]) - stood) * selling
