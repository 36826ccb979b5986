"""From orders to deliveries: what was open, what came, what left, what is open now."""

from dataclasses import dataclass
from datetime import timedelta

from dash.development.base_component import Component

from dashboards.board.panels.figures import cell_of
from dashboards.board.panels.lines import plain_figure
from dashboards.board.panels.panel import Found, figures_named, questions_of, why_empty
from dashboards.board.panels.sheet import Cell, Sheet, panel_of
from dashboards.visit import Visit
from metrics.model.period import Period
from metrics.reader import Question
from metrics.worklists.model import Worklist

_OPEN = "open_orders"
_MOVES = (("orders_signed", 1), ("orders_cancelled", -1), ("orders_delivered", -1))


@dataclass(frozen=True, slots=True)
class OrderBook:
    """The book of orders over the period, line by line.

    Attributes:
        name: key of the title.
    """

    name: str

    def fits(self, visit: Visit) -> bool:
        """Whether the reader may see the book."""
        return bool(figures_named(visit, (_OPEN,)))

    def _before(self, visit: Visit) -> Period:
        day = visit.period.start - timedelta(days=1)
        return Period(day, day)

    def questions(self, visit: Visit) -> tuple[Question, ...]:
        """The book before the period, the moves in it, the book at its end."""
        book = figures_named(visit, (_OPEN,))
        moves = figures_named(visit, [name for name, _ in _MOVES])
        opening = Question(visit.select(self._before(visit)), book)
        return (opening, *questions_of(visit, (*moves, *book)))

    def worklists(self, visit: Visit) -> tuple[Worklist, ...]:
        """None."""
        return ()

    def draw(self, visit: Visit, found: Found) -> Component | str:
        """Five lines, of which the last is what the first four come to."""
        (book,) = figures_named(visit, (_OPEN,))
        before = next((f for f in found.figures(book, self._before(visit)) if not f.keys), None)
        after = plain_figure(visit, book, found)
        moves = figures_named(visit, [name for name, _ in _MOVES])
        figures = [plain_figure(visit, kpi, found) for kpi in moves]
        if all(f is None or f.value is None for f in (before, after, *figures)):
            return why_empty(visit, (book, *moves))
        rows = [
            [Cell(visit.say("panel.book.before"), is_text=True), cell_of(visit, before, bar=True)]
        ]
        for kpi, figure, (_, sign) in zip(moves, figures, _MOVES, strict=True):
            cell = cell_of(visit, figure, bar=True)
            signed = Cell(f"{'+' if sign > 0 else '−'} {cell.text}", size=cell.size)
            rows.append([Cell(visit.words(kpi.name), is_text=True), signed])
        rows.append(
            [
                Cell(visit.say("panel.book.after"), drill=_OPEN, is_text=True),
                cell_of(visit, after, bar=True),
            ]
        )
        heads = [Cell(visit.say("panel.head.step")), Cell(visit.say("panel.head.orders"))]
        return panel_of(visit, self.name, Sheet(heads, rows, drill=_OPEN))
