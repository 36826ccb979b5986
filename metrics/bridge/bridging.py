"""The bridge from one side to the other: every node's part in the change of the top, exactly.

From above, each node has a price: what one unit of its change is worth at the top. The parts of a
sum have its price with their sign; the factors of a product have it times their weight. The parts
of all leaves add up to the change, to the rounding of floating point.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from access.scope import Scope
from metrics.bridge.amounts import (
    Sheet,
    Side,
    before,
    read_sheets,
    read_tops,
    waits_for_books,
    whole_months,
)
from metrics.bridge.members import Members, read_members
from metrics.bridge.mix import Member
from metrics.bridge.nodes import Node, Product, Sum
from metrics.bridge.ordinary import PAST_MONTHS, is_ordinary
from metrics.bridge.trees import DOCUMENTS, TREES
from metrics.bridge.weights import Method, method_for, weights
from metrics.reader import Reader
from metrics.selection import QuestionError


class Whole(StrEnum):
    """Why a node was not taken apart; a key of words."""

    NO_DATA = "no_data"
    OTHER_STORES = "other_stores"


@dataclass(frozen=True, eq=False, slots=True)
class Step:
    """A node's part in the change.

    Attributes:
        node: the figure.
        before: its value.
        after: its value.
        part: in the change of the top, in the unit of the top.
        price: part for one unit of its own change.
        ordinary: whether its change is no more than what is usual; None where that is not known.
        method: how its product was parted; None for a sum or a leaf.
        whole: why it was not taken apart, where it could be.
        steps: of what it is put together from; their parts add up to its own.
        members: mix and rate of its members, in the unit of the top; empty where not parted. Their
            parts add up to its own, too.
    """

    node: Node
    before: float
    after: float
    part: float
    price: float
    ordinary: bool | None
    method: Method | None = None
    whole: Whole | None = None
    steps: "tuple[Step, ...]" = ()
    members: tuple[Member, ...] = ()

    def walk(self) -> "Iterator[Step]":
        """Itself and all below, from above."""
        yield self
        for step in self.steps:
            yield from step.walk()

    def leaves(self) -> "Iterator[Step]":
        """The steps that were not taken apart: their parts add up to its own."""
        if not self.steps:
            yield self
        for step in self.steps:
            yield from step.leaves()

    @property
    def mix(self) -> float | None:
        """What came from other shares of its members; None where it was not parted."""
        return sum(member.mix for member in self.members) if self.members else None

    @property
    def rate(self) -> float | None:
        """What came from the members' own means; None where it was not parted."""
        return sum(member.rate for member in self.members) if self.members else None


@dataclass(frozen=True, eq=False, slots=True)
class Bridge:
    """The answer.

    Attributes:
        snapshot: that it was read from.
        before: the side that is compared with.
        after: the side that is asked about.
        top: with all below it.
        left_out: stores of a side that have not all data of the top.
        instead_of: the tree that was wanted and is not known, where another one answers.
    """

    snapshot: str
    before: Side
    after: Side
    top: Step
    left_out: tuple[str, ...] = ()
    instead_of: Node | None = None

    @property
    def change(self) -> float:
        """Of the top."""
        return self.top.after - self.top.before

    def by_figure(self) -> tuple[tuple[Node, float], ...]:
        """Leaves with all their parts added up, the largest first: visits stand in two lines."""
        found: dict[str, tuple[Node, float]] = {}
        for step in self.top.leaves():
            node, part = found.get(step.node.name, (step.node, 0.0))
            found[step.node.name] = node, part + step.part
        return tuple(sorted(found.values(), key=lambda pair: -abs(pair[1])))


def bridge(
    reader: Reader, scope: Scope, before_: Side, after: Side, tree: Node | None = None
) -> Bridge:
    """Part the change of a figure between two sides, each as far as it has passed.

    Args:
        reader: of the snapshot.
        scope: of the person who asks.
        before_: the side that is compared with.
        after: the side that is asked about; the same stores at another time, or other stores.
        tree: whose top is parted; None for net profit, or the gross of all lines where the books
            of a side are not known.

    Raises:
        QuestionError: a side has no figure for the top, or lies after the newest day of the data.
        ScopeError: a store or a department lies outside the scope.
    """
    before_, after = (_passed(side, reader.as_of) for side in (before_, after))
    candidates = (TREES[0], DOCUMENTS) if tree is None else (tree,)
    wanted = candidates[0]
    for candidate in candidates:
        found = _sides(reader, scope, candidate, (before_, after))
        if found is not None:
            instead_of = None if candidate is wanted else wanted
            made = _made(reader, scope, candidate, found, instead_of)
            if made is not None:
                return made
    books = " (it is known for whole months whose books are closed)"
    raise QuestionError(
        f"{wanted.name} has no figure on both sides{books if waits_for_books(wanted) else ''}\n"
        "  -> choose other days or stores; `forecourt kpi` tells what is missing"
    )


