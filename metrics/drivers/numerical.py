"""Least squares whose digits are right, or the reason why they would not be.

Columns are scaled by powers of two, so that scaling costs nothing. The plain answer is that of a
Householder QR (LAPACK); its digits go with the square of the condition, so that from a condition
of a hundred on it is refined until it is right to the last digits (Bjoerck 1967, residuals in
double precision twice: see `double_double`). A pivoted QR tells rank, singular values condition
(Belsley, Kuh and Welsch 1980, scaled columns, intercept included). Nothing here lifts a refusal:
common defaults return no correct digit on such data, without a word.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import linalg

from metrics.drivers.double_double import Pair, added, exact_products, left_over
from metrics.drivers.panel import Floats
from metrics.drivers.result import Reason, Refusal

DEFICIENT = 1e11
"""A condition beyond which columns are one another's sums but for rounding."""

LARGEST_CONDITION = 1e7
"""Numbers are read to 16 digits: at this condition 9 of them reach the coefficients."""

LARGEST_OF_INTEGERS = 1e11
"""Whole numbers are read exactly, so that refinement gives all digits."""

_REFINED_FROM = 100.0
# Each round gains as many digits as the condition leaves of sixteen.
_MOST_ROUNDS = 30
_ENOUGH = 1e-17
# Columns with a smaller part than this in what makes up another one are there by rounding.
_NAMED_FROM = 1e-4
# What is left of a column that small is rounding of what was taken from it.
_ROUNDING = 1e-10


class RefusedError(Exception):
    """The numbers bear no answer.

    Attributes:
        refusal: why, with the columns that it is about.
    """

    def __init__(self, refusal: Refusal) -> None:
        """Keep why."""
        super().__init__(f"{refusal.reason}: {', '.join(refusal.subjects)}")
        self.refusal = refusal


@dataclass(frozen=True, eq=False, slots=True)
class Solution:
    """Least squares of one outcome on columns.

    Attributes:
        weights: shape (k,), the coefficients.
        residuals: shape (n,).
        gram_inverse: shape (k, k), the inverse of the columns' products.
        condition: of the scaled columns.
    """

    weights: Floats
    residuals: Floats
    gram_inverse: Floats
    condition: float


def solve(columns: Floats, outcome: Floats, names: Sequence[str]) -> Solution:
    """Least squares.

    Args:
        columns: shape (n, k), with that of the intercept where there is one.
        outcome: shape (n,).
        names: of the columns, for refusals.

    Raises:
        RefusedError: there are no more rows than columns, or columns depend on one another.
    """
    rows, count = columns.shape
    if rows <= count:
        raise RefusedError(
            Refusal(Reason.NO_DEGREES_OF_FREEDOM, (), {"rows": rows, "parameters": count})
        )
    exponents = _exponents(columns)
    scaled = np.ldexp(columns, -exponents)
    condition = check(columns, names, whole=bool(_is_whole(columns) and _is_whole(outcome)))
    height = _exponents(outcome[:, None])[0]
    factors = linalg.qr(scaled, mode="economic")
    lifted = np.ldexp(outcome, -height)
    if condition <= _REFINED_FROM:
        weights, residuals = _step(factors, lifted, np.zeros(count))
        inverse = linalg.solve_triangular(factors[1], np.eye(count))
        gram_inverse = inverse @ inverse.T
    else:
        weights, residuals = _refined(scaled, factors, lifted, np.zeros(count))
        nothing = np.zeros(rows)
        solved = [_refined(scaled, factors, nothing, each)[0] for each in -np.eye(count)]
        gram_inverse = (np.array(solved) + np.array(solved).T) / 2
    return Solution(
        weights=np.ldexp(weights, height - exponents),
        residuals=np.ldexp(residuals, height),
        gram_inverse=np.ldexp(gram_inverse, -exponents[:, None] - exponents[None, :]),
        condition=condition,
    )


