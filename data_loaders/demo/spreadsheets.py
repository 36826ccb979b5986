"""Printed lists as workbooks whose bytes depend on their content alone."""

from datetime import datetime
from pathlib import Path

import xlsxwriter

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
        for cells in zip(*(column.to_pylist() for column in printed.columns), strict=True):
            row += 1
            for place, text in enumerate(cells):
                if text is None:
                    continue
                if place in numbers and _is_number(text):
                    page.write_number(row, place, float(text))
                else:
                    page.write_string(row, place, text)
        for line in (printed.total, *((text,) for text in printed.below)):
            if line:
                row += 1
                for place, text in enumerate(line):
                    if text:
                        page.write_string(row, place, text)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
