"""What all charts share: what a drawing is, and the layout that it starts from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from dashboards.visit import Visit
from metrics.reader import Question
from metrics.result import Result

ACCENT = "var(--fc-accent)"
QUIET = "var(--fc-neutral-bar)"
GOOD, WATCH, BAD = "var(--fc-good)", "var(--fc-watch)", "var(--fc-bad)"
MUTED, LINE, TEXT = "var(--fc-muted)", "var(--fc-line)", "var(--fc-text)"
SERIES = tuple(f"var(--fc-series-{number})" for number in range(1, 6))
LABEL_SIZE = 11


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure and the sentence that it comes down to.

    Attributes:
        data: traces of plotly.js, as plain dicts.
        layout: without a template.
        answer: what the chart says, in one sentence; empty where there is nothing to say.
    """

    data: Sequence[Mapping[str, Any]] = ()
    layout: Mapping[str, Any] = field(default_factory=dict)
    answer: str = ""

    def plain(self) -> dict[str, Any]:
        """For the browser."""
        return {"data": list(self.data), "layout": dict(self.layout), "answer": self.answer}


class Chart(Protocol):
    """A chart of a page."""

    @property
    def name(self) -> str:
        """Key of its title, which is the question that it answers."""
        ...

    def fits(self, visit: Visit) -> bool:
        """Whether there is something to draw for this reader and these stores."""
        ...

    def questions(self, visit: Visit) -> tuple[Question, ...]:
        """What it needs to know."""
        ...

    def draw(self, visit: Visit, results: Sequence[Result]) -> Drawing:
        """Draw the answers to ``questions``, in their order; they may hold more KPIs."""
        ...


def layout(height: int = 280, **more: Any) -> dict[str, Any]:
    """The layout that every chart starts from."""
    made: dict[str, Any] = {
        "height": height,
        "margin": {"l": 8, "r": 12, "t": 8, "b": 8},
        "showlegend": False,
        "xaxis": {"showgrid": False, "zeroline": False, "automargin": True, "fixedrange": True},
        "yaxis": {
            "rangemode": "tozero",
            "zeroline": True,
            "automargin": True,
            "fixedrange": True,
            "nticks": 5,
        },
        "hovermode": "closest",
        "dragmode": False,
    }
    for key, value in more.items():
        made[key] = {**made[key], **value} if isinstance(made.get(key), dict) else value
    return made


def nothing(visit: Visit, word: str = "chart.nothing") -> Drawing:
    """An empty chart that says so."""
    words = {
        "text": visit.say(word),
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "x": 0.5,
        "y": 0.5,
        "font": {"color": MUTED, "size": 13},
    }
    hidden = {"visible": False}
    return Drawing(layout=layout(annotations=[words], xaxis=hidden, yaxis=hidden))
