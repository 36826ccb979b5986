"""Builds xlsb and ods workbooks byte by byte: no library at hand writes errors into them."""

import struct
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.'
    'macroEnabled.main"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
    'package.relationships+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
)
_SPACES = " ".join(
    f'xmlns:{short}="{long}"'
    for short, long in (
        ("office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
        ("table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
        ("text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
        ("calcext", "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"),
    )
)


def write_xlsb(path: Path, name: str, rows: list[list[str | float | int]], hidden: int) -> Path:
    """Write a sheet: text, floats, and error codes as whole numbers, negative ones by formula."""
    body = _record(129) + _record(148, struct.pack("<4I", 0, len(rows) - 1, 0, len(rows[0]) - 1))
    body += _record(145)
    for number, cells in enumerate(rows):
        flags = 0x10 if number == hidden - 1 else 0
        body += _record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, flags, 0, 0))
        for column, cell in enumerate(cells):
            place = struct.pack("<II", column, 0)
            if isinstance(cell, str):
                body += _record(6, place + _text(cell))
            elif isinstance(cell, float):
                body += _record(5, place + struct.pack("<d", cell))
            elif cell < 0:
                body += _record(11, place + struct.pack("<BHII", -cell, 0, 0, 0))
            else:
                body += _record(3, place + bytes([cell]))
    body += _record(146) + _record(130)
    sheet = struct.pack("<II", 0, 1) + _text("rId1") + _text(name)
    book = _record(131) + _record(143) + _record(156, sheet) + _record(144) + _record(132)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", _RELATIONS)
        archive.writestr("xl/worksheets/sheet1.bin", body)
    return path


def ods_cell(text: str, attributes: str = 'office:value-type="string"') -> str:
    """Return a cell of an ods."""
    return f"<table:table-cell {attributes}><text:p>{escape(text)}</text:p></table:table-cell>"


def write_ods(path: Path, name: str, rows: str) -> Path:
    """Write a sheet of finished rows."""
    content = (
        f'<?xml version="1.0"?><office:document-content {_SPACES}><office:body>'
        f'<office:spreadsheet><table:table table:name="{name}">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def _record(kind: int, body: bytes = b"") -> bytes:
    return _number(kind) + _number(len(body)) + body


def _number(number: int) -> bytes:
    made = b""
    while True:
        number, byte = number >> 7, number & 0x7F
        made += bytes([byte | (0x80 if number else 0)])
        if not number:
            return made


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
