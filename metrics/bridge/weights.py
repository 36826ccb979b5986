"""What one unit of change in a factor of a product was worth, so that nothing is left over.

Where all factors are above zero before and after: the additive logarithmic mean Divisia index
(B. W. Ang, "Decomposition analysis for policymaking in energy: which is the preferred method?",
Energy Policy 32 (2004) 1131-1139, and "LMDI decomposition approach: a guide for implementation",
Energy Policy 86 (2015) 233-238). Where one is zero or changes its sign: the Shapley value (J. X.
Sun, "Changes in energy consumption and energy intensity: a complete decomposition model", Energy
Economics 20 (1998) 85-100), which is the mean over all orders in which the factors could have
changed. Both are symmetric in before and after, and neither leaves a residual.
"""

from collections.abc import Sequence
from enum import StrEnum
from itertools import combinations
from math import factorial, log1p, prod


class Method(StrEnum):
    """How the change of a product was parted."""

    LMDI = "lmdi"
    SHAPLEY = "shapley"


def log_mean(one: float, other: float) -> float:
    """Logarithmic mean of two numbers above zero; the number itself where they are equal."""
    low, high = sorted((one, other))
    # Seen from the smaller one, so that neither a small step nor a large one loses digits.
    step = (high - low) / low
    return low if step == 0 else (high - low) / log1p(step)


def method_for(before: Sequence[float], after: Sequence[float]) -> Method:
    """LMDI where every factor is above zero before and after, else Shapley."""
    return Method.LMDI if min(*before, *after) > 0 else Method.SHAPLEY


def weights(before: Sequence[float], after: Sequence[float]) -> tuple[float, ...]:
    """The weight of each factor: weights times changes add up to the change of the product.

    Args:
        before: the factors, at least one.
        after: the same factors.
    """
    if method_for(before, after) is Method.LMDI:
        whole = log_mean(prod(after), prod(before))
        return tuple(whole / log_mean(b, a) for a, b in zip(before, after, strict=True))
    return tuple(_shapley(before, after, place) for place in range(len(before)))


def _shapley(before: Sequence[float], after: Sequence[float], place: int) -> float:
    """Mean product of the other factors over all orders; those that came earlier have changed."""
    others = [other for other in range(len(before)) if other != place]
    count = len(before)
    total = 0.0
    for size in range(count):
        share = factorial(size) * factorial(count - size - 1) / factorial(count)
        for changed in combinations(others, size):
            total += share * prod(after[o] if o in changed else before[o] for o in others)
    return total
