"""Text in the encodings extracts come in, brought to UTF-8: byte-order mark, UTF-8, GB18030.

Strict throughout: bytes that fit no encoding are named by their position, never replaced.
"""

import codecs
from collections.abc import Callable
from pathlib import Path

from data_loaders.extract import BLOCK
from data_loaders.faults import RefusedError

_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def to_utf8(path: Path, target: Path) -> Path:
    """Return a file with the same text in UTF-8: `path` itself, or `target`, newly written.

    GB2312 and GBK are parts of GB18030 and are read as such.

    Raises:
        RefusedError: `undecodable` with the byte positions (0-based) at which reading ended.
    """
    with path.open("rb") as stream:
        first = stream.read(4)
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            position = _decode(path, encoding, target)
            if position is None:
                return target
            raise RefusedError("undecodable", encodings=encoding.upper(), positions=position)
    utf8 = _decode(path, "utf-8", None)
    if utf8 is None:
        return path
    if first.startswith(codecs.BOM_UTF8):
        raise RefusedError("undecodable", encodings="UTF-8", positions=utf8)
    gb18030 = _decode(path, "gb18030", target)
    if gb18030 is None:
        return target
    raise RefusedError("undecodable", encodings="UTF-8, GB18030", positions=f"{utf8}, {gb18030}")


def _decode(path: Path, encoding: str, target: Path | None) -> int | None:
    """Decode a file to its end; return None, or the position of the first byte that fails."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with path.open("rb") as source:
        if target is None:
            return _run(source.read, decoder, lambda text: None)
        with target.open("w", encoding="utf-8", newline="") as sink:
            return _run(source.read, decoder, sink.write)


def _run(
    read: Callable[[int], bytes],
    decoder: codecs.IncrementalDecoder,
    write: Callable[[str], object],
) -> int | None:
    offset = 0
    while True:
        block = read(BLOCK)
        pending = len(decoder.getstate()[0])
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            return offset - pending + error.start
        write(text.removeprefix("\ufeff") if offset == 0 else text)
        if not block:
            return None
        offset += len(block)
