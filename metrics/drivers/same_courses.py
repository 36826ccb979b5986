"""Drivers that are the same for whole groups of stores, as a figure of a city or a region is.

Errors of such a driver go together within the group, and have to be clustered there: by store they
come out too small (Moulton 1990).
"""

from collections import Counter

import numpy as np

from metrics.drivers.panel import Panel

# Stores that share a course with another one, from this part of all on.
_SHARED_FROM = 0.5


def same_courses(panel: Panel) -> dict[str, int]:
    """Number of different courses over time, of drivers that most stores share with others.

    A course is every value of a store; one that never moves is not counted, since a store without
    a campaign has no region's figure. A store with months missing has a course of its own.
    """
    found = {}
    months = len(panel.period_names)
    order = np.lexsort((panel.periods, panel.entities))
    starts = np.searchsorted(panel.entities[order], np.arange(len(panel.entity_names)))
    for place, name in enumerate(panel.drivers):
        values = panel.values[order, place]
        courses = Counter(
            (part.tobytes(), when.tobytes())
            for part, when in zip(
                np.split(values, starts[1:]),
                np.split(panel.periods[order], starts[1:]),
                strict=True,
            )
            if len(part) > 1 and np.ptp(part) > 0
        )
        sharing = sum(count for count in courses.values() if count > 1)
        if months > 1 and sharing > _SHARED_FROM * len(panel.entity_names):
            found[name] = len(courses)
    return found
