"""Terms of formulas as sums of measures, and the proof that a split of a figure is an identity.

A sum of parts is right if the measures of the parts, with their signs, add up to those of the
whole. A product is right if what one factor divides by is what the next one counts, so that
everything cancels but the whole. Both are checked on the formulas, whatever the data say.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from metrics.model.formula import Mean, Over, Plus, Scaled, Term
from metrics.model.measures import Summed
from metrics.model.windows import Window

_SAME = 1e-12


class Leaf(NamedTuple):
    """A measure over a window.

    Attributes:
        measure: flow, count or level.
        window: of its sum, or of the mean of a level.
        level: whether it is the mean of a level.
    """

    measure: Summed
    window: Window
    level: bool


Linear = Mapping[Leaf, float]
"""A sum of measures, each with its factor."""


def linear_of(term: Term) -> dict[Leaf, float]:
    """A term as a sum of measures; those that cancel out are gone.

    Raises:
        TypeError: the term divides, or counts stores.
    """
    found: dict[Leaf, float] = {}
    _add(term, 1.0, found)
    return {leaf: factor for leaf, factor in found.items() if abs(factor) > _SAME}


def _add(term: Term, factor: float, found: dict[Leaf, float]) -> None:
    match term:
        case Over() | Mean():
            leaf = Leaf(term.measure, term.window, isinstance(term, Mean))
            found[leaf] = found.get(leaf, 0.0) + factor
        case Plus(left=left, right=right, sign=sign):
            _add(left, factor, found)
            _add(right, factor * sign, found)
        case Scaled(factor=own, term=inner):
            _add(inner, factor * own, found)
        case _:
            raise TypeError(f"expected a sum of measures, got {type(term).__name__}")


def same(one: Linear, other: Linear) -> bool:
    """Whether two sums are one, for every warehouse."""
    return one.keys() == other.keys() and all(
        abs(factor - other[leaf]) <= _SAME * max(1.0, abs(factor)) for leaf, factor in one.items()
    )


def added(parts: Iterable[tuple[int, Linear]]) -> dict[Leaf, float]:
    """Sums with their signs, added up."""
    found: dict[Leaf, float] = {}
    for sign, part in parts:
        for leaf, factor in part.items():
            found[leaf] = found.get(leaf, 0.0) + sign * factor
    return {leaf: factor for leaf, factor in found.items() if abs(factor) > 1e-9}


def cancels(
    whole: tuple[Linear, Linear | None], factors: Iterable[tuple[Linear, Linear | None]]
) -> bool:
    """Whether numerators and denominators of factors cancel down to those of the whole.

    Args:
        whole: numerator and denominator, None where nothing is divided.
        factors: the same of each factor.
    """
    left: Counter[frozenset[tuple[Leaf, float]]] = Counter()
    scale = 1.0
    sides = [(1, above, below) for above, below in factors]
    for power, above, below in (*sides, (-1, *whole)):
        for sign, side in ((power, above), (-power, below)):
            if side is None:
                continue
            key, size = _normal(side)
            left[key] += sign
            scale *= size**sign
    return not any(left.values()) and abs(scale - 1) <= 1e-9


def _normal(side: Linear) -> tuple[frozenset[tuple[Leaf, float]], float]:
    """A sum with the factor 1 at its first measure by name, and that factor."""
    first = min(side, key=lambda leaf: (leaf.measure.name, leaf.window.shape, leaf.level))
    size = side[first]
    return frozenset((leaf, round(factor / size, 9)) for leaf, factor in side.items()), size
