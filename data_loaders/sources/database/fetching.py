"""One table of a database: what is new since the last watermark, as an extract."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pyarrow.parquet as pq
import sqlalchemy as sa

from data_loaders.extract import Extract, fingerprint
from data_loaders.sources.database.cells import as_text, text_schema
from data_loaders.sources.database.connecting import limit_statements, not_silent
from data_loaders.sources.database.content import content_of
from data_loaders.sources.database.marks import (
    Kind,
    Mark,
    Value,
    before,
    from_text,
    precedes,
    to_text,
)
from data_loaders.sources.database.paging import (
    Edge,
    find_edge,
    headings_of,
    pages,
    stray,
    stream,
)
from data_loaders.sources.database.spool import Spool
from data_loaders.sources.database.statement import Source, Table

Judge = Callable[[str, list[str]], None]
Progress = Callable[[str, int, str], None]
_UNDATED = datetime(1980, 1, 1)  # noqa: DTZ001 - local time without zone
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was read of one table.

    Attributes:
        name: What reports call it.
        source: Name of the source.
        table: The table, with its schema.
        mark: How far it has been read now, to be published with the rows.
        extract: The rows; None where the same rows were published before.
        rows: Rows read.
        since: Watermark the read began with, as text; empty for the beginning.
        stray: Rows without a watermark that can be true; they are read each time.
        went_back: The watermark of last time, where the table's highest now lies before it.
        spool: The pages behind it; None for a table read whole.
    """

    name: str
    source: str
    table: str
    mark: Mark
    extract: Extract | None
    rows: int
    since: str = ""
    stray: int = 0
    went_back: str = ""
    spool: Spool | None = None


