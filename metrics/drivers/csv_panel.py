"""A CSV file as a table for an analysis: numbers where numbers are expected, or what is wrong.

Only the named columns are looked at. Rows are named by their line in the file.
"""

import csv
import io
import math
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from metrics.drivers.columns import Columns
from metrics.drivers.input_errors import PanelError
from metrics.drivers.panel import Floats

BLANKS = frozenset({"", "na", "n/a", "nan", "null", "none", "."})
"""What tables write where a number is not known, in small letters."""

_SEPARATORS = (",", ";", "\t")
# As spreadsheets with Chinese settings write it where they do not write UTF-8.
_ENCODINGS = ("utf-8-sig", "gb18030")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d+)?", re.ASCII)
_INFINITE = re.compile(r"[+-]?(?:inf|infinity|∞)", re.IGNORECASE)


def read_csv(path: Path, columns: Columns) -> pd.DataFrame:
    """The named columns, indexed by line number.

    Args:
        path: of a text file with a line of names, separated by commas, semicolons or tabs.
        columns: which column plays which part.

    Raises:
        PanelError: it names the file, the column or the line.
    """
    text = _decoded(path)
    header, lines, rows = _rows(path, text)
    columns.check(header)
    if not rows:
        raise PanelError(f"{path.name} has names of columns and no row", "bring rows")
    places = {name: header.index(name) for name in (*columns.numeric, *columns.labels)}
    table: dict[str, Floats | list[str]] = {}
    for name in columns.labels:
        table[name] = [row[places[name]].strip() for row in rows]
    for name in columns.numeric:
        table[name] = _numbers(name, [row[places[name]] for row in rows], lines)
    return pd.DataFrame(table, index=pd.Index(lines))


def _decoded(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise PanelError(f"there is no file {path}", "correct the path") from None
    except IsADirectoryError:
        raise PanelError(f"{path} is a folder", "name a CSV file") from None
    except OSError as error:
        raise PanelError(
            f"{path} cannot be read: {error.strerror}", "make it readable for this user"
        ) from None
    if b"\0" in content:
        raise PanelError(
            f"{path.name} is no text file", "save it as CSV in UTF-8, not as a workbook"
        )
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PanelError(
        f"{path.name} is written in neither UTF-8 nor GB 18030", "save it as CSV in UTF-8"
    )


def _rows(path: Path, text: str) -> tuple[list[str], list[int], list[list[str]]]:
    """Names of columns, line numbers and cells; lines without any cell are passed over."""
    first = text.lstrip().partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header: list[str] = []
    lines: list[int] = []
    rows: list[list[str]] = []
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if not header:
                header = [name.strip() for name in row]
                continue
            if len(row) != len(header):
                raise PanelError(
                    f"line {reader.line_num} of {path.name} has {len(row)} cells, "
                    f"the line of names has {len(header)}",
                    "correct that line",
                )
            lines.append(reader.line_num)
            rows.append(row)
    except csv.Error as error:
        raise PanelError(
            f"line {reader.line_num} of {path.name} cannot be taken apart: {error}",
            "correct its quotation marks",
        ) from None
    if not header:
        raise PanelError(f"{path.name} is empty", "bring a line of names and rows below it")
    return header, lines, rows


def _numbers(name: str, cells: Sequence[str], lines: Sequence[int]) -> Floats:
    """The cells as numbers, NaN where blank."""
    found = np.empty(len(cells))
    for position, cell in enumerate(cells):
        found[position] = _number(name, cell.strip(), lines[position])
    return found


def _number(name: str, cell: str, line: int) -> float:
    if _NUMBER.fullmatch(cell):
        number = float(cell.replace("D", "e").replace("d", "e"))
        if math.isfinite(number):
            return number
        raise PanelError(
            f"column {name!r} has {cell} in row {line}, which is too large for a number",
            "write the column in a larger unit",
        )
    if cell.casefold() in BLANKS:
        return math.nan
    if _INFINITE.fullmatch(cell):
        raise PanelError(
            f"column {name!r} has an infinite value ({cell}) in row {line}",
            "correct it, or leave it blank if it is not known",
        )
    shown = cell if len(cell) <= _CELL_SHOWN else f"{cell[:_CELL_SHOWN]}..."
    raise PanelError(
        f"column {name!r} has {shown!r} in row {line}, where a number is expected",
        "write numbers without units, signs of thousands or per cent",
    )


_CELL_SHOWN = 40
