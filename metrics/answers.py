"""Answers of the engine that were given before, for as long as their snapshot is served.

A snapshot never changes, so that the same statement with the same values has the same answer. What
is open to a person is part of the key with its whole content, although the statement names his
stores already: what one has asked for is never handed to another, whatever a statement leaves out.
Only sums are kept, never rows of documents, which name people.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

import pyarrow as pa
import sqlalchemy as sa

from warehouse.engines import Backend

MANY_BYTES = 64 * 2**20
# One answer that would push out most others is asked for again instead.
_SHARE_OF_ONE = 8


class Answers:
    """The newest answers about one snapshot; may be used by several threads.

    Args:
        at_most: bytes of all of them; the longest unused goes first.
    """

    def __init__(self, at_most: int = MANY_BYTES) -> None:
        self._at_most = at_most
        self._bytes = 0
        self._kept: OrderedDict[Hashable, pa.Table] = OrderedDict()
        self._turn = threading.Lock()

    @property
    def bytes(self) -> int:
        """What is kept, in bytes."""
        return self._bytes

    def get(self, key: Hashable) -> pa.Table | None:
        """The answer under a key; None where it is not at hand."""
        with self._turn:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: Hashable, answer: pa.Table) -> None:
        """Keep an answer, unless it is a large part of all that may be kept."""
        if answer.nbytes * _SHARE_OF_ONE > self._at_most:
            return
        with self._turn:
            before = self._kept.pop(key, None)
            self._bytes += answer.nbytes - (0 if before is None else before.nbytes)
            self._kept[key] = answer
            while self._bytes > self._at_most:
                _, forgotten = self._kept.popitem(last=False)
                self._bytes -= forgotten.nbytes


class Remembering:
    """A backend of one snapshot that answers from memory what one scope has asked before.

    Args:
        inner: answers what is not remembered.
        answers: of the same snapshot.
        asker: the scope, whole; see ``Scope.key``.
    """

    def __init__(self, inner: Backend, answers: Answers, asker: str) -> None:
        self._inner = inner
        self._answers = answers
        self._asker = asker

    def __getattr__(self, name: str) -> Any:
        """Everything else is the inner backend's."""
        return getattr(self._inner, name)

    def arrow(self, statement: sa.ClauseElement, **options: Any) -> pa.Table:
        """Return the answer; see ``Backend.arrow``."""
        written = self._inner.compile(statement)
        key = self._asker, written.text, written.parameters
        found = self._answers.get(key)
        if found is None:
            found = self._inner.arrow(statement, **options)
            self._answers.keep(key, found)
        return found

    def rows(self, statement: sa.ClauseElement, **options: Any) -> list[dict[str, Any]]:
        """Return the answer as a list of dictionaries."""
        found: list[dict[str, Any]] = self.arrow(statement, **options).to_pylist()
        return found
