"""Taking fixed effects out of columns: what is left varies within stores, after month effects.

By the Frisch-Waugh-Lovell theorem a regression of swept columns on swept columns has the
coefficients and the residuals of the one with a dummy for every store and every month; no dummy
is ever built here.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pyhdfe
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from metrics.drivers.panel import Codes, Floats, Panel

ENTITY = "entity"
TIME = "time"
EFFECTS = (ENTITY, TIME)

# Columns at a time: the two-way algorithm holds several sparse copies of them.
_BATCH = 64
# The first sweep leaves rounding of the size of the columns' means, the second of what varies.
_SWEEPS = 2


def swept(columns: Floats, panel: Panel, effects: Sequence[str]) -> Floats:
    """The columns without their fixed effects: residuals of a regression on effects alone.

    One way, and two ways where every store has every month: means are taken out. Otherwise by the
    exact algorithm of Somaini and Wolak (2016) in pyhdfe, one connected part of the panel at a time
    (stores that share no month, not even over other stores, are apart), because alternating
    projections stop by an absolute tolerance, which means nothing for columns in CNY beside
    columns in shares.

    Args:
        columns: shape (n, m), rows as those of ``panel``; not changed.
        panel: says which store and which month a row is of.
        effects: of ``entity`` and ``time``; without any, the mean of each column is taken out, as
            an intercept does.

    Returns:
        Shape (n, m).
    """
    if columns.shape[1] == 0 or not len(columns):
        return columns.copy()
    left = columns
    for _ in range(_SWEEPS):
        left = _swept_once(left, panel, effects)
    return left


def absorbed(panel: Panel, effects: Sequence[str]) -> int:
    """How many parameters the effects take up, an intercept included.

    Two ways it is stores plus months less the number of connected parts (Abowd, Creecy and
    Kramarz 2002).
    """
    if not effects:
        return 1
    if len(effects) == 1:
        return _count(_codes(panel, effects[0]))
    stores, months = _count(panel.entities), _count(panel.periods)
    if panel.n == stores * months:
        return stores + months - 1
    return stores + months - int(_parts(panel).max(initial=-1) + 1)


def without_means(columns: Floats, groups: Codes) -> Floats:
    """Columns less their mean in each group, which is all that one effect takes.

    Args:
        columns: shape (n, m), m at least 1.
        groups: shape (n,), numbers of the groups; gaps do no harm.
    """
    counts = np.maximum(np.bincount(groups), 1)
    sums = np.stack([np.bincount(groups, column) for column in columns.T], axis=-1)
    left: Floats = columns - (sums / counts[:, None])[groups]
    return left


def nested_in_clusters(codes: Codes, clusters: Codes) -> bool:
    """Whether every group lies in one cluster, so that its effect costs no degree of freedom."""
    one_of_each = np.zeros(int(codes.max(initial=0)) + 1, dtype=np.int64)
    one_of_each[codes] = clusters
    return bool((one_of_each[codes] == clusters).all())


def _swept_once(columns: Floats, panel: Panel, effects: Sequence[str]) -> Floats:
    if not effects:
        centred: Floats = columns - columns.mean(axis=0)
        return centred
    if len(effects) == 1:
        return without_means(columns, _codes(panel, effects[0]))
    if len(columns) == _count(panel.entities) * _count(panel.periods):
        # Every store has every month: one after the other is exact.
        return without_means(without_means(columns, panel.entities), panel.periods)
    parts = _parts(panel)
    if not parts.any():
        return _swept_both_ways(columns, panel.entities, panel.periods)
    left = np.empty_like(columns)
    for rows in _rows_of(parts):
        left[rows] = _swept_both_ways(columns[rows], panel.entities[rows], panel.periods[rows])
    return left


def _swept_both_ways(columns: Floats, entities: Codes, periods: Codes) -> Floats:
    """Both effects out of rows that hang together."""
    if len(columns) == _count(entities) * _count(periods):
        # Every store has every month: one after the other is exact.
        return without_means(without_means(columns, entities), periods)
    sweeper = pyhdfe.create(
        np.column_stack([entities, periods]),
        residualize_method="sw",
        drop_singletons=False,
        compute_degrees=False,
    )
    batches = [columns[:, first : first + _BATCH] for first in range(0, columns.shape[1], _BATCH)]
    return np.hstack([sweeper.residualize(batch) for batch in batches])


def _count(codes: Codes) -> int:
    """How many groups there are."""
    return int(np.count_nonzero(np.bincount(codes)))


def _codes(panel: Panel, effect: str) -> Codes:
    return panel.entities if effect == ENTITY else panel.periods


def _parts(panel: Panel) -> Codes:
    """Shape (n,): number of the connected part of stores and months that a row lies in."""
    stores, months = len(panel.entity_names), len(panel.period_names)
    edges = (panel.entities, stores + panel.periods)
    graph = coo_array((np.ones(panel.n), edges), (stores + months, stores + months))
    _, labels = connected_components(graph, directed=False)
    numbered = np.unique(labels[panel.entities], return_inverse=True)[1]
    return np.asarray(numbered, dtype=np.int64)


def _rows_of(parts: Codes) -> Iterator[Codes]:
    for part in range(int(parts.max()) + 1):
        yield np.flatnonzero(parts == part)
