"""What a channel is: a way by which something leaves the application."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.security.matrix.identities import Identity
from tests.security.matrix.leaks import Opened
from tests.security.matrix.reply import Reply
from tests.security.matrix.world import World

NAMES_ONLY = Opened(amounts=False)
Asked = Iterator[tuple[Reply, Opened]]


@dataclass(frozen=True, slots=True)
class Channel:
    """A way out.

    Attributes:
        name: in the identifiers of tests.
        ask: everything that is asked on it, and what each answer may tell beside figures.
        rules: the addresses that it stands for.
        callbacks: the first outputs of the callbacks that it stands for.
        is_read: whether asking changes nothing, so that it can be asked again elsewhere.
    """

    name: str
    ask: Callable[[World, Identity], Asked]
    rules: tuple[str, ...] = ()
    callbacks: tuple[str, ...] = ()
    is_read: bool = True
