"""Workbooks: xlsx, xlsb, ods, and the old binary xls."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from data_loaders.faults import RefusedError
from data_loaders.reading.limits import check_expansion
from data_loaders.reading.sheet import HEAD_ROWS, Chunk, Merged, chunks_of

# Beyond it a float no longer holds every digit of a document number.
_EXACT = 1e15


class WorkbookSheet:
    """One sheet; its cells are parsed when they are first asked for."""

    headings: None = None

    def __init__(self, workbook: CalamineWorkbook, name: str, hidden: bool) -> None:
        self.name = name
        self.hidden = hidden
        self._workbook = workbook
        self._parsed: CalamineSheet | None = None

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
        texts = ([cell_text(value) for value in row] for row in self._rows())
        yield from chunks_of(texts, self._sheet().width)
        self._parsed = None

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
    return [
        WorkbookSheet(workbook, sheet.name, sheet.visible is not SheetVisibleEnum.Visible)
        for sheet in workbook.sheets_metadata
    ]


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
