"""What every format is read into: sheets that give their first rows and then chunks of text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

HEAD_ROWS = 60
CHUNK_ROWS = 100_000

# First row, first column, last row, last column; 0-based, inclusive.
Merged = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a sheet as text.

    Attributes:
        rows: 1-based row numbers, ascending but not without gaps.
        text: One string column for each column of the sheet, named c0, c1...
        overlong: Rows with more cells than the sheet has columns, by row number.
    """

    rows: npt.NDArray[np.int64]
    text: pa.Table
    overlong: Sequence[tuple[int, list[str]]] = ()


class Sheet(Protocol):
    """A sheet of a workbook, a table of a database, or the only sheet of another file."""

    @property
    def name(self) -> str:
        """Name of the sheet; empty where the format has none."""
        ...

    @property
    def hidden(self) -> bool:
        """Whether its author hid it."""
        ...

    @property
    def headings(self) -> Sequence[str] | None:
        """Names of the columns where the format itself carries them, else None."""
        ...

    @property
    def merged(self) -> Sequence[Merged]:
        """Merged ranges, where the format tells them."""
        ...

    def head(self) -> list[list[str]]:
        """Return the first rows, at most `HEAD_ROWS`, all equally wide."""
        ...

    def chunks(self) -> Iterator[Chunk]:
        """Read the whole sheet from its first row on."""
        ...


def chunks_of(rows: Iterable[Sequence[str]], width: int, first: int = 1) -> Iterator[Chunk]:
    """Gather rows of text into chunks.

    Args:
        rows: Cells of each row; short rows are filled up, long ones set apart.
        width: Number of columns of the sheet.
        first: Number of the first row.
    """
    numbered = enumerate(rows, start=first)
    while block := list(islice(numbered, CHUNK_ROWS)):
        yield chunk_of(block, width)


def chunk_of(block: Sequence[tuple[int, Sequence[str]]], width: int) -> Chunk:
    """Make one chunk of numbered rows."""
    numbers: list[int] = []
    kept: list[Sequence[str]] = []
    overlong: list[tuple[int, list[str]]] = []
    for number, cells in block:
        if len(cells) > width:
            if any(cell.strip() for cell in cells[width:]):
                overlong.append((number, list(cells)))
                continue
            cells = cells[:width]
        elif len(cells) < width:
            cells = [*cells, *[""] * (width - len(cells))]
        numbers.append(number)
        kept.append(cells)
    columns = list(zip(*kept, strict=True)) or [()] * width
    text = pa.table({f"c{i}": pa.array(cells, pa.string()) for i, cells in enumerate(columns)})
    return Chunk(np.array(numbers, np.int64), text, overlong)


def even(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return rows filled up to the width of the widest."""
    width = max((len(cells) for cells in rows), default=0)
    return [[*cells, *[""] * (width - len(cells))] for cells in rows]
