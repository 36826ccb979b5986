"""Known changes in how a KPI was measured: a survey redesigned, comebacks recorded at last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from metrics.drivers.panel import Floats


@dataclass(frozen=True, slots=True)
class MeasurementChange:
    """From a month on, a KPI counts something else than before.

    Attributes:
        kpi: its id.
        since: first day of the first month that is counted the new way.
        stores: codes of the stores that changed; empty for all.
        note: what changed, as somebody wrote it down.
    """

    kpi: str
    since: date
    stores: tuple[str, ...] = ()
    note: str = ""


def breaks_of(
    changes: Sequence[MeasurementChange], kpi: str, starts: Sequence[date], first: int = 0
) -> tuple[int, ...]:
    """Where the first period after each change of a KPI lies, of changes inside the periods.

    Args:
        changes: declared.
        kpi: id.
        starts: first days of the periods, in order.
        first: position of the period from which on positions are counted; those before it are
            below zero, since at a lag their figures may stand beside later ones.
    """
    days = {change.since for change in changes if change.kpi == kpi}
    places = {_place(starts, day) for day in days} - {0, len(starts)}
    return tuple(sorted(place - first for place in places))


def steps_of(
    changes: Sequence[MeasurementChange], kpi: str, stores: Sequence[str], starts: Sequence[date]
) -> dict[str, Floats]:
    """A step for every change of a KPI that some stores made and others did not.

    Where all stores change in the same month, month effects take the step with them; stores that
    change in the same period make one step, however many lines tell of it.

    Returns:
        Name of the step to 0 before and 1 after, shape (stores, periods).
    """
    together: dict[int, list[MeasurementChange]] = {}
    for change in changes:
        if change.kpi == kpi:
            together.setdefault(_place(starts, change.since), []).append(change)
    found: dict[str, Floats] = {}
    for place, made in together.items():
        changed = np.array([any(_made_by(change, code) for change in made) for code in stores])
        if place in (0, len(starts)) or not changed.any() or changed.all():
            continue
        step = np.zeros((len(stores), len(starts)))
        step[changed, place:] = 1.0
        found[f"{kpi}@{min(change.since for change in made):%Y-%m}"] = step
    return found


def _made_by(change: MeasurementChange, code: str) -> bool:
    return not change.stores or code in change.stores


def _place(starts: Sequence[date], day: date) -> int:
    """Position of the first period that begins on a day or later; their number if none does."""
    return next((place for place, start in enumerate(starts) if start >= day), len(starts))
