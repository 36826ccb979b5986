"""Which changes are no more than what happens from month to month anyhow.

A share of trials moves by chance as its trials say; everything else as its own months did, seen in
their steps, so that a trend is no noise. A change is ordinary where it lies within 1.96 errors of
none at all. Whoever looks at fifty figures meets two or three beyond that by chance alone.
"""

from collections.abc import Sequence
from math import sqrt

from metrics.bridge.amounts import Sheet
from metrics.bridge.nodes import Node
from metrics.side_by_side.funnel import Z95
from metrics.side_by_side.noise import (
    Noise,
    Reading,
    noise_of,
    variance_of_months,
    variance_of_share,
)

PAST_MONTHS = 18
"""Months before the period that show how a figure moves."""


def is_ordinary(
    node: Node, sides: tuple[Sheet, Sheet], past: tuple[Sequence[Sheet], Sequence[Sheet]]
) -> bool | None:
    """Whether the change of a node can be told from what is usual.

    Args:
        node: the figure.
        sides: before and after.
        past: months that show how it moves on each side, oldest first.

    Returns:
        None where a side has no value or the past is too short.
    """
    values = [sheet.value(node) for sheet in sides]
    if values[0] is None or values[1] is None:
        return None
    error = _of_trials(node, sides) if _counts_trials(node) else _of_months(node, sides, past)
    return None if error is None else abs(values[1] - values[0]) <= Z95 * sqrt(error)


def _counts_trials(node: Node) -> bool:
    return node.kpi is not None and noise_of(node.kpi) is Noise.TRIALS


def _of_trials(node: Node, sides: tuple[Sheet, Sheet]) -> float | None:
    """Variance of the difference of two shares, if both were the same."""
    hits, trials = ([part(node) or 0.0 for part in parts] for parts in (
        (sides[0].above, sides[1].above), (sides[0].below, sides[1].below)
    ))  # fmt: skip
    if min(trials) <= 0:
        return None
    share = min(max(sum(hits) / sum(trials), 0.0), 1.0)
    return sum(variance_of_share(share, one) for one in trials)


def _of_months(
    node: Node, sides: tuple[Sheet, Sheet], past: tuple[Sequence[Sheet], Sequence[Sheet]]
) -> float | None:
    total = 0.0
    for side, months in zip(sides, past, strict=True):
        readings = [reading for month in months if (reading := _reading(node, month)) is not None]
        variance = variance_of_months(readings)
        own = _reading(node, side)
        if variance is None or own is None:
            return None
        scale = side.period.days if _is_flow(node) else 1
        total += variance / own.weight * scale**2
    return total


def _is_flow(node: Node) -> bool:
    """Whether it is a sum over days; a level has one height however long the period."""
    return node.below is None and not any(leaf.level for leaf in node.sides[0])


def _reading(node: Node, sheet: Sheet) -> Reading | None:
    """Sums go by the day and weigh their days, ratios weigh their cases, levels count once."""
    value = sheet.value(node)
    if value is None:
        return None
    if node.below is not None:
        below = sheet.below(node) or 0.0
        return Reading(value, below) if below > 0 else None
    days = sheet.period.days
    return Reading(value / days, days) if _is_flow(node) else Reading(value, 1.0)
