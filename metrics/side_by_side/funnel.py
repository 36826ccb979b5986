"""Funnel limits: whether a figure can be told apart from the middle of its group.

After D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in
Medicine 24 (2005) 1185-1202, and "Handling over-dispersion of performance indicators", Quality and
Safety in Health Care 14 (2005) 347-351: a score ``z`` sets each gap against the error of the figure
itself; real differences between members are an additive variance, estimated from scores whose
tails have been drawn in (winsorised), so that a few outliers do not widen the funnel for all.

The middle is the median of the group, not its mean: a sum could be subtracted from another, and
would give away what a single hidden member reached.
"""

from collections.abc import Sequence
from math import floor, inf, sqrt

Z95 = 1.959964
"""Half the width of a 95 % interval, in errors."""

DRAWN_IN = 0.1
"""Share of the scores at each end that are drawn in; a tenth, as Spiegelhalter proposes."""


def score(value: float, centre: float, variance: float) -> float:
    """Distance to the centre in errors; infinite where there is a distance and no error."""
    gap = value - centre
    if variance > 0:
        return gap / sqrt(variance)
    return 0.0 if gap == 0 else inf if gap > 0 else -inf


def winsorised(scores: Sequence[float], share: float = DRAWN_IN) -> list[float]:
    """Scores in their order, those beyond the ``share``-th from either end set to that one."""
    ranked = sorted(scores)
    cut = floor(share * len(ranked))
    low, high = ranked[cut], ranked[len(ranked) - 1 - cut]
    return [min(max(one, low), high) for one in scores]


def dispersion(scores: Sequence[float], share: float = DRAWN_IN) -> float:
    """Mean of the squared scores, drawn in: 1 where errors alone explain the gaps."""
    return sum(one * one for one in winsorised(scores, share)) / len(scores)


def excess_variance(
    values: Sequence[float],
    variances: Sequence[float],
    centre: float,
    share: float = DRAWN_IN,
) -> float:
    """Variance between members beyond their own errors, in the unit of the values squared.

    The estimate of DerSimonian and Laird, with the drawn-in dispersion in place of Q / I. Zero
    where the errors explain the gaps.

    Args:
        values: of the members, at least two.
        variances: of their errors, all above zero.
        centre: of the group.
        share: drawn in at each end.
    """
    count = len(values)
    scores = [score(v, centre, s) for v, s in zip(values, variances, strict=True)]
    phi = dispersion(scores, share)
    if count * phi <= count - 1:
        return 0.0
    weights = [1 / s for s in variances]
    total = sum(weights)
    return (count * phi - (count - 1)) / (total - sum(w * w for w in weights) / total)


def limits(centre: float, variance: float, between: float = 0.0) -> tuple[float, float]:
    """The values between which 95 of 100 members with this error lie.

    Args:
        centre: of the group.
        variance: of the error of one figure.
        between: variance between members; zero for limits of chance alone.
    """
    reach = Z95 * sqrt(variance + between)
    return centre - reach, centre + reach
