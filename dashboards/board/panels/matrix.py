"""Members of a grouping as rows, figures as columns: channels, consultants, payers, suppliers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dash.development.base_component import Component

from dashboards.board.panels.figures import cell_of, head_of, hint_of
from dashboards.board.panels.lines import plain_figure
from dashboards.board.panels.panel import (
    Found,
    figures_named,
    period_of,
    questions_of,
    why_empty,
)
from dashboards.board.panels.sheet import Cell, Sheet, panel_of
from dashboards.charts.members import key_of, keys_of, member_of
from dashboards.format import show_period
from dashboards.visit import Visit
from metrics.model.kpi import Kpi
from metrics.reader import Question
from metrics.result import Figure
from metrics.worklists.model import Worklist

Members = dict[str, tuple[str, dict[str, Figure]]]
"""By key: the name of a member, and its figures by KPI."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Figures member by member.

    Attributes:
        name: key of the title.
        by: the dimension.
        figures: ids of the columns; rows are sorted by the first, largest first.
        bars: ids of the columns with bars; the first where not given.
        needs: tables without which the panel says nothing.
        at_most: rows; the rest are counted.
        in_order: rows go by their names (hours), not by size.
        total: whether a last row holds the figures of all together.
        note: key of a word of care; empty for none.
    """

    name: str
    by: str
    figures: tuple[str, ...]
    bars: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    at_most: int = 10
    in_order: bool = False
    total: bool = False
    note: str = ""

    def fits(self, visit: Visit) -> bool:
        """Whether the reader may see the first figure."""
        return bool(figures_named(visit, self.figures[:1]))

    def questions(self, visit: Visit) -> tuple[Question, ...]:
        """The figures by the dimension, and all together where that is shown."""
        kpis = figures_named(visit, self.figures)
        split = questions_of(visit, kpis, keys_of(visit, self.by))
        return (*split, *questions_of(visit, kpis)) if self.total else split

    def worklists(self, visit: Visit) -> tuple[Worklist, ...]:
        """None."""
        return ()

    def draw(self, visit: Visit, found: Found) -> Component | str:
        """One row for each member."""
        kpis = figures_named(visit, self.figures)
        if self._lacks(visit, kpis):
            return why_empty(visit, kpis)
        members = members_of(visit, kpis, found, self.by)
        if not members:
            return why_empty(visit, kpis)
        keys = self._sorted(members, kpis[0])
        rows = [
            self._row(visit, Cell(members[key][0], is_text=True), kpis, members[key][1])
            for key in keys[: self.at_most]
        ]
        total: list[Cell] = []
        if self.total:
            plain = {kpi.id: plain_figure(visit, kpi, found) for kpi in kpis}
            held = {name: figure for name, figure in plain.items() if figure is not None}
            total = self._row(visit, Cell(visit.say("panel.total"), is_text=True), kpis, held)
        heads = [Cell(visit.say(f"by.{self.by}")), *(head_of(visit, kpi) for kpi in kpis)]
        return panel_of(
            visit, self.name, Sheet(heads, rows, total, self._says(visit, kpis, members))
        )

    def _lacks(self, visit: Visit, kpis: Sequence[Kpi]) -> bool:
        stores = [store.code for store in visit.stores()]
        return any(
            table in self.needs
            for kpi in kpis
            for table in visit.reader.lacking_tables(kpi, stores)
        )

    def _sorted(self, members: Members, first: Kpi) -> list[str]:
        if self.in_order:
            return sorted(members)

        def size(key: str) -> float:
            figure = members[key][1].get(first.id)
            return -(figure.value or 0.0) if figure is not None else 0.0

        return sorted(members, key=lambda key: (size(key), key))

    def _row(
        self, visit: Visit, name: Cell, kpis: Sequence[Kpi], figures: Mapping[str, Figure]
    ) -> list[Cell]:
        bars = self.bars or self.figures[:1]
        cells = [cell_of(visit, figures.get(kpi.id), bar=kpi.id in bars) for kpi in kpis]
        return [name, *cells]

    def _says(self, visit: Visit, kpis: Sequence[Kpi], members: Members) -> list[str]:
        shown = [figure for _, own in members.values() for figure in own.values()]
        period = period_of(visit, kpis[0])
        when = ""
        if period != visit.period:
            when = visit.say("table.closed", period=show_period(period, visit.language))
        left = len(members) - self.at_most
        cut = visit.say("panel.cut", count=self.at_most, left=left) if left > 0 else ""
        return [when, cut, hint_of(visit, shown), visit.say(self.note) if self.note else ""]


def members_of(visit: Visit, kpis: Sequence[Kpi], found: Found, by: str) -> Members:
    """The members that have any value."""
    members: Members = {}
    for kpi in kpis:
        for figure in found.figures(kpi, period_of(visit, kpi)):
            if figure.keys.get(by) is None or figure.value is None:
                continue
            named: tuple[str, dict[str, Figure]] = (member_of(visit, by, figure), {})
            members.setdefault(key_of(figure, by), named)[1][kpi.id] = figure
    return {key: (name, own) for key, (name, own) in members.items() if any_value(own)}


def any_value(figures: Mapping[str, Figure]) -> bool:
    """Whether anything but zero is there."""
    return any(figure.value for figure in figures.values())
