"""Drivers that move together, tested as one: whether the group goes with the target at all.

The p value of a group is its own: it is not adjusted for the family over which single drivers are
(``gates.false_discovery``). It lets a group into the order of importance and no more: the direction
of its members is never said.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy import stats

from metrics.drivers.inference import Inference
from metrics.drivers.modelling import Model
from metrics.drivers.result import Reason, Refusal

_LEVEL = 0.05
# Of a member that may follow the target no group makes up for it.
_BACKWARDS = frozenset({Reason.REVERSE, Reason.REVERSE_UNTESTED})


def groups_that_count(
    fitted: Model,
    inference: Inference,
    groups: Sequence[Sequence[str]],
    held_back: Mapping[str, Sequence[Refusal]],
) -> tuple[tuple[str, ...], ...]:
    """Groups of collinear drivers that may be ordered as one.

    Only groups are meant whose members are in the model and held back for going together, none of
    them for an order that may be reversed, or that could not be tested. That a member alone does
    not stand out is what going together does, and no reason against the group.

    Args:
        fitted: the model.
        inference: of its coefficients.
        groups: of drivers that move together.
        held_back: why drivers are not shown, by name.
    """
    backwards = {
        name
        for name, reasons in held_back.items()
        if any(why.reason in _BACKWARDS for why in reasons)
    }
    return tuple(
        tuple(group)
        for group in groups
        if all(name in fitted.stays and name not in backwards for name in group)
        and joint_p_value(fitted, inference, group) <= _LEVEL
    )


def joint_p_value(fitted: Model, inference: Inference, group: Sequence[str]) -> float:
    """P-value of no effect of any of q drivers together, not adjusted for other tests.

    Wald's statistic with the errors of the fit, in the form of Hotelling (1931): with d degrees of
    freedom (clusters less one) a matrix of q errors is itself so unsure that W/q follows not
    F(q, d), but W/q x (d - q + 1)/d follows F(q, d - q + 1). For one driver it is the test by t.
    One is returned where the group has more drivers than these errors can test.
    """
    places = [fitted.fitted.names.index(name) for name in group]
    freedom = inference.covariance.freedom
    left = freedom - len(places) + 1
    if left <= 0:
        return 1.0
    weights = fitted.fitted.weights[places]
    spread = inference.covariance.matrix[np.ix_(places, places)]
    f = float(weights @ np.linalg.pinv(spread, hermitian=True) @ weights) / len(places)
    return float(stats.f.sf(f * left / freedom, len(places), left))
