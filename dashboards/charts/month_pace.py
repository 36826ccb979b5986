"""Does the month reach its target: what has come in day by day, against what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from dashboards.charts.drawing import ACCENT, LABEL_SIZE, MUTED, Drawing, layout, nothing
from dashboards.charts.scale import Scale, scale_of
from dashboards.format import show
from dashboards.visit import Visit
from metrics.model.kpi import Kpi
from metrics.model.period import Period
from metrics.pace.outlook import Outlook
from metrics.reader import Question
from metrics.result import Figure, Result


@dataclass(frozen=True, slots=True)
class MonthPace:
    """The running total of the newest month in view against its target, and where it will end."""

    name: str
    kpi: str

    def fits(self, visit: Visit) -> bool:
        """Whether the KPI is there."""
        return bool(visit.kpis((self.kpi,)))

    def questions(self, visit: Visit) -> tuple[Question, ...]:
        """The days of the month, and its target."""
        month, kpis = _month(visit), visit.kpis((self.kpi,))
        return (
            Question(visit.select(month, by=("day",)), kpis),
            Question(visit.select(month, compare=("target", "pace")), kpis),
        )

    def draw(self, visit: Visit, results: Sequence[Result]) -> Drawing:
        """A line of what came in, a dotted one of what is due, a broken one to the month's end."""
        (kpi,) = visit.kpis((self.kpi,))
        days = results[0].of(kpi.id)
        last = min(visit.as_of, visit.period.end)
        past = [f for f in days if f.keys["day"] <= last.isoformat()]
        if not any(f.value is not None for f in past):
            return nothing(visit)
        figure = results[1].figure(kpi.id)
        target = figure.compared.get("target")
        goal = target.value if target is not None else None
        totals = list(accumulate(f.value or 0.0 for f in past))
        path = _path(visit, figure, len(days), goal)
        outlook = _outlook(figure, len(past), len(days))
        ends = [outlook.end, outlook.high] if outlook else []
        scale = scale_of([*totals, *path, *ends], kpi.unit, visit.language)
        texts = [show(total, kpi.unit, visit.language).text for total in totals]
        traces: list[dict[str, Any]] = []
        if path:
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "x": list(range(1, len(path) + 1)),
                    "y": [scale.of(value) for value in path],
                    "line": {"color": MUTED, "width": 1.6, "dash": "dot"},
                    "hoverinfo": "skip",
                }
            )
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers+text",
                "x": list(range(1, len(totals) + 1)),
                "y": [scale.of(total) for total in totals],
                "line": {"color": ACCENT, "width": 2.6},
                "fill": "tozeroy",
                "fillcolor": "var(--fc-accent-soft)",
                "marker": {"color": ACCENT, "size": [0] * (len(totals) - 1) + [8]},
                "text": [""] * (len(totals) - 1) + [texts[-1]],
                "textposition": _beside_line(totals, path),
                "textfont": {"size": 12},
                "cliponaxis": False,
                "customdata": [[f.keys["day"], t] for f, t in zip(past, texts, strict=True)],
                "hovertemplate": "%{customdata[0]}: %{customdata[1]}<extra></extra>",
            }
        )
        if outlook:
            traces.append(
                _to_the_end(visit, kpi, scale, totals[-1], (len(past), len(days)), outlook)
            )
        notes = _goal_note(visit, kpi, goal, scale.of(goal)) if goal else []
        return Drawing(
            traces,
            layout(
                xaxis={"range": [0.5, len(days) + 0.5], "nticks": 8, "tickformat": "d"},
                yaxis={"ticksuffix": scale.suffix, "tickformat": ",~r"},
                annotations=notes,
                shapes=_goal_line(scale.of(goal)) if goal else [],
                margin={"t": 20},
            ),
            self._answer(visit, totals[-1], path, len(past), goal)
            + _said_of_the_end(visit, kpi, outlook),
        )

    def _answer(
        self, visit: Visit, total: float, path: Sequence[float], day: int, goal: float | None
    ) -> str:
        (kpi,) = visit.kpis((self.kpi,))
        value = show(total, kpi.unit, visit.language).text
        if not goal or not path:
            return visit.say("chart.pace.no_target", value=value)
        gap = round(total - path[day - 1])
        if not gap:
            return visit.say("chart.pace.even", value=value)
        text = show(abs(gap), kpi.unit, visit.language).text
        key = "chart.pace.ahead" if gap >= 0 else "chart.pace.behind"
        return visit.say(key, value=value, gap=text)


