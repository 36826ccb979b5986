"""What a file is, told by its first bytes; its name is never trusted."""

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from data_loaders.faults import RefusedError

_FIRST = 4096
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<")
_TABLE = re.compile(rb"<\s*(html|table|!doctype\s+html|head|body|meta|style)", re.IGNORECASE)


class Format(StrEnum):
    """The formats that can be read."""

    ZIP = "zip"
    WORKBOOK = "workbook"
    PARQUET = "parquet"
    HTML = "html"
    SPREADSHEET_XML = "SpreadsheetML"
    WEB_ARCHIVE = "MHTML"
    TEXT = "text"


# Magic bytes of what people drop into a folder besides extracts.
_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3", "SQLite"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
)


def sniff(path: Path) -> Format:
    """Return the format of a file.

    Raises:
        RefusedError: `empty_file`, `unknown_format`, or `unsupported_markup` with what to do.
    """
    with path.open("rb") as stream:
        first = stream.read(_FIRST)
    if not first:
        raise RefusedError("empty_file")
    if first.startswith(b"PK\x03\x04") or first.startswith(b"PK\x05\x06"):
        return _sniff_zip(path)
    if first.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Format.WORKBOOK
    if first.startswith(b"PAR1"):
        return Format.PARQUET
    for magic, name in _FOREIGN:
        if first.startswith(magic):
            raise RefusedError("unknown_format", found=name)
    return _sniff_text(first)


def _sniff_text(first: bytes) -> Format:
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        first = first.decode("utf-16", errors="ignore").encode()
    if first.lstrip()[:12].upper().startswith(b"MIME-VERSION"):
        return Format.WEB_ARCHIVE
    if _MARKUP.match(first):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in first and b"<table" not in first:
            return Format.SPREADSHEET_XML
        if _TABLE.search(first):
            return Format.HTML
        raise RefusedError("unsupported_markup", found="XML")
    if b"\x00" in first:
        raise RefusedError("unknown_format", found="binary")
    return Format.TEXT


def _sniff_zip(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        raise RefusedError("broken_file", detail="zip") from None
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names or "content.xml" in names:
        return Format.WORKBOOK
    return Format.ZIP
