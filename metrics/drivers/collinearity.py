"""Which drivers move together so closely that their effects cannot be told apart.

Belsley, Kuh and Welsch (1980): condition indices and variance proportions of the columns scaled to
unit length, here after effects, where no constant is left to be collinear with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from metrics.drivers.panel import Floats, Panel
from metrics.drivers.within import swept

VIF_AT_MOST = 5.0
CONDITION_AT_MOST = 30.0
# A column is involved in a near dependency that causes more than this part of its variance.
_PROPORTION = 0.5


@dataclass(frozen=True, slots=True)
class Collinearity:
    """How much drivers go together after effects.

    Attributes:
        vif: variance inflation of each driver, given all other drivers and the controls.
        condition_index: the largest, of drivers and controls.
        groups: drivers to be offered as one, each group in the order of the panel.
        with_controls: controls that a driver with a large VIF goes with.
    """

    vif: Mapping[str, float]
    condition_index: float
    groups: tuple[tuple[str, ...], ...]
    with_controls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def examine(panel: Panel, effects: Sequence[str], vif_at_most: float = VIF_AT_MOST) -> Collinearity:
    """Variance inflation, condition index and groups of a panel's drivers.

    A driver is grouped whose VIF is above the limit, or of whose variance more than half comes
    from a dimension with a condition index above 30: with those that share the dimension which
    inflates it most, or else with the driver that it correlates with most.

    Args:
        panel: with at least one driver; columns without variation after effects are refused
            elsewhere and have an infinite VIF here.
        effects: of ``entity`` and ``time``.
        vif_at_most: limit.
    """
    names = (*panel.drivers, *panel.controls)
    columns = swept(np.column_stack([panel.values, panel.held]), panel, effects)
    lengths = np.sqrt((columns**2).sum(axis=0))
    scaled = columns / np.where(lengths > 0, lengths, 1.0)
    _, sizes, directions = np.linalg.svd(np.linalg.qr(scaled, mode="r"), full_matrices=False)
    smallest = np.finfo(float).eps * max(float(sizes[0]), 1.0)
    sizes = np.maximum(sizes, smallest)
    parts = (directions / sizes[:, None]) ** 2
    inflation = parts.sum(axis=0)
    inflation = np.where(lengths > 0, inflation, np.inf)
    drivers = len(panel.drivers)
    links = _links(parts / parts.sum(axis=0), sizes, inflation, vif_at_most)
    correlation = np.abs(scaled.T @ scaled)
    for place in np.flatnonzero(inflation[:drivers] > vif_at_most):
        if not links[place].any():
            correlation[place, place] = 0.0
            links[place, int(correlation[place].argmax())] = True
    return Collinearity(
        {name: float(inflation[place]) for place, name in enumerate(panel.drivers)},
        float(sizes[0] / sizes[-1]),
        _groups(panel.drivers, (links | links.T)[:drivers, :drivers]),
        {
            name: tuple(names[at] for at in range(drivers, len(names)) if links[place, at])
            for place, name in enumerate(panel.drivers)
            if links[place, drivers:].any()
        },
    )


def _links(
    proportions: Floats, sizes: Floats, inflation: Floats, vif_at_most: float
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Which columns go together, shape (columns, columns); proportions: (dimensions, columns)."""
    count = len(inflation)
    links = np.zeros((count, count), dtype=bool)
    involved = proportions > _PROPORTION
    near = sizes[0] / sizes > CONDITION_AT_MOST
    for place in range(count):
        dimension = int(proportions[:, place].argmax())
        if inflation[place] > vif_at_most or (near[dimension] and involved[dimension, place]):
            links[place] |= involved[dimension]
    np.fill_diagonal(links, False)
    return links


def _groups(
    names: Sequence[str], links: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
) -> tuple[tuple[str, ...], ...]:
    """Connected parts with more than one member."""
    from scipy.sparse.csgraph import connected_components

    _, labels = connected_components(links, directed=False)
    members: dict[int, list[str]] = {}
    for name, label in zip(names, labels.tolist(), strict=True):
        members.setdefault(label, []).append(name)
    return tuple(tuple(group) for group in members.values() if len(group) > 1)
