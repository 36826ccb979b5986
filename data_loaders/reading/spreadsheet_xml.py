"""SpreadsheetML of 2003: a workbook as one XML text, which some systems export under .xls."""

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from pathlib import Path
from xml.parsers import expat

from data_loaders.faults import RefusedError
from data_loaders.reading.flaws import error_text, share_text
from data_loaders.reading.limits import check_cells
from data_loaders.reading.sheet import HEAD_ROWS, NAMED, Chunk, Merged, Notice, Plain, chunks_of
from data_loaders.reading.workbook import cell_text

_ROWS = 1_048_576
_COLUMNS = 16_384


class XmlSheet(Plain):
    """One worksheet."""

    def __init__(self, name: str, hidden: bool) -> None:
        self.name = name
        self.hidden = hidden
        self.rows: list[list[str]] = []
        self.found_merged: list[Merged] = []
        self.found_flaws: dict[tuple[int, int], str] = {}
        self.found_shares: dict[tuple[int, int], str] = {}
        self.hidden_rows: list[int] = []

    def settle(self) -> None:
        """Finish what was read."""
        width = max(map(len, self.rows), default=0)
        check_cells(len(self.rows), width)
        self.rows = [[*cells, *[""] * (width - len(cells))] for cells in self.rows]
        self.merged, self.flaws, self.shares = (
            self.found_merged,
            self.found_flaws,
            self.found_shares,
        )
        if self.hidden_rows:
            named = tuple(self.hidden_rows[:NAMED])
            self.notices = [Notice("hidden_rows", named, len(self.hidden_rows))]

    def head(self) -> list[list[str]]:
        """Return the first rows."""
        return self.rows[:HEAD_ROWS]

    def chunks(self) -> Iterator[Chunk]:
        """Read the sheet."""
        yield from chunks_of(self.rows, len(self.rows[0]) if self.rows else 0)


def open_spreadsheet_xml(path: Path) -> list[XmlSheet]:
    """Return the worksheets of a file in UTF-8, whatever encoding it declares.

    Raises:
        RefusedError: `broken_file` with line and column, or `too_big_to_open`.
    """
    reading = _Reading()
    parser = expat.ParserCreate(encoding="utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.data
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        with path.open("rb") as stream:
            parser.ParseFile(stream)
    except (expat.ExpatError, ValueError) as error:
        raise RefusedError("broken_file", detail=error) from None
    for sheet in reading.sheets:
        sheet.settle()
    return reading.sheets


def _no_doctype(*_: object) -> None:
    raise expat.ExpatError("a workbook declares no document type")


class _Reading:
    def __init__(self) -> None:
        self.sheets: list[XmlSheet] = []
        self._percent: set[str] = set()
        self._style = ""
        self._column = 0
        self._cell: dict[str, str] | None = None
        self._type = ""
        self._text: list[str] | None = None
        self._value = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        given = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == "Style":
            self._style = given.get("ID", "")
        elif name == "NumberFormat":
            shown = given.get("Format", "")
            if shown == "Percent" or "%" in shown:
                self._percent.add(self._style)
        elif name == "Worksheet":
            self.sheets.append(XmlSheet(given.get("Name", ""), hidden=False))
        elif name == "Visible":
            self._text = []
        elif name == "Row" and self.sheets:
            self._start_row(given)
        elif name == "Cell" and self.sheets and self.sheets[-1].rows:
            self._cell = given
            self._column = _place(given.get("Index"), self._column + 1, _COLUMNS)
            self._type, self._value = "", ""
        elif name == "Data" and self._cell is not None:
            self._type = given.get("Type", "String")
            self._text = []

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "Data" and self._text is not None:
            self._value, self._text = "".join(self._text), None
        elif name == "Visible" and self._text is not None:
            shown, self._text = "".join(self._text).strip(), None
            if self.sheets and shown in ("SheetHidden", "SheetVeryHidden"):
                self.sheets[-1].hidden = True
        elif name == "Cell" and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None

    def _start_row(self, given: dict[str, str]) -> None:
        sheet = self.sheets[-1]
        row = _place(given.get("Index"), len(sheet.rows) + 1, _ROWS)
        if row <= len(sheet.rows):
            raise ValueError(f"row {row} stands twice")
        sheet.rows.extend([] for _ in range(row - len(sheet.rows)))
        if given.get("Hidden") == "1":
            sheet.hidden_rows.append(row)
        self._column = 0

    def _end_cell(self, given: dict[str, str]) -> None:
        sheet = self.sheets[-1]
        row, column = len(sheet.rows), self._column - 1
        cells = sheet.rows[-1]
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = self._shown(given, row, column)
        across, down = (_span(given.get(key)) for key in ("MergeAcross", "MergeDown"))
        if across or down:
            sheet.found_merged.append((row - 1, column, row - 1 + down, column + across))
        self._column += across

    def _shown(self, given: dict[str, str], row: int, column: int) -> str:
        sheet, place = self.sheets[-1], (row, column)
        if self._type == "Error":
            sheet.found_flaws[place] = error_text(self._value or "#N/A", row, column)
            return ""
        if "Formula" in given and not self._value and self._type != "String":
            sheet.found_flaws[place] = error_text("#EMPTY!", row, column)
            return ""
        if self._type == "Number":
            with suppress(InvalidOperation):
                if given.get("StyleID") in self._percent:
                    sheet.found_shares[place] = share_text(Decimal(self._value))
            return cell_text(float(self._value)) if self._value else ""
        return self._value


def _place(text: str | None, following: int, most: int) -> int:
    place = int(text) if text else following
    if not 0 < place <= most:
        raise ValueError(f"a place {place} lies outside any sheet")
    return place


def _span(text: str | None) -> int:
    return min(int(text), _COLUMNS) if text and text.isdecimal() else 0
