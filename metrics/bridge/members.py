"""Means by members of their documents, for mix and rate: cars by model, labour by repair type."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isclose

from access.scope import Scope
from metrics.bridge.amounts import Side
from metrics.bridge.mix import Amounts, Member, mix_and_rate
from metrics.bridge.nodes import Node
from metrics.reader import Question, Reader
from metrics.selection import Selection


@dataclass(frozen=True, eq=False, slots=True)
class Members:
    """Numerators and denominators of the members of a mean, before and after."""

    before: Amounts
    after: Amounts

    def parts(self, price: float, before: float, after: float) -> tuple[Member, ...]:
        """Each member's part at a price, the largest first.

        Args:
            price: of one unit of the mean.
            before: the mean, as the tree has it.
            after: the same.

        Returns:
            Nothing where the members do not make up the mean.
        """
        found = mix_and_rate(self.before, self.after)
        if found is None or not all(
            isclose(_mean(side), value, rel_tol=1e-6, abs_tol=1e-4)
            for side, value in ((self.before, before), (self.after, after))
        ):
            return ()
        priced = [replace(m, mix=price * m.mix, rate=price * m.rate) for m in found]
        return tuple(sorted(priced, key=lambda m: (-abs(m.mix + m.rate), m.name)))


def _mean(side: Amounts) -> float:
    return sum(above for above, _ in side.values()) / sum(below for _, below in side.values())


def read_members(
    reader: Reader, scope: Scope, tree: Node, sides: tuple[Side, Side]
) -> Mapping[str, Members]:
    """Members of every node of a tree that can be parted by them, by the name of the node."""
    wanted = {n.name: n for n in tree.walk() if n.members is not None and n.kpi is not None}
    by_dimension: dict[str, list[Node]] = {}
    for node in wanted.values():
        assert node.members is not None
        by_dimension.setdefault(node.members, []).append(node)
    questions = [
        Question(
            Selection(side.period, side.stores, by=(dimension,)),
            tuple(node.kpi for node in nodes if node.kpi is not None),
        )
        for dimension, nodes in by_dimension.items()
        for side in sides
    ]
    found: dict[str, list[dict[str, tuple[float, float]]]] = {name: [] for name in wanted}
    for question, result in zip(questions, reader.ask_all(scope, questions), strict=True):
        (dimension,) = question.selection.dimensions
        for node in by_dimension[dimension]:
            assert node.kpi is not None
            found[node.name].append(
                {
                    row.keys[dimension]: (row.numerator or 0.0, row.denominator or 0.0)
                    for row in result.of(node.kpi.id)
                }
            )
    return {name: Members(*pair) for name, pair in found.items()}
