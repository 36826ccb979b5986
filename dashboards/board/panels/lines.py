"""Figures below one another, each with what it is made of; or side by side in rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash.development.base_component import Component

from dashboards.board.panels.figures import cell_of, hint_of, name_cell, sides_of
from dashboards.board.panels.panel import (
    Found,
    figures_named,
    period_of,
    questions_of,
    why_empty,
)
from dashboards.board.panels.sheet import Cell, Sheet, panel_of
from dashboards.board.table import heading_of
from dashboards.components.state import reason
from dashboards.format import show_period
from dashboards.visit import Visit
from metrics.model.kpi import Kpi
from metrics.reader import Question
from metrics.result import Figure
from metrics.worklists.model import Worklist


@dataclass(frozen=True, slots=True)
class FigureLines:
    """Figures below one another: value, what was divided by what, the period where it differs.

    Attributes:
        name: key of the title.
        figures: ids, in order.
    """

    name: str
    figures: tuple[str, ...]

    def fits(self, visit: Visit) -> bool:
        """Whether the reader may see any of them."""
        return bool(figures_named(visit, self.figures))

    def questions(self, visit: Visit) -> tuple[Question, ...]:
        """The figures without a grouping."""
        return questions_of(visit, figures_named(visit, self.figures))

    def worklists(self, visit: Visit) -> tuple[Worklist, ...]:
        """None."""
        return ()

    def draw(self, visit: Visit, found: Found) -> Component | str:
        """One row for each figure."""
        kpis = figures_named(visit, self.figures)
        figures = [plain_figure(visit, kpi, found) for kpi in kpis]
        if all(figure is None or figure.value is None for figure in figures):
            return why_empty(visit, kpis)
        units = {kpi.unit for kpi in kpis}
        rows = []
        for kpi, figure in zip(kpis, figures, strict=True):
            how = ""
            if figure is not None:
                how = sides_of(visit, kpi, figure) or reason(visit, kpi, figure)
            period = period_of(visit, kpi)
            when = "" if period == visit.period else show_period(period, visit.language)
            value = cell_of(visit, figure, bar=len(units) == 1, unit=True)
            rows.append(
                [name_cell(visit, kpi), value, Cell(how, small=when, is_text=True, wraps=True)]
            )
        heads = [Cell(visit.say(f"panel.head.{name}")) for name in ("figure", "value", "how")]
        if not any(row[-1].text or row[-1].small for row in rows):
            heads, rows = heads[:-1], [row[:-1] for row in rows]
        says = [hint_of(visit, [f for f in figures if f is not None])]
        return panel_of(visit, self.name, Sheet(heads, rows, says=says))


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes of one thing below one another, measured in several ways: ages in cars and money.

    Attributes:
        name: key of the title.
        rows: ids of the figures of each row, as many as columns.
        columns: keys of the headings; each figure of a column has the same unit.
        drill: KPI to whose documents the panel leads.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    drill: str = ""

    def _kpis(self, visit: Visit) -> tuple[Kpi, ...]:
        return figures_named(visit, [name for row in self.rows for name in row])

    def fits(self, visit: Visit) -> bool:
        """Whether the reader may see them all."""
        return len(self._kpis(visit)) == sum(len(row) for row in self.rows)

    def questions(self, visit: Visit) -> tuple[Question, ...]:
        """The figures without a grouping."""
        return questions_of(visit, self._kpis(visit))

    def worklists(self, visit: Visit) -> tuple[Worklist, ...]:
        """None."""
        return ()

    def draw(self, visit: Visit, found: Found) -> Component | str:
        """One row for each class."""
        rows: list[Sequence[Cell]] = []
        kpis = self._kpis(visit)
        figures = {kpi.id: plain_figure(visit, kpi, found) for kpi in kpis}
        if not any(f is not None and f.value for f in figures.values()):
            return why_empty(visit, kpis)
        for names in self.rows:
            label = figures_named(visit, names[:1])[0]
            cells = [cell_of(visit, figures[name], bar=True) for name in names]
            rows.append([Cell(visit.words(label.name), is_text=True), *cells])
        units = figures_named(visit, self.rows[0])
        heads = [Cell(visit.say("panel.head.class"))]
        for key, kpi in zip(self.columns, units, strict=True):
            words = visit.say(f"panel.head.{key}")
            unit = heading_of(visit, kpi).removeprefix(visit.words(kpi.name))
            heads.append(Cell(f"{words}{unit}"))
        return panel_of(visit, self.name, Sheet(heads, rows, drill=self.drill))


def plain_figure(visit: Visit, kpi: Kpi, found: Found) -> Figure | None:
    """The figure of a KPI without keys in its own period."""
    return next((f for f in found.figures(kpi, period_of(visit, kpi)) if not f.keys), None)
