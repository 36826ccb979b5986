"""Cells that say what they take: lists, numbers and days, checked while they are typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

LISTS = "列表"
_FIRST, _LAST = date(1980, 1, 1), date(2089, 12, 31)
_MOST = 1_000_000_000_000
# Empty rows below the prefilled ones that are checked too.
_SPARE_ROWS = 300


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a form.

    Attributes:
        name: canonical column.
        heading: as printed.
        width: in characters.
        hint: what to fill in, Chinese then English, shown at the cell.
        takes: ``text``, ``code``, ``vin``, ``number``, ``share``, ``count``, ``whole``, ``day`` or
            ``moment``.
        options: name of its list; empty for none.
        strict: whether other values than those of the list are refused, not only warned of.
        required: whether a row that leaves it empty is coloured.
        key: whether it is of those that must differ from row to row.
    """

    name: str
    heading: str
    width: int
    hint: str
    takes: str = "text"
    options: str = ""
    strict: bool = False
    required: bool = False
    key: bool = False


class Lists:
    """The hidden sheet of lists, one below each name.

    Args:
        book: the workbook.
        lists: texts by name.
    """

    def __init__(self, book: Workbook, lists: Mapping[str, Sequence[str]]) -> None:
        sheet = book.add_worksheet(LISTS)
        sheet.hide()
        self._ranges: dict[str, str] = {}
        for place, (name, texts) in enumerate(lists.items()):
            sheet.write_string(0, place, name)
            for row, text in enumerate(texts, start=1):
                sheet.write_string(row, place, text)
            letter = xl_col_to_name(place)
            if texts:
                self._ranges[name] = f"='{LISTS}'!${letter}$2:${letter}${len(texts) + 1}"

    def validation(self, column: Column) -> dict[str, Any]:
        """The check of a column's cells."""
        told = {
            "input_title": column.heading[:32],
            "input_message": column.hint[:255],
            "error_title": column.heading[:32],
            "error_message": column.hint[:255],
            "ignore_blank": True,
        }
        source = self._ranges.get(column.options)
        if source is not None:
            kind = "stop" if column.strict else "warning"
            return {"validate": "list", "source": source, "error_type": kind, **told}
        match column.takes:
            case "day" | "moment":
                span = {"minimum": _FIRST, "maximum": _LAST}
                return {"validate": "date", "criteria": "between", **span, **told}
            case "count":
                return {
                    "validate": "integer", "criteria": "between", "minimum": 1, "maximum": 99,
                    **told,
                }  # fmt: skip
            case "whole":
                return {
                    "validate": "integer", "criteria": "between", "minimum": -_MOST,
                    "maximum": _MOST, **told,
                }  # fmt: skip
            case "vin":
                return {"validate": "length", "criteria": "==", "value": 17, **told}
            case "number" | "share":
                span_of = (-_MOST, _MOST) if column.takes == "number" else (0, 10)
                return {
                    "validate": "decimal", "criteria": "between", "minimum": span_of[0],
                    "maximum": span_of[1], **told,
                }  # fmt: skip
        return {"validate": "any", **told}


def write_form(  # noqa: PLR0913 - what a sheet of a form consists of
    book: Workbook,
    sheet: Worksheet,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, str | date | float | None]],
    lists: Lists,
    spare: int = _SPARE_ROWS,
) -> None:
    """Write title, headings and prefilled rows, with checks on these and on spare rows below.

    Args:
        book: the workbook.
        sheet: empty.
        title: first row.
        columns: in order.
        rows: prefilled cells by canonical column.
        lists: of the workbook.
        spare: empty rows below the prefilled ones that are checked too.
    """
    must = book.add_format({"bold": True, "bg_color": "#F8CBAD", "border": 1})
    head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    number = book.add_format({"num_format": "#,##0.###"})
    share = book.add_format({"num_format": "0.0%"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    # As text a spreadsheet keeps leading zeros and every digit.
    code = book.add_format({"num_format": "@"})
    formats = {
        "day": day, "moment": moment, "number": number, "share": share, "code": code, "vin": code,
    }  # fmt: skip
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    last = 1 + len(rows) + spare
    for place, column in enumerate(columns):
        sheet.write_string(1, place, column.heading, must if column.required else head)
        sheet.set_column(place, place, column.width, formats.get(column.takes))
        sheet.data_validation(2, place, last, place, lists.validation(column))
    for at, row in enumerate(rows, start=2):
        for place, column in enumerate(columns):
            value = row.get(column.name)
            if isinstance(value, date):
                sheet.write_datetime(at, place, datetime.combine(value, time()), day)
            elif isinstance(value, str) and value:
                sheet.write_string(at, place, value)
            elif column.takes == "number":
                own = share if row.get("is_share") else number
                if isinstance(value, float):
                    sheet.write_number(at, place, value, own)
                else:
                    sheet.write_blank(at, place, None, own)
    _colour_gaps(book, sheet, columns, last)
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, max(last, 2), len(columns) - 1)


def _colour_gaps(book: Workbook, sheet: Worksheet, columns: Sequence[Column], last: int) -> None:
    """Colour required cells left empty in a row that says something, and keys that repeat."""
    end = xl_col_to_name(len(columns) - 1)
    gap = book.add_format({"bg_color": "#FFC7CE"})
    again = book.add_format({"bg_color": "#FFEB9C"})
    keys = [xl_col_to_name(place) for place, column in enumerate(columns) if column.key]
    pairs = ",".join(f"${k}$3:${k}${last + 1},${k}3" for k in keys)
    for place, column in enumerate(columns):
        letter = xl_col_to_name(place)
        if column.required:
            empty = f"=AND(COUNTA($A3:${end}3)>0,LEN(TRIM(${letter}3))=0)"
            rule = {"type": "formula", "criteria": empty, "format": gap}
            sheet.conditional_format(2, place, last, place, rule)
        if column.key:
            repeated = f"=AND(LEN(TRIM(${letter}3))>0,COUNTIFS({pairs})>1)"
            rule = {"type": "formula", "criteria": repeated, "format": again}
            sheet.conditional_format(2, place, last, place, rule)
