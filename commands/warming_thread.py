"""The thread of a web worker that opens new snapshots and makes the page of the morning ready."""

import logging
import os
import threading
from contextlib import suppress

from flask import Flask

from access import recent_people
from commands.settings import Settings
from dashboards.application import answering_of
from dashboards.warming import Warming

EVERY_SECONDS = 5.0
_PAUSE_SECONDS = 0.2
_NICENESS = 10
_LOG = logging.getLogger(__name__)


def keep_warm(settings: Settings, server: Flask) -> threading.Event:
    """Start the thread, where pages are to be made ready for anybody.

    Args:
        settings: for how many people.
        server: of this worker.

    Returns:
        What ends the thread when it is set.
    """
    ended = threading.Event()
    answering = answering_of(server)

    def pause() -> None:
        ended.wait(_PAUSE_SECONDS)

    warming = Warming(
        answering,
        lambda: recent_people(answering.services.database, settings.warmed_people),
        pause,
    )

    def look() -> None:
        with suppress(OSError):
            # On Linux that of this thread alone: whoever waits for a page goes first.
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
        while not ended.is_set():
            try:
                warming.look_once()
            except Exception:
                # Whatever it was, requests are answered; the next snapshot is tried again.
                _LOG.exception("pages could not be made ready")
            ended.wait(EVERY_SECONDS)

    if settings.warmed_people:
        threading.Thread(target=look, name="forecourt-warming", daemon=True).start()
    return ended
