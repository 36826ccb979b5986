"""What every format is read into: sheets that give their first rows and then chunks of text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

HEAD_ROWS = 60
CHUNK_ROWS = 100_000
# How many rows a notice names; it counts the others.
NAMED = 20

# First row, first column, last row, last column; 0-based, inclusive.
Merged = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a sheet as text.

    Attributes:
        rows: 1-based row numbers, ascending but not without gaps.
        text: One string column for each column of the sheet, named c0, c1...
        overlong: Rows with more cells than the sheet has columns, by row number.
        short: (row, cells) of rows of delimited text that hold fewer cells than the sheet.
    """

    rows: npt.NDArray[np.int64]
    text: pa.Table
    overlong: Sequence[tuple[int, list[str]]] = ()
    short: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a whole sheet that a person should know, though nothing is refused.

    Attributes:
        rule: Name of the rule, a key of `data_loaders.wording.RULES`.
        rows: The 1-based rows concerned, at most a few.
        count: How many rows are concerned.
    """

    rule: str
    rows: tuple[int, ...]
    count: int


class Plain:
    """What a format without such things says of them: no merged cells, flaws or notices."""

    hidden = False
    headings: Sequence[str] | None = None
    merged: Sequence[Merged] = ()
    widths: Sequence[int] | None = None
    notices: Sequence[Notice] = ()
    flaws: Mapping[tuple[int, int], str] = MappingProxyType({})
    shares: Mapping[tuple[int, int], str] = MappingProxyType({})


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

    @property
    def widths(self) -> Sequence[int] | None:
        """Cells of each first row as written, where rows may differ in width; else None."""
        ...

    @property
    def notices(self) -> Sequence[Notice]:
        """What a person should know of it, such as hidden rows that were read all the same."""
        ...

    @property
    def flaws(self) -> Mapping[tuple[int, int], str]:
        """By (1-based row, 0-based column), cells that hold an error or no result; as text."""
        ...

    @property
    def shares(self) -> Mapping[tuple[int, int], str]:
        """Likewise, numbers that the sheet shows in per cent: 4.35% where the cell says 0.0435."""
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
    short: list[tuple[int, int]] = []
    for number, cells in block:
        if len(cells) > width:
            if any(cell.strip() for cell in cells[width:]):
                overlong.append((number, list(cells)))
                continue
            cells = cells[:width]
        elif len(cells) < width:
            short.append((number, len(cells)))
            cells = [*cells, *[""] * (width - len(cells))]
        numbers.append(number)
        kept.append(cells)
    columns = list(zip(*kept, strict=True)) or [()] * width
    text = pa.table({f"c{i}": pa.array(cells, pa.string()) for i, cells in enumerate(columns)})
    return Chunk(np.array(numbers, np.int64), text, overlong, short)


def even(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return rows filled up to the width of the widest."""
    width = max((len(cells) for cells in rows), default=0)
    return [[*cells, *[""] * (width - len(cells))] for cells in rows]
