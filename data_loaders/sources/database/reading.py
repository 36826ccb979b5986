"""A whole source: every table in turn, over lost connections, and what became of each."""

import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType

import sqlalchemy as sa

from data_loaders.extract import Extract
from data_loaders.faults import RefusedError
from data_loaders.sources.database.connecting import first_line, is_lost, make_engine, one_view
from data_loaders.sources.database.fetching import Fetch, Fetched, Judge, Progress
from data_loaders.sources.database.marks import Mark
from data_loaders.sources.database.statement import (
    USUAL_TIMEOUT,
    Source,
    Table,
    is_database,
    read_statement,
)

Found = Extract | tuple[str, RefusedError]
# A server that is restarted is back within some seconds; a dead one must not hold the load up.
_ATTEMPTS = 4
_FIRST_WAIT = 1.0
# What servers call a statement that took longer than it may.
_TOO_LONG = frozenset({"57014", "1969", "3024"})


def _any_headings(name: str, headings: list[str]) -> None:
    """Take whatever there is."""


def _silent(name: str, rows: int, reached: str) -> None:
    """Tell nobody."""


def _half() -> float:
    """Take no chance."""
    return 0.5


@dataclass(frozen=True, slots=True)
class Known:
    """What a load knows of databases before it asks them.

    Attributes:
        marks: How far each table was read, by source and table.
        now: Local time of the load; None where the time of an extract does not matter.
        addresses: Addresses by the name of the environment variable that holds them.
        again: Whether to read everything from the beginning.
    """

    marks: Mapping[tuple[str, str], Mark] = field(default_factory=dict)
    now: datetime | None = None
    addresses: Mapping[str, str] = field(default_factory=dict)
    again: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """How waiting is done.

    Attributes:
        sleep: Waits for so many seconds.
        chance: Returns a number from 0 to 1, so that many loaders do not come back at once.
    """

    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = _half


class Databases:
    """The databases of one load; closed, it lets go of their pages.

    Args:
        known: What is known before.
        spools: Folder in which pages wait for the rest of their table.
        pace: How to wait.
        judge: Raises `RefusedError` for a table whose columns nobody can read.
        progress: Told table, rows so far, watermark reached.

    Attributes:
        fetched: What was read of each table, unchanged ones too.
    """

    def __init__(
        self,
        known: Known,
        spools: Path,
        pace: Pace | None = None,
        judge: Judge = _any_headings,
        progress: Progress = _silent,
    ) -> None:
        self.fetched: list[Fetched] = []
        self._known = known
        self._spools = spools
        self._pace = pace or Pace()
        self._judge = judge
        self._progress = progress
        self._locks = ExitStack()

    def __enter__(self) -> "Databases":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._locks.close()

    def read(self, text: str, staging: Path) -> Iterator[Found]:
        """Yield what is new in each table of a database as an extract, or why it is not there.

        Args:
            text: A file that states a source, or an address.
            staging: Folder for the copies.

        Raises:
            RefusedError: `database_unreachable`, `source_busy`, or what is wrong with the file.
        """
        if is_database(text):
            engine, place = make_engine(text, USUAL_TIMEOUT)
            source = Source(place, text)
        else:
            source = read_statement(Path(text), self._known.addresses)
            engine, _ = make_engine(source.address, source.timeout)
        try:
            spools = self._hold(source)
            fetch = Fetch(
                source, staging, spools, self._known.now,
                lambda: self._pace.sleep(source.pause), self._judge, self._progress,
                only_now=self._known.again,
            )  # fmt: skip
            yield from _Run(engine, fetch, self._known, self._pace, self.fetched).found()
        finally:
            engine.dispose()

    def release(self) -> None:
        """Throw away the pages of what is published now."""
        for each in self.fetched:
            if each.spool is not None:
                each.spool.clear()

    def _hold(self, source: Source) -> Path:
        """Return the folder of a source's pages, held against other loads."""
        folder = self._spools / f"source-{hashlib.sha256(source.name.encode()).hexdigest()[:16]}"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = self._locks.enter_context((folder / "in-use").open("ab"))
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise RefusedError("source_busy", found=source.name) from None
        os.utime(folder)
        return folder


