"""A backend that counts, and a reader that takes its time."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

import pyarrow as pa
import sqlalchemy as sa

from access.scope import Masking, Scope
from commands.reading import calendar_of
from commands.settings import Settings
from metrics.reader import Question, Reader
from metrics.result import Result
from metrics.rolled_up import read_rolled_up
from metrics.source import Source

EVERYONE = Scope("bench", None, None, Masking.PARTIAL)


class CountingBackend:
    """A backend that counts the statements it answers."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self._turn = Lock()
        self.statements = 0

    def __getattr__(self, name: str) -> Any:
        """Everything else is the inner backend's."""
        return getattr(self._inner, name)

    def arrow(self, statement: sa.ClauseElement, **options: Any) -> pa.Table:
        """Count and answer."""
        with self._turn:
            self.statements += 1
        return self._inner.arrow(statement, **options)


@dataclass(frozen=True)
class _Counted:
    """A snapshot with another backend."""

    id: str
    as_of: date
    backend: Any


class TimedReader(Reader):
    """A reader that adds up the time it takes to answer.

    Args:
        snapshot: what is read.
        settings: for the calendar and the least number of trials.
    """

    def __init__(self, snapshot: Source, settings: Settings) -> None:
        self.counting = CountingBackend(snapshot.backend)
        source = _Counted(snapshot.id, snapshot.as_of, self.counting)
        held = read_rolled_up(snapshot.backend)
        super().__init__(source, calendar_of(settings), held, settings.min_trials)
        self.seconds = 0.0

    def ask_all(self, scope: Scope, questions: Sequence[Question]) -> tuple[Result, ...]:
        """Answer and take the time."""
        started = time.perf_counter()
        try:
            return super().ask_all(scope, questions)
        finally:
            self.seconds += time.perf_counter() - started

    def manager(self) -> Scope:
        """The scope of the manager of the first store."""
        first = self.directory(EVERYONE)[0].code
        return Scope("bench", frozenset({first}), None, Masking.PARTIAL)
