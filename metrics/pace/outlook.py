"""A month under way against its target: how far, where it ends, how many days behind."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metrics.model.period import last_of_month
from metrics.pace.curves import Values
from metrics.pace.errors import band
from metrics.pace.projection import Months, estimate, project, read

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


@dataclass(frozen=True, slots=True)
class Ahead:
    """The month under way of a figure.

    Attributes:
        outlook: where it ends.
        gap: what is missing to the target; None without one.
        path: what is due at the end of each day of the month, by the usual curve to the target;
            empty without one.
    """

    outlook: Outlook
    gap: Gap | None
    path: tuple[float, ...]


def look_ahead(months: Months, errors: Values) -> Outlook:
    """The outlook of some stores together; each is projected by its own curve.

    Args:
        months: of the stores, shape (months, stores, 31).
        errors: actual / projected at the same share of past months.
    """
    made = project(months)
    to_date, share = float(made.to_date.sum()), float(made.share.mean())
    end = float(made.end.sum())
    compared = int(made.compared.min())
    selling = float(months.selling[-1].sum(axis=1).mean())
    known = math.isfinite(end)
    over = known and share >= 1.0
    edges = band(end, to_date, errors) if known and not over and compared else None
    low, high = edges or ((to_date, to_date) if over else (None, None))
    return Outlook(
        to_date,
        end if known else None,
        low,
        high,
        compared,
        share if math.isfinite(share) else None,
        selling,
        selling - float(months.selling[-1][:, : months.days].sum(axis=1).mean()),
    )


def gap_to(months: Months, targets: Sequence[float]) -> Gap | None:
    """What is missing to the targets of the whole month; None where no calendar is known.

    Args:
        months: of some stores, shape (months, stores, 31).
        targets: of the month, store by store.
    """
    now = project(months)
    if not bool(np.isfinite(now.share).all()):
        return None
    share, to_date, target = float(now.share.mean()), float(now.to_date.sum()), float(sum(targets))
    left = float(months.selling[-1].sum(axis=1).mean()) * (1.0 - share)
    missing = max(target - to_date, 0.0)
    # What loses money does not reach a loss that was planned.
    per_day = missing / left if left > _LEAST_GAP and target > 0 else None
    due = float((np.array(targets) * now.curve).sum())
    return Gap(due, _days_behind(together(months), share, to_date, target), per_day)


def due_by_day(months: Months, target: float) -> tuple[float, ...]:
    """What is due at the end of each day of the month, by the usual curve of the stores together.

    Args:
        months: of some stores, shape (months, stores, 31).
        target: of the month, of all of them.
    """
    one = together(months)
    length = last_of_month(one.firsts[-1]).day
    gone = np.cumsum(one.selling[-1, 0, :length])
    if not gone[-1]:
        return ()
    return tuple((target * curve_over(one, gone / gone[-1])).tolist())


def together(months: Months) -> Months:
    """Some stores as one: what they brought added up, a usual selling day of theirs."""
    return Months(
        months.firsts,
        months.values.sum(axis=1, keepdims=True),
        months.selling.mean(axis=1, keepdims=True),
        months.days,
    )


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


def _days_behind(months: Months, share: float, to_date: float, target: float) -> float | None:
    """Selling days between today and the day on which the curve to the target stood here."""
    if target <= 0:
        return None
    selling = float(months.selling[-1].sum())
    points = np.linspace(0.0, 1.0, round(selling) + 1)
    curve = curve_over(months, points)
    reached = float(np.clip(to_date / target, 0.0, 1.0))
    stood = float(np.interp(reached, curve, points))
    return (share - stood) * selling
