"""Parquet: typed columns with names, brought back to text, so that all is checked one way."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data_loaders.faults import RefusedError
from data_loaders.reading.sheet import CHUNK_ROWS, HEAD_ROWS, Chunk, Plain


class ColumnarSheet(Plain):
    """The rows of a Parquet file; its column names are the headings."""

    def __init__(self, path: Path, name: str = "") -> None:
        self.name = name
        try:
            self._file = pq.ParquetFile(path)
        except (pa.ArrowException, OSError) as error:
            raise RefusedError("broken_file", detail=error) from None
        self.headings = self._file.schema_arrow.names

    def head(self) -> list[list[str]]:
        """Return the first rows of data; the headings are apart."""
        for batch in self._file.iter_batches(batch_size=HEAD_ROWS):
            text = _as_text(batch)
            return [[cell or "" for cell in row.values()] for row in text.to_pylist()]
        return []

    def chunks(self) -> Iterator[Chunk]:
        """Read the file; row 1 is the first row of data."""
        first = 1
        for batch in self._file.iter_batches(batch_size=CHUNK_ROWS):
            rows = np.arange(first, first + batch.num_rows, dtype=np.int64)
            yield Chunk(rows, _as_text(batch))
            first += batch.num_rows


def decode(path: Path) -> None:
    """Decode every row and let go of it, to see whether that can be done at all.

    A few kilobytes of Parquet can ask for hundreds of gigabytes, or for rows without an end.

    Raises:
        RefusedError: `broken_file`.
        MemoryError: The rows of one batch need more memory than there is.
    """
    try:
        with pq.ParquetFile(path) as file:
            for _ in file.iter_batches(batch_size=CHUNK_ROWS):
                pass
    except MemoryError:
        raise
    except (pa.ArrowException, OSError) as error:
        raise RefusedError("broken_file", detail=error) from None


def _as_text(batch: pa.RecordBatch) -> pa.Table:
    return pa.table({f"c{i}": _text(column) for i, column in enumerate(batch.columns)})


def _text(column: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string(column.type):
        return column
    if pa.types.is_nested(column.type) or pa.types.is_binary(column.type):
        return pa.nulls(len(column), pa.string())
    if pa.types.is_timestamp(column.type) and column.type.tz is not None:
        column = pc.local_timestamp(column.cast(pa.timestamp("us", "Asia/Shanghai")))
    if pa.types.is_floating(column.type):
        # A column of whole numbers with gaps is stored as floats: 7.0 was 7.
        whole = pc.all(pc.equal(column, pc.floor(column)), skip_nulls=True).as_py()
        bounded = pc.all(pc.less(pc.abs(column), 1e15), skip_nulls=True).as_py()
        if whole and bounded:
            column = column.cast(pa.int64())
    return column.cast(pa.string())
