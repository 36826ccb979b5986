"""One file as it came, whatever it came in; the sources make them, the readers open them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Extract:
    """A file to load.

    Attributes:
        name: What people call it: path below the folder or archive that was given.
        path: Where its bytes are on this machine.
        sha256: Hex digest of its bytes.
        hint: Words around it that may name store, table and date: folders, file name.
        extracted_at: When it was drawn, local time, where that is known better than from the
            words in it: rows of a database.
        is_full: Whether it holds every row of its table, whatever the date, so that others have
            ended.
    """

    name: str
    path: Path
    sha256: str
    hint: str
    extracted_at: datetime | None = None
    is_full: bool = False


def fingerprint(path: Path, each: Callable[[bytes], object] | None = None) -> str:
    """Return the hex SHA-256 of a file, handing every block to `each` on the way."""
    with path.open("rb") as stream:
        return copy(stream, each)


def copy(stream: IO[bytes], each: Callable[[bytes], object] | None) -> str:
    """Read `stream` to its end block by block and return the hex SHA-256 of what was read."""
    digest = hashlib.sha256()
    while block := stream.read(BLOCK):
        digest.update(block)
        if each is not None:
            each(block)
    return digest.hexdigest()
