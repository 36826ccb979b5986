"""What was worked out once for a snapshot and is of use to all its readers."""

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


class Shared(Generic[Kept]):
    """The newest answers to questions that come again; may be used by several threads.

    Args:
        most: how many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[object, Kept] = OrderedDict()
        self._turn = threading.Lock()

    def get(self, key: object) -> Kept | None:
        """The answer under a key; None where it is not at hand."""
        with self._turn:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
            return found

    def keep(self, key: object, answer: Kept) -> None:
        """Keep an answer, and forget the oldest where there are too many."""
        with self._turn:
            self._found[key] = answer
            self._found.move_to_end(key)
            while len(self._found) > self._most:
                self._found.popitem(last=False)
