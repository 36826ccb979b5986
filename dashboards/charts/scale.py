"""Axes in 万 or 亿 where Chinese readers expect them, in percent where values are fractions."""

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.model.kpi import Unit


@dataclass(frozen=True, slots=True)
class Scale:
    """What axis values are divided by, and what stands behind them."""

    divisor: float
    suffix: str

    def of(self, value: float | None) -> float | None:
        """A value on the axis, rounded: the browser needs no more digits."""
        return None if value is None else round(value / self.divisor, 4)


def fitted(values: Sequence[float | None]) -> list[float] | None:
    """The range of an axis for lines that lie far above zero; None where zero is near enough.

    Only for lines: the length of a bar means its value, so that bars always start at zero.
    """
    known = [value for value in values if value is not None]
    if not known or min(known) <= 0.6 * max(known):
        return None
    span = (max(known) - min(known)) or abs(max(known)) * 0.02
    return [min(known) - 0.35 * span, max(known) + 0.35 * span]


def scale_of(values: Sequence[float | None], unit: Unit, language: str) -> Scale:
    """The scale for these values."""
    if unit is Unit.PERCENT:
        return Scale(0.01, "%")
    size = max((abs(v) for v in values if v is not None), default=0.0)
    if language == "zh" and size >= 1e8:
        return Scale(1e8, "亿")
    if language == "zh" and size >= 1e5:
        return Scale(1e4, "万")
    if language == "en" and size >= 1e6:
        return Scale(1e6, "M")
    return Scale(1.0, "")
