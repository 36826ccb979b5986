"""The trees that there are, and how a figure is found in them."""

from collections.abc import Iterator

from metrics.bridge.deal import BLENDED
from metrics.bridge.funds import CAPITAL
from metrics.bridge.nodes import Node
from metrics.bridge.profit import LINES, NET
from metrics.model.kpi import Kpi
from metrics.selection import UnknownNameError

TREES: tuple[Node, ...] = (NET, BLENDED, CAPITAL)
"""Net profit with the gross of all lines in it, what a retail car earns, working capital."""

DOCUMENTS = LINES
"""The part of the first tree that does not wait for the books."""


def nodes() -> Iterator[Node]:
    """Every node of every tree; one that stands in several places comes again."""
    for tree in TREES:
        yield from tree.walk()


def node_named(name: str) -> Node:
    """The node of a name, with all below it.

    Raises:
        UnknownNameError: no tree holds it; the message offers the closest.
    """
    found = {node.name: node for node in nodes()}
    if name not in found:
        known = {node.name: (node.words.zh, node.words.en) for node in found.values()}
        remedy = f"of these trees: {', '.join(tree.name for tree in TREES)}"
        raise UnknownNameError("figure in a decomposition tree", name, known, remedy)
    return found[name]


def nodes_of(kpi: Kpi) -> tuple[Node, ...]:
    """The nodes that are a KPI; none where the trees do not hold it."""
    return tuple({id(node): node for node in nodes() if node.kpi is kpi}.values())
