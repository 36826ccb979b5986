"""Removes versions and tables that nobody needs any more; called by the one who sends."""

import re
import time
from collections.abc import Collection, Sequence

from clickhouse_connect.driver.client import Client

from warehouse.clickhouse.columns import ON_SHARD, drop
from warehouse.clickhouse.place import Place
from warehouse.clickhouse.versions import READERS, VERSIONS, Version, remove_version

KEPT = 3
READ_WITHIN = 600
"""Seconds since a reader last said that it reads a version, after which it does no longer."""
SUPERSEDED_WITHIN = 3600
"""Seconds after which a version that was replaced may go, also where readers cannot say so."""
_OURS = re.compile(rf"(?P<table>.+)__(?P<number>\d{{6,}})(?P<shard>{ON_SHARD})?")
_PAUSE = 0.5


def tidy(client: Client, place: Place, versions: Sequence[Version]) -> None:
    """Drop tables of ours that belong to no version, such as those of a sender that was killed."""
    needed = {(name, kept.number) for version in versions for name, kept in version.tables.items()}
    for name in _tables(client, place):
        found = _OURS.fullmatch(name)
        if found and (found["table"], int(found["number"])) not in needed:
            client.command(drop(place, name))


def collect(client: Client, place: Place, versions: Sequence[Version]) -> list[Version]:
    """Remove versions beyond the newest, unless somebody reads them or did until just now.

    Args:
        client: to the database.
        place: where.
        versions: all there are, newest first.

    Returns:
        The versions that are left.
    """
    read = _read_of_late(client, READ_WITHIN)
    young = _superseded_of_late(client)
    kept = [
        version
        for place_of_it, version in enumerate(versions)
        if place_of_it < KEPT or version.id in read or version.number in young
    ]
    _leave(client, place, versions, kept)
    return kept


def leave_only(
    client: Client, place: Place, versions: Sequence[Version], grace: float
) -> list[Version]:
    """Remove every version but the newest, also one that is read still after `grace` seconds."""
    deadline = time.monotonic() + grace
    others = {version.id for version in versions[1:]}
    while others & _read_of_late(client, max(1, int(grace))) and time.monotonic() < deadline:
        time.sleep(_PAUSE)
    kept = list(versions[:1])
    _leave(client, place, versions, kept)
    return kept


def _leave(
    client: Client, place: Place, versions: Sequence[Version], kept: Collection[Version]
) -> None:
    numbers = {version.number for version in kept}
    for version in versions:
        if version.number not in numbers:
            remove_version(client, place, version.number)
    tidy(client, place, list(kept))


def _tables(client: Client, place: Place) -> list[str]:
    rows = client.query(
        "SELECT name FROM system.tables WHERE database = {database:String} AND is_temporary = 0 "
        "ORDER BY endsWith(name, {shard:String})",
        parameters={"database": place.database, "shard": ON_SHARD},
    ).result_rows
    return [str(row[0]) for row in rows]


def _read_of_late(client: Client, seconds: int) -> set[str]:
    rows = client.query(
        f"SELECT DISTINCT version FROM {READERS} "
        f"WHERE read_at > now('UTC') - INTERVAL {seconds:d} SECOND"
    ).result_rows
    return {str(row[0]) for row in rows}


def _superseded_of_late(client: Client) -> set[int]:
    """Return the versions after which another one came less than an hour ago."""
    rows = client.query(
        f"SELECT number FROM (SELECT number, leadInFrame(sent_at) OVER (ORDER BY number ROWS "
        f"BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS replaced_at FROM {VERSIONS}) "
        f"WHERE replaced_at > now('UTC') - INTERVAL {SUPERSEDED_WITHIN:d} SECOND"
    ).result_rows
    return {int(row[0]) for row in rows}
