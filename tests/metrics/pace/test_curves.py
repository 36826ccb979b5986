"""Curves are read at shares of selling days, so that months of any length compare."""

import numpy as np

from metrics.pace.curves import share_gone, value_at
from tests.metrics.pace.months import row


def test_a_curve_is_read_straight_between_days() -> None:
    read = value_at(row([1, 2, 3, 4]), row([1, 1, 1, 1]), row([0, 0.25, 0.375, 1]))
    assert read.tolist() == [[0, 1, 2, 10]]


def test_closed_days_do_not_move_the_clock() -> None:
    # The second day is closed: half of the two selling days is over after the first.
    read = value_at(row([4, 0, 6]), row([1, 0, 1]), row([0.5, 0.75]))
    assert read.tolist() == [[4, 7]]


def test_a_short_month_ends_where_a_long_one_does() -> None:
    both = np.array([[1.0, 1, 1, 1], [2, 2, 0, 0]])
    selling = np.array([[1.0, 1, 1, 1], [1, 1, 0, 0]])
    assert value_at(both, selling, np.array([[0.5], [0.5]])).tolist() == [[2], [2]]
    assert value_at(both, selling, np.array([[1.0], [1.0]])).tolist() == [[4], [4]]


def test_without_selling_days_there_is_no_telling() -> None:
    assert np.isnan(value_at(row([1, 1]), row([0, 0]), row([0.5]))).all()
    assert np.isnan(share_gone(row([0, 0]), 1)).all()


def test_the_share_gone_counts_selling_days_only() -> None:
    assert share_gone(row([1, 0, 1, 1, 1]), 3).tolist() == [0.5]
