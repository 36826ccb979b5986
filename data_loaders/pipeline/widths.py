"""Rows of delimited text whose cells may not stand under their headings.

An unquoted delimiter, a line broken in two or a quotation mark that never closes shifts or swallows
cells; such a row is set apart with a reason. A row that merely ends early is accepted and told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.reading.limits import CELL_CHARACTERS
from data_loaders.reading.sheet import Chunk

# Above this share of a chunk, rows that end early are the exporter's way, not accidents.
_RARE = 0.1


@dataclass(frozen=True, slots=True)
class Sorted:
    """A chunk with the rows that cannot be trusted taken out.

    Attributes:
        chunk: The others.
        apart: Cells and rule by row number.
        short: Rows left in the chunk that end before the last heading.
    """

    chunk: Chunk
    apart: Mapping[int, tuple[list[str], str]]
    short: Sequence[int]


def sort_by_width(chunk: Chunk, heading_width: int | None) -> Sorted:
    """Take the rows out of a chunk whose cells may be shifted, swallowed or endless.

    Args:
        chunk: Rows of data.
        heading_width: Cells of the heading row as written; None where every row has its columns
            by the format itself.
    """
    rules = _endless(chunk)
    short: list[int] = []
    if heading_width is not None:
        rules |= _swallowed(chunk, heading_width)
        rules |= _surplus(chunk, heading_width)
        short = [row for row, cells in chunk.short if 0 < cells < heading_width]
        rules |= _broken(chunk, heading_width)
    apart = {row: (cells, "too_many_cells") for row, cells in chunk.overlong}
    if rules:
        keep = ~np.isin(chunk.rows, np.array(sorted(rules), np.int64))
        for at in np.flatnonzero(~keep).tolist():
            row = int(chunk.rows[at])
            cells = [column[at].as_py() or "" for column in chunk.text.columns]
            apart[row] = (cells, rules[row])
        chunk = Chunk(chunk.rows[keep], chunk.text.filter(pa.array(keep)))
    return Sorted(chunk, apart, [row for row in short if row not in rules])


def _endless(chunk: Chunk) -> dict[int, str]:
    """Rows with a cell beyond what any spreadsheet can hold."""
    found: dict[int, str] = {}
    for column in chunk.text.columns:
        if (pc.max(pc.binary_length(column)).as_py() or 0) > CELL_CHARACTERS:
            long = pc.greater(pc.utf8_length(column), CELL_CHARACTERS)
            found |= dict.fromkeys(_rows(chunk, long), "cell_too_long")
    return found


def _swallowed(chunk: Chunk, width: int) -> dict[int, str]:
    """Rows with a cell that holds whole lines: a quotation mark opened and was not closed."""
    found: dict[int, str] = {}
    for column in chunk.text.columns:
        if width < 2 or (pc.max(pc.binary_length(column)).as_py() or 0) < 2 * width:
            continue
        lines = pc.match_substring(column, "\n")
        if not pc.any(lines).as_py():
            continue
        for row in _rows(chunk, lines):
            text = column[int(np.searchsorted(chunk.rows, row))].as_py()
            if any(_cuts(line) >= width - 1 for line in text.splitlines()[1:]):
                found[row] = "quote_not_closed"
    return found


def _cuts(line: str) -> int:
    return max(line.count(delimiter) for delimiter in ",\t;|")


def _surplus(chunk: Chunk, width: int) -> dict[int, str]:
    found: dict[int, str] = {}
    for column in chunk.text.columns[width:]:
        filled = pc.not_equal(pc.utf8_trim_whitespace(column), "")
        if pc.any(filled).as_py():
            found |= dict.fromkeys(_rows(chunk, filled), "too_many_cells")
    return found


def _broken(chunk: Chunk, width: int) -> dict[int, str]:
    """Two rows in succession that make one whole row together: a line break without quotes."""
    short = [(row, cells) for row, cells in sorted(chunk.short) if 0 < cells < width]
    if len(short) > max(2, _RARE * len(chunk.rows)):
        return {}
    found: dict[int, str] = {}
    for (row, cells), (below, rest) in pairwise(short):
        if below == row + 1 and cells + rest == width + 1 and rest > 1:
            found |= {row: "broken_line", below: "broken_line"}
    return found


def _rows(chunk: Chunk, mask: pa.ChunkedArray) -> list[int]:
    flags = mask.combine_chunks() if isinstance(mask, pa.ChunkedArray) else mask
    where = flags.fill_null(False).to_numpy(zero_copy_only=False)
    return [int(row) for row in chunk.rows[where]]