def check(columns: Floats, names: Sequence[str], whole: bool = False) -> float:
    """The condition of the columns, each scaled to length one.

    Args:
        columns: shape (n, k).
        names: of the columns.
        whole: whether all numbers are whole, and so read without rounding.

    Raises:
        RefusedError: a column is nothing but zeros, or some depend on one another; it names them,
            the one that the others make up first.
    """
    lengths = np.linalg.norm(np.ldexp(columns, -_exponents(columns)), axis=0)
    empty = np.flatnonzero(lengths == 0)
    if len(empty):
        raise RefusedError(Refusal(Reason.CONSTANT, tuple(names[int(n)] for n in empty)))
    scaled = np.ldexp(columns, -_exponents(columns)) / lengths
    _, triangle, pivots = linalg.qr(scaled, mode="economic", pivoting=True)
    values = linalg.svdvals(triangle)
    condition = float(values[0] / values[-1]) if values[-1] > 0 else np.inf
    limit = LARGEST_OF_INTEGERS if whole else LARGEST_CONDITION
    if condition > limit:
        reason = Reason.RANK_DEFICIENT if condition > DEFICIENT else Reason.ILL_CONDITIONED
        subjects = _dependent(triangle, pivots, limit, names)
        numbers = {"condition": condition} if np.isfinite(condition) else {}
        raise RefusedError(Refusal(reason, subjects, numbers))
    return condition


def left_nothing(before: Floats, after: Floats) -> list[int]:
    """Positions of columns of which sweeping left rounding only: constant within the effects.

    Args:
        before: shape (n, k).
        after: shape (n, k), swept.
    """
    exponents = _exponents(before)
    scale = np.linalg.norm(np.ldexp(before, -exponents), axis=0)
    left = np.linalg.norm(np.ldexp(after, -exponents), axis=0)
    return [int(position) for position in np.flatnonzero(left <= _ROUNDING * scale)]


def _dependent(
    triangle: Floats, pivots: Floats, limit: float, names: Sequence[str]
) -> tuple[str, ...]:
    """The first column that those before it make up, and these."""
    for rank in range(1, triangle.shape[1]):
        values = linalg.svdvals(triangle[: rank + 1, : rank + 1])
        if values[-1] > 0 and values[0] / values[-1] <= limit:
            continue
        shares = np.abs(linalg.solve_triangular(triangle[:rank, :rank], triangle[:rank, rank]))
        others = np.flatnonzero(shares >= _NAMED_FROM * shares.max())
        return tuple(names[int(pivots[place])] for place in (rank, *others))
    return tuple(names)


def _is_whole(numbers: Floats) -> bool:
    return bool((np.abs(numbers) < 2.0**53).all() and (numbers == np.round(numbers)).all())


def _exponents(columns: Floats) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Powers of two that bring the largest number of each column between a half and one."""
    largest = np.abs(columns).max(axis=0, initial=0.0)
    return np.asarray(np.frexp(largest)[1], dtype=np.intp)


def _step(factors: tuple[Floats, Floats], above: Floats, below: Floats) -> tuple[Floats, Floats]:
    """Solve ``residuals + columns @ weights = above`` and ``columns.T @ residuals = below``."""
    q, triangle = factors
    carried = linalg.solve_triangular(triangle, below, trans="T")
    along = q.T @ above
    weights = linalg.solve_triangular(triangle, along - carried)
    return weights, above - q @ (along - carried)


def _refined(
    columns: Floats, factors: tuple[Floats, Floats], above: Floats, below: Floats
) -> tuple[Floats, Floats]:
    """The same to the last digit: what is still missing is solved for until it is nothing."""
    weights: Pair = (np.zeros(columns.shape[1]), np.zeros(columns.shape[1]))
    residuals: Pair = (np.zeros_like(above), np.zeros_like(above))
    nothing = np.zeros_like(above)
    for _ in range(_MOST_ROUNDS):
        beyond = left_over((above, nothing), columns, weights)
        missing_above = added(beyond, (-residuals[0], -residuals[1]))[0]
        missing_below = below - exact_products(columns, residuals)
        more_weights, more_residuals = _step(factors, missing_above, missing_below)
        weights = added(weights, (more_weights, np.zeros_like(more_weights)))
        residuals = added(residuals, (more_residuals, nothing))
        if np.abs(more_weights).max() <= _ENOUGH * np.abs(weights[0]).max():
            break
    return weights[0], residuals[0]
