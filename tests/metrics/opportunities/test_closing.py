"""Gaps are closed together and shared out, whatever the figures are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from metrics.opportunities.closing import closed, shares

GAMES = st.integers(1, 7).flatmap(
    lambda n: arrays(np.float64, 2**n, elements=st.floats(-1e6, 1e6, width=32))
)


@given(GAMES)
def test_shares_add_up_to_what_all_bring(
    values: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    found = shares(values)
    assert len(values) == 2 ** len(found)
    assert abs(found.sum() - (values[-1] - values[0])) <= 1e-6


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=7))
def test_gaps_that_only_add_get_what_they_bring_alone(gains: list[float]) -> None:
    sets = np.arange(2 ** len(gains))
    bits = (sets[:, np.newaxis] >> np.arange(len(gains))) & 1
    values = np.asarray(bits @ np.array(gains), dtype=np.float64)
    assert np.allclose(shares(values), gains, atol=1e-9)


def test_gaps_that_multiply_share_what_they_bring_together() -> None:
    # 100 orders x 2 hours x 200 CNY; 2.2 hours bring 4,000, 220 CNY bring 4,000, both 8,400.
    values = 100 * np.array([2, 2.2, 2, 2.2]) * np.array([200, 200, 220, 220])
    assert np.allclose(values - values[0], [0, 4000, 4000, 8400])
    assert np.allclose(shares(values), [4200, 4200])


def test_too_many_gaps_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 16 gaps, got 17"):
        closed((), {str(number): 0.0 for number in range(17)})
