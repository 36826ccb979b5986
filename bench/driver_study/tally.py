"""What came of many runs of one design: counts, rates and what chance allows them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrics.drivers.panel import Floats

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class Tally:
    """Results of all runs, drivers in columns.

    Attributes:
        truth: shape (drivers,), planted effects.
        estimates: shape (runs, drivers).
        covered: whether the 95 % interval holds the truth.
        covered_as_shown: whether the interval does that is shown, adjusted for the choice.
        shown: whether the driver passed every gate.
        held_back: by reason, shape (runs, drivers).
        ranked: shape (runs,), whether there was a ranking at all.
    """

    truth: Floats
    estimates: Floats
    covered: Flags
    covered_as_shown: Flags
    shown: Flags
    held_back: dict[str, Flags]
    ranked: Flags

    @property
    def runs(self) -> int:
        """Number of runs."""
        return len(self.estimates)

    @property
    def true(self) -> Flags:
        """Which drivers have an effect, shape (drivers,)."""
        return np.asarray(self.truth != 0, dtype=np.bool_)

    def coverage(self) -> tuple[float, int]:
        """Part of all 95 % intervals that hold the truth, and of how many."""
        return _rate(self.covered)

    def coverage_shown(self, adjusted: bool = True) -> tuple[float, int]:
        """The same of the drivers shown, with the interval that is shown or the plain one."""
        held = self.covered_as_shown if adjusted else self.covered
        return _rate(held[self.shown])

    def power(self) -> tuple[float, int]:
        """Part of the true drivers that are shown."""
        return _rate(self.shown[:, self.true])

    def null_shown(self) -> tuple[float, int]:
        """Part of the drivers without effect that are shown."""
        return _rate(self.shown[:, ~self.true])

    def false_discoveries(self) -> tuple[float, float]:
        """Mean over runs of the part of drivers shown that have no effect, and its error."""
        wrong = self.shown[:, ~self.true].sum(axis=1)
        parts = wrong / np.maximum(self.shown.sum(axis=1), 1)
        return float(parts.mean()), float(parts.std(ddof=1) / np.sqrt(self.runs))

    def bias(self) -> float:
        """Mean estimate of true drivers over their effect."""
        if not self.true.any():
            return float("nan")
        return float((self.estimates[:, self.true] / self.truth[self.true]).mean())

    def held_back_for(self, reason: str, drivers: Flags) -> float:
        """Part of the runs of some drivers in which they were held back for a reason."""
        found = self.held_back.get(reason)
        return 0.0 if found is None else _rate(found[:, drivers])[0]


def allowed(rate: float, trials: int, level: float = 0.99) -> tuple[float, float]:
    """Between which parts so many trials come out by chance alone (binomial interval).

    Args:
        rate: that is expected.
        trials: number of them.
        level: of the interval.
    """
    from scipy import stats

    low, high = stats.binom.interval(level, trials, rate)
    return float(low / trials), float(high / trials)


def _rate(flags: Flags) -> tuple[float, int]:
    return (float(flags.mean()) if flags.size else float("nan")), int(flags.size)
