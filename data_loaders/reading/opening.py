"""The door to every format: an extract in, its sheets out."""

from collections.abc import Sequence
from pathlib import Path

from data_loaders.extract import Extract
from data_loaders.faults import RefusedError
from data_loaders.reading.columnar import ColumnarSheet
from data_loaders.reading.decoding import to_utf8
from data_loaders.reading.delimited import DelimitedSheet
from data_loaders.reading.html_table import open_html
from data_loaders.reading.sheet import Sheet
from data_loaders.reading.sniffing import Format, sniff
from data_loaders.reading.workbook import open_workbook


def open_sheets(extract: Extract, staging: Path) -> Sequence[Sheet]:
    """Return the sheets of a file.

    Args:
        extract: The file.
        staging: Folder for what has to be decoded first.

    Raises:
        RefusedError: With what is wrong and what to do.
    """
    match sniff(extract.path):
        case Format.WORKBOOK:
            return open_workbook(extract.path)
        case Format.PARQUET:
            return [ColumnarSheet(extract.path)]
        case Format.HTML:
            return open_html(to_utf8(extract.path, staging / f"{extract.sha256}.txt"))
        case Format.TEXT:
            return [DelimitedSheet(to_utf8(extract.path, staging / f"{extract.sha256}.txt"))]
        case Format.ZIP:
            # Archives are taken apart by their source; one inside another stays closed.
            raise RefusedError("nested_archive")
