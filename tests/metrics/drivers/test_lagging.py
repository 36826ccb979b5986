import numpy as np
import pytest

from metrics.drivers.hypotheses.hypothesis import Lag
from metrics.drivers.lagging import ahead, in_quarters, lagged, logarithm

NAN = float("nan")


def test_a_lag_looks_back_over_months_of_the_calendar() -> None:
    values = np.array([[1.0, 2.0, 3.0, 4.0]])
    np.testing.assert_array_equal(lagged(values, Lag(0, 0)), values)
    np.testing.assert_array_equal(lagged(values, Lag(1, 1)), [[NAN, 1.0, 2.0, 3.0]])
    np.testing.assert_array_equal(lagged(values, Lag(0, 1)), [[NAN, 1.5, 2.5, 3.5]])
    np.testing.assert_array_equal(lagged(values, Lag(1, 2)), [[NAN, NAN, 1.5, 2.5]])
    np.testing.assert_array_equal(lagged(values, Lag(4, 4)), [[NAN] * 4])


def test_a_gap_stays_a_gap_wherever_a_lag_meets_it() -> None:
    values = np.array([[1.0, NAN, 3.0, 4.0, 5.0]])
    np.testing.assert_array_equal(lagged(values, Lag(1, 1)), [[NAN, 1.0, NAN, 3.0, 4.0]])
    np.testing.assert_array_equal(lagged(values, Lag(0, 1)), [[NAN, NAN, NAN, 3.5, 4.5]])


def test_a_lead_is_the_next_month() -> None:
    np.testing.assert_array_equal(ahead(np.array([[1.0, NAN, 3.0]])), [[NAN, 3.0, NAN]])


def test_what_is_not_above_zero_has_no_logarithm() -> None:
    found = logarithm(np.array([[np.e, 0.0, -1.0, NAN]]))
    np.testing.assert_array_equal(found, [[1.0, NAN, NAN, NAN]])


@pytest.mark.parametrize(
    ("months", "quarter"),
    [
        ((0, 0), 0),
        ((0, 1), 0),
        ((0, 2), 0),
        ((1, 1), 1),
        ((1, 2), 1),
        ((1, 3), 1),
        ((3, 5), 1),
        ((6, 8), 2),
    ],
)
def test_a_lag_in_months_falls_into_one_quarter(months: tuple[int, int], quarter: int) -> None:
    assert in_quarters(Lag(*months)) == Lag(quarter, quarter)
