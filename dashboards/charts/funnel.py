"""Where prospects are lost: steps with what is left of the step before."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dashboards.charts.drawing import ACCENT, LABEL_SIZE, SERIES, Drawing, layout, nothing
from dashboards.format import show_amount, show_share
from dashboards.visit import Visit
from metrics.reader import Question
from metrics.result import Figure, Result

WORST = SERIES[2]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a side of a KPI, under a name of its own."""

    word: str
    kpi: str
    side: str = "numerator"

    def amount(self, figure: Figure) -> float | None:
        """What stands on that side."""
        return figure.numerator if self.side == "numerator" else figure.denominator


@dataclass(frozen=True, slots=True)
class Funnel:
    """Counts along a process; each bar starts at zero, so that lengths compare."""

    name: str
    steps: tuple[Step, ...]

    def fits(self, visit: Visit) -> bool:
        """Whether at least three steps are there."""
        return len(self._open(visit)) > 2

    def questions(self, visit: Visit) -> tuple[Question, ...]:
        """Their KPIs in the period."""
        names = tuple(dict.fromkeys(step.kpi for step in self._open(visit)))
        return (Question(visit.select(), visit.kpis(names)),)

    def draw(self, visit: Visit, results: Sequence[Result]) -> Drawing:
        """Bars from top to bottom, each with its amount and its share of the step before."""
        found = [(s, s.amount(results[0].figure(s.kpi))) for s in self._open(visit)]
        steps = [(visit.say(f"step.{step.word}"), a) for step, a in found if a is not None]
        if len(steps) < 2 or not any(amount for _, amount in steps):
            return nothing(visit)
        shares = _shares([amount for _, amount in steps])
        lost = [i for i, share in enumerate(shares) if share is not None]
        worst = min(lost, key=lambda i: shares[i] or 0.0, default=-1)
        answer = ""
        if worst >= 0:
            share = show_share(shares[worst])
            answer = visit.say("chart.funnel.answer", step=steps[worst][0], share=share)
        high = max(amount for _, amount in steps)
        return Drawing(
            [_bars(visit, steps, shares, worst)],
            layout(
                height=max(200, 48 * len(steps)),
                bargap=0.4,
                yaxis={
                    "autorange": "reversed",
                    "tickvals": list(range(len(steps))),
                    "ticktext": [name for name, _ in steps],
                    "showgrid": False,
                    "zeroline": False,
                    "rangemode": "normal",
                },
                xaxis={"range": [0, high * 1.32], "showticklabels": False},
                margin={"t": 4, "b": 4},
            ),
            answer,
        )

    def _open(self, visit: Visit) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if visit.kpis((step.kpi,)))


def _shares(amounts: Sequence[float]) -> list[float | None]:
    """What is left of the step before; None for the first and after nothing."""
    return [None, *(amount / before if before else None for before, amount in pairwise(amounts))]


def _bars(
    visit: Visit,
    steps: Sequence[tuple[str, float]],
    shares: Sequence[float | None],
    worst: int,
) -> dict[str, Any]:
    texts = [
        f"<b>{show_amount(amount, visit.language)}</b>"
        + (f"  {show_share(share)}" if share is not None else "")
        for (_, amount), share in zip(steps, shares, strict=True)
    ]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [amount for _, amount in steps],
        "y": list(range(len(steps))),
        "text": texts,
        "textposition": "outside",
        "textfont": {"size": LABEL_SIZE},
        "constraintext": "none",
        "cliponaxis": False,
        "marker": {
            "color": [WORST if i == worst else ACCENT for i in range(len(steps))],
            "cornerradius": 3,
        },
        "customdata": [name for name, _ in steps],
        "hovertemplate": "%{customdata}: %{x:,}<extra></extra>",
    }
