"""Shrinkage: figures over few cases are held back towards the middle of their group.

The empirical Bayes estimate of Efron and Morris ("Data analysis using Stein's estimator and its
generalizations", Journal of the American Statistical Association 70 (1975) 311-319), for errors of
different size: with equal errors it is the estimator of James and Stein, and gives 0.212 for their
eighteen batters ("Stein's paradox in statistics", Scientific American 236 (1977) 119-127).
"""

from collections.abc import Sequence

from metrics.side_by_side.funnel import DRAWN_IN, score, winsorised

_STEPS = 80


def spread_between(
    values: Sequence[float],
    variances: Sequence[float],
    centre: float,
    share: float = DRAWN_IN,
) -> float:
    """Variance of the true values around the centre: where squared scores add up to ``k - 3``.

    Scores are drawn in as for the funnel: one member far off must not make all others look sure.

    Args:
        values: of the ``k`` members.
        variances: of their errors, all above zero.
        centre: of the group.
        share: drawn in at each end; 0 for the estimate as published.

    Returns:
        In the unit of the values squared; zero where errors explain the gaps, or below four
        members, of which nothing can be said.
    """
    wanted = len(values) - 3
    if wanted <= 0:
        return 0.0

    def scored(between: float) -> float:
        found = zip(values, variances, strict=True)
        scores = [score(v, centre, s + between) for v, s in found]
        return sum(one * one for one in winsorised(scores, share))

    if scored(0.0) <= wanted:
        return 0.0
    # The sum falls as the variance grows, and is below the wanted one here at the latest.
    low, high = 0.0, sum((v - centre) ** 2 for v in values) / wanted
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
