"""From paths and addresses to extracts; what cannot be opened is reported, not raised."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from data_loaders.extract import Extract
from data_loaders.faults import RefusedError
from data_loaders.reading.sniffing import Format, sniff
from data_loaders.sources.archive import read_archive
from data_loaders.sources.database import Databases, Known, is_database, is_statement
from data_loaders.sources.files import read_below, read_file, walk_folder

Found = Extract | tuple[str, RefusedError]


def collect(
    paths: Sequence[str], staging: Path, databases: Databases | None = None
) -> tuple[list[Extract], list[tuple[str, RefusedError]]]:
    """Return the extracts behind paths and addresses, and what could not be opened.

    Args:
        paths: Files, folders, zip archives, database addresses, files that state a database.
        staging: Folder for what has to be unpacked or fetched first.
        databases: How databases are read; None for a first time, from nothing.
    """
    if databases is None:
        with Databases(Known(), staging / "sources") as first:
            return collect(paths, staging, first)
    extracts: list[Extract] = []
    refused: list[tuple[str, RefusedError]] = []
    for text in paths:
        try:
            for found in _open(text, staging, databases):
                if isinstance(found, Extract):
                    extracts.append(found)
                else:
                    refused.append(found)
        except RefusedError as error:
            refused.append((_shown(text), error))
        except OSError as error:
            refused.append((_shown(text), RefusedError("unreadable", detail=error.strerror)))
    return extracts, refused


def _open(text: str, staging: Path, databases: Databases) -> Iterator[Found]:
    path = Path(text)
    if is_database(text) or (is_statement(path) and path.is_file()):
        yield from databases.read(text, staging)
        return
    if not path.exists():
        raise RefusedError("not_found", found=text)
    if path.is_file():
        yield from _open_file(path, read_file(path), staging)
        return
    for name, each in walk_folder(path):
        try:
            yield from _open_file(each, read_below(path, name, each), staging)
        except OSError as error:
            yield name, RefusedError("unreadable", detail=error.strerror)


def _open_file(path: Path, extract: Extract, staging: Path) -> Iterator[Found]:
    try:
        is_archive = sniff(path) is Format.ZIP
    except RefusedError:
        # The pipeline says what is wrong with it, with the others' faults.
        is_archive = False
    if not is_archive:
        yield extract
        return
    try:
        yield from read_archive(path, staging)
    except RefusedError as error:
        yield extract.name, error


def _shown(text: str) -> str:
    """Return an address without its password."""
    if "@" not in text or not is_database(text):
        return text
    scheme, _, rest = text.partition("://")
    return f"{scheme}://***@{rest.rpartition('@')[2]}"
