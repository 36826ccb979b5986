"""All panels of a page: what they ask together, and where they stand."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboards.board.panels.panel import Found, Panel
from dashboards.visit import Visit
from metrics.reader import Question
from metrics.result import Result
from metrics.worklists.model import Worklist
from metrics.worklists.reading import read_worklists


class Panels:
    """The panels of a page that a reader may see.

    Args:
        visit: who looks at what.
        panels: those of the page, in order.
    """

    def __init__(self, visit: Visit, panels: Sequence[Panel]) -> None:
        self._visit = visit
        self._panels = [panel for panel in panels if panel.fits(visit)]
        self._asked = [panel.questions(visit) for panel in self._panels]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Of all panels, in order."""
        return tuple(question for asked in self._asked for question in asked)

    def draw(self, results: Sequence[Result]) -> list[Component]:
        """The panels, and below them which are hidden and why; their lists are read here.

        Args:
            results: answers to ``questions``, in their order.
        """
        visit = self._visit
        wanted: dict[str, Worklist] = {
            one.name: one for panel in self._panels for one in panel.worklists(visit)
        }
        lists = read_worklists(
            visit.reader, visit.scope, tuple(wanted.values()), visit.select(visit.period)
        )
        shown: list[Component] = []
        hidden: list[Component] = []
        first = 0
        for panel, asked in zip(self._panels, self._asked, strict=True):
            found = Found(results[first : first + len(asked)], lists)
            first += len(asked)
            made = panel.draw(visit, found)
            if isinstance(made, Component):
                shown.append(made)
            else:
                title = visit.say(f"panel.{panel.name}")
                hidden.append(html.Li([html.Strong(title), " ", html.Span(made)]))
        if not shown and not hidden:
            return []
        parts: list[Component] = [html.H2(visit.say("panel.chapter"), className="fc-chapter")]
        if shown:
            parts.append(html.Div(shown, className="fc-explaining"))
        if hidden:
            parts.append(html.Ul(hidden, className="fc-unexplained"))
        return [html.Section(parts)]
