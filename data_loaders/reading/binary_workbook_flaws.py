"""What the fast reader hides in an xlsb: error cells and hidden rows."""

import posixpath
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from data_loaders.reading.flaws import ERRORS, Flaws, error_text

_ROW, _ERROR, _FORMULA_ERROR, _SHEET = 0, 3, 11, 156
_BROKEN = (
    zipfile.BadZipFile, KeyError, OSError, IndexError, struct.error, UnicodeDecodeError, ParseError,
    DefusedXmlException,
)  # fmt: skip


def read_binary_flaws(path: Path) -> dict[str, Flaws]:
    """Return the flaws of each sheet of an xlsb by its name; those without any are left out."""
    found: dict[str, Flaws] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for name, part in _sheets(archive):
                flaws = _flaws(archive.read(part))
                if flaws.cells or flaws.hidden_rows:
                    found[name] = flaws
    except _BROKEN:
        # The reader itself says what is wrong with a file that it cannot read.
        return found
    return found


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    targets = {}
    for each in fromstring(archive.read("xl/_rels/workbook.bin.rels")):
        targets[each.get("Id")] = posixpath.normpath(
            posixpath.join("/xl", each.get("Target", ""))
        ).removeprefix("/")
    parts = set(archive.namelist())
    book = archive.read("xl/workbook.bin")
    for kind, at in _records(book):
        if kind == _SHEET:
            relation, at = _text(book, at + 8)
            name, _ = _text(book, at)
            part = targets.get(relation, "")
            if part in parts and "worksheets" in part:
                yield name, part


def _text(raw: bytes, at: int) -> tuple[str, int]:
    """Return a counted text and the place after it."""
    end = at + 4 + 2 * struct.unpack_from("<I", raw, at)[0]
    return raw[at + 4 : end].decode("utf-16-le"), end


def _records(raw: bytes) -> Iterator[tuple[int, int]]:
    """Yield kind and place of each record; both kind and length take as many bytes as needed."""
    at = 0
    while at < len(raw):
        kind, at = _number(raw, at, 2)
        length, at = _number(raw, at, 4)
        yield kind, at
        at += length


def _number(raw: bytes, at: int, most: int) -> tuple[int, int]:
    number = 0
    for place in range(most):
        byte = raw[at + place]
        number |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return number, at + place + 1
    return number, at + most


def _flaws(raw: bytes) -> Flaws:
    found = Flaws()
    row = 0
    for kind, at in _records(raw):
        if kind == _ROW:
            row = struct.unpack_from("<I", raw, at)[0] + 1
            if raw[at + 11] & 0x10:
                found.hidden_rows.append(row)
        elif kind in (_ERROR, _FORMULA_ERROR):
            column = struct.unpack_from("<I", raw, at)[0]
            error = ERRORS.get(raw[at + 8], "#N/A")
            found.cells[row, column] = error_text(error, row, column)
    return found
