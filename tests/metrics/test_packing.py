"""Whole numbers in few bytes."""

import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.packing import pack, unpack

WHOLE = st.integers(-(1 << 63), (1 << 63) - 1)


@given(st.lists(WHOLE | st.integers(-200, 200), max_size=60))
def test_what_is_packed_comes_back(numbers: list[int]) -> None:
    values = np.array(numbers, dtype=np.int64)
    width, content = pack(values)
    np.testing.assert_array_equal(unpack(width, content), values)


@pytest.mark.parametrize(
    ("low", "high", "width"),
    [
        (-128, 127, 1),
        (-129, 0, 2),
        (0, 128, 2),
        (-(1 << 15), (1 << 15) - 1, 2),
        (0, 1 << 15, 4),
        (-(1 << 31) - 1, 0, 8),
        (0, 1 << 31, 8),
    ],
)
def test_the_narrowest_type_is_taken(low: int, high: int, width: int) -> None:
    assert pack(np.array([low, high], dtype=np.int64))[0] == width


def test_damage_is_noticed() -> None:
    width, content = pack(np.arange(500))
    with pytest.raises(zlib.error):
        unpack(width, content[:-9])
    with pytest.raises(ValueError, match="expected a width of 1, 2, 4 or 8 bytes, got 3"):
        unpack(3, content)
