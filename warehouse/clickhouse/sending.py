"""From the snapshot on disk to a version on ClickHouse, in steps of which readers see one."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import duckdb
from clickhouse_connect.driver.client import Client

from warehouse.clickhouse.collecting import collect, leave_only, tidy
from warehouse.clickhouse.columns import Declared
from warehouse.clickhouse.holding import Holder, holder_of, is_held, only_sender
from warehouse.clickhouse.months import declared_tables, fingerprints, rows_in, rows_of
from warehouse.clickhouse.place import OLDEST, Place
from warehouse.clickhouse.versions import (
    Kept,
    Pointer,
    Version,
    create,
    newest,
    read_versions,
    write_version,
)
from warehouse.engines.backend import EngineError
from warehouse.engines.clickhouse import quoted_name
from warehouse.schema import DERIVED
from warehouse.snapshots.durable import write_text
from warehouse.snapshots.errors import LoaderBusyError, RefusedSnapshotError
from warehouse.snapshots.home import WarehouseHome, number_of
from warehouse.snapshots.manifest import Manifest
from warehouse.snapshots.opening import open_snapshot

_TIMEOUT = 600.0
_SECONDS = 30
BY_MONTH = 100_000
"""Rows from which on a table is kept apart by months, so that some can be sent without others."""
_ALONE = {"insert_deduplicate": "0", "async_insert": "0", "max_partitions_per_insert_block": "0"}
_SHARDED = {"distributed_foreground_insert": "1"}
_QUORUM = {"insert_quorum": "auto", "insert_quorum_parallel": "0"}
# The standard calendar is added to what extracts gave of it.
_NOT_AS_EXTRACTED = DERIVED | {"dim_calendar"}


def _silent(step: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Sending:
    """How to send.

    Attributes:
        definitions: digest of what the roll-ups rest on; readers of other definitions say so.
        progress: is told each step.
        alone: whether no older version may stay, since somebody is to be forgotten.
        grace: seconds that readers of older ones then get.
        by_month: rows from which on a table is kept apart by months.
        threads: cores to use.
        memory_limit: of the engine that reads the snapshot on disk.
        token: makes the name of a data directory that has none yet.
    """

    definitions: str
    progress: Callable[[str], None] = _silent
    alone: bool = False
    grace: float = 60.0
    by_month: int = BY_MONTH
    threads: int = 2
    memory_limit: str = "1GB"
    token: Callable[[], str] = field(default=secrets.token_hex)


def standing(place: Place) -> Pointer | None:
    """Return the version that is served; None where nothing was published yet.

    Raises:
        EngineError: the server does not answer, or is too old.
    """
    backend = place.backend(_SECONDS)
    try:
        with backend.client() as client:
            refuse_old(client, place)
            return newest(client)
    finally:
        backend.close()


def number_there(home: WarehouseHome, place: Place, token: Callable[[], str]) -> int:
    """Return the number after which snapshots that are to be sent must be counted; 0 for none.

    Raises:
        EngineError: the server does not answer, or is too old.
        RefusedSnapshotError: it holds the snapshots of another data directory.
    """
    there = standing(place)
    if there is None:
        return 0
    _refuse_other(place, there.id, there.origin, _origin(home, token))
    return there.number


def refuse_old(client: Client, place: Place) -> None:
    """Refuse a server of a release that was never run.

    Raises:
        EngineError: naming both releases.
    """
    given = str(client.server_version)
    if int(given.split(".")[0]) < OLDEST:
        raise EngineError(
            f"ClickHouse at {place.shown} is of release {given}; expected {OLDEST} or newer."
        )


def send(home: WarehouseHome, snapshot_id: str, place: Place, now: datetime, how: Sending) -> bool:
    """Make a snapshot of the data directory the one that readers find on ClickHouse.

    Call it while holding the data directory (`only_loader`). Readers see the version before until
    the last step; what a killed sender leaves is cleared by the next one.

    Args:
        home: the warehouse of the data directory.
        snapshot_id: a sound snapshot of it.
        place: where to.
        now: local time, said to other senders.
        how: the rest.

    Returns:
        Whether anything was sent; it was there already otherwise.

    Raises:
        EngineError: ClickHouse does not answer, or refuses a statement.
        LoaderBusyError: somebody else sends to this database.
        RefusedSnapshotError: the database holds the snapshots of another data directory, or newer
            ones, or not all rows arrived.
    """
    origin = _origin(home, how.token)
    backend = place.backend(_TIMEOUT)
    try:
        with backend.client() as client:
            refuse_old(client, place)
            there = newest(client)
            if there is not None:
                _refuse_other(place, there.id, there.origin, origin)
                if there.id == snapshot_id and not how.alone:
                    return False
            holder = holder_of(origin, home.path, now)
            with only_sender(client, place, holder):
                create(client, place)
                return _Run(client, place, home, snapshot_id, holder, how).go()
    finally:
        backend.close()


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of `send`, which holds the database."""

    client: Client
    place: Place
    home: WarehouseHome
    snapshot_id: str
    holder: Holder
    how: Sending

    def go(self) -> bool:
        versions = read_versions(self.client)
        before = versions[0] if versions else None
        fresh = before is None or before.id != self.snapshot_id
        if fresh:
            self._refuse(before)
            tidy(self.client, self.place, versions)
            version = self._make(before)
            self.how.progress("clickhouse publish")
            if not is_held(self.client, self.place, self.holder):
                raise LoaderBusyError(
                    f"Another loader took {self.place.shown} over; try again when it has finished."
                )
            write_version(self.client, version, self._settings())
            versions = [version, *versions]
        self.how.progress("clickhouse collect")
        if self.how.alone:
            leave_only(self.client, self.place, versions, self.how.grace)
        else:
            collect(self.client, self.place, versions)
        return fresh

    def _refuse(self, before: Version | None) -> None:
        if before is None:
            return
        _refuse_other(self.place, before.id, before.origin, self.holder.origin)
        if before.number >= number_of(self.snapshot_id):
            raise RefusedSnapshotError(
                f"{self.place.shown} holds {before.id}, which is newer than {self.snapshot_id} of "
                f"{self.home.path}; load there where the newer one was made, or empty the database."
            )

    def _make(self, before: Version | None) -> Version:
        database = self.home.database(self.snapshot_id)
        how = self.how
        with open_snapshot(
            database, threads=how.threads, memory_limit=how.memory_limit
        ) as snapshot:
            connection = snapshot.backend.cursor()
            kept = {}
            for table in declared_tables(connection, how.by_month):
                how.progress(f"clickhouse {table.name}")
                old = before.tables.get(table.name) if before else None
                kept[table.name] = self._carry(connection, table, old, snapshot.manifest)
            how.progress("clickhouse verify")
            self._check(kept)
            return Version(
                number_of(self.snapshot_id), self.snapshot_id, self.holder.origin,
                how.definitions, snapshot.as_of, snapshot.built_at, kept,
            )  # fmt: skip

    def _carry(
        self,
        connection: duckdb.DuckDBPyConnection,
        table: Declared,
        old: Kept | None,
        manifest: Manifest,
    ) -> Kept:
        """Bring a table to what it is in the snapshot, with as few rows as possible."""
        structure = table.structure(self.place)
        content = ""
        if table.name in manifest.details and table.name not in _NOT_AS_EXTRACTED:
            content = manifest.details[table.name].content
        like = old if old is not None and old.structure == structure else None
        if like is not None and content and like.content == content:
            return like
        months = fingerprints(connection, table)
        rows = sum(map(rows_in, months.values()))
        number = number_of(self.snapshot_id)
        if like is not None and like.months == months:
            return Kept(like.number, structure, rows, months, content)
        for text in table.create(self.place, number):
            self.client.command(text)
        same = []
        if like is not None and table.month:
            same = [month for month, told in months.items() if like.months.get(month) == told]
            self._link(table, like.number, same)
        for part in rows_of(connection, table, sorted(set(months) - set(same))):
            self.client.insert_arrow(table.physical(number), part, settings=self._settings())
        return Kept(number, structure, rows, months, content)

    def _link(self, table: Declared, old: int, months: Sequence[str]) -> None:
        place = self.place
        everywhere = f" ON CLUSTER {quoted_name(place.cluster)}" if place.cluster else ""
        source = quoted_name(table.holding(place, old))
        target = quoted_name(table.holding(place, number_of(self.snapshot_id)))
        for month in months:
            self.client.command(
                f"ALTER TABLE {target}{everywhere} ATTACH PARTITION {month} FROM {source}"
            )

    def _check(self, kept: dict[str, Kept]) -> None:
        wrong = miscounted(self.client, kept)
        if wrong:
            raise RefusedSnapshotError(
                f"The new snapshot is not published on {self.place.shown}, the old one stays: "
                + " ".join(wrong)
            )

    def _settings(self) -> dict[str, str]:
        return {
            **_ALONE,
            **(_SHARDED if self.place.cluster else {}),
            **(_QUORUM if self.place.replicated else {}),
        }


def miscounted(client: Client, tables: dict[str, Kept]) -> list[str]:
    """Return what tables have other numbers of rows than they should."""
    counts = " UNION ALL ".join(
        f"SELECT '{name}' AS name, count() AS found FROM "
        f"{quoted_name(f'{name}__{kept.number:06d}')}"
        for name, kept in tables.items()
    )
    found = {str(row[0]): int(row[1]) for row in client.query(counts).result_rows} if counts else {}
    return [
        f"table {name}: expected {kept.rows} rows, found {found[name]}."
        for name, kept in tables.items()
        if found[name] != kept.rows
    ]


def _refuse_other(place: Place, newest_id: str, theirs: str, ours: str) -> None:
    if theirs != ours:
        raise RefusedSnapshotError(
            f"{place.shown} holds snapshots of another data directory (newest: {newest_id}); give "
            "this one a database of its own, or empty that one."
        )


def _origin(home: WarehouseHome, token: Callable[[], str]) -> str:
    """Return the name that a data directory keeps, wherever it is moved to."""
    home.ensure()
    path = home.path / "origin"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        name = token()
        write_text(path, f"{name}\n")
        return name
