"""What the fast reader hides in an old binary workbook: error cells and hidden rows.

A workbook of that time is a stream of records inside a container that looks like a small disk;
only the few kinds of records that tell of a flaw are looked at.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from data_loaders.reading.flaws import ERRORS, Flaws, error_text

_END = 0xFFFFFFFE
_NO_SECTOR = 0xFFFFFFFA
_HEADER_SECTORS = 109
_SMALL = 4096
_BOUND_SHEET, _FORMULA, _ROW, _ERROR, _BEGIN, _FINISH = 0x85, 0x06, 0x208, 0x205, 0x809, 0x0A


def read_old_flaws(path: Path) -> dict[str, Flaws]:
    """Return the flaws of each sheet of an xls by its name; those without any are left out."""
    try:
        stream = workbook_stream(path.read_bytes())
        return {name: flaws for name, flaws in _sheets(stream) if flaws.cells or flaws.hidden_rows}
    except (struct.error, IndexError, UnicodeDecodeError):
        # The reader itself says what is wrong with a file that it cannot read.
        return {}


def workbook_stream(raw: bytes) -> bytes:
    """Return the stream of records from the container; empty where there is none."""
    sector = 1 << struct.unpack_from("<H", raw, 30)[0]
    first_directory, first_small, first_more = (
        struct.unpack_from("<I", raw, at)[0] for at in (48, 60, 68)
    )
    per_sector = sector // 4
    tables = list(struct.unpack_from(f"<{_HEADER_SECTORS}I", raw, 76))
    more = first_more
    while more < _NO_SECTOR and len(tables) * sector < len(raw) + _HEADER_SECTORS * sector:
        *found, more = struct.unpack_from(f"<{per_sector}I", raw, (more + 1) * sector)
        tables.extend(found)
    following: list[int] = []
    for table in tables:
        if table < _NO_SECTOR:
            following.extend(struct.unpack_from(f"<{per_sector}I", raw, (table + 1) * sector))
    directory = _chain(raw[sector:], first_directory, following, sector)
    root_first, root_size = struct.unpack_from("<II", directory, 116)
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", errors="ignore")
        if name in ("Workbook", "Book"):
            first, size = struct.unpack_from("<II", directory, at + 116)
            if size >= _SMALL:
                return _chain(raw[sector:], first, following, sector)[:size]
            small = _chain(raw[sector:], first_small, following, sector)
            inner = struct.unpack(f"<{len(small) // 4}I", small)
            holder = _chain(raw[sector:], root_first, following, sector)[:root_size]
            return _chain(holder, first, inner, 64)[:size]
    return b""


def _chain(raw: bytes, first: int, following: "list[int] | tuple[int, ...]", size: int) -> bytes:
    found = []
    # No chain is longer than its table, unless it runs in a circle.
    for _ in range(len(following) + 1):
        if first >= _NO_SECTOR:
            break
        found.append(raw[first * size : (first + 1) * size])
        first = following[first]
    return b"".join(found)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and length of each record."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, length
        at += 4 + length


def _sheets(stream: bytes) -> Iterator[tuple[str, Flaws]]:
    for kind, at, _ in _records(stream, 0):
        if kind == _FINISH:
            return
        if kind == _BOUND_SHEET:
            start, _, _, count, wide = struct.unpack_from("<IBBBB", stream, at)
            raw = stream[at + 8 : at + 8 + count * (2 if wide & 1 else 1)]
            name = raw.decode("utf-16-le" if wide & 1 else "latin-1")
            yield name, _flaws(stream, start)


def _flaws(stream: bytes, start: int) -> Flaws:
    found = Flaws()
    depth = 0
    for kind, at, length in _records(stream, start):
        # A chart inside a sheet is a sheet of its own between its own begin and end.
        depth += (kind == _BEGIN) - (kind == _FINISH)
        if depth == 0:
            break
        if depth > 1:
            continue
        if kind == _ROW and length >= 16:
            row = struct.unpack_from("<H", stream, at)[0]
            if stream[at + 12] & 0x20:
                found.hidden_rows.append(row + 1)
        elif kind == _ERROR and length >= 8 and stream[at + 7]:
            _keep(found, stream, at, stream[at + 6])
        elif kind == _FORMULA and length >= 14:
            result = stream[at + 6 : at + 14]
            if result[6:] == b"\xff\xff" and result[0] == 2:
                _keep(found, stream, at, result[2])
    return found


def _keep(found: Flaws, stream: bytes, at: int, code: int) -> None:
    row, column = struct.unpack_from("<HH", stream, at)
    found.cells[row + 1, column] = error_text(ERRORS.get(code, "#N/A"), row + 1, column)
