"""What an invariant is: something that must hold between figures, and whose fault it is if not.

A check yields comparisons, those that hold among them, so that an invariant that compared nothing
is told from one that holds.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from metrics.invariants.ground import Ground
from metrics.model.words import Words


class Blame(StrEnum):
    """Who has to act on a violation."""

    COMPUTATION = "computation"
    DATA = "data"


class Relation(StrEnum):
    """How the two sides of a comparison must stand to each other."""

    EQUAL = "="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two figures that must agree.

    Attributes:
        store: code; empty for all stores together.
        when: day or period.
        what: KPI, category or step that is compared; empty where the invariant says it all.
        left: one side.
        right: the other.
        relation: in which the left side must stand to the right.
        tolerance: that is allowed, as a part of the right side and never below that part of one.
    """

    store: str
    when: str
    what: str
    left: float
    right: float
    relation: Relation = Relation.EQUAL
    tolerance: float = 1e-6

    @property
    def holds(self) -> bool:
        """Whether the relation holds within the tolerance."""
        slack = self.tolerance * max(1.0, abs(self.right))
        if self.relation is Relation.AT_MOST:
            return self.left <= self.right + slack
        return abs(self.left - self.right) <= slack


Check = Callable[[Ground], Iterator[Comparison]]


@dataclass(frozen=True, eq=False)
class Invariant:
    """Something that must hold on any data set.

    Attributes:
        name: unique, lower case.
        number: in the list of invariants of the trade's KPI catalogue; several share one where
            the catalogue says several things in one sentence.
        words: what must hold.
        kpis: ids that it rests on; as long as one is not in the catalogue it does not apply.
        blame: who has to act on a violation.
        means: what a violation means.
        check: yields the comparisons of a ground.
    """

    name: str
    number: int
    words: Words
    kpis: tuple[str, ...]
    blame: Blame
    means: Words
    check: Check
