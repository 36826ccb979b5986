"""One process of its own for statistics, started when somebody first asks for any.

The web worker stays small and answers at once: it never imports a statistics library, and a
question that takes too long or kills its process costs nothing but its own answer.
"""

import logging
import os
import subprocess
import sys
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from threading import Condition, Thread
from time import monotonic, sleep
from typing import IO, Any

from commands.statistics_shelf import Shelf
from dashboards.drivers.ordering import Progress, Work

_LOG = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[1]
_CHILD = "commands.statistics_child"
WAITING_AT_MOST = 8
KEPT = 48
SECONDS = 90.0
IDLE_SECONDS = 600.0
# A failure is told for so long; then the question may be tried again.
_ENDING_SECONDS = 5.0
_FAILED_SECONDS = 30.0
_LOOK_SECONDS = 0.1
_Child = tuple[subprocess.Popen[bytes], Connection]


@dataclass(slots=True)
class _Ticket:
    """A question under way."""

    key: str
    work: Work
    lock: IO[str] | None = None
    progress: Progress[Any] = field(default_factory=lambda: Progress("waiting"))
    ended: float = 0.0


class StatisticsProcess:
    """Answers questions one after the other in a process of its own.

    Args:
        shelf: what other web workers have worked out or are at; None where there are none.
        seconds: the longest that one question may take; its process is then ended.
        idle_seconds: the process ends after so long without a question.
        waiting_at_most: who comes when so many wait is told that it is busy.
        kept: number of answers that are remembered.
    """

    def __init__(
        self,
        shelf: Shelf | None = None,
        seconds: float = SECONDS,
        idle_seconds: float = IDLE_SECONDS,
        waiting_at_most: int = WAITING_AT_MOST,
        kept: int = KEPT,
    ) -> None:
        self._shelf = shelf
        self._seconds, self._idle = seconds, idle_seconds
        self._waiting_at_most, self._kept = waiting_at_most, kept
        self._tickets: OrderedDict[str, _Ticket] = OrderedDict()
        self._queue: deque[_Ticket] = deque()
        self._changed = Condition()
        self._thread: Thread | None = None
        self._closed = False
        self._child: _Child | None = None

    def ask(self, key: str, make: Callable[[], Work], seconds: float = 0.0) -> Progress[Any]:
        """How a question is doing; it is begun where it is new.

        Args:
            key: the question with everything that it rests on.
            make: puts the work together, for a new question.
            seconds: how long to wait for more than is known.
        """
        until = monotonic() + seconds
        with self._changed:
            ticket = self._find(key)
            full = len(self._queue) >= self._waiting_at_most
        if ticket is None:
            elsewhere = self._elsewhere(key, until)
            if elsewhere is not None:
                return elsewhere
            if full:
                return Progress("busy")
            lock, is_ours = self._take(key)
            if not is_ours:
                # Another worker was quicker.
                return Progress("waiting")
            ticket = self._begin(lock, key, make)
        with self._changed:
            while not ticket.progress.is_over and monotonic() < until:
                self._changed.wait(until - monotonic())
            return ticket.progress

    def state(self, key: str) -> Progress[Any] | None:
        """How a question is doing; None for one that is not known."""
        with self._changed:
            ticket = self._find(key)
            if ticket is not None:
                return ticket.progress
        return self._elsewhere(key, 0.0)

    def close(self) -> None:
        """End the process and the thread that looks after it."""
        with self._changed:
            self._closed = True
            thread = self._thread
            if self._child is not None:
                self._child[0].kill()
            self._changed.notify_all()
        if thread is not None:
            thread.join(10)

    @property
    def pid(self) -> int | None:
        """Number of the process; None while there is none."""
        child = self._child
        return None if child is None else child[0].pid

    def _take(self, key: str) -> tuple[IO[str] | None, bool]:
        """What holds a question for this worker, if anything does, and whether it is his."""
        if self._shelf is None:
            return None, True
        try:
            lock = self._shelf.take(key)
        except OSError:
            # On a full disk every worker works for himself.
            _LOG.exception("a question could not be put on the shelf")
            return None, True
        return lock, lock is not None

    def _elsewhere(self, key: str, until: float) -> Progress[Any] | None:
        """How a question is doing with another worker; waits while that one is at it."""
        if self._shelf is None:
            return None
        found = self._shelf.read(key)
        while found is not None and not found.is_over and monotonic() < until:
            sleep(_LOOK_SECONDS)
            found = self._shelf.read(key)
        return found

    def _find(self, key: str) -> _Ticket | None:
        ticket = self._tickets.get(key)
        if ticket is None:
            return None
        failed = ticket.progress.state == "failed"
        if failed and monotonic() - ticket.ended > _FAILED_SECONDS:
            del self._tickets[key]
            return None
        self._tickets.move_to_end(key)
        return ticket

    def _begin(self, lock: IO[str] | None, key: str, make: Callable[[], Work]) -> _Ticket:
        try:
            made = _Ticket(key, make(), lock)
        except BaseException:
            if lock is not None:
                lock.close()
            raise
        with self._changed:
            # Somebody may have asked the same while the work was put together.
            ticket = self._find(key)
            if ticket is not None:
                if lock is not None:
                    lock.close()
                return ticket
            self._tickets[key] = made
            self._queue.append(made)
            over = [k for k, each in self._tickets.items() if each.progress.is_over]
            for old in over[: max(0, len(self._tickets) - self._kept)]:
                del self._tickets[old]
            if self._thread is None:
                self._thread = Thread(target=self._look_after, name="forecourt-statistics")
                self._thread.daemon = True
                self._thread.start()
            self._changed.notify_all()
            return made

    def _look_after(self) -> None:
        """Hand one question after the other to the process; end when none comes for long."""
        while True:
            with self._changed:
                until = monotonic() + self._idle
                while not self._queue and not self._closed and monotonic() < until:
                    self._changed.wait(until - monotonic())
                if self._closed or not self._queue:
                    # Both at once: the next question has a thread and a process of its own.
                    self._thread, child, self._child = None, self._child, None
                    break
                ticket = self._queue.popleft()
            try:
                self._answer(ticket)
            except Exception as error:
                _LOG.exception("the process of the statistics could not be used")
                self._stop()
                self._tell(ticket, Progress("failed", ticket.progress.found, repr(error)))
        _end(child)

    def _answer(self, ticket: _Ticket) -> None:
        process, connection = self._started()
        until = monotonic() + self._seconds
        try:
            connection.send(ticket.work)
            while True:
                if not connection.poll(max(0.0, until - monotonic())):
                    self._fail(ticket, f"took longer than {self._seconds:.0f} seconds")
                    return
                kind, told = connection.recv()
                if kind == "step":
                    self._tell(ticket, Progress("under_way", told))
                elif kind == "done":
                    self._tell(ticket, Progress("done", ticket.progress.found))
                    return
                else:
                    self._tell(ticket, Progress("failed", ticket.progress.found, told))
                    return
        except (EOFError, OSError):
            self._fail(ticket, f"the process ended with status {_status_of(process)}")

    def _fail(self, ticket: _Ticket, why: str) -> None:
        _LOG.warning("statistics: %s", why)
        self._stop()
        self._tell(ticket, Progress("failed", ticket.progress.found, why))

    def _tell(self, ticket: _Ticket, progress: Progress[Any]) -> None:
        if self._shelf is not None and progress.state in ("under_way", "done"):
            try:
                self._shelf.write(ticket.key, progress)
            except OSError:
                _LOG.exception("an answer could not be put on the shelf")
        with self._changed:
            ticket.progress = progress
            ticket.ended = monotonic()
            if progress.is_over:
                if ticket.lock is not None:
                    ticket.lock.close()
                # What was sent is needed no more, and may be large.
                ticket.work = (ticket.work[0], ())
            self._changed.notify_all()

    def _started(self) -> _Child:
        if self._child is not None and self._child[0].poll() is None:
            return self._child
        self._stop()
        ours, theirs = Pipe()
        try:
            process = subprocess.Popen(
                [sys.executable, "-m", _CHILD, str(theirs.fileno())],
                cwd=_ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=_environment(),
            )
        finally:
            theirs.close()
        with self._changed:
            self._child = process, ours
            if self._closed:
                process.kill()
        return process, ours

    def _stop(self) -> None:
        with self._changed:
            child, self._child = self._child, None
        _end(child)


def _end(child: _Child | None) -> None:
    if child is not None:
        process, connection = child
        connection.close()
        process.kill()
        process.wait()


def _status_of(process: "subprocess.Popen[bytes]") -> int:
    """How it ended; one that closed its end and lives on is made to."""
    try:
        return process.wait(_ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _environment() -> dict[str, str]:
    """The environment without our settings, of which some are secret; few threads."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("FORECOURT_")}
    return {"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"} | kept
