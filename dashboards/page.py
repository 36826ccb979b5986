"""What a page is: an address, its charts, and a function from a visit to what is shown."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dash.development.base_component import Component

from dashboards.charts.drawing import Drawing
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.model.kpi import Department


@dataclass(frozen=True, slots=True)
class SheetRows:
    """A sheet of a workbook: headings, and below them rows of texts and numbers.

    Attributes:
        name: of the sheet.
        heads: of the columns.
        rows: each as long as the headings; None for an empty cell.
        notes: lines below the stamp.
    """

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | float | None]]
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page shows for one visit.

    Attributes:
        body: the first cards, or all that a page without others shows.
        panels: what explains them.
        drawings: by name of the chart; a chart without one is hidden.
        table: below the charts.
        more: below the table.
        missing: stores without the figures of this page.
        sheets: tables of the workbook of this page, in place of the figures that it asked for.
        lasting: whether the same question has the same answer later; not while more is worked out.
    """

    body: Sequence[Component] = field(default_factory=list)
    panels: Sequence[Component] = field(default_factory=list)
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    table: Sequence[Component] = field(default_factory=list)
    more: Sequence[Component] = field(default_factory=list)
    missing: tuple[str, ...] = ()
    sheets: Sequence[SheetRows] = field(default_factory=list)
    lasting: bool = True

    def figures(self) -> dict[str, Any]:
        """The drawings, for the browser."""
        return {name: drawing.plain() for name, drawing in self.drawings.items()}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the navigation.

    Attributes:
        path: its address.
        key: of its words and its icon.
        answer: what it shows; the report tells what is loaded.
        charts: names of the charts, in order; the drawings of an answer go by them.
        department: whose figures it shows; None for pages across departments.
        filters: which apply beside the stores.
        group: heading in the navigation.
        tools: controls of its own, below the filters.
        needs_stores: whether it says nothing to those to whom no store is open.
        rests_on: what its answer rests on beside snapshot, rights and address.
        comes_later: whether what is below the first cards comes when it is looked at.
    """

    path: str
    key: str
    answer: Callable[[Visit, LoadReport], Answer]
    charts: tuple[str, ...] = ()
    department: Department | None = None
    filters: tuple[str, ...] = ("period", "compare")
    group: str = "departments"
    tools: Callable[[Visit], Sequence[Component]] | None = None
    needs_stores: bool = True
    rests_on: Callable[[Visit], Hashable] | None = None
    comes_later: bool = False

    def is_open(self, visit_allows: Callable[[str], bool]) -> bool:
        """Whether a reader with these departments may open it."""
        return self.department is None or visit_allows(self.department.value)
