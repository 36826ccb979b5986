"""Shrinkage: figures over few cases are held back towards the middle of their group.

The empirical Bayes estimate of Efron and Morris ("Data analysis using Stein's estimator and its
generalizations", Journal of the American Statistical Association 70 (1975) 311-319), for errors of
different size: with equal errors it is the estimator of James and Stein, and gives 0.212 for their
eighteen batters ("Stein's paradox in statistics", Scientific American 236 (1977) 119-127).
"""

from collections.abc import Sequence
from statistics import median

_STEPS = 80
# An error twice as large as is usual, hence a variance four times as large.
_UNSURE = 4.0
# Of so many sure members nothing can be said.
_SCORED = 3


def is_told(variances: Sequence[float]) -> bool:
    """Whether enough members are sure for their spread to be known.

    Args:
        variances: of the members' errors, one at least.
    """
    unsure = _UNSURE * median(variances)
    return sum(variance <= unsure for variance in variances) > _SCORED


def spread_between(values: Sequence[float], variances: Sequence[float], centre: float) -> float:
    """Variance of the true values around the centre: where squared scores add up to ``k - 3``.

    Members who are far less sure than most say nothing of it, and are left out: a member of three
    cases must not buy credit for its own extreme.

    Args:
        values: of the members.
        variances: of their errors, all above zero.
        centre: of the group.

    Returns:
        In the unit of the values squared; zero where errors explain the gaps, or with fewer than
        four sure members (``k``), of which nothing can be said.
    """
    if not is_told(variances):
        return 0.0
    unsure = _UNSURE * median(variances)
    sure = [(v - centre, s) for v, s in zip(values, variances, strict=True) if s <= unsure]
    wanted = len(sure) - _SCORED

    def scored(between: float) -> float:
        return sum(gap * gap / (s + between) for gap, s in sure)

    if scored(0.0) <= wanted:
        return 0.0
    # The sum falls as the variance grows, and is below the wanted one here at the latest.
    low, high = 0.0, sum(gap * gap for gap, _ in sure) / wanted
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if scored(middle) > wanted else (low, middle)
    return high


def held_back(value: float, centre: float, variance: float, between: float) -> float:
    """What a figure is worth, given how sure it is and how much members differ.

    Args:
        value: as counted.
        centre: of the group.
        variance: of its error.
        between: variance of true values, from ``spread_between``.
    """
    if variance <= 0:
        return value
    kept = between / (between + variance)
    return centre + kept * (value - centre)
