"""Where prospects are lost: steps with what is left of the step before."""

from collections.abc import Sequence
from dataclasses import dataclass

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
        steps = self._open(visit)
        amounts = [step.amount(results[0].figure(step.kpi)) for step in steps]
        if not any(amounts):
            return nothing(visit)
        names = [visit.say(f"step.{step.word}") for step in steps]
        texts, shares = [], []
        for index, amount in enumerate(amounts):
            before = amounts[index - 1] if index else None
            share = amount / before if amount is not None and before else None
            shares.append(share)
            text = show_amount(amount, visit.language)
            texts.append(f"<b>{text}</b>  {show_share(share)}" if share is not None else text)
        worst = min(
            (i for i, s in enumerate(shares) if s is not None), key=lambda i: shares[i] or 0
        )
        trace = {
            "type": "bar",
            "orientation": "h",
            "x": amounts,
            "y": list(range(len(steps))),
            "text": texts,
            "textposition": "outside",
            "textfont": {"size": LABEL_SIZE},
            "cliponaxis": False,
            "marker": {
                "color": [
                    ACCENT if i != worst else "var(--fc-series-3)" for i in range(len(steps))
                ],
                "cornerradius": 3,
            },
            "customdata": names,
            "hovertemplate": "%{customdata}: %{x:,}<extra></extra>",
        }
        high = max(a for a in amounts if a is not None)
        answer = visit.say(
            "chart.funnel.answer", step=names[worst], share=show_share(shares[worst])
        )
        return Drawing(
            [trace],
            layout(
                height=max(200, 48 * len(steps)),
                bargap=0.4,
                yaxis={
                    "autorange": "reversed",
                    "tickvals": list(range(len(steps))),
                    "ticktext": names,
                    "showgrid": False,
                    "rangemode": "normal",
                },
                xaxis={"range": [0, high * 1.32], "showticklabels": False},
                margin={"t": 4, "b": 4},
            ),
            answer,
        )

    def _open(self, visit: Visit) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if visit.kpis((step.kpi,)))
