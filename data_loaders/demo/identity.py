"""Vehicle numbers, plates, phones and names that nobody can take for real ones.

No manufacturer's code begins with 0, no province abbreviates to 示, no phone number has asterisks.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.demo.arrays import Ints
from data_loaders.demo.frames import codes, only

_WEIGHTS = np.array([8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2])
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_VALUES = (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9)
# Model years from 2010 on, as position 10 of the number spells them.
_YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789"
NEW, USED = "M", "X"


def vins(store: int, numbers: Ints, years: Ints, kind: str = NEW) -> pa.Array:
    """Return 17-digit vehicle numbers ``0DE`` + kind + store + check digit + year + 0 + number.

    Args:
        store: number of the store.
        numbers: running number within the store, below one million; negative gives null.
        years: calendar year of production of each.
        kind: a letter that keeps two ranges apart.
    """
    count = len(numbers)
    shown = np.maximum(numbers, 0)
    digits = np.zeros((count, 17), dtype=np.uint8)
    fixed = f"0DE{kind}{store:04d}"
    for place, sign in enumerate(fixed):
        digits[:, place] = ord(sign)
    year_signs = np.frombuffer(_YEARS.encode(), dtype=np.uint8)
    digits[:, 9] = year_signs[(years - 2010) % len(_YEARS)]
    digits[:, 10] = ord("0")
    for place in range(6):
        digits[:, 16 - place] = ord("0") + (shown // 10**place) % 10
    value = np.zeros(128, dtype=np.int64)
    for digit in range(10):
        value[ord("0") + digit] = digit
    for letter, number in zip(_LETTERS, _VALUES, strict=True):
        value[ord(letter)] = number
    rest = (value[digits] * _WEIGHTS).sum(axis=1) % 11
    digits[:, 8] = np.where(rest == 10, ord("X"), ord("0") + rest)
    return only(numbers >= 0, _fixed_text(digits))


def _fixed_text(signs: "np.ndarray[tuple[int, int], np.dtype[np.uint8]]") -> pa.Array:
    rows, width = signs.shape
    offsets = np.arange(rows + 1, dtype=np.int32) * width
    return pa.Array.from_buffers(
        pa.string(), rows, [None, pa.py_buffer(offsets.tobytes()), pa.py_buffer(signs.tobytes())]
    )


def plates(numbers: Ints) -> pa.Array:
    """Return masked plates such as ``示A***12``; a negative number is null."""
    return codes("示A***", np.where(numbers < 0, -1, numbers % 100), 2)


def phones(numbers: Ints) -> pa.Array:
    """Return masked phones such as ``199****0001``; a negative number is null."""
    return codes("199****", np.where(numbers < 0, -1, numbers % 10000), 4)


def phone_hashes(store: int, numbers: Ints) -> pa.Array:
    """Return 16 hexadecimal digits for each caller, the same for the same number."""
    mixed = (numbers.astype(np.uint64) + np.uint64(store * 1_000_003)) * np.uint64(
        0x9E3779B97F4A7C15
    )
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    halves = mixed.view(np.uint8).reshape(len(numbers), 8)
    signs = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)
    text = np.empty((len(numbers), 16), dtype=np.uint8)
    text[:, 0::2], text[:, 1::2] = signs[halves >> 4], signs[halves & 15]
    return only(numbers >= 0, _fixed_text(text))


def customer_ids(numbers: Ints) -> pa.Array:
    """Return customer numbers such as ``C000123``; a negative number is null."""
    return codes("C", numbers)


def customer_names(numbers: Ints) -> pa.Array:
    """Return names such as ``客户000123``."""
    return pc.binary_join_element_wise("客户", codes("", numbers), "")
