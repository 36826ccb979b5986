"""How many of the drivers shown may be chance, over all that were declared."""

from collections.abc import Mapping
from enum import StrEnum

import numpy as np


class Procedure(StrEnum):
    """How the false discovery rate is held.

    Benjamini and Yekutieli (2001) hold it however tests depend on one another; Benjamini and
    Hochberg (1995) where they are independent or depend positively, which drivers that move
    together in both directions do not promise.
    """

    BENJAMINI_YEKUTIELI = "benjamini_yekutieli"
    BENJAMINI_HOCHBERG = "benjamini_hochberg"


def false_discovery(
    p_values: Mapping[str, float],
    procedure: Procedure = Procedure.BENJAMINI_YEKUTIELI,
    family: int | None = None,
) -> dict[str, float]:
    """The q value of each test: the lowest false discovery rate at which it is shown.

    Args:
        p_values: of the tests that were made.
        procedure: see there.
        family: number of declared tests, those included that a gate refused before: they count as
            tests that show nothing. As many as there are p values if left out.
    """
    if not p_values:
        return {}
    count = max(family or 0, len(p_values))
    names = sorted(p_values, key=lambda name: p_values[name])
    ordered = np.array([p_values[name] for name in names])
    factor = count * harmonic(count) if procedure is Procedure.BENJAMINI_YEKUTIELI else count
    raised = ordered * factor / np.arange(1, len(ordered) + 1)
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
    2005): an interval of 97.5 % where half of the family is shown.

    Args:
        shown: number of drivers that passed every gate.
        family: number of declared drivers.
        level: of the part that may miss.
    """
    if shown == 0:
        return level
    return level * min(shown / family, 1.0)
