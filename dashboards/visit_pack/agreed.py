"""What was agreed with a store, wherever that is kept: the measures that a visit comes back to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from access import Scope


@dataclass(frozen=True, slots=True)
class Agreement:
    """A measure that was agreed on.

    Attributes:
        store: code.
        measure: what was to be done, in the words of whoever wrote it.
        owner: who does it.
        opened: when it was agreed.
        due: until when; None where no day was set.
        done: when it was done; None while it is open.
        kpi: id of the KPI that it is to move; empty where there is none.
        result: what came of it.
        cancelled: when it was given up; None otherwise.
        expected: the effect that was hoped for, in words; empty where nobody said.
    """

    store: str
    measure: str
    owner: str
    opened: date
    due: date | None = None
    done: date | None = None
    kpi: str = ""
    result: str = ""
    cancelled: date | None = None
    expected: str = ""


class Agreements(Protocol):
    """Whatever keeps agreements."""

    def agreed(self, scope: Scope, stores: Collection[str]) -> Sequence[Agreement]:
        """Those with these stores that the scope may see, the newest first."""
