"""Outlets of the second tier: what stands there, what they sold, when they were last counted."""

from dataclasses import dataclass

from dash.development.base_component import Component

from dashboards.board.panels.figures import cell_of, head_of
from dashboards.board.panels.matrix import members_of
from dashboards.board.panels.panel import Found, figures_named, questions_of, why_empty
from dashboards.board.panels.sheet import Cell, Sheet, panel_of
from dashboards.board.panels.waiting import cell_of_value, headings
from dashboards.visit import Visit
from metrics.reader import Question
from metrics.worklists.model import Worklist
from metrics.worklists.sales import OUTLETS_COUNTED

_FIGURES = ("new_stock_units", "outlet_sold")
_BY = "outlet"


@dataclass(frozen=True, slots=True)
class Outlets:
    """One row for each outlet.

    Attributes:
        name: key of the title.
    """

    name: str

    def fits(self, visit: Visit) -> bool:
        """Whether the reader may see the stock."""
        return bool(figures_named(visit, _FIGURES))

    def questions(self, visit: Visit) -> tuple[Question, ...]:
        """Stock and sales by outlet."""
        return questions_of(visit, figures_named(visit, _FIGURES), (_BY,))

    def worklists(self, visit: Visit) -> tuple[Worklist, ...]:
        """The newest round of counting at each outlet."""
        return (OUTLETS_COUNTED,)

    def draw(self, visit: Visit, found: Found) -> Component | str:
        """One row for each outlet that has cars, sales or a count."""
        kpis = figures_named(visit, _FIGURES)
        members = members_of(visit, kpis, found, _BY)
        counts = {row["outlet_code"]: row for row in found.lists[OUTLETS_COUNTED.name].rows}
        # Cars without an outlet stand at the store.
        names = sorted({name for name in (*members, *counts) if name})
        if not names:
            return why_empty(visit, kpis)
        shows = OUTLETS_COUNTED.shows[1:]
        rows = []
        for name in names:
            figures = members[name][1] if name in members else {}
            cells = [cell_of(visit, figures.get(kpi.id), bar=True) for kpi in kpis]
            row = counts.get(name)
            for shown in shows:
                value = None if row is None else row[shown.name]
                cells.append(cell_of_value(visit, OUTLETS_COUNTED, shown, value))
            rows.append([Cell(name, is_text=True), *cells])
        heads = [
            Cell(visit.say(f"by.{_BY}")),
            *(head_of(visit, kpi) for kpi in kpis),
            *(Cell(text) for text in headings(visit, OUTLETS_COUNTED)[1:]),
        ]
        uncounted = sum(name not in counts for name in names)
        said = visit.say("panel.outlets.uncounted", count=uncounted) if uncounted else ""
        return panel_of(
            visit, self.name, Sheet(heads, rows, says=[said], drill=OUTLETS_COUNTED.kpi)
        )
