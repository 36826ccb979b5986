"""Forgetting people: the list, the files that wait, and a snapshot without them."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from access.audit import Detail, Origin, record_now
from access.scope import OPERATOR
from commands.application_database import application_database
from commands.errors import UserError
from commands.publishing import build_anew, local_time
from commands.reading import published
from commands.settings import Settings
from commands.waiting import clear_passing, release_forgotten
from warehouse.snapshots import (
    Forgotten,
    Identifier,
    LoaderBusyError,
    SnapshotError,
    WarehouseHome,
    only_loader,
    read_forgotten,
    staging_folder,
    write_forgotten,
)

_WAIT_SECONDS = 120.0
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Done:
    """What was done.

    Attributes:
        snapshot: the snapshot that is served now; None where nothing was ever published.
        released: names of files that waited for their store and are no longer kept.
    """

    snapshot: str | None
    released: tuple[str, ...]


def forget(
    settings: Settings,
    found: Iterable[Identifier],
    now: datetime,
    *,
    reason: str,
    texts_before: date | None = None,
    secret: Callable[[int], bytes] = secrets.token_bytes,
) -> Done:
    """Put identifiers on the list and take them out of every file of the data directory.

    Killed on the way, the next publication finishes it.

    Args:
        settings: whose data directory.
        found: all identifiers of the people.
        now: aware time.
        reason: for the audit: `person` or `retention`; never an identifier.
        texts_before: texts of rows refused before this day go too.
        secret: makes the key of the list, where there is none yet.

    Raises:
        UserError: if a loader is at work, or the new snapshot did not pass its checks.
    """
    home = WarehouseHome(settings.home / "warehouse")
    if not home.published() and published(settings):
        raise UserError(
            "the data are loaded on another machine, where nobody would be forgotten by this",
            "run it there",
        )
    wanted = set(found)
    try:
        with only_loader(home, local_time(now), _WAIT_SECONDS):
            known = read_forgotten(home) or Forgotten(secret(_KEY_BYTES))
            write_forgotten(home, known.adding(wanted, texts_before))
        with staging_folder(home, "forget") as staging:
            released = release_forgotten(settings, home, staging)
            clear_passing(settings, home)
    except LoaderBusyError as error:
        raise UserError(str(error), "try again when the load has finished") from None
    except (SnapshotError, OSError) as error:
        raise UserError(
            f"the list of people to forget could not be written: {error}",
            "nothing was removed; see to the data directory and try again",
        ) from None
    snapshot = build_anew(settings, now) if home.published() else None
    with application_database(settings) as engine:
        detail: Detail = {"reason": reason, "identifiers": len(wanted), "snapshot": snapshot}
        record_now(engine, Origin(OPERATOR.subject, now), "people_forgotten", detail)
    return Done(snapshot, tuple(extract.name for extract in released))
