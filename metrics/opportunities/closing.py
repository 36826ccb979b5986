"""Closing gaps together: what it brings in all, and each gap's share of it.

Gaps multiply: more hours an order at a better rate bring more than both alone. Priced one by one
they would count that more than once. So every set of gaps is closed on the tree, and each gap gets
the mean of what it adds over all orders of closing them (L. S. Shapley, "A value for n-person
games", 1953). The shares add up to what closing all of them brings.
"""

from collections.abc import Mapping, Sequence
from math import factorial

import numpy as np
import numpy.typing as npt

from metrics.bridge.amounts import Sheet
from metrics.bridge.nodes import Node, Product, Sum
from metrics.opportunities.levers import opens

Values = npt.NDArray[np.float64]

AT_MOST = 16
"""Gaps that are closed together; sets of more would not fit."""


def closed(trees: Sequence[tuple[Node, Sheet]], goals: Mapping[str, float]) -> Values:
    """The sum of some trees for every set of gaps closed, shape (2 ** gaps,).

    Set number ``s`` closes the gaps whose bit is one in ``s``, the first gap being the lowest bit.

    Args:
        trees: amounts that add up, each with what is known of the store.
        goals: value of each lever once its gap is closed, by KPI; the order is that of the bits.

    Raises:
        ValueError: there are more than ``AT_MOST`` gaps.
    """
    if len(goals) > AT_MOST:
        raise ValueError(f"expected at most {AT_MOST} gaps, got {len(goals)}")
    sets = np.arange(2 ** len(goals))
    bits = {name: (sets >> place) & 1 == 1 for place, name in enumerate(goals)}
    total = np.zeros(len(sets))
    for tree, sheet in trees:
        total = total + _value(tree, sheet, goals, bits)
    return total


def _value(
    node: Node, sheet: Sheet, goals: Mapping[str, float], bits: Mapping[str, npt.NDArray[np.bool_]]
) -> Values:
    own = sheet.value(node)
    assert own is not None
    if node.name in goals:
        return np.where(bits[node.name], goals[node.name], own)
    if not opens(node, sheet):
        return np.full(2 ** len(goals), own)
    values = [_value(child, sheet, goals, bits) for child in node.children]
    match node.split:
        case Sum(parts=parts):
            signs = [sign for sign, _ in parts]
            added: Values = np.sum([s * v for s, v in zip(signs, values, strict=True)], axis=0)
            return added
        case Product():
            made: Values = np.prod(values, axis=0)
            return made
    raise TypeError(f"{node.name} is neither a sum nor a product")


def shares(values: Values) -> Values:
    """Each gap's share of what closing all of them brings, shape (gaps,).

    Args:
        values: for every set of gaps, as ``closed`` gives them.
    """
    count = len(values).bit_length() - 1
    sets = np.arange(len(values))
    size = np.array([int(one).bit_count() for one in sets])
    found = np.zeros(count)
    for place in range(count):
        without = sets[(sets >> place) & 1 == 0]
        weight = np.array(
            [
                factorial(s) * factorial(count - s - 1) / factorial(count)
                for s in size[without].tolist()
            ]
        )
        found[place] = float(np.sum(weight * (values[without | (1 << place)] - values[without])))
    return found
