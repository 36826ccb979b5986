"""Figures month by month: months as rows, or members as rows and months as columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash.development.base_component import Component

from dashboards.board.panels.figures import cell_of, head_of, hint_of
from dashboards.board.panels.panel import Found, figures_named, why_empty
from dashboards.board.panels.sheet import Cell, Sheet, panel_of
from dashboards.format import show_amount, show_month
from dashboards.i18n.listed_values import listed_value
from dashboards.visit import Visit
from metrics.model.period import Period, add_months, first_of_month, last_of_month
from metrics.reader import Question
from metrics.result import Figure
from metrics.worklists.model import Worklist


def months_until(visit: Visit, back: int, ahead: int = 0) -> list[Period]:
    """The month in which the period ends, some before it and some after, the oldest first."""
    last = first_of_month(min(visit.period.end, visit.as_of))
    return [Period.month(add_months(last, n)) for n in range(1 - back, ahead + 1)]


@dataclass(frozen=True, slots=True)
class ByMonth:
    """Months as rows, figures as columns.

    Attributes:
        name: key of the title.
        figures: ids of the columns.
        bars: ids of the columns with bars.
        back: months up to that of the period's end.
        drill: KPI to whose documents the panel leads.
    """

    name: str
    figures: tuple[str, ...]
    bars: tuple[str, ...] = ()
    back: int = 6
    drill: str = ""

    def fits(self, visit: Visit) -> bool:
        """Whether the reader may see any of them."""
        return bool(figures_named(visit, self.figures))

    def _span(self, visit: Visit) -> Period:
        months = months_until(visit, self.back)
        return Period(months[0].start, last_of_month(months[-1].start))

    def questions(self, visit: Visit) -> tuple[Question, ...]:
        """The figures by month."""
        kpis = figures_named(visit, self.figures)
        return (Question(visit.select(self._span(visit), by=("month",)), kpis),)

    def worklists(self, visit: Visit) -> tuple[Worklist, ...]:
        """None."""
        return ()

    def draw(self, visit: Visit, found: Found) -> Component | str:
        """One row for each month, the newest first."""
        kpis = figures_named(visit, self.figures)
        held: dict[tuple[str, str], Figure] = {}
        for kpi in kpis:
            for figure in found.figures(kpi, self._span(visit)):
                held[figure.keys.get("month", ""), kpi.id] = figure
        if not any(figure.value for figure in held.values()):
            return why_empty(visit, kpis)
        rows = []
        for month in reversed(months_until(visit, self.back)):
            key = month.key("month")
            name = show_month(key, visit.language, with_year=True)
            cells = [
                cell_of(visit, held.get((key, kpi.id)), bar=kpi.id in self.bars) for kpi in kpis
            ]
            rows.append([Cell(name, is_text=True), *cells])
        heads = [Cell(visit.say("panel.head.month")), *(head_of(visit, kpi) for kpi in kpis)]
        says = [hint_of(visit, list(held.values()))]
        return panel_of(visit, self.name, Sheet(heads, rows, says=says, drill=self.drill))


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Pairs of members as rows, months as columns, a sum at the end of each.

    Attributes:
        name: key of the title.
        figure: id; it counts, so that months add up.
        by: a dimension of pairs, whose members are two names with ``joint`` between them.
        firsts: keys of the two headings.
        joint: what stands between the names.
        back: months up to that of the period's end.
    """

    name: str
    figure: str
    by: str
    firsts: tuple[str, str]
    joint: str
    back: int = 6

    def fits(self, visit: Visit) -> bool:
        """Whether the reader may see the figure."""
        return bool(figures_named(visit, (self.figure,)))

    def questions(self, visit: Visit) -> tuple[Question, ...]:
        """The pairs of each month."""
        kpis = figures_named(visit, (self.figure,))
        months = months_until(visit, self.back)
        return tuple(Question(visit.select(month, by=(self.by,)), kpis) for month in months)

    def worklists(self, visit: Visit) -> tuple[Worklist, ...]:
        """None."""
        return ()

    def draw(self, visit: Visit, found: Found) -> Component | str:
        """One row for each pair, the most frequent first."""
        kpis = figures_named(visit, (self.figure,))
        months = months_until(visit, self.back)
        counts: dict[str, dict[Period, float]] = {}
        for month in months:
            for figure in found.figures(kpis[0], month):
                if figure.value and self.by in figure.keys:
                    counts.setdefault(figure.keys[self.by], {})[month] = figure.value
        if not counts:
            return why_empty(visit, kpis)
        pairs = sorted(counts, key=lambda pair: (-sum(counts[pair].values()), pair))
        by_month = {pair: [own.get(month, 0.0) for month in months] for pair, own in counts.items()}
        rows = [self._row(visit, pair, by_month[pair]) for pair in pairs]
        sums = [sum(column) for column in zip(*by_month.values(), strict=True)]
        total = self._row(visit, self.joint.join((visit.say("panel.total"), "")), sums)
        heads = [
            *(Cell(visit.say(f"by.{name}")) for name in self.firsts),
            *(Cell(show_month(m.key("month"), visit.language)) for m in months),
            Cell(visit.say("panel.total")),
        ]
        return panel_of(visit, self.name, Sheet(heads, rows, total, drill=self.figure))

    def _row(self, visit: Visit, pair: str, counts: Sequence[float]) -> list[Cell]:
        first, _, second = pair.partition(self.joint)
        none = visit.say("member.none")
        rest = "" if pair.endswith(self.joint) else none
        whole = sum(counts)
        return [
            Cell(listed_value(first, visit.language) or none, is_text=True),
            Cell(listed_value(second, visit.language) or rest, is_text=True),
            *(Cell(show_amount(n, visit.language) if n else "·") for n in counts),
            Cell(show_amount(whole, visit.language), size=whole),
        ]
