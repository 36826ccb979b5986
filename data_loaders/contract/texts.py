"""The texts of a chunk, column by column: where few differ, they are read once each.

Most columns of an extract say the same few things over and over: codes of staff, kinds of
orders, days, hours. Telling texts apart costs less than reading them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.contract.converted import Bound
from data_loaders.reading.sheet import Chunk

# Below so many rows nothing is won; where more than one in so many differs, neither.
_ROWS = 5_000
_ROWS_A_TEXT = 4
_LOOKED_AT = 2_000


@dataclass(frozen=True, slots=True)
class Texts:
    """The trimmed texts of one column, null where blank.

    Attributes:
        distinct: The texts to be read: those of all rows, or each one once.
        place: For every row where its text stands in ``distinct``; None where they are all rows.
    """

    distinct: pa.Array
    place: pa.Array | None = None

    @property
    def every(self) -> pa.Array:
        """The text of every row."""
        return self.spread(self.distinct)

    def spread(self, told: pa.Array) -> pa.Array:
        """What is known of ``distinct``, for every row."""
        return told if self.place is None else told.take(self.place)


def texts_of(chunk: Chunk, bounds: Sequence[Bound]) -> dict[int, Texts]:
    """Return the texts of mapped columns by number of the bound."""
    return {
        i: _told(_array(chunk.text.column(bound.column)))
        for i, bound in enumerate(bounds)
        if bound.column is not None
    }


def padded(texts: dict[int, Texts]) -> pa.Table:
    """Return a table with a column t0, t1... for each, as long as the longest."""
    longest = max(len(each.distinct) for each in texts.values())
    columns = {}
    for i, each in texts.items():
        lacking = longest - len(each.distinct)
        column = each.distinct
        if lacking:
            column = pa.concat_arrays([column, pa.nulls(lacking, pa.string())])
        columns[f"t{i}"] = column
    return pa.table(columns)


def _told(text: pa.Array) -> Texts:
    if len(text) >= _ROWS and _seems_few(text):
        encoded = text.dictionary_encode()
        if len(encoded.dictionary) * _ROWS_A_TEXT <= len(text):
            return Texts(_trimmed(encoded.dictionary), encoded.indices)
    return Texts(_trimmed(text))


def _seems_few(text: pa.Array) -> bool:
    first = text.slice(0, _LOOKED_AT)
    return bool(pc.count_distinct(first).as_py() * 2 <= _LOOKED_AT)


def _trimmed(text: pa.Array) -> pa.Array:
    """Without blanks around; Arrow trims fastest."""
    trimmed = pc.utf8_trim_whitespace(text)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
