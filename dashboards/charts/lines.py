"""Several rates over thirteen months on one scale, labelled at their ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.board.tiles import MONTHS_SHOWN
from dashboards.charts.drawing import LABEL_SIZE, SERIES, Drawing, layout, nothing
from dashboards.charts.scale import Scale, fitted, scale_of
from dashboards.format import show_cell, show_figure, show_month
from dashboards.periods import months_back
from dashboards.visit import Visit
from metrics.model.kpi import Kpi
from metrics.reader import Question
from metrics.result import Figure, Result


@dataclass(frozen=True, slots=True)
class Lines:
    """How KPIs of one unit move together or apart."""

    name: str
    kpis: tuple[str, ...]

    def fits(self, visit: Visit) -> bool:
        """Whether at least two of them are there, in one unit."""
        found = visit.kpis(self.kpis)
        return len(found) > 1 and len({kpi.unit for kpi in found}) == 1

    def questions(self, visit: Visit) -> tuple[Question, ...]:
        """Their months."""
        past = months_back(visit.period, visit.as_of, MONTHS_SHOWN)
        months = visit.select(past, by=("month",), compare=("pace",))
        return (Question(months, visit.kpis(self.kpis)),)

    def draw(self, visit: Visit, results: Sequence[Result]) -> Drawing:
        """One line each, with its name and newest value at its end."""
        kpis = visit.kpis(self.kpis)
        every = [f for kpi in kpis for f in results[0].of(kpi.id) if f.value is not None]
        if not every:
            return nothing(visit)
        scale = scale_of([f.value for f in every], kpis[0].unit, visit.language)
        span = fitted([scale.of(f.value) for f in every])
        months = [f.keys["month"] for f in results[0].of(kpis[0].id)]
        labels = [_label(m, i, visit.language) for i, m in enumerate(months)]
        traces: list[dict[str, Any]] = []
        for kpi, colour in zip(kpis, SERIES, strict=False):
            figures = results[0].of(kpi.id)
            name = visit.words(kpi.name)
            shown = [show_figure(f, visit.language).text for f in figures]
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines+markers",
                    "name": name,
                    "x": list(range(len(figures))),
                    "y": [scale.of(f.value) for f in figures],
                    "line": {"color": colour, "width": 2.2},
                    "marker": {"size": 4, "color": colour},
                    "customdata": [[name, text] for text in shown],
                    "hovertemplate": "%{customdata[0]}: %{customdata[1]}<extra></extra>",
                }
            )
        ends = _ends(visit, [results[0].of(kpi.id) for kpi in kpis], scale, span)
        axis: dict[str, Any] = {"ticksuffix": scale.suffix, "tickformat": ",~r"}
        if span is not None:
            axis["range"] = span
        return Drawing(
            traces,
            layout(
                height=300,
                showlegend=True,
                legend={
                    "orientation": "h",
                    "x": 0,
                    "y": 1.02,
                    "yanchor": "bottom",
                    "font": {"size": LABEL_SIZE},
                    "itemclick": False,
                },
                xaxis={"tickvals": list(range(len(months))), "ticktext": labels, "tickangle": 0},
                yaxis=axis,
                margin={"t": 30, "r": _ROOM},
                annotations=ends,
            ),
            _answer(visit, [(kpi, results[0].of(kpi.id)) for kpi in kpis])
            + (visit.say("chart.not_from_zero") if span else ""),
        )


def _answer(visit: Visit, lines: Sequence[tuple[Kpi, Sequence[Figure]]]) -> str:
    """The newest value of each line."""
    joint = visit.say("note.separator")
    newest = [(kpi, _newest(figures)) for kpi, figures in lines]
    said = [
        f"{visit.words(kpi.name)} {show_figure(found[1], visit.language).text}"
        for kpi, found in newest
        if found is not None
    ]
    return visit.say("chart.lines.now", figures=joint.join(said))


def _newest(figures: Sequence[Figure]) -> tuple[int, Figure] | None:
    known = [(i, f) for i, f in enumerate(figures) if f.value is not None]
    return known[-1] if known else None


def _ends(
    visit: Visit, lines: Sequence[Sequence[Figure]], scale: Scale, span: list[float] | None
) -> list[dict[str, Any]]:
    """The newest value at the end of each line, in its colour, those too close moved apart."""
    found = [
        (scale.of(newest[1].value) or 0.0, newest, colour)
        for figures, colour in zip(lines, SERIES, strict=False)
        if (newest := _newest(figures)) is not None
    ]
    found.sort(key=lambda end: end[0])
    values = [scale.of(f.value) or 0.0 for figures in lines for f in figures]
    low, high = span or (min(0.0, *values), max(0.0, *values))
    height = (high - low) or 1.0
    made: list[dict[str, Any]] = []
    at = -float(_APART)
    for value, (index, figure), colour in found:
        place = (value - low) / height * _PLOT
        at = max(place, at + _APART)
        made.append(
            {
                "text": show_cell(figure, visit.language),
                "x": index,
                "y": value,
                "xanchor": "left",
                "yanchor": "middle",
                "xshift": 6,
                "yshift": round(at - place),
                "showarrow": False,
                "font": {"size": LABEL_SIZE, "color": colour},
            }
        )
    return made


# Pixels: beside the last points, between two labels, and about as high as the plot is.
_ROOM, _APART, _PLOT = 46, 13, 215


def _label(key: str, index: int, language: str) -> str:
    month = show_month(key, language)
    return f"{month}<br>{key[:4]}" if index == 0 or key[5:7] == "01" else month
