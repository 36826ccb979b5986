"""What the fast reader hides in an xlsx: error cells, formulas without a result, hidden rows.

Most sheets have none of it, which a search through the bytes tells; only then are they parsed.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError
from xml.parsers import expat

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import parse

from data_loaders.reading.flaws import Flaws, error_text, share_text

_BLOCK = 1 << 20
_OVERLAP = 64
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Plain searches: an expression takes several times as long as the unpacking.
_ODD = (b"<f", b":f", b'"e"', b"'e'", b"hidden")
_LETTERS = re.compile(r"([A-Z]{1,3})([0-9]+)")
_PERCENT_FORMATS = frozenset({9, 10})
_BROKEN = (zipfile.BadZipFile, KeyError, OSError, ParseError, DefusedXmlException, expat.ExpatError)


def read_flaws(path: Path) -> dict[str, Flaws]:
    """Return the flaws of each sheet of an xlsx by its name; those without any are left out."""
    found: dict[str, Flaws] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            percent = _percent_styles(archive)
            odd = [*_ODD]
            for style in percent:
                odd += [b's="%d"' % style, b"s='%d'" % style]
            for name, part in _sheets(archive):
                with archive.open(part) as stream:
                    if not _contains(stream, odd):
                        continue
                with archive.open(part) as stream:
                    flaws = _Parser(percent).parse(stream)
                if flaws.cells or flaws.shares or flaws.hidden_rows:
                    found[name] = flaws
    except _BROKEN:
        # The reader itself says what is wrong with a file that it cannot read.
        return found
    return found


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield name and part of each sheet."""
    targets = {}
    with archive.open("xl/_rels/workbook.xml.rels") as stream:
        for each in _root(stream):
            target = each.get("Target", "")
            target = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            targets[each.get("Id")] = posixpath.normpath(target)
    names = set(archive.namelist())
    with archive.open("xl/workbook.xml") as stream:
        for each in _root(stream).findall(".//{*}sheet"):
            part = targets.get(each.get(_RELATION), "")
            if part in names and "chartsheet" not in part:
                yield each.get("name", ""), part


def _root(stream: IO[bytes]) -> Element:
    root = parse(stream).getroot()
    if root is None:
        raise ParseError("a part of the workbook is empty")
    return root


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Return the numbers of the cell styles that show per cent."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    with archive.open("xl/styles.xml") as stream:
        root = _root(stream)
    formats = set(_PERCENT_FORMATS)
    for each in root.findall(".//{*}numFmt"):
        if "%" in each.get("formatCode", ""):
            formats.add(int(each.get("numFmtId", "0")))
    styles = root.find("{*}cellXfs")
    if styles is None:
        return frozenset()
    used = [int(each.get("numFmtId", "0")) for each in styles]
    return frozenset(place for place, number in enumerate(used) if number in formats)


def _contains(stream: IO[bytes], odd: Sequence[bytes]) -> bool:
    kept = b""
    while block := stream.read(_BLOCK):
        searched = kept + block
        if any(text in searched for text in odd):
            return True
        kept = block[-_OVERLAP:]
    return False


class _Parser:
    """Walks through one sheet."""

    def __init__(self, percent: frozenset[int]) -> None:
        self._percent = percent
        self._found = Flaws()
        self._place = (0, -1)
        self._type = ""
        self._share = False
        self._formula = False
        self._text: list[str] | None = None
        self._value = ""

    def parse(self, stream: IO[bytes]) -> Flaws:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.StartDoctypeDeclHandler = _no_doctype
        parser.ParseFile(stream)
        return self._found

    def _start(self, name: str, given: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "row":
            row = int(given.get("r", self._place[0] + 1))
            self._place = (row, -1)
            if given.get("hidden") in ("1", "true"):
                self._found.hidden_rows.append(row)
        elif name == "c":
            row, column = self._place
            match = _LETTERS.fullmatch(given.get("r", ""))
            self._place = (int(match[2]), _column(match[1])) if match else (row, column + 1)
            self._type = given.get("t", "n")
            self._share = int(given.get("s", "0")) in self._percent
            self._formula, self._value = False, ""
        elif name == "f":
            self._formula = True
        elif name in ("v", "t"):
            self._text = []

    def _data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in ("v", "t") and self._text is not None:
            self._value += "".join(self._text)
            self._text = None
        elif name == "c":
            self._judge()

    def _judge(self) -> None:
        row, column = self._place
        if self._type == "e":
            self._found.cells[row, column] = error_text(self._value or "#N/A", row, column)
        elif self._formula and not self._value and self._type != "str":
            self._found.cells[row, column] = error_text("#EMPTY!", row, column)
        elif self._share and self._type == "n" and self._value:
            try:
                self._found.shares[row, column] = share_text(Decimal(self._value))
            except InvalidOperation:
                return


def _no_doctype(*_: object) -> None:
    raise expat.ExpatError("a workbook declares no document type")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
