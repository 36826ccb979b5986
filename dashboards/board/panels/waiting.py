"""Documents that wait, the most pressing first, with how many there are and what they come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component

from dashboards.board.panels.panel import Found
from dashboards.board.panels.sheet import Cell, Sheet, panel_of
from dashboards.charts.members import name_of
from dashboards.components.state import extract_names
from dashboards.format import NO_VALUE, show, show_amount, show_day
from dashboards.i18n.listed_values import listed_value
from dashboards.visit import Visit
from metrics.listings import fact_column
from metrics.model.kpi import Unit
from metrics.reader import Question
from metrics.worklists.model import Shown, Waiting, Worklist

_TEXTS = ("text", "day")
_SHORT = 20


@dataclass(frozen=True, slots=True)
class WaitingList:
    """A worklist.

    Attributes:
        worklist: what is on it.
        note: key of a word of care; empty for none.
    """

    worklist: Worklist
    note: str = ""

    @property
    def name(self) -> str:
        """Key of its title."""
        return self.worklist.name

    def fits(self, visit: Visit) -> bool:
        """Whether the department is open to the reader."""
        return visit.scope.allows_department(self.worklist.department.value)

    def questions(self, visit: Visit) -> tuple[Question, ...]:
        """None."""
        return ()

    def worklists(self, visit: Visit) -> tuple[Worklist, ...]:
        """The list."""
        return (self.worklist,)

    def draw(self, visit: Visit, found: Found) -> Component | str:
        """Its first rows."""
        one, waiting = self.worklist, found.lists[self.worklist.name]
        if not waiting.rows:
            if waiting.lacking:
                what = extract_names(visit, waiting.lacking)
                return visit.say("panel.lacking", what=what)
            return visit.say("panel.none_waits")
        several = len(visit.stores()) > 1
        heads = [Cell(text) for text in headings(visit, one)]
        if several:
            heads.insert(1, Cell(visit.say("by.store")))
        rows = [_row(visit, one, row, several=several) for row in waiting.rows]
        says = [_says(visit, one, waiting), visit.say(self.note) if self.note else ""]
        return panel_of(visit, self.name, Sheet(heads, rows, says=says, drill=one.kpi))


def headings(visit: Visit, one: Worklist) -> list[str]:
    """Headings of the columns of a list."""
    return [
        visit.words(shown.words or fact_column(one.fact, shown.name, visit.scope.masking).words)
        for shown in one.shows
    ]


def _says(visit: Visit, one: Worklist, waiting: Waiting) -> str:
    total = show_amount(waiting.total, visit.language)
    shown = len(waiting.rows)
    said = visit.say("panel.count", total=total)
    if waiting.amount is not None:
        amount = show(waiting.amount, Unit.CNY, visit.language).text
        said = visit.say("panel.count_amount", total=total, amount=amount)
    if shown < waiting.total:
        said += visit.say("panel.first", count=shown)
    return said


def _row(visit: Visit, one: Worklist, row: Mapping[str, Any], *, several: bool) -> list[Cell]:
    cells = [cell_of_value(visit, one, shown, row.get(shown.name)) for shown in one.shows]
    if several:
        store = name_of(visit, "store", row["store"])
        cells.insert(1, Cell(store, is_text=True))
    return cells


def cell_of_value(visit: Visit, one: Worklist, shown: Shown, value: Any) -> Cell:
    """A value of a document in a cell."""
    is_text = shown.kind in _TEXTS
    if value is None or value == "":
        return Cell(NO_VALUE, is_text=is_text)
    match shown.kind:
        case "text":
            text = listed_value(str(value), visit.language)
            return Cell(text, is_text=True, wraps=len(text) > _SHORT)
        case "day":
            return Cell(show_day(value), is_text=True)
        case "money":
            text = show(value, Unit.CNY, visit.language).text
            bar = shown.name == one.amount
            return Cell(text, size=value if bar else None, level="bad" if value < 0 else "")
        case _:
            return Cell(show_amount(value, visit.language))
