"""Text with a delimiter: CSV, TSV and whatever a DMS calls .xls."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from data_loaders.faults import RefusedError
from data_loaders.reading.sheet import HEAD_ROWS, Chunk, Plain, chunk_of, even

_DELIMITERS = ",\t;|"
_HEAD_CHARACTERS = 1 << 18
_BLOCK = 8 << 20


class DelimitedSheet(Plain):
    """The only sheet of a UTF-8 text file."""

    name = ""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open(encoding="utf-8-sig", newline="") as stream:
            start = stream.read(_HEAD_CHARACTERS)
            complete = not stream.read(1)
        if not start.strip():
            raise RefusedError("empty_file")
        self._delimiter = sniff_delimiter(start)
        rows = _parse(start, self._delimiter, HEAD_ROWS + 1)
        if not complete and len(rows) <= HEAD_ROWS:
            rows = rows[:-1]
        self.widths = [len(cells) for cells in rows[:HEAD_ROWS]]
        self._head = even(rows[:HEAD_ROWS])
        self._width = len(self._head[0]) if self._head else 0

    def head(self) -> list[list[str]]:
        """Return the first rows."""
        return self._head

    def chunks(self) -> Iterator[Chunk]:
        """Read the file in blocks; rows of another width come back through a side door."""
        odd: dict[int, str] = {}

        def keep(row: arrow_csv.InvalidRow) -> str:
            odd[row.number] = row.text
            return "skip"

        names = [f"c{i}" for i in range(self._width)]
        try:
            # One thread: only then does Arrow tell the number of an odd row.
            reader = arrow_csv.open_csv(
                self._path,
                arrow_csv.ReadOptions(block_size=_BLOCK, use_threads=False, column_names=names),
                arrow_csv.ParseOptions(
                    delimiter=self._delimiter,
                    newlines_in_values=True,
                    ignore_empty_lines=False,
                    invalid_row_handler=keep,
                ),
                arrow_csv.ConvertOptions(
                    column_types={name: pa.string() for name in names}, strings_can_be_null=False
                ),
            )
            following = 1
            waiting: Chunk | None = None
            for batch in reader:
                if waiting is not None:
                    yield self._with_odd_rows(waiting, odd, before=following)
                numbers, following = _number(batch.num_rows, following, odd)
                waiting = Chunk(numbers, pa.Table.from_batches([batch]))
            # What is odd at the very end belongs to the last block.
            last = waiting or chunk_of([], self._width)
            yield self._with_odd_rows(last, odd, before=None)
        except pa.ArrowInvalid as error:
            raise RefusedError("broken_file", detail=str(error).splitlines()[0]) from None

    def _with_odd_rows(self, chunk: Chunk, odd: dict[int, str], before: int | None) -> Chunk:
        """Return a chunk with the odd rows among its own put in their places."""
        ready = [number for number in odd if before is None or number < before]
        if not ready:
            return chunk
        block = [
            (number, next(iter(_parse(odd.pop(number), self._delimiter, 1)), []))
            for number in sorted(ready)
        ]
        found = chunk_of(block, self._width)
        rows = np.concatenate([chunk.rows, found.rows])
        order = np.argsort(rows, kind="stable")
        text = pa.concat_tables([chunk.text, found.text]).take(pa.array(order))
        return Chunk(rows[order], text, found.overlong, found.short)


def sniff_delimiter(start: str) -> str:
    """Return the delimiter that cuts the first lines into the most even number of cells."""

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = [len(cells) for cells in _parse(start, delimiter, 30) if any(cells)]
        wide = [width for width in widths if width > 1]
        usual = max(set(wide), key=lambda width: (wide.count(width), width), default=0)
        return (wide.count(usual), usual)

    return max(_DELIMITERS, key=evenness)


def _parse(text: str, delimiter: str, rows: int) -> list[list[str]]:
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), rows))
    except csv.Error:
        return [line.split(delimiter) for line in text.splitlines()[:rows]]


def _number(count: int, first: int, odd: dict[int, str]) -> tuple[np.ndarray, int]:
    """Return the row numbers of `count` regular rows, leaving out those of odd rows."""
    end = first + count
    skipped = sorted(number for number in odd if number >= first)
    for number in skipped:
        if number < end:
            end += 1
    numbers = np.arange(first, end, dtype=np.int64)
    if end - first > count:
        numbers = numbers[~np.isin(numbers, np.array(skipped, np.int64))]
    return numbers, end
