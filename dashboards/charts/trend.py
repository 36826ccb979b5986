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
from dashboards.charts.events import marks_of
from dashboards.charts.ordinary import ordinary_of
from dashboards.charts.scale import Scale, fitted, scale_of
from dashboards.components.state import expected
from dashboards.format import show, show_cell, show_change, show_figure, show_month
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
        months = visit.select(past, by=("month",), compare=("pace",))
        return (Question(months, visit.kpis((self.kpi,))),)

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
    scale = scale_of([expected(f) for f in known], kpi.unit, visit.language)
    labels = [_label(f.keys[grain], grain, i, visit.language) for i, f in enumerate(figures)]
    values = [scale.of(f.value) for f in figures]
    texts = [show_figure(f, visit.language).text for f in figures]
    newest = _newest(figures)
    summed = kpi.rollup in _SUMMED or kpi.pending is not None
    texts = [
        f"{text} · {visit.say(f'state.{f.state.value}')}" if f.state in _UNSETTLED else text
        for text, f in zip(texts, figures, strict=True)
    ]
    edges = [] if summed or kpi.benchmark is None else [kpi.benchmark.low, kpi.benchmark.high]
    ordinary = ordinary_of(visit, kpi, figures, scale)
    edges = [*(scale.of(edge) for edge in edges), *ordinary.edges]
    span = None if summed else fitted([*values, *edges])
    open_ones = [f.state in _UNSETTLED and f.pending is None for f in figures]
    trace = (
        _columns(values, newest, open_ones) if summed else _line(values, texts, newest, open_ones)
    )
    trace |= {
        "x": list(range(len(figures))),
        "customdata": [[labels[i].replace("<br>", " "), texts[i]] for i in range(len(figures))],
        "hovertemplate": "%{customdata[0]}: %{customdata[1]}<extra></extra>",
    }
    if summed:
        # A column is narrow: the sentence above names the unit.
        short = [show_cell(f, visit.language) for f in figures]
        trace |= {"text": _few(short, newest), "textposition": "outside", "cliponaxis": False}
    edge_labels = _edge_labels(visit, kpi)
    ghost = _ghost(visit, kpi, figures, scale) if grain == "month" else []
    ghost += _pending(visit, kpi, figures, scale)
    marks = marks_of(visit, kpi, figures, grain)
    return Drawing(
        [*ordinary.traces, *ghost, trace],
        layout(
            barmode="overlay",
            xaxis={"tickvals": list(range(len(figures))), "ticktext": labels, "tickangle": 0},
            yaxis=_axis(scale, span),
            shapes=[*_band(kpi, scale, len(figures)), *marks.shapes],
            annotations=[*_band_labels(kpi, scale, edge_labels), *marks.labels],
            margin={"t": 22, "r": max(12, _width(edge_labels), _overhang(texts[newest]))},
        ),
        _answer(visit, kpi, figures, newest, grain)
        + _care(visit, figures, span)
        + ordinary.said
        + marks.said,
    )


def _care(visit: Visit, figures: Sequence[Figure], span: list[float] | None) -> str:
    """What hollow marks stand for, and that an axis does not start at zero."""
    settled = [f for f in figures if f.pending is None]
    unsettled = [state for state in _UNSETTLED if any(f.state is state for f in settled)]
    text = "".join(visit.say(f"chart.trend.{state.value}") for state in unsettled)
    if len(settled) < len(figures):
        text += visit.say("chart.trend.pending")
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


