"""How far a figure moves by chance: from its number of trials or events, or from its own months."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from metrics.model.formula import Ratio
from metrics.model.kpi import Kpi, Rollup, Unit
from metrics.result import Figure

MONTHS_AT_LEAST = 6
_LEVELS = (Rollup.CLOSING, Rollup.SNAPSHOT_RATIO)


class Noise(StrEnum):
    """Where the error of a figure is taken from."""

    TRIALS = "trials"
    EVENTS = "events"
    MONTHS = "months"


class Reading(NamedTuple):
    """A value and how many cases, or days, it rests on."""

    value: float
    weight: float


def noise_of(kpi: Kpi) -> Noise:
    """Shares of trials are binomial, rates of rare events are Poisson, all else has its months."""
    if kpi.trials and isinstance(kpi.formula, Ratio):
        if kpi.unit is Unit.PERCENT and kpi.formula.factor == 1:
            return Noise.TRIALS
        if kpi.unit is Unit.PER_THOUSAND:
            return Noise.EVENTS
    return Noise.MONTHS


def variance_of_share(share: float, trials: float) -> float:
    """Binomial variance of a share; a share of none or all counts as half a case off it."""
    edge = min(0.5 / trials, 0.5)
    fit = min(max(share, edge), 1 - edge)
    return fit * (1 - fit) / trials


def variance_of_rate(rate: float, cases: float, factor: float) -> float:
    """Poisson variance of ``factor`` x events / cases; a rate of zero counts as half an event."""
    events = max(rate * cases / factor, 0.5)
    return events * (factor / cases) ** 2


def variance_of_months(readings: Sequence[Reading]) -> float | None:
    """Variance of a reading of weight 1, from the steps between readings that follow each other.

    Steps, not distances to a mean: a trend or a change for good is no noise (J. von Neumann,
    "Distribution of the ratio of the mean square successive difference to the variance", Annals
    of Mathematical Statistics 12 (1941) 367-395). A reading of weight w has the variance / w.

    Args:
        readings: oldest first, weights above zero.

    Returns:
        None below ``MONTHS_AT_LEAST`` readings.
    """
    if len(readings) < MONTHS_AT_LEAST:
        return None
    steps = pairwise(readings)
    squares = [(b.value - a.value) ** 2 / (1 / a.weight + 1 / b.weight) for a, b in steps]
    return sum(squares) / len(squares)


def reading_of(kpi: Kpi, figure: Figure, days: int) -> Reading | None:
    """A figure as a reading whose variance is inverse to its weight.

    Totals become amounts a day and weigh their days, ratios and percentiles weigh their
    denominators; a level is read once, however long the period.

    Args:
        kpi: of the figure.
        figure: of a period.
        days: of that period that have passed.
    """
    if figure.value is None or days <= 0:
        return None
    if kpi.rollup in _LEVELS:
        return Reading(figure.value, 1.0)
    if is_total(kpi):
        return Reading(figure.value / days, float(days))
    weight = abs(figure.denominator or 0.0)
    return Reading(figure.value, weight) if weight > 0 else None


def is_total(kpi: Kpi) -> bool:
    """Whether a figure adds up over days, so that its reading is an amount a day."""
    return kpi.rollup in (Rollup.ADDITIVE, Rollup.DISTINCT)
