"""What a disk that is full or may not be written to means for a load."""

import errno
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from commands.errors import UserError
from data_loaders.extract import Extract
from warehouse.snapshots import PartError

# Parts, details and the snapshot are each smaller than the extracts, but stand side by side.
ROOM_FOR_EXTRACTS = 2.5
_FULL = (errno.ENOSPC, errno.EDQUOT)
_CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)


def need_room(home: Path, extracts: Sequence[Extract]) -> None:
    """Refuse a load for which the disk has no room, before anything is read.

    Args:
        home: the data directory.
        extracts: what is to be loaded.

    Raises:
        UserError: with the bytes needed and free.
    """
    needed = int(ROOM_FOR_EXTRACTS * sum(extract.path.stat().st_size for extract in extracts))
    free = shutil.disk_usage(home).free
    if free < needed:
        raise UserError(
            f"the disk of {home} has {_megabytes(free)} free, this load needs about "
            f"{_megabytes(needed)}; nothing was read",
            "free some space, or load fewer files at a time",
        )


@contextmanager
def told_of_disk(home: Path) -> Iterator[None]:
    """Turn what a full or closed disk raises into a message; other faults pass.

    Raises:
        UserError: with the disk, and what to do.
    """
    try:
        yield
    except (OSError, duckdb.Error, pa.ArrowException, PartError) as error:
        found = _reason(error)
        if found in _FULL:
            free = _megabytes(shutil.disk_usage(home).free)
            raise UserError(
                f"the disk of {home} ran full ({free} free now); nothing was published, "
                "the snapshot before is still served",
                "free some space and load again",
            ) from None
        if found in _CLOSED:
            raise UserError(
                f"{home} cannot be written to ({_text(error)}); nothing was changed, the "
                "snapshot before is still served",
                "mount the disk for writing, or correct the permissions, and load again",
            ) from None
        raise


def _reason(error: BaseException) -> int | None:
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    # Engines tell the system's reason in words.
    text = _text(error).lower()
    if "no space left" in text or "failed to offload" in text:
        return errno.ENOSPC
    return errno.EROFS if "read-only file system" in text else None


def _text(error: BaseException) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)


def _megabytes(size: int) -> str:
    return f"{size / 2**20:,.1f} MB"
