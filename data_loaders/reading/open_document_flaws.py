"""What the fast reader hides in an ods: error cells, formulas without a result, hidden rows."""

import zipfile
from decimal import Decimal, InvalidOperation
from pathlib import Path
from xml.parsers import expat

from data_loaders.reading.flaws import Flaws, error_text, share_text

_ODD = (b'"error"', b"table:formula", b'"percentage"', b'visibility="collapse"', b'"filter"')
_HIDDEN = frozenset({"collapse", "filter"})
# A sheet ends in rows and columns that are repeated to its edge; nothing is counted there.
_REPEATS = 10_000


def read_document_flaws(path: Path) -> dict[str, Flaws]:
    """Return the flaws of each sheet of an ods by its name; those without any are left out."""
    try:
        with zipfile.ZipFile(path) as archive:
            content = archive.read("content.xml")
        if not any(text in content for text in _ODD):
            return {}
        found = _Parser().parse(content)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, expat.ExpatError):
        # The reader itself says what is wrong with a file that it cannot read.
        return {}
    return {
        name: flaws
        for name, flaws in found.items()
        if flaws.cells or flaws.shares or flaws.hidden_rows
    }


class _Parser:
    """Walks through all sheets."""

    def __init__(self) -> None:
        self._found: dict[str, Flaws] = {}
        self._sheet = Flaws()
        self._row = 1
        self._repeated = 1
        self._column = 0
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []

    def parse(self, content: bytes) -> dict[str, Flaws]:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.StartDoctypeDeclHandler = _no_doctype
        parser.Parse(content, True)
        return self._found

    def _start(self, name: str, given: dict[str, str]) -> None:
        if name == "table:table":
            self._sheet = self._found.setdefault(given.get("table:name", ""), Flaws())
            self._row, self._column = 1, 0
        elif name == "table:table-row":
            self._repeated = int(given.get("table:number-rows-repeated", "1"))
            self._column = 0
            if given.get("table:visibility") in _HIDDEN and self._repeated <= _REPEATS:
                self._sheet.hidden_rows.extend(range(self._row, self._row + self._repeated))
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cell, self._text = given, []

    def _data(self, text: str) -> None:
        if self._cell is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        if name == "table:table-row":
            self._row += self._repeated
        elif name in ("table:table-cell", "table:covered-table-cell") and self._cell is not None:
            columns = int(self._cell.get("table:number-columns-repeated", "1"))
            self._judge(self._cell, columns)
            self._column += columns
            self._cell = None

    def _judge(self, given: dict[str, str], columns: int) -> None:
        kind = given.get("office:value-type")
        error = given.get("calcext:value-type") == "error"
        empty = "table:formula" in given and kind is None
        share = given.get("office:value") if kind == "percentage" else None
        if not (error or empty or share) or columns * self._repeated > _REPEATS:
            return
        for row in range(self._row, self._row + self._repeated):
            for column in range(self._column, self._column + columns):
                if share:
                    try:
                        self._sheet.shares[row, column] = share_text(Decimal(share))
                    except InvalidOperation:
                        continue
                else:
                    shown = "".join(self._text).strip() if error else "#EMPTY!"
                    shown = shown if shown.startswith("#") else "#VALUE!"
                    self._sheet.cells[row, column] = error_text(shown, row, column)


def _no_doctype(*_: object) -> None:
    raise expat.ExpatError("a workbook declares no document type")
