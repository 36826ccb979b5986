"""Answers that were worked out before, for as long as their snapshot is served.

A snapshot never changes, so that the same question of a reader with the same rights has the same
answer. Rights are part of the key with their whole content, never by name.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """The newest answers of one snapshot.

    Args:
        at_most: so many are kept; the longest unused goes first.
    """

    def __init__(self, at_most: int = 96) -> None:
        self._at_most = at_most
        self._lock = Lock()
        self._snapshot = ""
        self._kept: OrderedDict[Hashable, T] = OrderedDict()

    def get(
        self,
        snapshot: str,
        key: Hashable,
        make: Callable[[], T],
        lasts: Callable[[T], bool] = lambda _: True,
    ) -> T:
        """What is remembered, else what is made; nothing is kept that could not be made.

        Args:
            snapshot: id; another one than before forgets everything.
            key: rights and question, whole.
            make: works the answer out; two readers at once may both do so.
            lasts: whether it is worth keeping.
        """
        with self._lock:
            if snapshot != self._snapshot:
                self._kept.clear()
                self._snapshot = snapshot
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            if snapshot == self._snapshot and lasts(made):
                self._kept[key] = made
                while len(self._kept) > self._at_most:
                    self._kept.popitem(last=False)
        return made
