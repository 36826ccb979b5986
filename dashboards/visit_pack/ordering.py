"""How the screen asks for a pack: what may be ordered, and what has become of an order."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

FORMATS = ("pptx", "pdf", "html")
State = Literal["making", "ready", "failed"]


@dataclass(frozen=True, slots=True)
class Order:
    """A pack that somebody asks for.

    Attributes:
        who: user name; his rights decide when it is made.
        rights: key of the scope that he had when he ordered; with another one he does not get it.
        stores: codes.
        start: first day.
        end: last day.
        language: ``zh`` or ``en``.
        format: one of ``FORMATS``.
    """

    who: str
    rights: str
    stores: tuple[str, ...]
    start: date
    end: date
    language: str
    format: str


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order and how it is doing.

    Attributes:
        order: as it was given.
        state: of the process that makes it.
        path: of the file, once it is ready.
        fault: the last words of a process that failed.
    """

    order: Order
    state: State
    path: Path | None = None
    fault: str = ""


class VisitPacks(Protocol):
    """Whatever makes packs."""

    @property
    def formats(self) -> tuple[str, ...]:
        """Those of ``FORMATS`` that can be made here."""

    def start(self, order: Order) -> str:
        """Begin to make one, in a process of its own; returns its key."""

    def find(self, key: str) -> Ordered | None:
        """An order by its key; None where there is none."""
