"""What is asked of an analysis beside its panel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from metrics.drivers.result import Refusal
from metrics.drivers.within import EFFECTS

DRAWS_OF_IMPORTANCE = 500
SEED = 20_260_101
"""Chance is the same in every run, unless another seed is asked for."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to analyse a panel.

    Attributes:
        effects: of ``entity`` and ``time``.
        cluster: what the panel's clusters are, for the reader; None for classical errors.
        intercept: whether there is one where no effect contains it.
        gated: whether the gates are kept; those of rank and condition always are.
        is_whole: whether one driver that the numbers do not bear refuses the whole; otherwise it
            is left out and the others are fitted.
        draws: of stores, for the intervals of importance.
        lags: first and last lag of each driver in periods.
        breaks: of each driver, positions of the first period after a change in how it is measured,
            below zero before the panel.
        family: number of declared drivers of the target; those of the panel and the refused ones
            where None.
        left_out: rows that never came into the panel, by reason.
        refused_drivers: drivers that never came into the panel, by name.
    """

    effects: tuple[str, ...] = EFFECTS
    cluster: str | None = "store"
    intercept: bool = True
    gated: bool = True
    is_whole: bool = False
    draws: int = DRAWS_OF_IMPORTANCE
    lags: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    breaks: Mapping[str, Sequence[int]] = field(default_factory=dict)
    family: int | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    refused_drivers: Mapping[str, Refusal] = field(default_factory=dict)
