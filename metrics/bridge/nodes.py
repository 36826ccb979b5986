"""Nodes of a decomposition tree: figures, and how each is put together from others.

A node is an amount or a ratio of two, written in the terms of formulas, and mostly a KPI. It may be
split into parts that add up to it or into factors whose product it is. A split is refused where it
is no identity: the tree cannot say what the formulas do not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from metrics.bridge.linear import Leaf, Linear, added, cancels, linear_of, same
from metrics.model.formula import Closing, Ratio, Term, Total
from metrics.model.kpi import Department, Kpi, Unit
from metrics.model.words import Words


class Link(StrEnum):
    """What ties the factors of a product to it.

    IDENTITY: the factors are counted from what the product itself is made of. FUNNEL: what went
    before it, counted from other documents; the last factor is whatever came of them.
    """

    IDENTITY = "identity"
    FUNNEL = "funnel"


@dataclass(frozen=True, eq=False)
class Sum:
    """Parts that add up.

    Attributes:
        parts: each with 1 or -1.
    """

    parts: "tuple[tuple[int, Node], ...]"

    @property
    def nodes(self) -> "tuple[Node, ...]":
        """The parts without their signs."""
        return tuple(node for _, node in self.parts)


@dataclass(frozen=True, eq=False)
class Product:
    """Factors.

    Attributes:
        factors: at least two.
        link: what ties them to the product.
    """

    factors: "tuple[Node, ...]"
    link: Link = Link.IDENTITY

    @property
    def nodes(self) -> "tuple[Node, ...]":
        """The factors."""
        return self.factors


@dataclass(frozen=True, eq=False, repr=False)
class Node:
    """A figure of the tree.

    Attributes:
        name: id of its KPI where it is one, else a name of its own.
        words: what it is called.
        department: whose page tells more of it, and whose figures it shows.
        unit: of its value.
        above: numerator, or the amount itself.
        below: denominator; None for an amount.
        kpi: the KPI that it is; None where it is none.
        split: how it is put together; None for a leaf.
        members: dimension of the documents by which a mean can be parted into mix and rate.
        whole_store: whether it adds up what departments do each for themselves.
    """

    name: str
    words: Words
    department: Department
    unit: Unit
    above: Term
    below: Term | None = None
    kpi: Kpi | None = None
    split: Sum | Product | None = None
    members: str | None = None
    whole_store: bool = False

    def __post_init__(self) -> None:
        """Refuse a split that is no identity of the formulas."""
        match self.split:
            case Sum(parts=parts):
                own = self.sides
                right = same(own[0], added((sign, node.sides[0]) for sign, node in parts)) and all(
                    _same_below(own[1], node.sides[1]) for node in self.split.nodes
                )
            case Product(factors=factors):
                right = cancels(self.sides, (factor.sides for factor in factors))
            case None:
                return
        if not right:
            parts_of = ", ".join(node.name for node in self.split.nodes)
            raise ValueError(f"{self.name} is not made of {parts_of}")

    @property
    def sides(self) -> tuple[Linear, Linear | None]:
        """Numerator and denominator as sums of measures."""
        return linear_of(self.above), None if self.below is None else linear_of(self.below)

    @property
    def children(self) -> "tuple[Node, ...]":
        """What it is put together from."""
        return self.split.nodes if self.split is not None else ()

    def walk(self) -> "Iterator[Node]":
        """Itself and everything below, from above; what stands in several places comes again."""
        yield self
        for child in self.children:
            yield from child.walk()

    def leaves(self) -> dict[Leaf, None]:
        """Every measure that the tree from here on needs, each once, in order."""
        found: dict[Leaf, None] = {}
        for node in self.walk():
            for side in node.sides:
                found.update(dict.fromkeys(side or ()))
        return found


def _same_below(one: Linear | None, other: Linear | None) -> bool:
    return one is other if one is None or other is None else same(one, other)


def of_kpi(
    kpi: Kpi,
    split: Sum | Product | None = None,
    *,
    members: str | None = None,
    whole_store: bool = False,
) -> Node:
    """The node of a KPI, with its own numerator and denominator.

    Raises:
        TypeError: it is neither an amount nor a ratio.
    """
    match kpi.formula:
        case Total(amount=amount) | Closing(amount=amount):
            above, below = amount, None
        case Ratio(numerator=above, denominator=below, factor=1.0):
            pass
        case _:
            raise TypeError(f"{kpi.id} is neither an amount nor a plain ratio")
    return Node(
        kpi.id, kpi.name, kpi.department, kpi.unit, above, below, kpi, split, members, whole_store
    )
