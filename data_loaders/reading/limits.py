"""Bounds that keep a small file from becoming an endless one."""

import zipfile
from pathlib import Path

from data_loaders.faults import RefusedError

EXPANSION_RATIO = 200
EXPANSION_FREE = 64 << 20
EXPANDED_BYTES = 16 << 30
CELL_CHARACTERS = 32_767
# Some thirty times what a spreadsheet holds; what goes beyond is no extract of one day or month.
SHEET_ROWS = 30_000_000
# A table that is held in memory as a whole, such as one of a page.
TABLE_CELLS = 50_000_000
# A process that opens workbooks: bytes, seconds for a file, and files before it is renewed.
WORKBOOK_MEMORY = 2 << 30
WORKBOOK_SECONDS = 600.0
WORKBOOK_FILES = 500


def check_cells(rows: int, width: int) -> None:
    """Refuse a table that is wide in one row and long, so that most of it would be blanks.

    Raises:
        RefusedError: `too_big_to_open`.
    """
    if rows * width > TABLE_CELLS:
        raise RefusedError("too_big_to_open", limit=f"{TABLE_CELLS:,} cells")


def check_expansion(path: Path) -> None:
    """Refuse an archive that would unpack to far more than it weighs.

    Raises:
        RefusedError: `expands_too_far`, or `broken_file` where it cannot be listed.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            expanded = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        raise RefusedError("broken_file", detail="zip") from None
    packed = max(path.stat().st_size, 1)
    if expanded > EXPANDED_BYTES or (
        expanded > EXPANSION_FREE and expanded / packed > EXPANSION_RATIO
    ):
        raise RefusedError("expands_too_far", packed=packed, expanded=expanded)