@dataclass(frozen=True, slots=True)
class Fetch:
    """How the tables of one source are read.

    Attributes:
        source: The source.
        staging: Folder for the copies.
        spools: Folder of the source's pages.
        now: Local time of the load; None where it does not matter.
        rest: Called between two pages.
        judge: Raises `RefusedError` for headings that nobody can read, before rows are asked for.
        progress: Told table, rows so far, watermark reached.
        only_now: Whether pages that an earlier load left are of no use.
    """

    source: Source
    staging: Path
    spools: Path
    now: datetime | None
    rest: Callable[[], None]
    judge: Judge
    progress: Progress
    only_now: bool = False

    def name_of(self, table: Table) -> str:
        """Return what reports call a table."""
        return f"{self.source.name}/{table.label}"

    def whole(self, connection: sa.Connection, table: Table, mark: Mark | None) -> Fetched:
        """Read a table from its first to its last row.

        Args:
            connection: To the database, within a transaction.
            table: The table.
            mark: What was read before; None for nothing.

        Raises:
            RefusedError: What `judge` says.
            sqlalchemy.exc.DBAPIError: What the server says.
        """
        name = self.name_of(table)
        headings = headings_of(connection, table)
        self.judge(name, headings)
        target = self._target(table)
        rows = 0
        limit_statements(connection, 0)
        with self._writer(target, table, headings, mark) as writer:
            found = stream(connection, table, [], self.source.page_rows)
            for block in self._each(connection, found):
                writer.write_table(as_text(block, headings))
                rows += len(block)
                self.progress(name, rows, "")
                if connection.dialect.name == "postgresql":
                    # The others keep one statement, and what it holds, open for the whole table.
                    self.rest()
        made = Mark("", "", "", content_of(target), "", _UNDATED)
        if mark is not None and (mark.column, mark.content) == ("", made.content):
            return Fetched(name, self.source.name, table.label, mark, None, rows)
        extract, made = self._settled(name, target, made, mark)
        extract = replace(extract, is_full=table.is_full)
        return Fetched(name, self.source.name, table.label, made, extract, rows)

    def new_rows(self, connection: sa.Connection, table: Table, mark: Mark | None) -> Fetched:
        """Read what is new in a table with a watermark, and the overlap before it.

        Args:
            connection: To the database, outside of a transaction: every page is one of its own.
            table: The table.
            mark: How far it was read before; None for never.

        Raises:
            RefusedError: `watermark_unfit`, or what `judge` says.
            sqlalchemy.exc.DBAPIError: What the server says.
        """
        name = self.name_of(table)
        limit_statements(connection, self.source.timeout)
        with not_silent(connection, self.source.timeout):
            with connection.begin():
                headings = headings_of(connection, table)
            self.judge(name, headings)
            with connection.begin():
                edge = find_edge(connection, table, self.now)
        since, went_back = _beginning(table, edge, mark)
        told = "" if since is None else to_text(since)
        folder = self.spools / hashlib.sha256(table.label.encode()).hexdigest()[:16]
        load = str(self.now) if self.only_now else ""
        spool = Spool(folder, headings, [table.watermark, edge.kind or "", told, load])
        self._fill(connection, table, edge, since, spool)
        target = self._target(table)
        apart = 0
        with self._writer(target, table, headings, mark) as writer:
            found = stray(connection, table, edge, self.source.page_rows)
            for block in self._each(connection, found):
                writer.write_table(as_text(block, headings))
                apart += len(block)
            for page in spool.pages:
                writer.write_table(
                    pq.read_table(page).replace_schema_metadata(writer.schema.metadata)
                )
        made = self._mark(target, table, edge)
        same = mark is not None and _as_before(mark, made) and content_of(target) == mark.content
        if mark is not None and same:
            extract = None
            made = mark
        else:
            extract, made = self._settled(name, target, made, mark)
        return Fetched(
            name, self.source.name, table.label, made, extract, apart + spool.rows,
            since=told, stray=apart, went_back=went_back, spool=spool,
        )  # fmt: skip

    def _fill(
        self, connection: sa.Connection, table: Table, edge: Edge, since: Value | None, spool: Spool
    ) -> None:
        """Read the pages that the spool lacks."""
        name = self.name_of(table)
        if edge.kind is not None and spool.reached:
            # Rows may have come late since the last page that is there.
            back = _overlapped(table, edge.kind, from_text(spool.reached, edge.kind))
            since = back if since is None or precedes(since, back) else since
        found = pages(connection, table, edge, since, self.source.page_rows)
        for rows, reached in self._each(connection, found):
            spool.add(as_text(rows, spool.headings), "" if reached is None else to_text(reached))
            self.progress(name, spool.rows, spool.reached)
            if reached is not None and reached != edge.upper:
                self.rest()

    def _mark(self, target: Path, table: Table, edge: Edge) -> Mark:
        """Say how far the table is read, and what the next read finds if nothing changes."""
        if edge.kind is None or edge.upper is None:
            return Mark(table.watermark, edge.kind or "", "", content_of(target), "", _UNDATED)
        ahead = to_text(_overlapped(table, edge.kind, edge.upper))
        content = content_of(target, table.watermark, edge.kind, ahead)
        return Mark(table.watermark, edge.kind, to_text(edge.upper), content, "", _UNDATED)

    def _target(self, table: Table) -> Path:
        told = f"{self.source.name}\n{self.source.address}\n{table.label}"
        return self.staging / f"table-{hashlib.sha256(told.encode()).hexdigest()[:16]}.parquet"

    def _writer(
        self, target: Path, table: Table, headings: list[str], mark: Mark | None
    ) -> pq.ParquetWriter:
        # Nothing of the time or the machine gets into the bytes; but that it follows another
        # extract does: a value that is changed and changed back is news twice.
        told = [self.source.name, table.label, mark.sha256 if mark else ""]
        schema = text_schema(headings).with_metadata({b"follows": json.dumps(told).encode()})
        return pq.ParquetWriter(target, schema, compression="zstd")

    def _settled(
        self, name: str, target: Path, made: Mark, mark: Mark | None
    ) -> tuple[Extract, Mark]:
        """Return the extract and the mark that names it, later than the one before.

        A clock that was set back must not let older rows win.
        """
        at = self.now
        if at is not None and mark is not None:
            at = max(at, mark.extracted_at + timedelta(microseconds=1))
        sha256 = fingerprint(target)
        extract = Extract(name=name, path=target, sha256=sha256, hint=name, extracted_at=at)
        return extract, replace(made, sha256=sha256, extracted_at=at or _UNDATED)

    def _each(self, connection: sa.Connection, found: Iterator[_T]) -> Iterator[_T]:
        """Yield what the server gives, and do not wait for it without end."""
        while True:
            with not_silent(connection, self.source.timeout):
                try:
                    item = next(found)
                except StopIteration:
                    return
            yield item


def _beginning(table: Table, edge: Edge, mark: Mark | None) -> tuple[Value | None, str]:
    """Return where to begin, and the old watermark where the table's has gone back behind it."""
    kind, upper = edge.kind, edge.upper
    fitting = mark is not None and (mark.column, mark.kind) == (table.watermark, kind)
    if mark is None or kind is None or upper is None or not fitting or not mark.reached:
        return None, ""
    last = from_text(mark.reached, kind)
    if precedes(upper, last):
        # A database put back from a copy: what comes next bears watermarks that were seen before.
        return _overlapped(table, kind, upper), mark.reached
    return _overlapped(table, kind, last), ""


def _overlapped(table: Table, kind: Kind, value: Value) -> Value:
    return before(value, kind, table.overlap_time, table.overlap_count)


def _as_before(mark: Mark, made: Mark) -> bool:
    return (mark.column, mark.kind, mark.reached) == (made.column, made.kind, made.reached)
