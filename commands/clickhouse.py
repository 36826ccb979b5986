"""Snapshots of the data directory, sent to ClickHouse where the settings name a warehouse there."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from commands.errors import UserError
from commands.settings import Settings
from metrics.rolled_up import fingerprint
from warehouse.engines import EngineError
from warehouse.snapshots import LoaderBusyError, WarehouseHome, current_id, only_loader

if TYPE_CHECKING:
    from warehouse.clickhouse import Place

STAYS = "the snapshot before it is still served there; `forecourt renew` sends the new one"


class NotSentError(UserError):
    """The snapshot is published in the data directory and could not be sent on."""


def place_for(settings: Settings) -> "Place | None":
    """Where snapshots are sent and read; None for the engine in the data directory.

    Raises:
        UserError: the address is not understood.
    """
    if settings.warehouse_url is None:
        return None
    # Half a second of imports that only users of this engine should wait for.
    from warehouse.clickhouse import place_of

    try:
        return place_of(settings.warehouse_url)
    except EngineError as error:
        raise UserError(
            f"FORECOURT_WAREHOUSE_URL: {error}",
            "correct it, or remove it for the engine in the data directory",
        ) from None


def count_from(settings: Settings, home: WarehouseHome) -> int:
    """The number after which new snapshots are counted; 0 where they are not sent on.

    Raises:
        UserError: ClickHouse cannot be asked.
        SnapshotError: it holds the snapshots of another data directory.
    """
    place = place_for(settings)
    if place is None:
        return 0
    from warehouse.clickhouse import number_there

    try:
        return number_there(home, place, secrets.token_hex)
    except EngineError as error:
        raise UserError(
            str(error), "nothing was loaded; see to ClickHouse and load again"
        ) from None


def sender_of(
    settings: Settings, home: WarehouseHome, now: datetime, say: Callable[[str], None]
) -> Callable[[str, bool], None] | None:
    """What sends a snapshot on, called while the data directory is held; None where none is sent.

    It raises `NotSentError` where ClickHouse does not answer, and `SnapshotError` where it holds
    what must not be replaced.
    """
    place = place_for(settings)
    if place is None:
        return None
    from warehouse.clickhouse import Sending, send

    def hand_on(snapshot_id: str, alone: bool) -> None:
        how = Sending(
            fingerprint(),
            say,
            alone,
            threads=settings.engine_threads,
            memory_limit=settings.engine_memory,
        )
        try:
            send(home, snapshot_id, place, now, how)
        except EngineError as error:
            raise NotSentError(
                f"snapshot {snapshot_id} is made and could not be sent: {error}", STAYS
            ) from None

    return hand_on


def send_current(
    settings: Settings, now: datetime, say: Callable[[str], None], wait: float = 0.0
) -> str | None:
    """Send what the data directory has published, if that is not what is served already.

    Returns:
        The id of the snapshot that is published in the data directory.

    Raises:
        UserError: ClickHouse does not answer.
        SnapshotError: another loader is at work, or ClickHouse holds what must not be replaced.
    """
    home = WarehouseHome(settings.home / "warehouse")
    hand_on = sender_of(settings, home, now, say)
    if hand_on is None or not home.published():
        return current_id(home)
    with only_loader(home, now, wait):
        snapshot_id = current_id(home)
        if snapshot_id is not None:
            hand_on(snapshot_id, False)
        return snapshot_id


def send_what_waits(settings: Settings, now: datetime, say: Callable[[str], None]) -> None:
    """Send what a loader did not live to send; another one that is at work does so itself.

    Raises:
        UserError: ClickHouse does not answer.
        SnapshotError: it holds what must not be replaced.
    """
    try:
        send_current(settings, now, say)
    except LoaderBusyError as error:
        say(str(error))
