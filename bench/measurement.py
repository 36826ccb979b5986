"""A measured figure beside its reference, and the bar that it has to reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, TextIO


@dataclass(frozen=True, slots=True)
class Measurement:
    """One line of the benchmark.

    Attributes:
        name: what was measured.
        value: figure, in ``unit``.
        unit: ``s``, ``ms``, ``MB``, ``statements``...
        reference: what it is compared with; empty where the figure itself is a count.
        reference_value: the reference's figure in the same unit.
        bar: highest ratio allowed, or highest figure where there is no reference; None for none.
        spread: lowest and highest of the samples.
        part: of the benchmarks that it belongs to.
    """

    name: str
    value: float
    unit: str
    reference: str = ""
    reference_value: float | None = None
    bar: float | None = None
    spread: tuple[float, float] | None = None
    part: str = ""

    @property
    def ratio(self) -> float | None:
        """Figure over reference; None where there is none."""
        if not self.reference_value:
            return None
        return self.value / self.reference_value

    @property
    def passes(self) -> bool | None:
        """Whether it reaches the bar; None where there is none."""
        if self.bar is None:
            return None
        return (self.value if self.ratio is None else self.ratio) <= self.bar

    def record(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "reference": self.reference or None,
            "reference_value": self.reference_value,
            "ratio": self.ratio,
            "bar": self.bar,
            "passes": self.passes,
            "spread": self.spread,
        }


def from_samples(name: str, samples: Sequence[float], unit: str, **more: Any) -> Measurement:
    """The median of some samples with their spread."""
    return Measurement(name, median(samples), unit, spread=(min(samples), max(samples)), **more)


def markdown(measurements: Sequence[Measurement], told: str) -> str:
    """A table for the documentation.

    Args:
        measurements: one line each.
        told: date and machine, in words.
    """
    lines = [told, "", "| | figure | beside | ratio | bar | lowest - highest |", "|---" * 6 + "|"]
    for m in measurements:
        beside = f"{m.reference}: {_said(m.reference_value, m.unit)}" if m.reference else ""
        ratio = "" if m.ratio is None else f"{m.ratio:.2f}"
        bar = "" if m.bar is None else f"{m.bar:g} {'' if m.passes else '**missed**'}".rstrip()
        spread = "" if m.spread is None else " - ".join(_said(v, m.unit) for v in m.spread)
        figure = _said(m.value, m.unit)
        lines.append(f"| {m.name} | {figure} | {beside} | {ratio} | {bar} | {spread} |")
    return "\n".join(lines)


def _said(value: float | None, unit: str) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"


def write_table(measurements: Sequence[Measurement], out: TextIO) -> None:
    """One line each: figure, reference, ratio, bar."""
    width = max((len(m.name) for m in measurements), default=0)
    for m in measurements:
        beside = ""
        if m.reference_value is not None:
            beside = f"  {m.reference}: {m.reference_value:,.3g} {m.unit}  ratio {m.ratio:,.2f}"
        bar = "" if m.bar is None else f"  bar {m.bar:g} {'ok' if m.passes else 'MISSED'}"
        print(f"{m.name:<{width}}  {m.value:>12,.3g} {m.unit}{beside}{bar}", file=out)