def _pending(
    visit: Visit, kpi: Kpi, figures: Sequence[Figure], scale: Scale
) -> list[dict[str, Any]]:
    """Hatched on top of the columns, what is expected and not confirmed."""
    waiting = [(i, f) for i, f in enumerate(figures) if f.pending and f.value is not None]
    if not waiting or kpi.pending is None:
        return []
    what = visit.words(kpi.pending.words)
    texts = [show(f.pending, kpi.unit, visit.language).text for _, f in waiting]
    return [
        {
            "type": "bar",
            "x": [index for index, _ in waiting],
            "y": [scale.of(figure.pending) for _, figure in waiting],
            "base": [scale.of(figure.value) for _, figure in waiting],
            "marker": {
                "color": "var(--fc-accent-soft)",
                "cornerradius": 3,
                "line": {"color": ACCENT, "width": 1},
                "pattern": {"shape": "/", "fgcolor": ACCENT, "size": 6},
            },
            "customdata": [[what, text] for text in texts],
            "hovertemplate": "%{customdata[0]}: %{customdata[1]}<extra></extra>",
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


def _columns(
    values: Sequence[float | None], newest: int, provisional: Sequence[bool]
) -> dict[str, Any]:
    colours = [ACCENT if i == newest else QUIET for i in range(len(values))]
    return {
        "type": "bar",
        "y": list(values),
        "marker": {
            "color": colours,
            "cornerradius": 3,
            "pattern": {"shape": ["/" if flag else "" for flag in provisional]},
        },
        "constraintext": "none",
        "textfont": {"size": LABEL_SIZE},
    }


def _line(
    values: Sequence[float | None], texts: Sequence[str], newest: int, provisional: Sequence[bool]
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "y": list(values),
        "line": {"color": ACCENT, "width": 2.2},
        "marker": {
            "color": ACCENT,
            "size": [8 if i == newest else 7 if flag else 4 for i, flag in enumerate(provisional)],
            "symbol": ["circle-open" if flag else "circle" for flag in provisional],
            "line": {"width": 1.6, "color": ACCENT},
        },
        "text": _few(texts, newest),
        # The first point stands beside the labels of the axis.
        "textposition": ["top right", *["top center"] * (len(values) - 1)],
        "textfont": {"size": LABEL_SIZE},
        "cliponaxis": False,
    }


def _few(texts: Sequence[str], newest: int) -> list[str]:
    """Label the newest and the same month last year; neighbours would overlap on a phone."""
    shown = {newest - months for months in (0, 12)}
    return [text if i in shown else "" for i, text in enumerate(texts)]


def _axis(scale: Scale, span: list[float] | None) -> dict[str, Any]:
    made: dict[str, Any] = {"ticksuffix": scale.suffix, "tickformat": ",~r"}
    return made | ({"range": span} if span else {})


def _edges(kpi: Kpi) -> list[float]:
    """The edges of a benchmark; none are drawn for what adds up."""
    found = kpi.benchmark
    if found is None or kpi.rollup in _SUMMED:
        return []
    return list(dict.fromkeys(edge for edge in (found.low, found.high) if edge is not None))


def _band(kpi: Kpi, scale: Scale, count: int) -> list[dict[str, Any]]:
    """A benchmark as thin lines."""
    return [
        {
            "type": "line",
            "x0": -0.5,
            "x1": count - 0.5,
            "y0": scale.of(edge),
            "y1": scale.of(edge),
            "line": {"color": MUTED, "width": 1, "dash": "dot"},
        }
        for edge in _edges(kpi)
    ]


def _edge_labels(visit: Visit, kpi: Kpi) -> list[str]:
    edges = _edges(kpi)
    keys = ("benchmark",) if len(edges) == 1 else ("benchmark.low", "benchmark.high")
    words = [visit.say(f"chart.{key}") for key in keys]
    shown = [show(edge, kpi.unit, visit.language).text for edge in edges]
    return [f"{word}<br>{text}" for word, text in zip(words, shown, strict=False)]


def _width(labels: Sequence[str]) -> int:
    """Pixels that the widest line takes at ten pixels of type; Chinese takes a whole em."""
    lines = [line for label in labels for line in label.split("<br>")]
    ems = [sum(1.0 if ord(c) > 0x2E7F else 0.58 for c in line) for line in lines]
    return round(10 * max(ems, default=0.0)) + (10 if lines else 0)


def _overhang(text: str) -> int:
    """Pixels by which the label of the last point may reach beyond the plot."""
    return _width([text]) // 2 - 10


def _band_labels(kpi: Kpi, scale: Scale, labels: Sequence[str]) -> list[dict[str, Any]]:
    """The benchmark's amounts, in the margin, where no line and no other label comes."""
    return [
        {
            "text": label,
            "xref": "paper",
            "x": 1,
            "xanchor": "left",
            "y": scale.of(edge),
            "yanchor": "middle",
            "align": "left",
            "showarrow": False,
            "font": {"size": 10, "color": MUTED},
        }
        for edge, label in zip(_edges(kpi), labels, strict=True)
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
