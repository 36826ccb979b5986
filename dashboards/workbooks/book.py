"""A workbook under way: its sheets, their headers, and cells by what they hold."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from dashboards.workbooks.texts import safe, sheet_name
from metrics.model.kpi import Unit
from metrics.money import HOME

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": True,
}
_PLAIN = {Unit.COUNT: "#,##0", Unit.PERCENT: "0.0%", Unit.CNY: "¥#,##0.00"}
AMOUNT = "#,##0.####"
MONEY = "#,##0.00"
DAY = "yyyy-mm-dd"
MOMENT = "yyyy-mm-dd hh:mm"
_HEAD = {"bold": True, "bg_color": "#EEF1F6", "border": 1, "border_color": "#C6CFDC"}
_WIDEST = 46


@dataclass(frozen=True, slots=True)
class Stamp:
    """What stands above every sheet.

    Attributes:
        title: of the page.
        lines: store, period, filters, data as of, reader and time, trust.
        made: the time of making, with its zone.
    """

    title: str
    lines: tuple[str, ...]
    made: datetime


def number_format(unit: Unit, currency: str = HOME) -> str:
    """How Excel shows a value of a unit."""
    if unit in _PLAIN and (unit is not Unit.CNY or currency == HOME):
        return _PLAIN[unit]
    if unit.value.startswith(HOME):
        code = "".join(c for c in currency if c.isalnum() or c == "+")
        return "¥#,##0.00" if currency == HOME else f'#,##0.00 "{code}"'
    return "#,##0.00"


class Book:
    """A workbook.

    Args:
        stamp: for the head of each sheet.
    """

    def __init__(self, stamp: Stamp) -> None:
        self._file = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._file, _OPTIONS)
        self._book.set_properties({"title": safe(stamp.title), "created": stamp.made})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names: list[str] = []
        self.stamp = stamp

    def format(self, **properties: Any) -> Any:
        """A cell format, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]

    def sheet(self, name: str, *notes: str) -> "Sheet":
        """A new sheet under the stamp."""
        unique = sheet_name(name, self._names)
        self._names.append(unique)
        return Sheet(self, self._book.add_worksheet(unique), name, notes)

    def close(self) -> bytes:
        """The file."""
        self._book.close()
        return self._file.getvalue()


class Sheet:
    """A sheet with its head written; rows follow below.

    Args:
        book: that it belongs to.
        sheet: of the library.
        name: shown beside the title.
        notes: further lines of the head.
    """

    def __init__(self, book: Book, sheet: Any, name: str, notes: Sequence[str]) -> None:
        self._book, self._sheet = book, sheet
        self._widths: dict[int, int] = {}
        self.text(0, 0, f"{book.stamp.title} · {name}", bold=True, font_size=14)
        lines = (*book.stamp.lines, *notes)
        for row, line in enumerate(lines, start=1):
            self.text(row, 0, line, font_color="#566375")
        self._widths.clear()
        self.row = len(lines) + 2
        """The first row that is free."""
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def head(self, row: int, column: int, text: str, span: int = 1) -> None:
        """A heading, over several columns where asked for."""
        look = self._book.format(**_HEAD, text_wrap=True, valign="vcenter")
        if span > 1:
            self._sheet.merge_range(row, column, row, column + span - 1, safe(text), look)
        else:
            self._sheet.write_string(row, column, safe(text), look)
            self._widen(column, min(len(text) + 4, 18))

    def text(self, row: int, column: int, text: str, **look: Any) -> None:
        """A text, never a formula."""
        self._sheet.write_string(row, column, safe(text), self._book.format(**look))
        # A Chinese character is about as wide as two Latin letters.
        self._widen(column, sum(2 if ord(c) > 0x2E80 else 1 for c in text) + 2)

    def number(
        self, row: int, column: int, value: float | None, shape: str, *, bold: bool = False
    ) -> None:
        """A number; nothing where there is none."""
        if value is None:
            return
        self._sheet.write_number(row, column, value, self._look(shape, bold=bold))
        self._widen(column, len(f"{value:,.2f}") + 3)

    def formula(
        self, row: int, column: int, formula: str, value: float, shape: str, *, bold: bool = False
    ) -> None:
        """A live formula with the value that it gives now."""
        self._sheet.write_formula(row, column, formula, self._look(shape, bold=bold), value)
        self._widen(column, len(f"{value:,.2f}") + 3)

    def value(self, row: int, column: int, value: Any) -> None:
        """Any value by its type: numbers stay numbers, days days, all else is text."""
        match value:
            case None:
                return
            case bool() | str():
                self.text(row, column, str(value))
            case int() | float() | Decimal():
                self.number(row, column, float(value), AMOUNT)
            case datetime():
                shape = self._look(MOMENT)
                self._sheet.write_datetime(row, column, value.replace(tzinfo=None), shape)
                self._widen(column, 18)
            case date():
                self._sheet.write_datetime(row, column, value, self._look(DAY))
                self._widen(column, 12)
            case _:
                self.text(row, column, str(value))

    def finish(self, first: int, last: int, columns: int, frozen: int = 1) -> None:
        """Filters over the table, panes that stay, widths that fit.

        Args:
            first: row of the headings.
            last: last row with data.
            columns: number of columns.
            frozen: columns that stay.
        """
        if last > first and columns:
            self._sheet.autofilter(first, 0, last, columns - 1)
        self._sheet.freeze_panes(first + 1, frozen)
        for column, width in self._widths.items():
            self._sheet.set_column(column, column, min(max(width, 9), _WIDEST))

    def _look(self, shape: str, *, bold: bool = False) -> Any:
        return self._book.format(num_format=shape, **({"bold": True} if bold else {}))

    def _widen(self, column: int, width: int) -> None:
        self._widths[column] = max(self._widths.get(column, 0), width)


def cell(row: int, column: int) -> str:
    """The name of a cell, for formulas."""
    return str(xl_rowcol_to_cell(row, column))
