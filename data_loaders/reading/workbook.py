"""Workbooks: xlsx, xlsb, ods, and the old binary xls."""

import math
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from data_loaders.faults import RefusedError
from data_loaders.reading.binary_workbook_flaws import read_binary_flaws
from data_loaders.reading.flaws import Flaws
from data_loaders.reading.limits import check_expansion
from data_loaders.reading.old_workbook_flaws import read_old_flaws
from data_loaders.reading.open_document_flaws import read_document_flaws
from data_loaders.reading.sheet import CHUNK_ROWS, HEAD_ROWS, NAMED, Chunk, Merged, Notice
from data_loaders.reading.workbook_flaws import read_flaws

# Beyond it a float no longer holds every digit of a document number.
_EXACT = 1e15
_SMALL, _LARGE = 1e-3, 1e9


class WorkbookSheet:
    """One sheet; its cells are parsed when they are first asked for."""

    headings: None = None
    widths: None = None

    def __init__(self, workbook: CalamineWorkbook, name: str, hidden: bool, flaws: Flaws) -> None:
        self.name = name
        self.hidden = hidden
        self._workbook = workbook
        self._flaws = flaws
        self._parsed: CalamineSheet | None = None

    @property
    def flaws(self) -> Mapping[tuple[int, int], str]:
        """Cells that hold an error or no result, which the reader shows as blank."""
        return self._placed(self._flaws.cells)

    @property
    def shares(self) -> Mapping[tuple[int, int], str]:
        """Numbers that are shown in per cent, as text with the sign."""
        return self._placed(self._flaws.shares)

    @property
    def notices(self) -> Sequence[Notice]:
        """Rows that are hidden and read all the same."""
        hidden = self._flaws.hidden_rows
        return [Notice("hidden_rows", tuple(hidden[:NAMED]), len(hidden))] if hidden else []

    @property
    def merged(self) -> Sequence[Merged]:
        """Merged ranges; none where the format does not tell."""
        first = self._sheet().start
        if first is None:
            return ()
        ranges = self._sheet().merged_cell_ranges or ()
        # Rows are read from the top of the sheet, columns from the first one in use.
        return tuple(
            (top, max(left - first[1], 0), bottom, right - first[1])
            for (top, left), (bottom, right) in ranges
        )

    def head(self) -> list[list[str]]:
        """Return the first rows."""
        return [[cell_text(value) for value in row] for row in islice(self._rows(), HEAD_ROWS)]

    def chunks(self) -> Iterator[Chunk]:
        """Read the sheet; its cells are let go of at the end."""
        rows, first = self._rows(), 1
        while block := list(islice(rows, CHUNK_ROWS)):
            columns = zip(*block, strict=True)
            text = pa.table({f"c{i}": column_text(cells) for i, cells in enumerate(columns)})
            yield Chunk(np.arange(first, first + len(block), dtype=np.int64), text)
            first += len(block)
        self._parsed = None

    def _placed(self, cells: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], str]:
        """Count columns from the first one in use, as rows are read."""
        start = self._sheet().start
        left = start[1] if start else 0
        return {(row, column - left): text for (row, column), text in cells.items()}

    def _rows(self) -> Iterator[list[Any]]:
        sheet = self._sheet()
        return iter(()) if sheet.start is None else iter(sheet.iter_rows())

    def _sheet(self) -> CalamineSheet:
        if self._parsed is None:
            try:
                self._parsed = self._workbook.get_sheet_by_name(self.name)
            except CalamineError as error:
                raise RefusedError("broken_file", detail=error) from None
        return self._parsed


def open_workbook(path: Path) -> list[WorkbookSheet]:
    """Return the sheets of a workbook.

    Raises:
        RefusedError: `broken_file`, `locked_file` or `expands_too_far`.
    """
    if zipfile.is_zipfile(path):
        check_expansion(path)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError) as error:
        locked = "assword" in str(error)
        raise RefusedError("locked_file" if locked else "broken_file", detail=error) from None
    flaws = _flaws(path)
    return [
        WorkbookSheet(
            workbook,
            sheet.name,
            sheet.visible is not SheetVisibleEnum.Visible,
            flaws.get(sheet.name) or Flaws(),
        )
        for sheet in workbook.sheets_metadata
    ]


def _flaws(path: Path) -> dict[str, Flaws]:
    if not zipfile.is_zipfile(path):
        return read_old_flaws(path)
    with zipfile.ZipFile(path) as archive:
        parts = set(archive.namelist())
    if "content.xml" in parts:
        return read_document_flaws(path)
    return read_binary_flaws(path) if "xl/workbook.bin" in parts else read_flaws(path)


def column_text(cells: Sequence[Any]) -> pa.Array:
    """Return the cells of a column as text, each as `cell_text` gives it, many at a time."""
    # Titles and headings stand above cells of one kind, which are faster by themselves.
    if len(cells) > HEAD_ROWS:
        parts = [column_text(cells[:HEAD_ROWS]), _of_like_kind(cells[HEAD_ROWS:])]
        return pa.concat_arrays(parts)
    return pa.array([cell_text(cell) for cell in cells], pa.string())


def _of_like_kind(cells: Sequence[Any]) -> pa.Array:
    kinds = set(map(type, cells))
    if kinds == {str}:
        return pa.array(cells, pa.string())
    if kinds == {float}:
        return _number_texts(cells, np.fromiter(cells, np.float64, len(cells)))
    if kinds == {str, float}:
        numbers = (cell if type(cell) is float else math.nan for cell in cells)
        return _number_texts(cells, np.fromiter(numbers, np.float64, len(cells)))
    return pa.array([cell_text(cell) for cell in cells], pa.string())


def _number_texts(cells: Sequence[str | float], given: npt.NDArray[np.float64]) -> pa.Array:
    """Return numbers and text as text; the engine writes all but odd numbers, all at once."""
    size = np.abs(given)
    whole = (size < _EXACT) & (given == np.floor(given))
    texts = pa.array(np.where(whole, given, 0).astype(np.int64)).cast(pa.string())
    if whole.all():
        return texts
    # Between these bounds the shortest text of a number needs no exponent.
    plain = ~whole & (size >= _SMALL) & (size < _LARGE)
    if plain.any():
        broken = pa.array(given[plain]).cast(pa.string())
        texts = pc.replace_with_mask(texts, pa.array(plain), broken)
    odd = ~whole & ~plain
    if odd.any():
        others = [cell_text(cells[place]) for place in np.flatnonzero(odd).tolist()]
        texts = pc.replace_with_mask(texts, pa.array(odd), pa.array(others, pa.string()))
    return texts


def cell_text(value: Any) -> str:
    """Return a cell as text: numbers without a needless point, days and moments in ISO form."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < _EXACT:
            return str(int(value))
        # An exponent tells the reader of codes that digits are gone.
        return repr(value) if abs(value) < _EXACT else f"{value:.12E}"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)
