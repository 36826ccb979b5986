"""Ridge and elastic net: coefficients drawn towards zero, for drivers that move together.

They order and predict; their coefficients have no honest interval, and none is given.
scikit-learn solves; what is done here is to say what a penalty means, since every library scales
differently: columns and outcome are centred (or swept of their effects) first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from metrics.drivers.numerical import RefusedError, left_nothing
from metrics.drivers.panel import Floats, Panel
from metrics.drivers.result import Reason, Refusal
from metrics.drivers.within import swept

RIDGE = "ridge"
ELASTIC_NET = "elastic_net"

_TOLERANCE = 1e-12
_ROUNDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Drawn:
    """One point of a path.

    Attributes:
        method: ``ridge`` or ``elastic_net``.
        penalty: lambda, as the function that made it says.
        l1_ratio: part of the penalty on absolute values.
        estimates: in units of the target for one unit of the driver, by name.
        scaled: as the penalty sees them, by name: for a column of standard deviation one.
    """

    method: str
    penalty: float
    l1_ratio: float
    estimates: Mapping[str, float]
    scaled: Mapping[str, float]


def ridge(
    panel: Panel, penalties: Sequence[float], effects: Sequence[str] = ()
) -> tuple[Drawn, ...]:
    """The ridge path, scaled as by R's ``MASS::lm.ridge``.

    Columns are divided by their population standard deviation, the outcome is centred only:
    ``(X'X + lambda I) b = X'y``.

    Args:
        panel: drivers and controls are drawn alike.
        penalties: lambda, none negative.
        effects: taken out first; otherwise the means are.

    Raises:
        RefusedError: a column does not vary.
    """
    from sklearn.linear_model import Ridge

    outcome, columns, names = _prepared(panel, effects)
    scale = np.sqrt((columns**2).mean(axis=0))
    path = []
    for penalty in penalties:
        model = Ridge(alpha=penalty, fit_intercept=False, solver="svd")
        model.fit(columns / scale, outcome)
        path.append(_drawn(model, RIDGE, (penalty, 0.0), names, 1 / scale))
    return tuple(path)


def elastic_net(
    panel: Panel, penalties: Sequence[float], l1_ratio: float, effects: Sequence[str] = ()
) -> tuple[Drawn, ...]:
    """The elastic net with the objective of R's ``glmnet`` (Friedman, Hastie, Tibshirani 2010).

    Columns and outcome are divided by their sample standard deviation:
    ``|y - Xb|^2 / 2n + lambda (l1_ratio |b|_1 + (1 - l1_ratio) / 2 f |b|_2^2)``, where ``f`` is
    the square root of ``n / (n - 1)``: glmnet divides the outcome by its population standard
    deviation once more, and of the two parts only the one on squares feels the unit. Without a
    part on absolute values that is a ridge, and solved as such.

    Args:
        panel: drivers and controls are drawn alike.
        penalties: lambda, positive.
        l1_ratio: from 0 to 1.
        effects: taken out first; otherwise the means are.

    Raises:
        RefusedError: a column does not vary.
    """
    from sklearn.linear_model import ElasticNet, Ridge

    outcome, columns, names = _prepared(panel, effects)
    rows = len(outcome)
    scale = np.sqrt((columns**2).sum(axis=0) / (rows - 1))
    height = float(np.sqrt(outcome @ outcome / (rows - 1)))
    path = []
    for penalty in penalties:
        on_squares = (1 - l1_ratio) * float(np.sqrt(rows / (rows - 1)))
        if l1_ratio:
            model: Any = ElasticNet(
                alpha=penalty * (l1_ratio + on_squares),
                l1_ratio=l1_ratio / (l1_ratio + on_squares),
                fit_intercept=False,
                tol=_TOLERANCE,
                max_iter=_ROUNDS,
                random_state=0,
            )
        else:
            model = Ridge(alpha=rows * penalty * on_squares, fit_intercept=False, solver="svd")
        model.fit(columns / scale, outcome / height)
        path.append(_drawn(model, ELASTIC_NET, (penalty, l1_ratio), names, height / scale))
    return tuple(path)


def _prepared(panel: Panel, effects: Sequence[str]) -> tuple[Floats, Floats, tuple[str, ...]]:
    before = np.column_stack([panel.outcome, panel.values, panel.held])
    names = (*panel.drivers, *panel.controls)
    after = swept(before, panel, effects)
    empty = left_nothing(before, after)
    if empty:
        every = (panel.target, *names)
        reason = Reason.NO_VARIATION_WITHIN if effects else Reason.CONSTANT
        raise RefusedError(Refusal(reason, tuple(every[position] for position in empty)))
    return after[:, 0], after[:, 1:], names


def _drawn(
    model: Any,
    method: str,
    penalty: tuple[float, float],
    names: tuple[str, ...],
    units: Floats,
) -> Drawn:
    scaled = [float(weight) for weight in model.coef_]
    estimates = [weight * unit for weight, unit in zip(scaled, units.tolist(), strict=True)]
    return Drawn(
        method=method,
        penalty=penalty[0],
        l1_ratio=penalty[1],
        estimates=dict(zip(names, estimates, strict=True)),
        scaled=dict(zip(names, scaled, strict=True)),
    )
