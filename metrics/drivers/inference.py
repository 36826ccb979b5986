"""How sure an estimate is: errors, p-values and intervals of the kind that the data allow.

``classical`` without clusters, ``cluster`` (CRV1, t of the clusters less one) from 30 clusters on,
``wild_cluster_bootstrap`` below, where the t distribution rejects too often (Cameron, Gelbach and
Miller 2008), and where few of many clusters carry a driver, which is the same thing (Carter,
Schnepel and Steigerwald 2017): the t intervals of a driver that moves in 8 of 30 stores hold the
truth nine times in ten, not nineteen in twenty.

With few clusters neither of the two holds its size by itself: t rejects too often where few stores
carry a driver, Webb's weights do so a little where all carry it alike (about one test in sixteen
instead of twenty with 8 stores; ``docs/driver-study.md``). So the bootstrap's interval is never
shorter than that of t, and its p-value never smaller.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from metrics.drivers.estimation import Covariance, Fit, classical, clustered, scores
from metrics.drivers.few_clusters import FEW_CLUSTERS
from metrics.drivers.panel import Floats, Panel
from metrics.drivers.wild_bootstrap import DRAWS, Tested, bootstrap

CLASSICAL = "classical"
CLUSTER = "cluster"
WILD_CLUSTER_BOOTSTRAP = "wild_cluster_bootstrap"
FEW_CARRYING = 20.0
"""Where fewer clusters carry a driver, as an effective number, the bootstrap takes over too."""
# Rows times clusters up to which the bootstrap of many clusters is quick enough.
_LARGEST = 8_000_000


@dataclass(frozen=True, eq=False, slots=True)
class Inference:
    """How sure the coefficients of a fit are.

    Attributes:
        kind: ``classical``, ``cluster`` or ``wild_cluster_bootstrap``.
        estimates: shape (k,).
        covariance: of the estimates.
        tested: of the bootstrap; None where there is none.
    """

    kind: str
    estimates: Floats
    covariance: Covariance
    tested: Tested | None = None

    def p_values(self) -> Floats:
        """Shape (k,), two-sided, of no effect."""
        if self.tested is not None:
            return np.maximum(self.tested.p_values(), self._p_values_of_t())
        return self._p_values_of_t()

    def _p_values_of_t(self) -> Floats:
        errors = self.covariance.errors
        # An estimate without error is surely what it is: no effect if it is nought.
        exact = np.where(self.estimates == 0, 0.0, np.inf)
        t = np.divide(np.abs(self.estimates), errors, out=exact, where=errors > 0)
        return np.asarray(2 * stats.t.sf(t, self.covariance.freedom), dtype=np.float64)

    def interval(self, level: float = 0.05) -> tuple[Floats, Floats]:
        """Lower and upper ends, shape (k,) each, of intervals of one less the level."""
        reach = stats.t.isf(level / 2, self.covariance.freedom) * self.covariance.errors
        low, high = self.estimates - reach, self.estimates + reach
        if self.tested is None:
            return low, high
        lower, higher = self.tested.interval(level)
        return np.minimum(low, lower), np.maximum(high, higher)


def infer(
    fitted: Fit,
    panel: Panel,
    is_clustered: bool,
    rng: np.random.Generator | None,
    draws: int = DRAWS,
) -> Inference:
    """Say how sure a fit is.

    Args:
        fitted: the fit.
        panel: which rows are of one cluster.
        is_clustered: whether errors go together within clusters.
        rng: of the bootstrap; None for the t distribution however few clusters there are, which
            answers at once.
        draws: of the bootstrap.

    Raises:
        RefusedError: there is one cluster only, or one alone carries a column.
    """
    if not is_clustered:
        return Inference(CLASSICAL, fitted.weights, classical(fitted))
    covariance = clustered(fitted, panel)
    if rng is None or not _are_few(fitted, panel, covariance.freedom + 1):
        return Inference(CLUSTER, fitted.weights, covariance)
    tested = bootstrap(fitted, panel, covariance, rng, draws)
    return Inference(WILD_CLUSTER_BOOTSTRAP, fitted.weights, covariance, tested)


def _are_few(fitted: Fit, panel: Panel, clusters: int) -> bool:
    """Whether clusters are few, or few of them carry one of the drivers."""
    if clusters < FEW_CLUSTERS:
        return True
    if panel.n * clusters > _LARGEST:
        return False
    owns = fitted.columns @ fitted.gram_inverse
    chosen = [fitted.names.index(name) for name in panel.drivers]
    squares = scores(owns[:, chosen] ** 2, panel)
    carrying = squares.sum(axis=0) ** 2 / (squares**2).sum(axis=0)
    return bool(carrying.min(initial=np.inf) < FEW_CARRYING)
