"""Budget against actual: the lines of expense that deviate by more than five in a hundred."""

from dataclasses import dataclass

from dash.development.base_component import Component

from dashboards.board.panels.figures import cell_of
from dashboards.board.panels.matrix import members_of
from dashboards.board.panels.panel import (
    Found,
    figures_named,
    period_of,
    questions_of,
    why_empty,
)
from dashboards.board.panels.sheet import Cell, Sheet, panel_of
from dashboards.format import MINUS, show, show_period
from dashboards.visit import Visit
from metrics.model.kpi import Unit
from metrics.reader import Question
from metrics.worklists.model import Worklist

WITHIN = 0.05
"""Deviation, of the budget, up to which a line is kept."""

_BUDGET, _ACTUAL, _SHARE = "expenses_budgeted", "expenses_actual", "budget_variance"
_BY = "metric"


@dataclass(frozen=True, slots=True)
class BudgetBeyond:
    """Lines beyond their budget or far below it, the largest amount first.

    Attributes:
        name: key of the title.
    """

    name: str

    def fits(self, visit: Visit) -> bool:
        """Whether the reader may see the budget."""
        return len(figures_named(visit, (_BUDGET, _ACTUAL, _SHARE))) == 3

    def questions(self, visit: Visit) -> tuple[Question, ...]:
        """Budget, actual and deviation by line."""
        return questions_of(visit, figures_named(visit, (_BUDGET, _ACTUAL, _SHARE)), (_BY,))

    def worklists(self, visit: Visit) -> tuple[Worklist, ...]:
        """None."""
        return ()

    def draw(self, visit: Visit, found: Found) -> Component | str:
        """One row for each line beyond; a sentence where there is none."""
        kpis = figures_named(visit, (_BUDGET, _ACTUAL, _SHARE))
        members = members_of(visit, kpis, found, _BY)
        if not members:
            return why_empty(visit, kpis)
        lines = []
        for name, own in members.values():
            budget, actual, share = (own.get(kpi.id) for kpi in kpis)
            spent = (actual.value if actual else None) or 0.0
            over = spent - ((budget.value if budget else None) or 0.0)
            if share is None or share.value is None:
                # Spent without a budget: no share, and beyond it all the same.
                beyond = spent != 0
            else:
                beyond = abs(share.value) > WITHIN
            if beyond:
                lines.append((abs(over), name, own, over))
        lines.sort(key=lambda line: (-line[0], line[1]))
        rows = []
        for _, name, own, over in lines:
            share = own.get(_SHARE)
            relative = ""
            if share is not None and share.value is not None:
                size = show(abs(share.value), Unit.PERCENT, visit.language).text
                relative = f"{'+' if share.value > 0 else MINUS}{size}"
            text = show(abs(over), Unit.CNY, visit.language).text
            level = "bad" if over > 0 else ""
            sign = "▲ +" if over > 0 else f"▼ {MINUS}"
            rows.append(
                [
                    Cell(name, is_text=True),
                    cell_of(visit, own.get(_BUDGET), bar=False),
                    cell_of(visit, own.get(_ACTUAL), bar=False),
                    Cell(f"{sign}{text}", size=abs(over), level=level, small=relative),
                ]
            )
        period = show_period(period_of(visit, kpis[0]), visit.language)
        said = visit.say("panel.beyond.none")
        if lines:
            overspent = sum(over > 0 for *_, over in lines)
            said = visit.say("panel.beyond", count=len(lines), over=overspent)
        heads = [Cell(visit.say(f"by.{_BY}")), *(Cell(visit.words(k.name)) for k in kpis[:2])]
        heads.append(Cell(visit.say("panel.head.deviation")))
        says = [visit.say("table.closed", period=period), said]
        return panel_of(visit, self.name, Sheet(heads, rows, says=says, drill=_SHARE))
