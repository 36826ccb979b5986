"""Drivers that are the same for whole groups of stores, as a figure of a city or a region is.

Errors of such a driver go together within the group, and have to be clustered there: by store they
come out too small (Moulton 1990). A course is every value of a store over time.
"""

import numpy as np

from metrics.drivers.panel import Codes, Floats, Panel

# Stores that share a course with another one, from this part of all on; with so many courses for
# each store they cannot.
_SHARED_FROM, _COURSES_AT_MOST = 0.5, 0.75
# Months in which two stores have to agree for a course to be one.
_MONTHS = 2
ALONE = -1
"""In place of a course, of a store that never moves: without a campaign it has no region's."""


def same_courses(panel: Panel) -> dict[str, Codes]:
    """Which course each store takes, of drivers that most stores share with others.

    A store with months missing goes with the first course that has all of its months.

    Returns:
        By driver the number of each store's course, shape (stores,), or ``ALONE``.
    """
    found = {}
    for name in panel.drivers:
        courses = _courses(by_store(panel, name))
        if courses is not None:
            found[name] = courses
    return found


def by_store(panel: Panel, name: str) -> Floats:
    """A driver as an array of shape (stores, periods), NaN where there is no row."""
    values = np.full((len(panel.entity_names), len(panel.period_names)), np.nan)
    values[panel.entities, panel.periods] = panel.values[:, panel.drivers.index(name)]
    return values


def is_of_a_place(values: Floats) -> bool:
    """Whether courses can be those of places, and not what persons or things have in common.

    A yes or no takes few courses by chance, and what counts time (age, experience, their squares)
    takes the same one in all that began together.

    Args:
        values: of a driver, shape (stores, periods).
    """
    known = values[~np.isnan(values)]
    bent = np.diff(values, n=_OF_TIME, axis=1)
    counts_time = np.abs(bent[~np.isnan(bent)]) <= _ROUNDING * np.abs(known).max()
    return len(np.unique(known)) > _YES_OR_NO and not bool(counts_time.all())


_YES_OR_NO = 2
# Beyond the square nothing is left of what counts time.
_OF_TIME = 3
_ROUNDING = 1e-9


def _courses(values: Floats) -> Codes | None:
    """The course of each store; None where too few stores share one."""
    known = ~np.isnan(values)
    stores, months = values.shape
    fullest = int(known.sum(axis=0).argmax())
    most = _COURSES_AT_MOST * stores
    if months < _MONTHS or len(np.unique(values[known[:, fullest], fullest])) >= most:
        return None
    low = np.where(known, values, np.inf).min(axis=1)
    high = np.where(known, values, -np.inf).max(axis=1)
    courses = np.full(stores, ALONE, dtype=np.int64)
    leaders: list[int] = []
    for store in np.argsort(-known.sum(axis=1), kind="stable").tolist():
        if high[store] <= low[store]:
            continue
        both = known[leaders] & known[store]
        agree = ((values[leaders] == values[store]) | ~both).all(axis=1)
        alike = np.flatnonzero(agree & (both.sum(axis=1) >= _MONTHS))
        courses[store] = int(alike[0]) if len(alike) else len(leaders)
        if not len(alike):
            leaders.append(store)
        if len(leaders) >= most:
            return None
    moving = courses[courses != ALONE]
    sharing = np.bincount(moving)[moving] > 1
    return courses if sharing.sum() > _SHARED_FROM * stores else None
