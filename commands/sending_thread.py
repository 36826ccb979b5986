"""The thread of a web worker that looks at the clock and starts `forecourt send-due`.

Every worker looks, but the sending is a process of its own, one at a time in a data directory; on
several machines the lease in the application database lets one of them send.
"""

import logging
import threading
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from access.sending import is_anything_due
from commands.jobs import start
from commands.settings import Settings

EVERY_SECONDS = 20.0
_JOB = "send-due"
_FOLDER = "sending"
_LOG = logging.getLogger(__name__)


def look_at_the_clock(settings: Settings, database: Engine) -> threading.Event:
    """Start the thread, where sending is switched on.

    Args:
        settings: whose data directory.
        database: the application database, opened in this process.

    Returns:
        What ends the thread when it is set.
    """
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(EVERY_SECONDS):
            look_once(settings, database, datetime.now(UTC).astimezone())

    if settings.sending:
        threading.Thread(target=look, name="forecourt-sending", daemon=True).start()
    return ended


def look_once(settings: Settings, database: Engine, now: datetime) -> bool:
    """Start the command where something is due; return whether it was started.

    Args:
        settings: whose data directory.
        database: the application database.
        now: aware time in the zone of the server.
    """
    try:
        if not is_anything_due(database, now, now):
            return False
        return start(settings.home / _FOLDER, _JOB, [_JOB, "--json"], settings)
    except (SQLAlchemyError, OSError):
        # The database or the disk may be back at the next look.
        _LOG.exception("what is due could not be sent")
        return False
