"""Columns of an answer as Python lists, a hundred times as fast as value by value."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as kinds


def plain(column: pa.ChunkedArray) -> Sequence[Any]:
    """The values of a column: numbers, days, texts; None for NULL. Exact numbers become floats."""
    if kinds.is_date(column.type):
        return _listed(column.to_numpy().astype("datetime64[D]"))
    if kinds.is_string(column.type):
        coded = column.combine_chunks().dictionary_encode()
        if not coded.null_count:
            texts = coded.dictionary.to_pylist()
            return [texts[index] for index in coded.indices.to_numpy().tolist()]
    if kinds.is_decimal(column.type):
        column = pc.cast(column, pa.float64())
    if kinds.is_integer(column.type) or kinds.is_floating(column.type):
        if not column.null_count:
            return _listed(column.to_numpy())
        known = column.is_valid().to_numpy()
        values = pc.fill_null(column, 0).to_numpy().tolist()
        return [value if there else None for value, there in zip(values, known, strict=True)]
    return _listed_one_by_one(column)


def _listed(array: Any) -> Sequence[Any]:
    found: list[Any] = array.tolist()
    return found


def _listed_one_by_one(column: pa.ChunkedArray) -> Sequence[Any]:
    found: list[Any] = column.to_pylist()
    return found
