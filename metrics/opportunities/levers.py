"""Figures of the tree that a store can move: ratios with a direction of good, as deep as known."""

from collections.abc import Mapping

from metrics.bridge.amounts import Sheet
from metrics.bridge.nodes import Node
from metrics.catalogue import CATALOGUE
from metrics.model.kpi import Direction, Kpi
from metrics.side_by_side.standings import stands

_IDS = frozenset(kpi.id for kpi in CATALOGUE)


def is_lever(node: Node) -> bool:
    """Whether a node is a KPI on which stores of any size can stand beside one another."""
    kpi = node.kpi
    return (
        kpi is not None
        and kpi.id in _IDS
        and node.below is not None
        and kpi.direction is not Direction.BAND
        and stands(kpi)
    )


def opens(node: Node, sheet: Sheet) -> bool:
    """Whether a node can be taken apart with what is known of a store."""
    return bool(node.children) and all(sheet.value(child) is not None for child in node.children)


def levers_of(tree: Node, sheet: Sheet) -> Mapping[str, Kpi]:
    """The levers of a tree that are known of a store, by id.

    Of two that lie one above the other the deeper one is a lever: what discounts explain is not
    asked of front gross again.
    """
    found: dict[str, Kpi] = {}
    if opens(tree, sheet):
        for child in tree.children:
            found.update(levers_of(child, sheet))
    if not found and is_lever(tree) and tree.kpi is not None and sheet.value(tree) is not None:
        found[tree.kpi.id] = tree.kpi
    return found