def _passed(side: Side, as_of: date) -> Side:
    """A side up to the newest day: a month under way is no whole one."""
    passed = side.period.until(as_of)
    if passed is None:
        raise QuestionError(
            f"nothing is known of {side.period.start} to {side.period.end} yet: the data reach to "
            f"{as_of}\n  -> choose earlier days"
        )
    return Side(passed, side.stores)


_Found = tuple[tuple[Side, Side], tuple[str, ...]]


def _sides(reader: Reader, scope: Scope, tree: Node, asked: tuple[Side, Side]) -> _Found | None:
    """Both sides with the stores that have all of the top, and the others; None for no figure."""
    if waits_for_books(tree) and not all(whole_months(side.period) for side in asked):
        return None
    tops = read_tops(reader, scope, tree, asked)
    if any(top.value is None for top in tops):
        return None
    stores = [
        tuple(sorted(side.stores or (store.code for store in reader.directory(scope))))
        for side in asked
    ]
    out = [frozenset(top.missing) for top in tops]
    if stores[0] == stores[1]:
        # The same stores at two times: who is missing in one is left out of both.
        out = [out[0] | out[1]] * 2
    left = [
        tuple(code for code in codes if code not in o) for codes, o in zip(stores, out, strict=True)
    ]
    if not all(left):
        return None
    first, last = (Side(side.period, codes) for side, codes in zip(asked, left, strict=True))
    return (first, last), tuple(sorted(out[0] | out[1]))


def _made(
    reader: Reader, scope: Scope, tree: Node, found: _Found, instead_of: Node | None
) -> Bridge | None:
    """The bridge; None where the stores that are on both sides leave nothing to divide by."""
    (first, last), left_out = found
    if first.stores == last.stores:
        past = [Side(before(last.period, PAST_MONTHS), last.stores)]
    else:
        past = [Side(before(side.period, PAST_MONTHS), side.stores) for side in (first, last)]
    sheets, months = read_sheets(reader, scope, tree, (first, last), past)
    if any(sheet.value(tree) is None for sheet in sheets):
        return None
    members = read_members(reader, scope, tree, (first, last))
    walk = _Walk((sheets[0], sheets[1]), (months[0], months[-1]), members)
    if any(sheet.foreign for sheet in sheets):
        raise QuestionError(
            "amounts of these stores are in another currency than their documents\n"
            "  -> leave out the stores that report in another currency"
        )
    top = walk.step(tree, 1.0)
    return Bridge(reader.snapshot, first, last, top, left_out, instead_of)


class _Walk:
    """From the top down.

    Args:
        sheets: before and after.
        past: months that show how figures move on each side.
        members: of the nodes that can be parted by their documents.
    """

    def __init__(
        self,
        sheets: tuple[Sheet, Sheet],
        past: tuple[Sequence[Sheet], Sequence[Sheet]],
        members: Mapping[str, Members],
    ) -> None:
        self._sheets, self._past, self._members = sheets, past, members

    def step(self, node: Node, price: float) -> Step:
        """A node whose values are known, at its price."""
        first, last = (sheet.value(node) for sheet in self._sheets)
        assert first is not None
        assert last is not None
        prices, method, whole = self._prices(node, price)
        found = self._members.get(node.name)
        ordinary = is_ordinary(node, self._sheets, self._past)
        parts = () if found is None else found.parts(price, first, last)
        steps = tuple(
            self.step(child, one) for child, one in zip(node.children, prices, strict=False)
        )
        return Step(
            node, first, last, price * (last - first), price, ordinary, method, whole, steps, parts
        )

    def _prices(
        self, node: Node, price: float
    ) -> tuple[tuple[float, ...], Method | None, Whole | None]:
        """Price of each child; none where the node is not taken apart."""
        if node.split is None:
            return (), None, None
        values = [[sheet.value(child) for child in node.children] for sheet in self._sheets]
        if any(value is None for side in values for value in side):
            return (), None, Whole.NO_DATA
        if not all(self._even(node, child) for child in node.children):
            return (), None, Whole.OTHER_STORES
        match node.split:
            case Sum(parts=parts):
                return tuple(price * sign for sign, _ in parts), None, None
            case Product():
                known = [[value or 0.0 for value in side] for side in values]
                own = weights(*known)
                return tuple(price * one for one in own), method_for(*known), None

    def _even(self, node: Node, child: Node) -> bool:
        """Whether a part is known for the same stores as the whole."""
        return all(sheet.lacking(child) <= sheet.lacking(node) for sheet in self._sheets)
