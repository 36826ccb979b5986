"""Answers about peers, worked out once and shared by all readers of a snapshot."""

import threading
from collections import OrderedDict

from metrics.result import Figure

Figures = tuple[Figure, ...]

_KEPT = 12


class Shared:
    """The newest answers to questions about groups of peers; may be used by several threads."""

    def __init__(self) -> None:
        self._found: OrderedDict[object, Figures] = OrderedDict()
        self._turn = threading.Lock()

    def get(self, key: object) -> Figures | None:
        """The answer under a key; None where it is not at hand."""
        with self._turn:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
            return found

    def keep(self, key: object, figures: Figures) -> None:
        """Keep an answer, and forget the oldest where there are too many."""
        with self._turn:
            self._found[key] = figures
            self._found.move_to_end(key)
            while len(self._found) > _KEPT:
                self._found.popitem(last=False)
