"""What a snapshot consists of: written beside it, checked before it is read.

All paths in it are relative to the warehouse, so that a data directory may be moved.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from warehouse.snapshots.durable import sync_file
from warehouse.snapshots.errors import DamagedSnapshotError

_OF_LOADING = frozenset({"load_log", "source_positions"})


EVERY_YEAR = -1


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of a table whose days lie in one year, in a file of their own.

    Attributes:
        year: that they are dated by; 0 without a day or with one far off, `EVERY_YEAR` where the
            rows of a table are not parted.
        file: the Parquet file, relative to the warehouse.
        size: its bytes.
        sha256: of its bytes.
        content: of its rows, whatever their order.
        rows: how many.
    """

    year: int
    file: str
    size: int
    sha256: str
    content: str
    rows: int


@dataclass(frozen=True, slots=True)
class Detail:
    """All rows of one table in a snapshot.

    Attributes:
        pieces: the files that hold them; what changed in one year leaves those of others alone.
        content: of all rows, whatever their order or files.
        rows: how many.
        columns: names of the columns.
        parts: names of the files of accepted rows that it was merged from.
        named: whether names of people may have stood in them in the place of numbers.
    """

    pieces: tuple[Piece, ...]
    content: str
    rows: int
    columns: tuple[str, ...]
    parts: tuple[str, ...]
    named: bool = True

    @property
    def files(self) -> tuple[str, ...]:
        """The files of all pieces, relative to the warehouse."""
        return tuple(piece.file for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Manifest:
    """A snapshot as a whole.

    Attributes:
        id: running number and the beginning of `content`.
        content: of all rows but those that say how loading went: load log and watermarks.
        as_of: newest business day, ISO.
        built_at: local time, ISO.
        duckdb: version that wrote the database file.
        database_sha256: of the database file.
        details: by table; a table without an entry has no row.
        carried: how many times in a row the database file was brought up to date since it was
            built as a whole.
    """

    id: str
    content: str
    as_of: str
    built_at: str
    duckdb: str
    database_sha256: str
    details: dict[str, Detail]
    carried: int = 0


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write and sync a manifest with its own checksum."""
    body = asdict(manifest)
    text = json.dumps({**body, "checksum": _checksum(body)}, ensure_ascii=False, indent=1)
    path.write_text(text, encoding="utf-8")
    sync_file(path)


def read_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Raises:
        DamagedSnapshotError: if it is missing, altered, or of another version.
    """
    try:
        body: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        checksum = body.pop("checksum")
    except FileNotFoundError:
        raise DamagedSnapshotError(f"{path} is missing.") from None
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise DamagedSnapshotError(f"{path} cannot be read: {error}") from error
    if checksum != _checksum(body):
        raise DamagedSnapshotError(f"{path} was altered: its checksum does not fit.")
    try:
        details = {name: _detail(fields) for name, fields in body.pop("details").items()}
        return Manifest(**body, details=details)
    except (TypeError, KeyError, AttributeError) as error:
        raise DamagedSnapshotError(f"{path} is of another version: {error}") from error


def content_of(details: dict[str, Detail]) -> str:
    """Return the fingerprint of all rows, as hex; what says how loading went is left out."""
    told = sorted(
        f"{name} {detail.content}"
        for name, detail in details.items()
        if detail.rows and name not in _OF_LOADING
    )
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _detail(fields: dict[str, Any]) -> Detail:
    lists: dict[str, Any] = {name: tuple(fields[name]) for name in ("columns", "parts")}
    rest: dict[str, Any] = {name: fields[name] for name in ("content", "rows")}
    if "file" in fields:
        # As versions wrote it that knew one file a table.
        of_file = {name: fields[name] for name in ("file", "size", "sha256")}
        pieces: tuple[Piece, ...] = (Piece(EVERY_YEAR, **of_file, **rest),)
    else:
        pieces = tuple(Piece(**piece) for piece in fields["pieces"])
    return Detail(pieces, **rest, **lists, named=fields.get("named", True))


def _checksum(body: dict[str, Any]) -> str:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
