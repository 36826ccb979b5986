"""What clustered errors need where clusters are few: their factor, their weights, their limit.

Fits and tests of added columns share these, so that both count parameters alike and turn to the
bootstrap at the same number of clusters. No test is made here.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from metrics.drivers.panel import Floats, Panel
from metrics.drivers.within import ENTITY, TIME, absorbed, nested_in_clusters

Flags = npt.NDArray[np.bool_]

FEW_CLUSTERS = 30
"""Below so many the bootstrap takes over from the t distribution."""
WEBB = np.array([-np.sqrt(1.5), -1.0, -np.sqrt(0.5), np.sqrt(0.5), 1.0, np.sqrt(1.5)])
"""Values of a weight, equally likely (Webb 2023): mean 0, variance 1."""


def webb(rng: np.random.Generator, draws: int, clusters: int) -> Floats:
    """Webb's weights, shape (draws, clusters)."""
    return rng.choice(WEBB, size=(draws, clusters))


def crv1(clusters: int, rows: int, parameters: int) -> float:
    """The factor of a clustered variance: G/(G-1) x (N-1)/(N-K), as Stata has it.

    Args:
        clusters: G, two at least.
        rows: N, more than the parameters.
        parameters: K, with those of ``parameters_of_effects``.
    """
    return clusters / (clusters - 1) * (rows - 1) / (rows - parameters)


def parameters_of_effects(panel: Panel, effects: Sequence[str]) -> int:
    """Parameters of the effects that cost degrees of freedom beside clustered errors.

    Effects of groups that lie within clusters count as one intercept, as in ``xtreg, fe`` (Cameron
    and Miller 2015).

    Args:
        panel: says which store, month and cluster a row is of.
        effects: of ``entity`` and ``time``; without any, the intercept.
    """
    codes = {ENTITY: panel.entities, TIME: panel.periods}
    nested = [effect for effect in effects if nested_in_clusters(codes[effect], panel.clusters)]
    if not nested:
        return absorbed(panel, effects)
    return 1 + absorbed(panel, effects) - absorbed(panel, nested)


def rests_on_one(clustered: Floats, classical: Floats) -> Flags:
    """Coefficients whose error is rounding, since the scores of every cluster cancel, shape (k,).

    They do where one cluster alone carries a column: the fit makes its score nought, and nobody
    else has one. The t of such a coefficient is absurdly large.

    Args:
        clustered: shape (k,), errors by clusters.
        classical: shape (k,), errors of the same coefficients without clusters; nought where
            nothing is left of the outcome, of which nothing is said here.
    """
    found: Flags = (classical > 0) & (clustered <= _ROUNDING * classical)
    return found


_ROUNDING = 1e-8