def _beside_line(totals: Sequence[float], path: Sequence[float]) -> str:
    """Where the newest value stands: on the side away from the line of what is due."""
    behind = bool(path) and totals[-1] < path[len(totals) - 1]
    if behind or len(totals) <= 3:
        return "bottom right" if behind else "top right"
    return "top left"


def _month(visit: Visit) -> Period:
    return Period.month(min(visit.period.end, visit.as_of))


def _path(visit: Visit, figure: Figure, days: int, goal: float | None) -> list[float]:
    """What is due at the end of each day: by the usual curve of these stores, else by days."""
    if not goal:
        return []
    if figure.ahead is not None and len(figure.ahead.path) == days:
        return list(figure.ahead.path)
    month = _month(visit)
    weights = [1.0 if visit.calendar.is_business_day(day) else 0.0 for day in month.each_day()]
    whole = sum(weights) or 1.0
    return [goal * done / whole for done in accumulate(weights[:days])]


def _outlook(figure: Figure, past: int, days: int) -> Outlook | None:
    """Where the month ends; None where it is over or that cannot be told."""
    if figure.ahead is None or figure.ahead.outlook.end is None or past >= days:
        return None
    return figure.ahead.outlook


def _to_the_end(
    visit: Visit, kpi: Kpi, scale: Scale, now: float, days: tuple[int, int], outlook: Outlook
) -> dict[str, Any]:
    """A broken line from today to the projected end, with the band at its tip."""
    end = outlook.end or 0.0
    low, high = outlook.low, outlook.high
    trace: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(days),
        "y": [scale.of(now), scale.of(end)],
        "line": {"color": ACCENT, "width": 1.8, "dash": "dash"},
        "marker": {"color": ACCENT, "size": [0, 7], "symbol": "circle-open"},
        "cliponaxis": False,
        "hovertemplate": _said_of_the_end(visit, kpi, outlook) + "<extra></extra>",
    }
    if low is not None and high is not None:
        trace["error_y"] = {
            "type": "data",
            "symmetric": False,
            "array": [0, scale.of(high - end)],
            "arrayminus": [0, scale.of(end - low)],
            "color": ACCENT,
            "thickness": 1.4,
            "width": 5,
        }
    return trace


def _said_of_the_end(visit: Visit, kpi: Kpi, outlook: Outlook | None) -> str:
    if outlook is None or outlook.end is None:
        return ""

    def text(value: float) -> str:
        return show(round(value), kpi.unit, visit.language).text

    if outlook.low is None or outlook.high is None:
        return visit.say("chart.pace.end", end=text(outlook.end))
    return visit.say(
        "chart.pace.end.band", end=text(outlook.end), low=text(outlook.low), high=text(outlook.high)
    )


def _goal_line(goal: float | None) -> list[dict[str, Any]]:
    """A thin line at the target of the month."""
    if goal is None:
        return []
    line = {"color": MUTED, "width": 1}
    ends = {"x0": 0, "x1": 1, "xref": "paper", "y0": goal, "y1": goal}
    return [{"type": "line", "line": line, "layer": "below", **ends}]


def _goal_note(visit: Visit, kpi: Kpi, goal: float, at: float | None) -> list[dict[str, Any]]:
    """What the line stands for, at its left end: at its right end the month is drawn."""
    value = show(goal, kpi.unit, visit.language).text
    return [
        {
            "text": visit.say("chart.pace.target", value=value),
            "x": 0,
            "xref": "paper",
            "y": at,
            "xanchor": "left",
            "yanchor": "bottom",
            "showarrow": False,
            "font": {"size": LABEL_SIZE, "color": MUTED},
        }
    ]
