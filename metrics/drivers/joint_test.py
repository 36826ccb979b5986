"""Drivers that move together, tested as one: whether the group goes with the target at all."""

from collections.abc import Sequence

import numpy as np
from scipy import stats

from metrics.drivers.inference import Inference
from metrics.drivers.modelling import Model

_LEVEL = 0.05


def groups_that_count(
    fitted: Model, inference: Inference, groups: Sequence[Sequence[str]]
) -> tuple[tuple[str, ...], ...]:
    """Groups of collinear drivers that may be ordered as one.

    Only groups are meant that are held back for nothing but their going together.

    Args:
        fitted: the model.
        inference: of its coefficients.
        groups: of drivers that move together.
    """
    return tuple(
        tuple(group)
        for group in groups
        if all(name in fitted.stays for name in group)
        and joint_p_value(fitted, inference, group) <= _LEVEL
    )


def joint_p_value(fitted: Model, inference: Inference, group: Sequence[str]) -> float:
    """P-value of no effect of any of them, by the F test of Wald with the errors of the fit.

    The denominator has the degrees of freedom of the t of one coefficient: clusters less one. One
    is returned where the group has more drivers than these errors can test.
    """
    places = [fitted.fitted.names.index(name) for name in group]
    freedom = inference.covariance.freedom
    if len(places) >= freedom:
        return 1.0
    weights = fitted.fitted.weights[places]
    spread = inference.covariance.matrix[np.ix_(places, places)]
    f = float(weights @ np.linalg.pinv(spread, hermitian=True) @ weights) / len(places)
    return float(stats.f.sf(f, len(places), freedom))
