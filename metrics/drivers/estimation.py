"""The fit of a panel: coefficients after fixed effects, with classical or clustered errors.

Effects are taken out by pyhdfe (`within`) and what is left is solved by a QR of LAPACK, refined
where its digits would not hold (`numerical`). The fits of linearmodels and statsmodels are right on
data of good condition, where the tests hold them against this one; on data of bad condition they
answer without a correct digit and without a word, and they need seconds where the bootstraps need
thousands of fits, so that none of them is asked here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from metrics.drivers.few_clusters import crv1, parameters_of_effects, rests_on_one
from metrics.drivers.numerical import RefusedError, Solution, left_nothing, solve
from metrics.drivers.panel import Floats, Panel
from metrics.drivers.result import Reason, Refusal
from metrics.drivers.within import absorbed, swept

INTERCEPT = "intercept"


@dataclass(frozen=True, eq=False, slots=True)
class Fit:
    """Least squares of the outcome on drivers and controls after effects.

    Attributes:
        names: of the coefficients: the intercept where there is one, drivers, controls.
        effects: taken out.
        columns: shape (n, k), without effects.
        outcome: shape (n,), without effects.
        weights: shape (k,), the coefficients.
        residuals: shape (n,).
        gram_inverse: shape (k, k), the inverse of the columns' products.
        absorbed: parameters that the effects take up.
        r_squared: effects included; about zero where there is neither intercept nor effect.
        within_r_squared: of what the effects leave, by drivers and controls; None without effects.
        condition: of the columns, scaled.
    """

    names: tuple[str, ...]
    effects: tuple[str, ...]
    columns: Floats
    outcome: Floats
    weights: Floats
    residuals: Floats
    gram_inverse: Floats
    absorbed: int
    r_squared: float
    within_r_squared: float | None
    condition: float

    @property
    def freedom(self) -> int:
        """Degrees of freedom of the residuals."""
        return len(self.outcome) - len(self.names) - self.absorbed


@dataclass(frozen=True, eq=False, slots=True)
class Covariance:
    """How the coefficients vary together.

    Attributes:
        matrix: shape (k, k).
        freedom: of the t distribution of each coefficient over its error.
    """

    matrix: Floats
    freedom: int

    @property
    def errors(self) -> Floats:
        """Shape (k,), standard errors."""
        deviations: Floats = np.sqrt(np.maximum(np.diag(self.matrix), 0.0))
        return deviations


def fit(panel: Panel, effects: Sequence[str] = (), intercept: bool = True) -> Fit:
    """Fit the panel.

    Args:
        panel: its drivers and controls are the columns.
        effects: of ``entity`` and ``time``.
        intercept: whether there is one; effects contain it.

    Raises:
        RefusedError: a column is constant, or within the effects; columns make up one another or
            the outcome; or there are too few rows.
    """
    given = np.column_stack([panel.values, panel.held])
    names: tuple[str, ...] = (*panel.drivers, *panel.controls)
    if effects or intercept:
        _check_varying(given, names)
    _check_multiples(panel.outcome, given, (panel.target, *names), moved=bool(effects) or intercept)
    outcome = panel.outcome
    if effects:
        both = swept(np.column_stack([outcome, given]), panel, effects)
        _check_left(np.column_stack([outcome, given]), both, (panel.target, *names))
        outcome, columns = both[:, 0], both[:, 1:]
        taken = absorbed(panel, effects)
    else:
        columns, taken = given, 0
        if intercept:
            columns = np.column_stack([np.ones(panel.n), columns])
            names = (INTERCEPT, *names)
    if panel.n <= columns.shape[1] + taken:
        numbers = {"rows": panel.n, "parameters": columns.shape[1] + taken}
        raise RefusedError(Refusal(Reason.NO_DEGREES_OF_FREEDOM, (), numbers))
    solution = _solved(columns, outcome, names)
    left = float(solution.residuals @ solution.residuals)
    centred = panel.outcome - np.mean(panel.outcome)
    whole = panel.outcome if not effects and not intercept else centred - np.mean(centred)
    return Fit(
        names=names,
        effects=tuple(effects),
        columns=columns,
        outcome=outcome,
        weights=solution.weights,
        residuals=solution.residuals,
        gram_inverse=solution.gram_inverse,
        absorbed=taken,
        r_squared=1 - left / float(whole @ whole),
        within_r_squared=1 - left / float(outcome @ outcome) if effects else None,
        condition=solution.condition,
    )


def classical(fitted: Fit) -> Covariance:
    """Errors that are independent and of one size."""
    variance = float(fitted.residuals @ fitted.residuals) / fitted.freedom
    return Covariance(variance * fitted.gram_inverse, fitted.freedom)


def clustered(fitted: Fit, panel: Panel) -> Covariance:
    """Errors that go together within clusters (CRV1, Liang and Zeger 1986).

    The correction is that of ``crv1``, with t(G-1).

    Raises:
        RefusedError: there is one cluster only, or one alone carries a column, whose error would be
            rounding and its t absurd; it names the columns.
    """
    sums = scores(fitted.columns * fitted.residuals[:, None], panel)
    count = len(np.unique(panel.clusters))
    if count < _FEWEST_CLUSTERS:
        numbers = {"stores": count, "needed": _FEWEST_CLUSTERS}
        raise RefusedError(Refusal(Reason.TOO_FEW_STORES, (), numbers))
    spread = fitted.gram_inverse @ sums.T
    taken = parameters_of_effects(panel, fitted.effects) if fitted.effects else 0
    correction = crv1(count, len(fitted.outcome), len(fitted.names) + taken)
    found = Covariance(correction * spread @ spread.T, count - 1)
    _check_carried(fitted, found)
    return found


def _check_carried(fitted: Fit, found: Covariance) -> None:
    """Refuse columns that one cluster alone carries; where nothing is left no error is expected."""
    left = float(np.linalg.norm(fitted.residuals))
    if left <= _NOTHING_LEFT * float(np.linalg.norm(fitted.outcome)):
        return
    alone = np.flatnonzero(rests_on_one(found.errors, classical(fitted).errors))
    if len(alone):
        subjects = tuple(fitted.names[int(place)] for place in alone)
        numbers = {"stores": 1.0, "needed": float(_FEWEST_CLUSTERS)}
        raise RefusedError(Refusal(Reason.NO_VARIATION_WITHIN, subjects, numbers))


# Residuals no larger than this part of the outcome are rounding.
_NOTHING_LEFT = 1e-10


_FEWEST_CLUSTERS = 2


def scores(products: Floats, panel: Panel) -> Floats:
    """Shape (clusters, k): sums of the rows of each cluster.

    Args:
        products: shape (n, k).
        panel: says which cluster a row is of.
    """
    count = len(panel.cluster_names)
    return np.column_stack([np.bincount(panel.clusters, column, count) for column in products.T])


def spreads(fitted: Fit) -> Mapping[str, float]:
    """Pooled standard deviation within stores of each column; empty without effects."""
    if not fitted.effects:
        return {}
    freedom = len(fitted.outcome) - fitted.absorbed
    squares = (fitted.columns**2).sum(axis=0)
    return {
        name: float(np.sqrt(square / freedom))
        for name, square in zip(fitted.names, squares, strict=True)
    }


# What rounding leaves of a constant, in units of its last digit.
_LAST_DIGITS = 8
_MULTIPLE = 1e-12


def _check_varying(columns: Floats, names: Sequence[str]) -> None:
    spans = np.ptp(columns, axis=0)
    still = spans <= _LAST_DIGITS * np.spacing(np.abs(columns).max(axis=0))
    if still.any():
        subjects = tuple(names[int(position)] for position in np.flatnonzero(still))
        raise RefusedError(Refusal(Reason.CONSTANT, subjects))


def _check_multiples(outcome: Floats, columns: Floats, names: Sequence[str], moved: bool) -> None:
    """Refuse a column that is the outcome in another unit; moved by a constant where one is fit."""
    if np.ptp(outcome) <= _LAST_DIGITS * np.spacing(np.abs(outcome).max()) and moved:
        raise RefusedError(Refusal(Reason.CONSTANT, (names[0],)))
    if len(outcome) <= 1 + moved:
        # Two points are on one line, whatever they are.
        return
    if moved:
        outcome, columns = outcome - outcome.mean(), columns - columns.mean(axis=0)
    lengths = np.linalg.norm(columns, axis=0)
    along = columns / np.where(lengths > 0, lengths, 1.0)
    left = outcome[:, None] - along * (along.T @ outcome)
    same = np.linalg.norm(left, axis=0) <= _MULTIPLE * np.linalg.norm(outcome)
    if same.any():
        which = int(np.flatnonzero(same)[0])
        raise RefusedError(Refusal(Reason.IDENTITY, (names[1 + which], names[0])))


def _check_left(before: Floats, after: Floats, names: Sequence[str]) -> None:
    empty = left_nothing(before, after)
    if empty:
        subjects = tuple(names[position] for position in empty)
        raise RefusedError(Refusal(Reason.NO_VARIATION_WITHIN, subjects))


def _solved(columns: Floats, outcome: Floats, names: Sequence[str]) -> Solution:
    try:
        return solve(columns, outcome, names)
    except RefusedError as error:
        others = tuple(name for name in error.refusal.subjects if name != INTERCEPT)
        if len(others) < _FEWEST_OF_A_PAIR:
            raise
        raise RefusedError(replace(error.refusal, subjects=others)) from None


_FEWEST_OF_A_PAIR = 2
