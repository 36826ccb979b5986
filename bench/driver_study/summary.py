"""What the tables say of a design: a few rates, each with the number it is taken from."""

from dataclasses import dataclass

import numpy as np

from bench.driver_study.designs import Violation
from bench.driver_study.planted import Design
from bench.driver_study.tally import Tally
from metrics.drivers.result import Reason

Rate = tuple[float, int]
"""A part, and of how many."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of a table.

    Attributes:
        name: of the design.
        runs: number of panels.
        partial: partial R² of a true driver.
        coverage: of all 95 % intervals, before the gates.
        power: part of the true drivers that are shown.
        null_shown: part of the drivers without effect that are shown.
        false_discoveries: mean part of those shown that have no effect, and its standard error.
        coverage_shown: of the intervals shown, of true drivers and others alike.
        coverage_shown_plain: of plain 95 % intervals of the same drivers.
        ranked: part of the panels with a ranking.
        bias: mean estimate of true drivers over their effect.
        reasons: part of the runs in which a true driver was held back, by reason.
        touched: the same, and ``shown`` and ``coverage``, of the driver that a violation is about.
    """

    name: str
    runs: int
    partial: float
    coverage: Rate
    power: Rate
    null_shown: Rate
    false_discoveries: tuple[float, float]
    coverage_shown: Rate
    coverage_shown_plain: Rate
    ranked: float
    bias: float
    reasons: dict[str, float]
    touched: dict[str, float]


def summarise(design: Design, tally: Tally, touched: int | None = None) -> Summary:
    """The line of a design.

    Args:
        design: what was planted.
        tally: what came of it.
        touched: number of the driver, from one, that a violation is about.
    """
    return Summary(
        design.name,
        tally.runs,
        design.partial if design.true else 0.0,
        tally.coverage(),
        tally.power(),
        tally.null_shown(),
        tally.false_discoveries(),
        tally.coverage_shown(),
        tally.coverage_shown(adjusted=False),
        float(tally.ranked.mean()),
        tally.bias(),
        _reasons(tally, tally.true),
        _touched(tally, touched),
    )


def of_violation(violation: Violation, tally: Tally) -> Summary:
    """The line of a broken assumption."""
    return summarise(violation.design, tally, violation.touched)


def _touched(tally: Tally, touched: int | None) -> dict[str, float]:
    if touched is None:
        return {}
    which = np.arange(len(tally.truth)) == touched - 1
    return {
        "shown": float(tally.shown[:, which].mean()),
        "coverage": float(tally.covered[:, which].mean()),
        **_reasons(tally, which),
    }


def _reasons(
    tally: Tally, which: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
) -> dict[str, float]:
    if not which.any():
        return {}
    found = {reason.value: tally.held_back_for(reason.value, which) for reason in Reason}
    return {reason: part for reason, part in found.items() if part > 0}
