"""How many of the drivers shown may be chance, over all that were declared."""

from collections.abc import Mapping

import numpy as np

PROCEDURE = "benjamini_yekutieli"
"""How the rate is held: by Benjamini and Yekutieli (2001), however tests depend on one another.

Benjamini and Hochberg (1995) ask for independence or positive dependence, which drivers that move
together in both directions do not promise.
"""


def false_discovery(
    p_values: Mapping[str, float],
    family: int | None = None,
) -> dict[str, float]:
    """The q value of each test: the lowest false discovery rate at which it is shown.

    Args:
        p_values: of the tests that were made.
        family: number of declared tests, those included that a gate refused before: they count as
            tests that show nothing. As many as there are p values if left out.
    """
    if not p_values:
        return {}
    count = max(family or 0, len(p_values))
    names = sorted(p_values, key=lambda name: p_values[name])
    ordered = np.array([p_values[name] for name in names])
    raised = ordered * count * harmonic(count) / np.arange(1, len(ordered) + 1)
    falling = np.minimum.accumulate(raised[::-1])[::-1]
    return {name: min(float(q), 1.0) for name, q in zip(names, falling, strict=True)}


def harmonic(count: int) -> float:
    """1 + 1/2 + ... + 1/count: what Benjamini and Yekutieli pay for any dependence."""
    return float((1.0 / np.arange(1, count + 1)).sum())


def level_of_those_shown(shown: int, family: int, level: float = 0.05) -> float:
    """The error level of intervals of drivers that were picked out because they stood out.

    Among many declared drivers those are shown whose estimates chance has driven away from zero;
    their 95 % intervals hold the truth too rarely. At this level the part of intervals shown that
    miss the truth is at most ``level`` on average (false coverage rate, Benjamini and Yekutieli
    2005): level x R / m where R of m declared are shown, an interval of 97.5 % where half of the
    family is. R / m is theirs for estimates that are independent or depend positively; for any
    dependence they divide by 1 + 1/2 + ... + 1/m once more. What R / m comes to among drivers that
    move together is measured in ``docs/driver-study.md``.

    Args:
        shown: number of drivers that passed every gate.
        family: number of declared drivers.
        level: of the part that may miss.
    """
    if shown == 0:
        return level
    return level * min(shown / family, 1.0)
