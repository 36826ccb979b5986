"""One guard of the gate that is taken away."""

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Mutation:
    """A guard that is taken away.

    Attributes:
        kind: ``scope``, ``function``, ``masking``, ``audit``, ``read_only``, ``key``, ``order``,
            ``forgery``, ``session`` or ``transport``.
        path: of the module.
        guard: the text that is replaced; it stands there once.
        instead: what stands there then.
        tests: those that must fail, as pytest takes them.
        is_quick: whether the suite itself tries it.
    """

    kind: str
    path: str
    guard: str
    instead: str
    tests: tuple[str, ...]
    is_quick: bool = False

    @property
    def digest(self) -> str:
        """Of what is taken away and of the tests that are asked: a change is another mutation."""
        told = "\0".join((self.path, self.guard, self.instead, *self.tests))
        return sha256(told.encode()).hexdigest()[:16]
