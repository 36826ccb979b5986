"""Tests and intervals with few clusters: the wild cluster bootstrap with the null imposed.

Cameron, Gelbach and Miller (2008), with the six-point weights of Webb (2023) and restricted
residuals (WCR of MacKinnon and Webb 2018). After Frisch-Waugh-Lovell the restricted residuals are
``y - b0 x`` of the outcome and the driver without effects and other columns; the refit of a draw
is linear in its weights, effects swept again included. So one matrix of clusters x clusters for
``y`` and one for ``x`` hold all there is to know, a draw costs their product with its weights, and
the test of any ``b0`` a quadratic in ``b0`` (Roodman, Nielsen, MacKinnon and Webb 2019). The
interval is where the test does not reject, found by bisection.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np
from scipy import linalg

from metrics.drivers.estimation import Covariance, Fit, scores
from metrics.drivers.few_clusters import webb
from metrics.drivers.panel import Floats, Panel
from metrics.drivers.within import swept

DRAWS = 1999
"""One more is a multiple of twenty, so that the test at 5 % has that size."""


def draws_for(tests: int, rate: float) -> int:
    """As many draws as let a single one of many tests stand out.

    The least p-value is one of all draws, and Benjamini and Yekutieli (2001) multiply the least of
    m by m (1 + 1/2 + ... + 1/m): with twice the draws that this needs it can stay below the rate.

    Args:
        tests: m, of the family.
        rate: of false discoveries, above zero.
    """
    price = tests * sum(1 / rank for rank in range(1, tests + 1))
    needed = 2 * price / rate
    return max(DRAWS, 20 * ceil(needed / 20) - 1)


@dataclass(frozen=True, eq=False, slots=True)
class Tested:
    """What the bootstrap says of the coefficients.

    Attributes:
        estimates: shape (k,).
        errors: shape (k,), clustered.
        drawn: what there is to know of each coefficient.
        draws: number of draws.
    """

    estimates: Floats
    errors: Floats
    drawn: tuple["Drawn", ...]
    draws: int

    def p_values(self) -> Floats:
        """Shape (k,), two-sided, of no effect; never below 1 / (draws + 1)."""
        tests = zip(self.drawn, self.estimates.tolist(), strict=True)
        return np.array([drawn.p_value(-estimate) for drawn, estimate in tests])

    def interval(self, level: float) -> tuple[Floats, Floats]:
        """Ends of the intervals outside of which the test rejects, shape (k,) each.

        Args:
            level: size of the test, 0.05 for intervals of 95 %.
        """
        steps = list(zip(self.drawn, self.errors.tolist(), strict=True))
        low = np.array([_end(drawn, -error, level) for drawn, error in steps])
        high = np.array([_end(drawn, error, level) for drawn, error in steps])
        return self.estimates + low, self.estimates + high


def bootstrap(
    fitted: Fit, panel: Panel, covariance: Covariance, rng: np.random.Generator, draws: int = DRAWS
) -> Tested:
    """Draw once for all tests and intervals of all coefficients.

    Args:
        fitted: the fit.
        panel: which rows are of one cluster.
        covariance: clustered, for where to look for the ends of intervals.
        rng: where chance comes from; all coefficients share the draws.
        draws: number of draws.
    """
    weights = webb(rng, draws, len(panel.cluster_names))
    owns = fitted.columns @ fitted.gram_inverse
    owns = owns / (owns**2).sum(axis=0)
    lefts = _left_of_clusters(fitted, panel, owns)
    drawn = [
        Drawn.of(fitted, panel, own, left, weights) for own, left in zip(owns.T, lefts, strict=True)
    ]
    return Tested(fitted.weights, covariance.errors, tuple(drawn), draws)


# Numbers that are swept at once: enough for all drivers of a network with few clusters.
_AT_ONCE = 4_000_000


def _left_of_clusters(fitted: Fit, panel: Panel, owns: Floats) -> Iterator[Floats]:
    """What effects and columns leave of each driver in one cluster alone.

    Args:
        fitted: the fit.
        panel: which rows are of one cluster.
        owns: shape (n, k), every column without effects and without the other columns.

    Yields:
        For each column, shape (n, clusters).
    """
    rows, count = owns.shape
    clusters = len(panel.cluster_names)
    basis = linalg.qr(fitted.columns, mode="economic")[0]
    together = max(1, _AT_ONCE // (rows * clusters))
    for first in range(0, count, together):
        chosen = owns[:, first : first + together]
        apart = np.zeros((rows, chosen.shape[1], clusters))
        apart[np.arange(rows), :, panel.clusters] = chosen
        left = apart.reshape(rows, -1)
        if fitted.effects:
            left = swept(left, panel, fitted.effects)
        left = left - basis @ (basis.T @ left)
        yield from left.reshape(apart.shape).transpose(1, 0, 2)


@dataclass(frozen=True, eq=False, slots=True)
class Drawn:
    """One coefficient: squared t of the data and of every draw, as functions of the tested value.

    The tested value is given as its distance ``d`` from the estimate. With the unrestricted
    residuals ``e``, the restricted ones are ``e - d x``.

    Attributes:
        along: sum of ``x`` squared.
        observed: sum of the squared scores of the data.
        sums: shape (draws, 2): of the weighted scores, constant and per ``d``.
        squares: shape (draws, 3): of the squared scores of refits, by power of ``d``.
    """

    along: float
    observed: float
    sums: Floats
    squares: Floats

    @classmethod
    def of(cls, fitted: Fit, panel: Panel, own: Floats, left: Floats, weights: Floats) -> "Drawn":
        """Take the draws.

        Args:
            fitted: the fit.
            panel: which rows are of one cluster.
            own: shape (n,), the column without effects and without the other columns.
            left: shape (n, clusters), what these leave of it in one cluster alone.
            weights: shape (draws, clusters).
        """
        both = np.column_stack([fitted.residuals, own])
        # Entry (g, h): what a weight on the residuals of cluster g adds to the score of cluster h.
        of_residuals = scores(left * both[:, :1], panel)
        of_driver = scores(left * both[:, 1:], panel)
        by_cluster = scores(both * own[:, None], panel)
        constant, slope = weights @ of_residuals, -(weights @ of_driver)
        return cls(
            along=float(own @ own),
            observed=float((by_cluster[:, 0] ** 2).sum()),
            sums=weights @ (by_cluster * [1.0, -1.0]),
            squares=np.column_stack(
                [
                    (constant**2).sum(axis=1),
                    2 * (constant * slope).sum(axis=1),
                    (slope**2).sum(axis=1),
                ]
            ),
        )

    def p_value(self, distance: float) -> float:
        """Two-sided, of the value at this distance from the estimate."""
        if self.observed <= 0:
            return 1.0 if distance == 0 else 1 / (len(self.sums) + 1)
        of_data = (self.along * distance) ** 2 / self.observed
        reached = (self.sums[:, 0] + distance * self.sums[:, 1]) ** 2
        spread = self.squares @ np.array([1.0, distance, distance**2])
        # A draw that gives all clusters one weight is the data again: equal, but for rounding.
        beyond = reached >= of_data * (1 - _ROUNDING) * np.maximum(spread, 0.0)
        return float((1 + np.count_nonzero(beyond)) / (len(self.sums) + 1))


_ROUNDING = 1e-9
_DOUBLINGS = 60
_HALVINGS = 40


def _end(drawn: Drawn, step: float, level: float) -> float:
    """Where the test begins to reject, as a distance from the estimate; infinite if it never does.

    Args:
        drawn: of the coefficient.
        step: its standard error, with the sign of the direction; nothing is doubtful where it is
            nought.
        level: size of the test.
    """
    if step == 0:
        return 0.0
    inside, outside = 0.0, 2 * step
    for _ in range(_DOUBLINGS):
        if drawn.p_value(outside) <= level:
            break
        inside, outside = outside, 2 * outside
    else:
        return float(np.copysign(np.inf, step))
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        if drawn.p_value(middle) <= level:
            outside = middle
        else:
            inside = middle
    return inside