class _Run:
    """The reading of one source, begun anew where a connection is lost."""

    def __init__(
        self, engine: sa.Engine, fetch: Fetch, known: Known, pace: Pace, fetched: list[Fetched]
    ) -> None:
        self._engine = engine
        self._fetch = replace(fetch, progress=self._note)
        self._told = fetch.progress
        self._known = known
        self._pace = pace
        self._fetched = fetched
        self._pending: list[Table] | None = None
        self._reached: dict[str, tuple[int, str]] = {}
        self._moved = False

    def found(self) -> Iterator[Found]:
        """Yield the extracts of all tables, and why others are not there."""
        lost = 0
        while True:
            try:
                with self._engine.connect() as raw:
                    connection = one_view(raw)
                    if self._pending is None:
                        self._pending = self._tables(connection)
                    yield from self._whole_ones(connection)
                    yield from self._others(connection)
                return
            except sa.exc.DBAPIError as error:
                if self._pending is None:
                    # Never there at all: to knock again with a wrong password may lock an account.
                    raise self._unreachable(error) from None
                lost = 1 if self._moved else lost + 1
                self._moved = False
                if lost == _ATTEMPTS:
                    yield from self._given_up(error)
                    return
            self._pace.sleep(_FIRST_WAIT * 2 ** (lost - 1) * (1 + self._pace.chance()))

    def _tables(self, connection: sa.Connection) -> list[Table]:
        if self._fetch.source.tables is not None:
            return list(self._fetch.source.tables)
        with connection.begin():
            inspector = sa.inspect(connection)
            return [
                Table(name)
                for name in sorted({*inspector.get_table_names(), *inspector.get_view_names()})
            ]

    def _whole_ones(self, connection: sa.Connection) -> Iterator[Found]:
        """Read the tables without a watermark, all as of one moment."""
        wanted = [table for table in self._pending or () if not table.watermark]
        if not wanted:
            return
        with connection.begin():
            for table in wanted:
                try:
                    # A statement that fails must not take the others' transaction with it.
                    with connection.begin_nested():
                        fetched = self._fetch.whole(connection, table, self._mark(table))
                except (RefusedError, sa.exc.DBAPIError) as error:
                    yield self._refused(connection, table, error)
                else:
                    yield from self._done(table, fetched)

    def _others(self, connection: sa.Connection) -> Iterator[Found]:
        for table in [table for table in self._pending or () if table.watermark]:
            try:
                fetched = self._fetch.new_rows(connection, table, self._mark(table))
            except (RefusedError, sa.exc.DBAPIError) as error:
                yield self._refused(connection, table, error)
            else:
                yield from self._done(table, fetched)

    def _mark(self, table: Table) -> Mark | None:
        mark = self._known.marks.get((self._fetch.source.name, table.label))
        if mark is not None and self._known.again:
            return replace(mark, reached="", content="")
        return mark

    def _done(self, table: Table, fetched: Fetched) -> Iterator[Found]:
        self._fetched.append(fetched)
        self._settle(table)
        if fetched.extract is not None:
            yield fetched.extract

    def _settle(self, table: Table) -> None:
        assert self._pending is not None
        self._pending.remove(table)

    def _refused(
        self, connection: sa.Connection, table: Table, error: RefusedError | sa.exc.DBAPIError
    ) -> tuple[str, RefusedError]:
        """Say why a table could not be read; a lost connection is raised again."""
        if isinstance(error, RefusedError):
            said = error
        elif is_lost(error, connection):
            raise error
        elif not _TOO_LONG.isdisjoint(_codes(error)):
            source = self._fetch.source
            said = RefusedError(
                "statement_too_long", seconds=f"{source.timeout:g}", column=table.watermark or "-"
            )
        else:
            said = RefusedError("unreadable", detail=self._words(error))
        self._settle(table)
        return self._fetch.name_of(table), said

    def _given_up(self, error: BaseException) -> Iterator[Found]:
        for table in self._pending or ():
            name = self._fetch.name_of(table)
            rows, reached = self._reached.get(name, (0, ""))
            if reached:
                yield name, RefusedError(
                    "source_interrupted", detail=self._words(error), rows=f"{rows:,}",
                    watermark=table.watermark, reached=reached,
                )  # fmt: skip
            else:
                yield name, RefusedError("source_lost", detail=self._words(error))

    def _unreachable(self, error: BaseException) -> RefusedError:
        return RefusedError("database_unreachable", detail=self._words(error))

    def _words(self, error: BaseException) -> str:
        return first_line(error, self._fetch.source.address)

    def _note(self, name: str, rows: int, reached: str) -> None:
        self._moved = self._moved or (bool(reached) and self._reached.get(name) != (rows, reached))
        self._reached[name] = (rows, reached)
        self._told(name, rows, reached)


def _codes(error: sa.exc.DBAPIError) -> set[str]:
    """Return the codes that a server gave with an error: SQLSTATE, and MySQL's number."""
    told = getattr(error.orig, "args", ())[:1]
    return {str(code) for code in (getattr(error.orig, "sqlstate", None), *told)}
