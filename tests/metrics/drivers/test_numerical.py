"""Least squares on data that common defaults fail on: right to the last digits, or refused."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.drivers.numerical import RefusedError, left_nothing, solve
from metrics.drivers.result import Reason


def exact(columns: np.ndarray, outcome: np.ndarray) -> tuple[list[float], list[float]]:
    """Coefficients and the diagonal of the inverse of products, in rational numbers."""
    rows = [[Fraction(float(cell)) for cell in row] for row in columns]
    count = columns.shape[1]
    products = [
        [sum((r[i] * r[j] for r in rows), Fraction(0)) for j in range(count)] for i in range(count)
    ]
    right = [
        sum((r[i] * Fraction(float(y)) for r, y in zip(rows, outcome, strict=True)), Fraction(0))
        for i in range(count)
    ]
    table = [
        [*products[i], right[i], *(Fraction(int(i == j)) for j in range(count))]
        for i in range(count)
    ]
    for pivot in range(count):
        head = table[pivot][pivot]
        table[pivot] = [cell / head for cell in table[pivot]]
        for other in range(count):
            if other != pivot:
                factor = table[other][pivot]
                table[other] = [
                    a - factor * b for a, b in zip(table[other], table[pivot], strict=True)
                ]
    return (
        [float(row[count]) for row in table],
        [float(table[i][count + 1 + i]) for i in range(count)],
    )


def powers(last: int, start: int = 0) -> np.ndarray:
    grid = np.arange(start, start + 21, dtype=np.float64)
    return np.column_stack([grid**power for power in range(last + 1)])


@pytest.mark.parametrize("start", [0, 5, 40])
def test_powers_that_nearly_coincide_are_right_to_the_last_digits(start: int) -> None:
    columns = powers(5, start)
    outcome = columns.sum(axis=1) + np.where(np.arange(21) % 2, 700.0, -700.0)
    weights, inverse = exact(columns, outcome)
    found = solve(columns, outcome, [str(n) for n in range(6)])
    assert found.weights == pytest.approx(weights, rel=1e-13)
    assert np.diag(found.gram_inverse) == pytest.approx(inverse, rel=1e-13)


def test_an_outcome_that_is_met_exactly_leaves_exactly_nothing() -> None:
    columns = powers(5)
    found = solve(columns, columns.sum(axis=1), [str(n) for n in range(6)])
    assert found.weights.tolist() == [1.0] * 6
    assert np.abs(found.residuals).max() < 1e-20


@given(seed=st.integers(0, 2**32), worse=st.floats(0.0, 6.0), unit=st.integers(-200, 200))
@settings(max_examples=30, deadline=None)
def test_nine_digits_at_any_condition_and_in_any_unit(seed: int, worse: float, unit: int) -> None:
    rng = np.random.default_rng(seed)
    columns = rng.normal(size=(12, 3))
    columns[:, 2] = columns[:, 1] + 10.0**-worse * columns[:, 2]
    columns[:, 0] = np.ldexp(columns[:, 0], unit)
    outcome = rng.normal(size=12)
    weights, inverse = exact(columns, outcome)
    found = solve(columns, outcome, ["a", "b", "c"])
    assert found.weights == pytest.approx(weights, rel=1e-12)
    assert np.diag(found.gram_inverse) == pytest.approx(inverse, rel=1e-12)


@pytest.mark.parametrize(
    ("columns", "reason", "subjects"),
    [
        ([[1, 2, 6], [1, 5, 15], [1, 3, 9], [1, 9, 27], [1, 4, 12]], "rank_deficient", ("c", "b")),
        ([[0, 1], [0, 2], [0, 3]], "constant", ("a",)),
        ([[1, 2, 3], [4, 5, 9], [7, 1, 8], [2, 2, 4]], "rank_deficient", ("c", "a", "b")),
        ([[1, 2], [3, 5]], "no_degrees_of_freedom", ()),
        ([[1.5, 1.5 + 1e-9], [2.5, 2.5], [3.5, 3.5]], "ill_conditioned", ("b", "a")),
    ],
)
def test_columns_that_make_up_one_another_are_refused_by_name(
    columns: list[list[float]], reason: str, subjects: tuple[str, ...]
) -> None:
    given_columns = np.array(columns, dtype=np.float64)
    outcome = np.arange(len(columns), dtype=np.float64)
    with pytest.raises(RefusedError) as caught:
        solve(given_columns, outcome, list("abc"[: given_columns.shape[1]]))
    refusal = caught.value.refusal
    assert (refusal.reason, set(refusal.subjects)) == (Reason(reason), set(subjects))


def test_whole_numbers_may_be_conditioned_worse_than_read_ones() -> None:
    columns = np.column_stack([np.ones(9), np.arange(9) + 1e8])
    found = solve(columns, np.arange(9.0) ** 2, ["one", "large"])
    weights, _ = exact(columns, np.arange(9.0) ** 2)
    assert found.weights == pytest.approx(weights, rel=1e-14)
    with pytest.raises(RefusedError) as caught:
        solve(columns + np.array([0, 0.3]), np.arange(9.0) ** 2, ["one", "large"])
    assert caught.value.refusal.reason is Reason.ILL_CONDITIONED
    assert caught.value.refusal.numbers["condition"] > 1e7


def test_rounding_that_sweeping_leaves_is_nothing() -> None:
    before = np.array([[1e9, 1.0], [1e9, 2.0]])
    after = np.array([[1e-7, -0.5], [-1e-7, 0.5]])
    assert left_nothing(before, after) == [0]
