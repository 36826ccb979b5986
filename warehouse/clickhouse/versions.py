"""The rows that say which versions there are and which tables each consists of."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import DatabaseError

from warehouse.clickhouse.place import Place
from warehouse.engines.backend import EngineError
from warehouse.engines.clickhouse import quoted_name
from warehouse.snapshots.errors import DamagedSnapshotError

VERSIONS, READERS = "forecourt_versions", "forecourt_readers"
LAYOUT = 1
"""Number of the form in which versions are described; another one cannot be read."""
_UNKNOWN_TABLE = "Code: 60."
_COLUMNS = (
    "number UInt64, id String, origin String, layout UInt32, definitions String, as_of Date32, "
    "built_at DateTime64(6, 'UTC'), tables String, sent_at DateTime('UTC') DEFAULT now('UTC')"
)
_READING = "version String, reader String, read_at DateTime('UTC') DEFAULT now('UTC')"


@dataclass(frozen=True, slots=True)
class Kept:
    """A table of a version.

    Attributes:
        number: of the version that brought its rows.
        structure: digest of its declaration.
        rows: how many.
        months: fingerprint of the rows of each month.
        content: fingerprint of all rows as the snapshot on disk knows it; empty where it does not.
    """

    number: int
    structure: str
    rows: int
    months: dict[str, str]
    content: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A published state of the warehouse.

    Attributes:
        number: running number; the greatest is the newest.
        id: of the snapshot on disk that was sent.
        origin: of which data directory.
        definitions: digest of what the roll-ups rest on.
        as_of: newest business day.
        built_at: local time.
        tables: by plain name.
    """

    number: int
    id: str
    origin: str
    definitions: str
    as_of: date
    built_at: datetime
    tables: dict[str, Kept]


def create(client: Client, place: Place) -> None:
    """Create the tables of this module where they are not there yet."""
    engine = (
        "ReplicatedMergeTree('/clickhouse/forecourt/{uuid}/{shard}', '{replica}')"
        if place.replicated
        else "MergeTree"
    )
    for name, columns, order, more in (
        (VERSIONS, _COLUMNS, "number", "PARTITION BY number"),
        (READERS, _READING, "version", "TTL read_at + INTERVAL 1 DAY"),
    ):
        before, after = (more, "") if more.startswith("PARTITION") else ("", more)
        if not place.cluster:
            client.command(
                f"CREATE TABLE IF NOT EXISTS {name} ({columns}) ENGINE = {engine} {before} "
                f"ORDER BY {order} {after}"
            )
            continue
        cluster = quoted_name(place.cluster)
        client.command(
            f"CREATE TABLE IF NOT EXISTS {name}_on_shard ON CLUSTER {cluster} ({columns}) "
            f"ENGINE = {engine} {before} ORDER BY {order} {after}"
        )
        # All rows lie on the first shard, so that all servers say the same.
        client.command(
            f"CREATE TABLE IF NOT EXISTS {name} ON CLUSTER {cluster} ({columns}) ENGINE = "
            f"Distributed({cluster}, {quoted_name(place.database)}, {name}_on_shard, 0)"
        )


@dataclass(frozen=True, slots=True)
class Pointer:
    """What the newest version is; see `Version`."""

    number: int
    id: str
    origin: str


def newest(client: Client) -> Pointer | None:
    """Return the newest version, read in one small statement; None where there is none."""
    try:
        found = client.query(
            f"SELECT number, id, origin FROM {VERSIONS} ORDER BY number DESC LIMIT 1"
        ).result_rows
    except DatabaseError as error:
        if _UNKNOWN_TABLE in str(error):
            return None
        raise
    return Pointer(int(found[0][0]), str(found[0][1]), str(found[0][2])) if found else None


def read_versions(client: Client) -> list[Version]:
    """Return all versions, newest first.

    Raises:
        DamagedSnapshotError: one is described in another form than this version's.
    """
    rows = client.query(
        f"SELECT {', '.join(_NAMES)} FROM {VERSIONS} ORDER BY number DESC"
    ).named_results()
    return [_version(row) for row in rows]


def read_version(client: Client, number: int) -> Version | None:
    """Return a version; None where it has gone.

    Raises:
        DamagedSnapshotError: it is described in another form than this version's.
    """
    rows = list(
        client.query(
            f"SELECT {', '.join(_NAMES)} FROM {VERSIONS} WHERE number = {number:d}"
        ).named_results()
    )
    return _version(rows[0]) if rows else None


def write_version(client: Client, version: Version, settings: dict[str, str]) -> None:
    """Publish a version: the one statement after which readers see it."""
    tables = {name: asdict(kept) for name, kept in version.tables.items()}
    row = [
        version.number, version.id, version.origin, LAYOUT, version.definitions, version.as_of,
        version.built_at, json.dumps(tables, separators=(",", ":")),
    ]  # fmt: skip
    client.insert(VERSIONS, [row], column_names=_NAMES, settings=settings)


def remove_version(client: Client, place: Place, number: int) -> None:
    """Let nobody find a version any more; its tables are still there."""
    where = f"{VERSIONS}_on_shard ON CLUSTER {quoted_name(place.cluster)}" if place.cluster else (
        VERSIONS
    )  # fmt: skip
    client.command(f"ALTER TABLE {where} DROP PARTITION {number:d}")


_NAMES = ("number", "id", "origin", "layout", "definitions", "as_of", "built_at", "tables")


def _version(row: dict[str, Any]) -> Version:
    if row["layout"] != LAYOUT:
        raise DamagedSnapshotError(
            f"Snapshot {row['id']} on ClickHouse is described in form {row['layout']}; this "
            f"version of Forecourt reads form {LAYOUT}. Use the same version as the machine that "
            "loads."
        )
    try:
        tables = {name: Kept(**fields) for name, fields in json.loads(row["tables"]).items()}
    except (ValueError, TypeError) as error:
        raise EngineError(f"Version {row['id']} cannot be read: {error}") from error
    return Version(
        int(row["number"]),
        row["id"],
        row["origin"],
        row["definitions"],
        row["as_of"],
        row["built_at"].replace(tzinfo=None),
        tables,
    )
