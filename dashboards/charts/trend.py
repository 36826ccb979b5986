"""Thirteen months of a KPI: columns for amounts, a line for rates; the month in view stands out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.board.pace import projected
from dashboards.board.tiles import MONTHS_SHOWN
from dashboards.charts.drawing import (
    ACCENT,
    LABEL_SIZE,
    MUTED,
    QUIET,
    Drawing,
    layout,
    nothing,
)
from dashboards.charts.scale import Scale, fitted, scale_of
from dashboards.format import show, show_change, show_figure, show_month
from dashboards.periods import months_back
from dashboards.visit import Visit
from metrics.model.kpi import Kpi, Rollup
from metrics.reader import Question
from metrics.result import Figure, Result, State

_UNSETTLED = (State.PROVISIONAL, State.ESTIMATED)
_SUMMED = (Rollup.ADDITIVE, Rollup.DISTINCT, Rollup.CLOSING)


@dataclass(frozen=True, slots=True)
class Trend:
    """Where a KPI comes from over the last thirteen months."""

    name: str
    kpi: str

    def fits(self, visit: Visit) -> bool:
        """Whether the KPI is there."""
        return bool(visit.kpis((self.kpi,)))

    def questions(self, visit: Visit) -> tuple[Question, ...]:
        """Its months."""
        past = months_back(visit.period, visit.as_of, MONTHS_SHOWN)
        return (Question(visit.select(past, by=("month",)), visit.kpis((self.kpi,))),)

    def draw(self, visit: Visit, results: Sequence[Result]) -> Drawing:
        """Columns or a line."""
        (kpi,) = visit.kpis((self.kpi,))
        return draw_trend(visit, kpi, results[0].of(kpi.id), "month")


def draw_trend(visit: Visit, kpi: Kpi, figures: Sequence[Figure], grain: str) -> Drawing:
    """Draw figures over time.

    Args:
        visit: for the language.
        kpi: for unit, direction and roll-up.
        figures: oldest first, each with a key ``grain``.
        grain: ``month`` or ``quarter``.
    """
    known = [f for f in figures if f.value is not None]
    if not known:
        return nothing(visit)
    scale = scale_of([f.value for f in known], kpi.unit, visit.language)
    labels = [_label(f.keys[grain], grain, i, visit.language) for i, f in enumerate(figures)]
    values = [scale.of(f.value) for f in figures]
    texts = [show_figure(f, visit.language).text for f in figures]
    newest = _newest(figures)
    summed = kpi.rollup in _SUMMED
    texts = [
        f"{text} *" if f.state in _UNSETTLED else text
        for text, f in zip(texts, figures, strict=True)
    ]
    edges = [] if summed or kpi.benchmark is None else [kpi.benchmark.low, kpi.benchmark.high]
    span = None if summed else fitted([*values, *(scale.of(edge) for edge in edges)])
    trace = _columns(values, newest) if summed else _line(values, texts, newest)
    trace |= {
        "x": list(range(len(figures))),
        "customdata": [[labels[i].replace("<br>", " "), texts[i]] for i in range(len(figures))],
        "hovertemplate": "%{customdata[0]}: %{customdata[1]}<extra></extra>",
    }
    if summed:
        trace |= {"text": _few(texts, newest), "textposition": "outside", "cliponaxis": False}
    ghost = _ghost(visit, kpi, figures, scale) if grain == "month" else []
    return Drawing(
        [*ghost, trace],
        layout(
            barmode="overlay",
            xaxis={"tickvals": list(range(len(figures))), "ticktext": labels, "tickangle": 0},
            yaxis=_axis(scale, span),
            shapes=_band(visit, kpi, scale, len(figures)),
            margin={"t": 22},
        ),
        _answer(visit, kpi, figures, newest, grain) + _care(visit, figures, span),
    )


def _care(visit: Visit, figures: Sequence[Figure], span: list[float] | None) -> str:
    """What the star stands for, and that an axis does not start at zero."""
    unsettled = [state for state in _UNSETTLED if any(f.state is state for f in figures)]
    text = "".join(visit.say(f"chart.trend.{state.value}") for state in unsettled)
    return text + (visit.say("chart.not_from_zero") if span else "")


def _ghost(visit: Visit, kpi: Kpi, figures: Sequence[Figure], scale: Scale) -> list[dict[str, Any]]:
    """Behind the column of a month under way, where it ends if it goes on like this."""
    ahead = projected(visit, kpi, figures)
    if ahead is None:
        return []
    text = show(round(ahead), kpi.unit, visit.language).text
    return [
        {
            "type": "bar",
            "x": [len(figures) - 1],
            "y": [scale.of(ahead)],
            "marker": {"color": "var(--fc-accent-soft)", "cornerradius": 3},
            "hovertemplate": f"{visit.say('card.projected', value=text)}<extra></extra>",
        }
    ]


def _newest(figures: Sequence[Figure]) -> int:
    """Index of the newest final figure; of the newest at all where none is final."""
    known = [i for i, f in enumerate(figures) if f.value is not None]
    final = [i for i in known if figures[i].state not in _UNSETTLED]
    return (final or known)[-1]


def _label(key: str, grain: str, index: int, language: str) -> str:
    if grain == "quarter":
        return f"{key[5:]}<br>{key[:4]}" if index == 0 or key.endswith("Q1") else key[5:]
    month = show_month(key, language)
    return f"{month}<br>{key[:4]}" if index == 0 or key[5:7] == "01" else month


def _columns(values: Sequence[float | None], newest: int) -> dict[str, Any]:
    colours = [ACCENT if i == newest else QUIET for i in range(len(values))]
    return {
        "type": "bar",
        "y": list(values),
        "marker": {"color": colours, "cornerradius": 3},
        "constraintext": "none",
        "textfont": {"size": LABEL_SIZE},
    }


def _line(values: Sequence[float | None], texts: Sequence[str], newest: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "y": list(values),
        "line": {"color": ACCENT, "width": 2.2},
        "marker": {"color": ACCENT, "size": [8 if i == newest else 4 for i in range(len(values))]},
        "text": _few(texts, newest, (0, 12)),
        "textposition": "top center",
        "textfont": {"size": LABEL_SIZE},
        "cliponaxis": False,
    }


def _few(texts: Sequence[str], newest: int, back: tuple[int, ...] = (0, 1, 12)) -> list[str]:
    """Label the newest, the one before and the same month last year; more would be noise."""
    shown = {newest - months for months in back}
    return [text if i in shown else "" for i, text in enumerate(texts)]


def _axis(scale: Scale, span: list[float] | None) -> dict[str, Any]:
    made: dict[str, Any] = {"ticksuffix": scale.suffix, "tickformat": ",~r"}
    return made | ({"range": span} if span else {})


def _band(visit: Visit, kpi: Kpi, scale: Scale, count: int) -> list[dict[str, Any]]:
    """A benchmark as a thin line; none is drawn for what adds up."""
    found = kpi.benchmark
    if found is None or kpi.rollup in _SUMMED:
        return []
    edges = [edge for edge in (found.low, found.high) if edge is not None]
    return [
        {
            "type": "line",
            "x0": -0.5,
            "x1": count - 0.5,
            "y0": scale.of(edge),
            "y1": scale.of(edge),
            "line": {"color": MUTED, "width": 1, "dash": "dot"},
            "label": {
                "text": visit.say("chart.benchmark"),
                "textposition": "start",
                "yanchor": "bottom",
                "font": {"size": 10, "color": MUTED},
            },
        }
        for edge in edges
    ]


def _answer(visit: Visit, kpi: Kpi, figures: Sequence[Figure], newest: int, grain: str) -> str:
    now = figures[newest]
    ahead = projected(visit, kpi, figures) if grain == "month" else None
    value = show_figure(now, visit.language).text
    back = 12 if grain == "month" else 4
    then = figures[newest - back] if newest >= back else None
    if then is None or then.value is None or now.value is None:
        return visit.say("chart.trend.now", value=value)
    if ahead is not None and newest == len(figures) - 1:
        return visit.say(
            "chart.trend.under_way",
            value=value,
            ahead=show(round(ahead), kpi.unit, visit.language).text,
            then=show_figure(then, visit.language).text,
        )
    change = now.value - then.value
    relative = change / abs(then.value) if then.value else None
    text = show_change(change, relative, kpi.unit, visit.language)
    return visit.say("chart.trend.year", value=value, change=text)
