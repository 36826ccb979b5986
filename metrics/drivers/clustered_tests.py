"""Tests of columns added to a model, one at a time, with errors that go together in clusters.

With many clusters by the clustered t (CRV1), with few by the wild cluster bootstrap with the null
imposed (Cameron, Gelbach and Miller 2008) and Webb's six-point weights (Webb 2023). All columns
share the fit without any of them, so that the bootstrap needs one sweep and then only algebra of
clusters by clusters. Intervals are not made here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metrics.drivers.cross_products import numbered
from metrics.drivers.few_clusters import (
    FEW_CLUSTERS,
    Flags,
    crv1,
    parameters_of_effects,
    rests_on_one,
    webb,
)
from metrics.drivers.panel import Codes, Floats, Panel
from metrics.drivers.within import absorbed, swept

_DRAWS = 999
# A column of which less than this part of the length is left lies in the span of the model.
_NOTHING_LEFT = 1e-7


@dataclass(frozen=True, eq=False, slots=True)
class Added:
    """Columns and residuals after effects and the model, ready to be tested.

    Attributes:
        columns: shape (n, m), each without what the model says of it; zeros if all.
        residuals: shape (n,), of the outcome on effects and the model.
        model: shape (n, k), an orthonormal basis of the model after effects.
        clusters: shape (n,), numbered from zero without gaps.
    """

    columns: Floats
    residuals: Floats
    model: Floats
    clusters: Codes


def added(panel: Panel, effects: Sequence[str], columns: Floats) -> Added:
    """What columns add to the model of a panel's controls and drivers.

    Args:
        panel: the model.
        effects: of ``entity`` and ``time``.
        columns: shape (n, m).
    """
    model = np.column_stack([panel.held, panel.values])
    together = swept(np.column_stack([model, columns, panel.outcome]), panel, effects)
    basis = _basis(together[:, : model.shape[1]])
    rest = together[:, model.shape[1] :]
    left = rest - basis @ (basis.T @ rest)
    before, after = np.linalg.norm(rest, axis=0), np.linalg.norm(left, axis=0)
    left[:, after <= _NOTHING_LEFT * before] = 0.0
    return Added(left[:, :-1], left[:, -1], basis, numbered(panel.clusters))


def p_values(
    tested: Added,
    panel: Panel,
    effects: Sequence[str],
    rng: np.random.Generator,
    draws: int = _DRAWS,
) -> Floats:
    """Two-sided p of each added column, shape (m,); NaN for a column that cannot be tested.

    That is one in the span of the model, one that a single cluster carries, and any where the model
    leaves no row over.

    Args:
        tested: from ``added``.
        panel: the model's.
        effects: of ``entity`` and ``time``.
        rng: that draws weights.
        draws: of the bootstrap.
    """
    from scipy import stats

    count = int(tested.clusters.max()) + 1
    fitted = tested.model.shape[1] + 1
    own = _by_cluster(tested.columns**2, tested.clusters, count)
    scores = _by_cluster(tested.columns * tested.residuals[:, None], tested.clusters, count)
    there = own.sum(axis=0) > 0
    lengths = np.where(there, own.sum(axis=0), 1.0)
    variance = ((scores - own * (scores.sum(axis=0) / lengths)) ** 2).sum(axis=0)
    freedom = panel.n - fitted - absorbed(panel, effects)
    told = there & _is_told(tested, scores.sum(axis=0), lengths, variance, freedom)
    if not told.any():
        return np.full(len(told), np.nan)
    # Without its factor for few clusters, which the bootstrap's own would only cancel.
    t = scores.sum(axis=0) / np.sqrt(np.where(variance > 0, variance, np.inf))
    if count >= FEW_CLUSTERS:
        factor = crv1(count, panel.n, fitted + parameters_of_effects(panel, effects))
        found: Floats = 2 * stats.t.sf(np.abs(t) / np.sqrt(factor), count - 1)
        return np.where(told, found, np.nan)
    reached = _reached(tested, panel, effects)
    weights = webb(rng, draws, count)
    sums = weights @ scores
    drawn = weights[:, :, None] * scores - np.einsum("bh,ghm->bgm", weights, reached)
    drawn -= own * (sums / lengths)[:, None, :]
    spread = (drawn**2).sum(axis=1)
    drawn_t = sums / np.sqrt(np.where(spread > 0, spread, np.inf))
    beyond = (np.abs(drawn_t) >= np.abs(t) * (1 - 1e-12)).sum(axis=0)
    return np.where(told, (1 + beyond) / (1 + draws), np.nan)


def _is_told(tested: Added, sums: Floats, lengths: Floats, variance: Floats, freedom: int) -> Flags:
    """Whether errors of the added columns are more than rounding, shape (m,)."""
    if freedom <= 0:
        return np.zeros(len(lengths), dtype=np.bool_)
    left = np.maximum(tested.residuals @ tested.residuals - sums**2 / lengths, 0.0)
    return ~rests_on_one(np.sqrt(variance) / lengths, np.sqrt(left / freedom / lengths))


def _reached(tested: Added, panel: Panel, effects: Sequence[str]) -> Floats:
    """How much of cluster h's residuals the fit carries into cluster g's score, shape (g, h, m)."""
    count = int(tested.clusters.max()) + 1
    apart = np.zeros((len(tested.residuals), count))
    apart[np.arange(len(apart)), tested.clusters] = tested.residuals
    left = swept(apart, panel, effects)
    left -= tested.model @ (tested.model.T @ left)
    carried = apart - left
    return np.stack(
        [
            _by_cluster(tested.columns * carried[:, [h]], tested.clusters, count)
            for h in range(count)
        ],
        axis=1,
    )


def _by_cluster(columns: Floats, clusters: Codes, count: int) -> Floats:
    return np.stack([np.bincount(clusters, column, count) for column in columns.T], axis=-1)


def _basis(columns: Floats) -> Floats:
    """Orthonormal columns of the same span."""
    lengths = np.linalg.norm(columns, axis=0)
    factor, triangle = np.linalg.qr(columns / np.where(lengths > 0, lengths, 1.0))
    vectors, sizes, _ = np.linalg.svd(triangle)
    kept: Floats = factor @ vectors[:, sizes > 1e-10 * max(float(sizes.max(initial=0.0)), 1e-300)]
    return kept
