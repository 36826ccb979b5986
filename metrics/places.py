"""Columns of an answer as arrays: which store a row is of, and numbers as floats."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Values = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


def places_of(table: pa.Table, stores: Sequence[str]) -> Places:
    """Where the store of each row stands among some; -1 for another."""
    position = {code: index for index, code in enumerate(stores)}
    codes = table.column("store").combine_chunks().dictionary_encode()
    known = [position.get(code, -1) for code in codes.dictionary.to_pylist()]
    places: Places = np.array(known, dtype=np.int64)[codes.indices.to_numpy()]
    return places


def floats(column: pa.ChunkedArray) -> Values:
    """A column as floats; NULL becomes NaN."""
    array = pc.cast(column, pa.float64()).combine_chunks()
    result: Values = array.to_numpy(zero_copy_only=False).astype(np.float64, copy=True)
    return result
