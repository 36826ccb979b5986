"""Refused rows as a workbook: the whole row, the reason in the last column, ready to come back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from data_loaders.pipeline.corrections import REASON_HEADING, ROW_HEADING, Origin
from warehouse.schema import TABLES

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_NAME = 31
_CELL = 32_000

_TEXTS = (
    "隔离行 / Quarantined rows",
    "",
    "1. 每张工作表是一个来源文件里没有导入的行，整行照原样列出；最后一列写明原因，出错的格子标红。",
    "2. 在格子里直接改正，存盘后用 forecourt load 文件.xlsx 导入。"
    "改好的行进入数据，并从隔离清单上去掉；仍有错的行留在清单上，原因更新。",
    "3. 第 2 行和“原行号”列请不要改：系统靠它们认出是哪一行。不要的行可以删掉，它们留在清单上。",
    "4. 电话只保留前三位和后四位；要用完整号码的，请补填。",
    "5. 写明“只供查看”的工作表里有按您的权限隐藏的内容，不能导入。",
    "",
    "1. Each sheet holds the rows of one file that were not loaded, whole and as they stood; the "
    "last column says why, and cells at fault are red.",
    "2. Correct the cells, save, and load the workbook with forecourt load FILE.xlsx. Rows put "
    "right go in and leave the list; rows still at fault stay on it with their new reason.",
    "3. Leave the second row and the column 原行号 as they are: they tell which row it is. "
    "Rows you do not want may be deleted; they stay on the list.",
    "4. Of telephone numbers only the first three and last four digits are kept; enter those that "
    "are needed.",
    "5. Sheets marked as for reading only have contents hidden by your rights and cannot be "
    "loaded.",
)


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was refused.

    Attributes:
        row: 1-based row of its sheet.
        cells: Text by heading.
        faults: Heading and reason of each fault; no heading where the whole row is meant.
    """

    row: int
    cells: Mapping[str, str]
    faults: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RefusedSheet:
    """The refused rows of one sheet of one file.

    Attributes:
        origin: Where they stood.
        table: Of the warehouse that they are for.
        store: Code of their store; empty where each row names its own.
        extracted_at: Time of the extract; None where it told none.
        rows: In the order of the sheet.
    """

    origin: Origin
    table: str
    store: str
    extracted_at: datetime | None
    rows: Sequence[RefusedRow]


def write_rejected(target: Path | BinaryIO, sheets: Sequence[RefusedSheet]) -> int:
    """Write the workbook and return the number of rows in it.

    Args:
        target: A new file, or a stream.
        sheets: What was refused.
    """
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "in_memory": True}
    place = str(target) if isinstance(target, Path) else target
    with xlsxwriter.Workbook(place, options) as book:
        guide = book.add_worksheet("说明")
        guide.set_column(0, 0, 110, book.add_format({"text_wrap": True}))
        for at, text in enumerate(_TEXTS):
            guide.write_string(at, 0, text)
        writer = _Writer(book)
        for number, sheet in enumerate(sheets, start=1):
            name = _NOT_IN_NAMES.sub(" ", Path(sheet.origin.file).stem)
            writer.write(book.add_worksheet(f"{number} {name}"[:_NAME].strip()), sheet)
    return sum(len(sheet.rows) for sheet in sheets)


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._small = book.add_format({"font_size": 8, "font_color": "#808080"})
        self._head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1})
        self._text = book.add_format({"num_format": "@"})
        self._wrong = book.add_format({"num_format": "@", "bg_color": "#FFC7CE"})
        self._reason = book.add_format({"text_wrap": True, "font_color": "#9C0006"})

    def write(self, page: Worksheet, sheet: RefusedSheet) -> None:
        """Title, the line that names the origin, headings, rows."""
        page.write_string(0, 0, _title(sheet), self._title)
        page.write_string(1, 0, sheet.origin.line(), self._small)
        headings = _headings(sheet.rows)
        printed = [ROW_HEADING, *(_in_words(sheet.table, text) for text in headings)]
        for place, text in enumerate([*printed, REASON_HEADING]):
            page.write_string(2, place, text, self._head)
        page.set_column(0, 0, 8)
        page.set_column(1, len(headings), 16, self._text)
        page.set_column(len(headings) + 1, len(headings) + 1, 70)
        for at, row in enumerate(sheet.rows, start=3):
            page.write_number(at, 0, row.row)
            wrong = {heading for heading, _ in row.faults}
            for place, heading in enumerate(headings, start=1):
                cell = row.cells.get(heading, "")
                kind = self._wrong if heading in wrong else self._text
                if cell:
                    page.write_string(at, place, cell[:_CELL], kind)
                elif heading in wrong:
                    page.write_blank(at, place, None, kind)
            told = "\n".join(
                f"{_in_words(sheet.table, heading)}：{text}" if heading else text
                for heading, text in row.faults
            )
            page.write_string(at, len(headings) + 1, told[:_CELL], self._reason)
        page.freeze_panes(3, 1)


def _title(sheet: RefusedSheet) -> str:
    parts = [f"隔离行  {TABLES[sheet.table].info['zh']}" if sheet.table in TABLES else "隔离行"]
    if not sheet.origin.whole:
        parts.append("只供查看 / for reading only")
    if sheet.store:
        parts.append(f"门店代码：{sheet.store}")
    if sheet.extracted_at is not None:
        parts.append(f"导出时间：{sheet.extracted_at:%Y-%m-%d %H:%M:%S}")
    return "  ".join(parts)


def _headings(rows: Sequence[RefusedRow]) -> list[str]:
    """Headings of all rows, in the order of the fullest first; those of faults among them."""
    fullest = sorted(rows, key=lambda row: -len(row.cells))
    found = dict.fromkeys(heading for row in fullest for heading in row.cells)
    found |= dict.fromkeys(heading for row in rows for heading, _ in row.faults if heading)
    return list(found)


def _in_words(table: str, heading: str) -> str:
    """The heading of a column that only the surroundings filled, so far known by its name."""
    if table in TABLES and heading in TABLES[table].c:
        return str(TABLES[table].c[heading].info["zh"])
    return heading
