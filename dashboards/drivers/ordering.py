"""How the screen asks for statistics: what may be asked, and what has become of it.

The web worker imports no statistics library: whatever works things out is a process of its own,
handed in from outside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, Protocol, TypeVar

T = TypeVar("T")
State = Literal["waiting", "under_way", "done", "failed", "busy"]
Work = tuple[str, tuple[Any, ...]]
"""Module and name of a function, joined by a colon, and its arguments.

It yields what it has found so far, each time more. Only the process that does the work imports it.
"""


@dataclass(frozen=True, slots=True)
class Progress(Generic[T]):
    """How a question is doing.

    Attributes:
        state: ``waiting`` for its turn or its first answer; ``under_way`` with a first answer;
            ``done``; ``failed``; ``busy`` where too many wait before it.
        found: what is known so far; None while nothing is.
        fault: the last words of a process that failed, for the log.
    """

    state: State
    found: T | None = None
    fault: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "failed")


class Statistics(Protocol):
    """Whatever works statistics out beside the web worker."""

    def ask(self, key: str, make: Callable[[], Work], seconds: float = 0.0) -> Progress[Any]:
        """How a question is doing; it is begun where it is new.

        Args:
            key: hexadecimal digits that stand for the question with everything that it rests on,
                the snapshot and the rights of whoever asks among it.
            make: puts the work together; called for a new question only, in the caller's thread.
            seconds: how long to wait for more than is known.
        """

    def state(self, key: str) -> Progress[Any] | None:
        """How a question is doing; None for one that nobody asked, or that is forgotten."""
