"""The door to every format: an extract in, its sheets out."""

from collections.abc import Sequence
from pathlib import Path

from data_loaders.extract import Extract
from data_loaders.faults import RefusedError
from data_loaders.reading.columnar import ColumnarSheet
from data_loaders.reading.decoding import to_utf8
from data_loaders.reading.delimited import DelimitedSheet
from data_loaders.reading.sheet import Sheet
from data_loaders.reading.sniffing import Format, sniff
from data_loaders.reading.workbook_pool import WorkbookPool


def open_sheets(
    extract: Extract, staging: Path, workbooks: WorkbookPool | None = None
) -> Sequence[Sheet]:
    """Return the sheets of a file.

    Args:
        extract: The file.
        staging: Folder for what has to be decoded first, named by the extract's digest.
        workbooks: Opens workbooks and pages, and tries Parquet, in processes of their own; without
            it one is started for this file alone.

    Raises:
        RefusedError: With what is wrong and what to do.
    """
    text = staging / f"{extract.sha256}.txt"
    match sniff(extract.path):
        case Format.WORKBOOK | Format.HTML | Format.SPREADSHEET_XML | Format.WEB_ARCHIVE:
            return _elsewhere(extract, staging, workbooks)
        case Format.PARQUET:
            _elsewhere(extract, staging, workbooks)
            return [ColumnarSheet(extract.path)]
        case Format.TEXT:
            return [DelimitedSheet(to_utf8(extract.path, text))]
        case Format.ZIP:
            # Archives are taken apart by their source; one inside another stays closed.
            raise RefusedError("nested_archive")


def _elsewhere(extract: Extract, staging: Path, workbooks: WorkbookPool | None) -> Sequence[Sheet]:
    target = staging / extract.sha256
    if workbooks is not None:
        return workbooks.read(extract.path, target)
    with WorkbookPool() as own:
        return own.read(extract.path, target)
