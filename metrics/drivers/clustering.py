"""Within which errors of a file's panel may go together, where nobody has said it.

Stores that share a driver are not as many observations of it as they are stores (Moulton 1990).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from metrics.drivers.input_errors import PanelError
from metrics.drivers.panel import Codes, Panel
from metrics.drivers.same_courses import ALONE, by_store, is_of_a_place, same_courses
from metrics.drivers.shared_by import shared_level


@dataclass(frozen=True, eq=False, slots=True)
class Clustered:
    """A panel with its clusters.

    Attributes:
        panel: with them.
        by: what they are, for the reader; None for the stores.
        notes: what was found, in words.
    """

    panel: Panel
    by: str | None
    notes: tuple[str, ...]


def by_places(panel: Panel, places: Mapping[str, Sequence[str]]) -> Clustered:
    """Cluster by the first column of places within which some driver is the same.

    Args:
        panel: of stores.
        places: of every row, by column, the widest places first.

    Raises:
        PanelError: a store lies in two places.
    """
    members = {name: _of_stores(panel, name, labels) for name, labels in places.items()}
    drivers = {name: by_store(panel, name) for name in panel.drivers}
    found = shared_level(members, drivers)
    if found is None:
        told = f"no driver is the same within {' or '.join(places)}: clustered by store"
        return Clustered(panel, None, (told,))
    level, driver = found
    told = f"clustered by {level}: {driver} is the same within it"
    return Clustered(_grouped(panel, members[level]), level, (told,))


def by_courses(panel: Panel, entity: str) -> Clustered:
    """Cluster by groups of stores in which a driver is the same in every month, if there are any.

    Of several such drivers that with the fewest groups counts. Drivers that take few courses
    without being figures of a place are only noted.

    Args:
        panel: of stores.
        entity: column of the stores.
    """
    shared = same_courses(panel)
    counts = {name: int(courses.max()) + 1 for name, courses in shared.items()}
    of_places = [name for name in shared if is_of_a_place(by_store(panel, name))]
    of_places = [name for name in of_places if counts[name] > 1]
    stores = len(panel.entity_names)
    notes = [
        f"{name} takes only {counts[name]} different courses over {stores} stores: if it is a "
        "figure of a city or region, name that column with --cluster, or its error is too small"
        for name in shared
        if name not in of_places
    ]
    if not of_places:
        return Clustered(panel, None, tuple(notes))
    chosen = min(of_places, key=lambda name: counts[name])
    courses = shared[chosen]
    names = [
        store if course == ALONE else f"{chosen} {course + 1}"
        for store, course in zip(panel.entity_names, courses.tolist(), strict=True)
    ]
    told = (
        f"clustered by the {counts[chosen]} groups of stores in which {chosen} is the same in "
        f"every month: errors by store would be too small; --cluster {entity} takes the stores"
    )
    return Clustered(_grouped(panel, names), f"same {chosen}", (told, *notes))


def _of_stores(panel: Panel, name: str, labels: Sequence[str]) -> tuple[str, ...]:
    """The place of each store."""
    found: dict[int, str] = {}
    for store, label in zip(panel.entities.tolist(), labels, strict=True):
        if found.setdefault(store, label) != label:
            raise PanelError(
                f"column {name!r} has {found[store]!r} and {label!r} for "
                f"{panel.entity_names[store]!r}",
                "give every store one place, or name the column with --cluster",
            )
    return tuple(found[store] for store in range(len(panel.entity_names)))


def _grouped(panel: Panel, members: Sequence[str]) -> Panel:
    names, codes = np.unique(np.array(members, dtype=object), return_inverse=True)
    clusters: Codes = codes.astype(np.int64)[panel.entities]
    return replace(panel, clusters=clusters, cluster_names=tuple(str(name) for name in names))
