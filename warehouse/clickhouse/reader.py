"""Serves the newest version on ClickHouse to a process, each for as long as it is referred to."""

import logging
import os
import re
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Any

import pyarrow as pa
import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from warehouse.clickhouse.place import Place
from warehouse.clickhouse.sending import miscounted, refuse_old
from warehouse.clickhouse.versions import READERS, Pointer, Version, newest, read_version
from warehouse.engines.backend import Compiled, EngineError, QueryFailedError, UnreachableError
from warehouse.engines.clickhouse import ClickHouseBackend
from warehouse.engines.profiles import Profile
from warehouse.snapshots.errors import (
    DamagedSnapshotError,
    NoSnapshotError,
    UnreachableWarehouseError,
    UnservableError,
)

_LOG = logging.getLogger(__name__)
_EVERY = 60.0
_ATTEMPTS = 3
_GONE = re.compile(r"Code: 60\..*'[^']*__\d{6,}'")
_OUR_SETTINGS = {"insert_deduplicate": "0"}


@dataclass(frozen=True)
class PublishedVersion:
    """One version, open for reading; see `warehouse.snapshots.Snapshot`."""

    id: str
    backend: "VersionBackend"
    as_of: date
    built_at: datetime
    definitions: str
    warning: str = ""

    def __enter__(self) -> "PublishedVersion":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None


class VersionBackend:
    """Answers from the tables of one version, and says now and then that it is read."""

    name = "clickhouse"

    def __init__(self, version_id: str, inner: ClickHouseBackend, told: Callable[[], None]) -> None:
        self._id = version_id
        self._inner = inner
        self._tell = told

    @property
    def dialect(self) -> Dialect:
        """The SQLAlchemy dialect that statements are compiled with."""
        return self._inner.dialect

    def compile(self, statement: sa.ClauseElement) -> Compiled:
        """Return text and parameters; the text names the tables of the version."""
        return self._inner.compile(statement)

    def arrow(self, statement: sa.ClauseElement, *, timeout: float | None = None) -> pa.Table:
        """Return the answer; see `Backend.arrow`.

        Raises:
            EngineError: as there, or the version was taken away while nobody read it.
        """
        self._tell()
        try:
            return self._inner.arrow(statement, timeout=timeout)
        except QueryFailedError as error:
            if _GONE.search(str(error)):
                raise QueryFailedError(
                    f"Snapshot {self._id} is no longer kept on ClickHouse, since nothing was asked "
                    f"of it for long; ask again. ({error})"
                ) from error
            raise

    def rows(
        self, statement: sa.ClauseElement, *, timeout: float | None = None
    ) -> list[dict[str, Any]]:
        """Return the answer as a list of dictionaries."""
        answer: list[dict[str, Any]] = self.arrow(statement, timeout=timeout).to_pylist()
        return answer

    def profile(self, statement: sa.ClauseElement) -> Profile:
        """Answer a SELECT without handing the answer out; return what was read for it."""
        self._tell()
        return self._inner.profile(statement)

    def close(self) -> None:
        """Nothing is held; the connections are the reader's."""


class VersionReader:
    """Gives the newest version; one for each process, made after it forked.

    Args:
        place: where.
        timeout: seconds that a statement may take.
        clock: seconds that go on; for how often readers are written down.
        name: of this reader, where versions are kept for those who read them.
    """

    def __init__(
        self,
        place: Place,
        timeout: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
        name: Callable[[], str] = secrets.token_hex,
    ) -> None:
        self._place = place
        self._backend = place.backend(timeout)
        self._clock = clock
        self._name = name()
        self._served: PublishedVersion | None = None
        self._process = os.getpid()
        self._opening = threading.Lock()
        self._mute = False

    def current(self) -> PublishedVersion:
        """Return the version that is published now; the pointer is read again each time.

        Raises:
            NoSnapshotError: nothing has been published yet.
            DamagedSnapshotError: the newest version lacks rows, or is described in another form.
            UnreachableWarehouseError: ClickHouse, or a part of its cluster, does not answer.
        """
        if self._process != os.getpid():
            raise UnservableError("A reader of versions was opened before the process forked.")
        try:
            held = self._held(self._pointer())
            if held is not None:
                return held
            with self._opening:
                for _ in range(_ATTEMPTS):
                    found = self._current()
                    if found is not None:
                        self._served = found
                        return found
        except UnreachableError as error:
            raise UnreachableWarehouseError(
                f"The warehouse on {self._place.shown} cannot answer now: {error}"
            ) from error
        except EngineError as error:
            raise DamagedSnapshotError(
                f"The warehouse on {self._place.shown} cannot be read: {error}"
            ) from error
        raise DamagedSnapshotError(
            f"The warehouse on {self._place.shown} changes too fast to be opened; try again."
        )

    def _pointer(self) -> Pointer:
        with self._backend.client() as client:
            pointer = newest(client)
        if pointer is None:
            raise NoSnapshotError(
                f"Nothing has been published on {self._place.shown} yet; load extracts first."
            )
        return pointer

    def _held(self, pointer: Pointer) -> PublishedVersion | None:
        """Return the version that is open already, if it is the newest."""
        served = self._served
        return served if served is not None and served.id == pointer.id else None

    def _current(self) -> PublishedVersion | None:
        """Return the newest version; None where it went before it was opened."""
        pointer = self._pointer()
        held = self._held(pointer)
        if held is not None:
            return held
        with self._backend.client() as client:
            refuse_old(client, self._place)
            version = read_version(client, pointer.number)
            if version is None:
                return None
            wrong = miscounted(client, version.tables)
        if wrong:
            raise DamagedSnapshotError(
                f"Snapshot {pointer.id} on {self._place.shown} is not whole: {' '.join(wrong)}"
            )
        return self._open(version)

    def _open(self, version: Version) -> PublishedVersion:
        names = {name: f"{name}__{kept.number:06d}" for name, kept in version.tables.items()}
        backend = VersionBackend(version.id, self._backend.renamed(names), self._teller(version.id))
        return PublishedVersion(
            version.id, backend, version.as_of, version.built_at, version.definitions
        )

    def _teller(self, version_id: str) -> Callable[[], None]:
        """Return what says, at most once a minute, that a version is read."""
        told = [-_EVERY]

        def tell() -> None:
            now = self._clock()
            if self._mute or now - told[0] < _EVERY:
                return
            told[0] = now
            try:
                with self._backend.client() as client:
                    row = [[version_id, self._name]]
                    client.insert(
                        READERS, row, column_names=("version", "reader"), settings=_OUR_SETTINGS
                    )
            except QueryFailedError as error:
                # An account that may only read; versions then stay for an hour after they are
                # replaced, whoever reads them.
                self._mute = True
                _LOG.warning("readers of versions cannot be written down: %s", error)

        return tell
