"""Printed lists as workbooks whose bytes depend on their content alone."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from data_loaders.demo.layout import Printed

# A workbook carries the time of its making; a fixed one keeps the bytes the same on any day.
CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 - local time without zone


def write_workbook(path: Path, printed: Printed, sheet: str, numbers: set[int]) -> None:
    """Write a list with a title merged over all columns.

    Args:
        path: file to write.
        printed: the list.
        sheet: name of its sheet.
        numbers: places of columns whose cells are numbers.
    """
    options = {"constant_memory": True, "strings_to_numbers": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": CREATED})
        page = book.add_worksheet(sheet[:31])
        width = len(printed.headings)
        bold = book.add_format({"bold": True})
        page.merge_range(0, 0, 0, width - 1, printed.above[0], bold)
        row = 1
        for line in printed.above[1:]:
            page.write_string(row, 0, line)
            row += 1
        for place, heading in enumerate(printed.headings):
            page.write_string(row, place, heading, bold)
        for texts in zip(*(column.to_pylist() for column in printed.columns), strict=True):
            row += 1
            _write_row(page, row, texts, numbers)
        for last in (printed.total, printed.below):
            if last:
                row += 1
                _write_row(page, row, last, set())


def _write_row(page: Worksheet, row: int, cells: Sequence[str | None], numbers: set[int]) -> None:
    """Write one row; empty cells stay out, and what is no number stays text."""
    for place, text in enumerate(cells):
        if not text:
            continue
        if place in numbers and _is_number(text):
            page.write_number(row, place, float(text))
        else:
            page.write_string(row, place, text)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
