"""File locks: one loader at a time, and folders that somebody still uses.

A lock belongs to an open file, so that the kernel drops it when its process dies in any way.
"""

import errno
import fcntl
import os
import shutil
import socket
import tempfile
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from warehouse.snapshots.errors import LoaderBusyError
from warehouse.snapshots.home import LEASE, WarehouseHome

_PAUSE = 0.05


@contextmanager
def only_loader(home: WarehouseHome, now: datetime, wait: float = 0.0) -> Iterator[None]:
    """Hold the warehouse against other loaders, on this machine.

    Args:
        home: the warehouse.
        now: said to others as the time since when it is held.
        wait: seconds to wait for another loader to finish.

    Raises:
        LoaderBusyError: if another one still holds it; names process, machine and time.
    """
    home.ensure()
    with home.lock.open("a+", encoding="utf-8") as file:
        deadline = time.monotonic() + wait
        while not _try(file, fcntl.LOCK_EX):
            if time.monotonic() >= deadline:
                file.seek(0)
                raise LoaderBusyError(
                    f"Another loader holds {home.path} ({file.read().strip() or 'just started'}); "
                    "the snapshot that is served stays. Try again when it has finished."
                )
            time.sleep(_PAUSE)
        file.truncate(0)
        file.write(
            f"process {os.getpid()} on {socket.gethostname()}, since {now:%Y-%m-%d %H:%M:%S}"
        )
        file.flush()
        yield


class Lease:
    """A shared lock on a folder's lease file: while it lasts the folder is not removed."""

    def __init__(self, path: Path) -> None:
        """Take the lease.

        Raises:
            FileNotFoundError: if the folder is gone.
        """
        self._file = path.open("rb")
        # Waits only for a collector that looks at this very folder.
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def keep_for(self, user: object) -> None:
        """Let the lease last until `user` is no longer referred to by anybody."""
        weakref.finalize(user, self._file.close)

    def release(self) -> None:
        """End the lease."""
        self._file.close()


@contextmanager
def staging_folder(home: WarehouseHome, name: str) -> Iterator[Path]:
    """Yield a new folder `staging/<name>-...` for a loader's unfinished files.

    It goes when the block ends; if the process dies, the next publisher removes it.
    """
    home.ensure()
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=home.staging))
    # Held before it has its name: another loader that tidies up takes a free lease for a dead
    # one's.
    draft = folder / f"{LEASE}.draft"
    draft.touch()
    lease = Lease(draft)
    draft.rename(folder / LEASE)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        lease.release()


def is_leased(path: Path) -> bool:
    """Tell whether anybody holds the lease of this file; a missing file is held by nobody."""
    try:
        with path.open("rb") as file:
            return not _try(file, fcntl.LOCK_EX)
    except FileNotFoundError:
        return False


def _try(file: IO[str] | IO[bytes], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            return False
        raise
    return True
