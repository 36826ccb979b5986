"""One sender at a time, across machines: a table that can be created only once.

Whoever sends holds the lock of his data directory as well, so that a table left by the same
directory is left by the dead.
"""

import json
import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import DatabaseError

from warehouse.clickhouse.columns import drop
from warehouse.clickhouse.place import Place
from warehouse.engines.clickhouse import quoted_name
from warehouse.snapshots.errors import LoaderBusyError

LOADER = "forecourt_loader"
_EXISTS = "Code: 57."
_FORGOTTEN_AFTER = 6 * 3600


@dataclass(frozen=True, slots=True)
class Holder:
    """Who sends.

    Attributes:
        origin: of the data directory.
        folder: where it lies.
        machine: host name.
        process: number.
        since: local time.
    """

    origin: str
    folder: str
    machine: str
    process: int
    since: str


def holder_of(origin: str, folder: Path, now: datetime) -> Holder:
    """Return this process as a holder."""
    return Holder(origin, str(folder), socket.gethostname(), os.getpid(), now.isoformat())


@contextmanager
def only_sender(client: Client, place: Place, holder: Holder) -> Iterator[None]:
    """Hold the database against other senders.

    Raises:
        LoaderBusyError: another one holds it; the message says who, and what to do where that one
            is gone for good.
    """
    if not _take(client, place, holder):
        other, age = _holding(client, place)
        if other is not None and not _is_dead(other, holder, age):
            raise LoaderBusyError(
                f"Another loader sends to {place.shown}: process {other.process} on "
                f"{other.machine}, from {other.folder}, since {other.since}; the snapshot that is "
                "served stays. Try again when it has finished. If that machine is gone for good: "
                f"DROP TABLE {quoted_name(place.database)}.{LOADER}"
            )
        if other is not None:
            _bury(client, place, other)
        if not _take(client, place, holder):
            raise LoaderBusyError(
                f"Another loader has just begun to send to {place.shown}; try again later."
            )
    try:
        yield
    finally:
        with suppress(DatabaseError):
            if is_held(client, place, holder):
                client.command(drop(place, LOADER))
                for (grave,) in _graves(client, place):
                    client.command(drop(place, grave))


def is_held(client: Client, place: Place, holder: Holder) -> bool:
    """Tell whether a holder still holds the database."""
    return _holding(client, place)[0] == holder


def _take(client: Client, place: Place, holder: Holder) -> bool:
    told = json.dumps(asdict(holder), ensure_ascii=True).replace("\\", "\\\\").replace("'", "\\'")
    everywhere = f" ON CLUSTER {quoted_name(place.cluster)}" if place.cluster else ""
    try:
        client.command(
            f"CREATE TABLE {LOADER}{everywhere} (nothing UInt8) ENGINE = MergeTree ORDER BY "
            f"tuple() COMMENT '{told}'"
        )
    except DatabaseError as error:
        if _EXISTS in str(error):
            return False
        raise
    return True


def _holding(client: Client, place: Place) -> tuple[Holder | None, int]:
    """Return who holds the database, and for how many seconds by the server's clock."""
    rows = client.query(
        "SELECT comment, dateDiff('second', metadata_modification_time, now()) FROM system.tables "
        "WHERE database = {database:String} AND name = {name:String}",
        parameters={"database": place.database, "name": LOADER},
    ).result_rows
    if not rows:
        return None, 0
    return Holder(**json.loads(rows[0][0])), int(rows[0][1])


def _is_dead(other: Holder, us: Holder, age: int) -> bool:
    same = other.origin == us.origin and other.folder == us.folder
    return same and (other.machine == us.machine or age > _FORGOTTEN_AFTER)


def _bury(client: Client, place: Place, dead: Holder) -> None:
    """Take what a dead holder left out of the way; of two who try only one succeeds.

    The grave stays as long as whoever dug it holds the database: one who read of the dead as well
    must not carry the new holder there.

    Raises:
        LoaderBusyError: another one was faster.
    """
    told = sha256(json.dumps(asdict(dead), sort_keys=True).encode()).hexdigest()[:16]
    everywhere = f" ON CLUSTER {quoted_name(place.cluster)}" if place.cluster else ""
    try:
        client.command(f"RENAME TABLE {LOADER} TO {LOADER}_{told}{everywhere}")
    except DatabaseError as error:
        raise LoaderBusyError(
            f"Another loader has just begun to send to {place.shown}; try again later."
        ) from error


def _graves(client: Client, place: Place) -> Sequence[Sequence[str]]:
    return client.query(
        "SELECT name FROM system.tables WHERE database = {database:String} "
        "AND startsWith(name, {start:String})",
        parameters={"database": place.database, "start": f"{LOADER}_"},
    ).result_rows
