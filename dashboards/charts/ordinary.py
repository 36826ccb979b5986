"""Behind a trend: the band of what is ordinary for each of its periods."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.charts.scale import Scale
from dashboards.format import show
from dashboards.visit import Visit
from metrics.model.kpi import Kpi
from metrics.result import Figure


@dataclass(frozen=True, slots=True)
class Ordinary:
    """What bands add to a chart.

    Attributes:
        traces: fields from the lower edge to the upper one, to be drawn first.
        edges: every edge, so that the axis has room for it.
        said: where the newest point lies, in words; empty where no band is known.
    """

    traces: Sequence[dict[str, Any]] = ()
    edges: Sequence[float | None] = ()
    said: str = ""


def ordinary_of(visit: Visit, kpi: Kpi, figures: Sequence[Figure], scale: Scale) -> Ordinary:
    """Bands of figures over time, each of the periods before it; nothing where none were asked.

    Args:
        visit: for the language.
        kpi: for the unit.
        figures: oldest first.
        scale: of the chart.
    """
    banded = [(i, f) for i, f in enumerate(figures) if f.band is not None]
    if not banded:
        return Ordinary()
    traces: list[dict[str, Any]] = []
    for run in _runs(banded):
        traces += _field(visit, kpi, run, scale)
    edges = [scale.of(e) for _, f in banded if f.band for e in (f.band.low, f.band.high)]
    return Ordinary(traces, edges, _said(visit, kpi, figures))


def _runs(banded: Sequence[tuple[int, Figure]]) -> list[list[tuple[int, Figure]]]:
    """Neighbours together: a field does not stretch over periods without a band."""
    runs: list[list[tuple[int, Figure]]] = []
    for pair in banded:
        if runs and runs[-1][-1][0] == pair[0] - 1:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return runs


def _field(
    visit: Visit, kpi: Kpi, run: Sequence[tuple[int, Figure]], scale: Scale
) -> list[dict[str, Any]]:
    # Steps as wide as a column: each period has a band of its own.
    places = [place + side for place, _ in run for side in (-0.5, 0.5)]
    common = {
        "type": "scatter",
        "mode": "lines",
        "x": places,
        "line": {"width": 0, "color": "var(--fc-series-5)"},
        "showlegend": False,
    }
    bands = [f.band for _, f in run if f.band is not None]
    lows = [scale.of(band.low) for band in bands for _ in (0, 1)]
    highs = [scale.of(band.high) for band in bands for _ in (0, 1)]
    texts = [_range(visit, kpi, f) for _, f in run for _ in (0, 1)]
    return [
        common | {"y": lows, "hoverinfo": "skip"},
        common
        | {
            "y": highs,
            "fill": "tonexty",
            "fillcolor": "var(--fc-band)",
            "customdata": texts,
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    ]


def _range(visit: Visit, kpi: Kpi, figure: Figure) -> str:
    low, high = _edges(visit, kpi, figure)
    return visit.say("ordinary.hover", low=low, high=high)


def _edges(visit: Visit, kpi: Kpi, figure: Figure) -> tuple[str, str]:
    band = figure.band
    assert band is not None  # only such are asked about
    low, high = (
        show(edge, kpi.unit, visit.language, figure.currency).text for edge in (band.low, band.high)
    )
    return low, high


def _said(visit: Visit, kpi: Kpi, figures: Sequence[Figure]) -> str:
    newest = next((f for f in reversed(figures) if f.value is not None), None)
    if newest is None or newest.value is None or newest.band is None:
        return ""
    side = "inside"
    if newest.value > newest.band.high:
        side = "above"
    elif newest.value < newest.band.low:
        side = "below"
    low, high = _edges(visit, kpi, newest)
    return visit.say(f"ordinary.{side}", low=low, high=high)
