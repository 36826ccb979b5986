"""Serves the published snapshot to a process, and falls back when it is damaged."""

import logging
import os
import threading

from warehouse.snapshots.errors import DamagedSnapshotError, NoSnapshotError, UnservableError
from warehouse.snapshots.home import WarehouseHome, current_id, number_of
from warehouse.snapshots.opening import Snapshot, open_snapshot

_LOG = logging.getLogger(__name__)
# A pointer read just before a publication may name what is collected just after it.
_ATTEMPTS = 3
# Opening reads the file once through; of a very large one nobody waits for the end.
_PATIENCE = 2.0


class SnapshotReader:
    """Gives the current snapshot; one for each process, made after it forked.

    Nothing is opened before the first `current`. An old snapshot stays open as long as somebody
    refers to it, and no longer.
    """

    def __init__(
        self,
        home: WarehouseHome,
        threads: int = 2,
        memory_limit: str = "1GB",
        timeout: float = 60.0,
    ) -> None:
        """Keep what is needed to open a snapshot.

        Args:
            home: the warehouse.
            threads: cores for this process.
            memory_limit: memory for this process, such as `1GB`.
            timeout: seconds that a statement may take.
        """
        self._home = home
        self._threads = threads
        self._memory_limit = memory_limit
        self._timeout = timeout
        self._served: Snapshot | None = None
        self._pointer: str | None = None
        self._process = os.getpid()
        self._opening = threading.Lock()

    def current(self) -> Snapshot:
        """Return the snapshot that is published now; the pointer is read again each time.

        While one thread opens a new snapshot the others wait for it for two seconds, so that who is
        answered by several processes in turn does not fall back to the old one, and then go on with
        the old one. If the published snapshot is damaged, the one before it is served and its
        `warning` says so.

        Raises:
            NoSnapshotError: if nothing has been published yet.
            DamagedSnapshotError: if no snapshot on disk can be read.
        """
        if self._process != os.getpid():
            raise UnservableError("A snapshot reader was opened before the process forked.")
        pointer = self._read_pointer()
        served = self._served
        if served is not None and pointer == self._pointer:
            return served
        if not self._opening.acquire(timeout=-1 if served is None else _PATIENCE):
            assert served is not None
            return served
        try:
            for attempt in range(_ATTEMPTS):
                pointer = self._read_pointer()
                if self._served is not None and pointer == self._pointer:
                    return self._served
                found = self._open(pointer, last=attempt == _ATTEMPTS - 1)
                if found is not None:
                    self._served, self._pointer = found, pointer
                    return found
            raise AssertionError("the last attempt opens or raises")
        finally:
            self._opening.release()

    def _read_pointer(self) -> str:
        """Return the pointer's id, or the reason why it has none in brackets."""
        try:
            found = current_id(self._home)
        except DamagedSnapshotError as error:
            return f"[{error}]"
        if found is None:
            raise NoSnapshotError(
                f"Nothing has been published under {self._home.path} yet; load extracts first."
            )
        return found

    def _open(self, pointer: str, *, last: bool) -> Snapshot | None:
        """Open what the pointer names; None if the pointer moved on meanwhile."""
        if not pointer.startswith("["):
            try:
                return self._open_one(pointer, "")
            except DamagedSnapshotError as error:
                if not last and self._read_pointer() != pointer:
                    return None
                reason = str(error)
            candidates = [
                known
                for known in self._home.snapshot_ids()
                if number_of(known) < number_of(pointer)
            ]
        else:
            reason, candidates = pointer[1:-1], self._home.snapshot_ids()
        return self._fall_back(reason, candidates)

    def _fall_back(self, reason: str, candidates: list[str]) -> Snapshot:
        for candidate in candidates:
            warning = (
                f"The newest snapshot cannot be read; {candidate} before it is shown. "
                f"Load again to repair it. {reason}"
            )
            try:
                snapshot = self._open_one(candidate, warning)
            except DamagedSnapshotError as error:
                reason = f"{reason} {error}"
                continue
            _LOG.error("%s", warning)
            return snapshot
        raise DamagedSnapshotError(
            f"No snapshot under {self._home.path} can be read; load the extracts again. {reason}"
        )

    def _open_one(self, snapshot_id: str, warning: str) -> Snapshot:
        return open_snapshot(
            self._home.database(snapshot_id),
            threads=self._threads,
            memory_limit=self._memory_limit,
            timeout=self._timeout,
            warning=warning,
        )
