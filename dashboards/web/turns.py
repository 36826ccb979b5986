"""Callbacks take turns: a few are worked on at once, some wait, all others are to come again.

Figures take a worker's whole attention. If everybody who comes were begun with, a crowd would make
each of them wait for all others, until nobody is answered in time; and what is light (a page, its
layout, a sign-in, the probes) would wait behind it. Browsers come again by themselves.
"""

import threading

from flask import Flask, Response, g, request

from dashboards.web.mishaps import mishap
from dashboards.web.places import CALLBACK

AT_ONCE = 3
WAITING = 24
# What is light finds a thread, too.
THREADS = AT_ONCE + WAITING + 8
TURNS = "forecourt.turns"
_PATIENCE = 15.0
# Scripts of ours take a short time for an invitation, a long one for a fault.
_SECONDS = "2"


class Turns:
    """Turns of one process.

    Args:
        at_once: so many have theirs at the same time.
        waiting: so many wait for it; whoever comes beyond them gets none.
        patience: seconds after which one who waits gets none either.
    """

    def __init__(
        self, at_once: int = AT_ONCE, waiting: int = WAITING, patience: float = _PATIENCE
    ) -> None:
        self._free = threading.BoundedSemaphore(at_once)
        self._lock = threading.Lock()
        self._waiting = 0
        self._most = waiting
        self._patience = patience

    def take(self) -> bool:
        """Wait for a turn; whether there was one. It is to be given back."""
        if self._free.acquire(blocking=False):
            return True
        with self._lock:
            if self.is_full:
                return False
            self._waiting += 1
        try:
            return self._free.acquire(timeout=self._patience)
        finally:
            with self._lock:
                self._waiting -= 1

    @property
    def is_full(self) -> bool:
        """Whether as many wait as may."""
        return self._waiting >= self._most

    def give(self) -> None:
        """Give a turn back that was taken."""
        self._free.release()


def install_turns(server: Flask) -> None:
    """Let callbacks that passed the gate take turns.

    Args:
        server: behind its gate, so that nobody waits who would be refused.
    """
    server.extensions[TURNS] = Turns()

    def turns() -> Turns:
        found: Turns = server.extensions[TURNS]
        return found

    @server.before_request
    def take() -> Response | None:
        if request.path != CALLBACK:
            return None
        if turns().take():
            g.has_turn = True
            return None
        response = mishap(503)
        response.headers["Retry-After"] = _SECONDS
        return response

    @server.teardown_request
    def give(_error: BaseException | None) -> None:
        if g.pop("has_turn", False):
            turns().give()
