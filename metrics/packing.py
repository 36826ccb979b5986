"""Whole numbers in few bytes: the narrowest type that holds them, compressed.

Most days of most measures are zero, so that a row of eight bytes a day shrinks to a twentieth.
"""

import zlib

import numpy as np
import numpy.typing as npt

_WIDTHS = (1, 2, 4, 8)
_FASTEST = 1


def pack(values: npt.NDArray[np.int64]) -> tuple[int, bytes]:
    """Return the bytes that each value takes before compression, and the packed content.

    Args:
        values: shape (days,).
    """
    low, high = int(values.min(initial=0)), int(values.max(initial=0))
    width = next(w for w in _WIDTHS if -(1 << (8 * w - 1)) <= low and high < 1 << (8 * w - 1))
    return width, zlib.compress(values.astype(f"<i{width}").tobytes(), _FASTEST)


def unpack(width: int, content: bytes) -> npt.NDArray[np.signedinteger[npt.NBitBase]]:
    """Return what was packed, in the type of its width.

    Raises:
        ValueError: no such width.
        zlib.error: the content is damaged.
    """
    if width not in _WIDTHS:
        raise ValueError(f"expected a width of 1, 2, 4 or 8 bytes, got {width}")
    return np.frombuffer(zlib.decompress(content), dtype=f"<i{width}")
