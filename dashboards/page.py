"""What a page is: an address, its charts, and a function from a visit to what is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dash.development.base_component import Component

from dashboards.charts.drawing import Chart, Drawing
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.model.kpi import Department

Children = list[Component]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page shows for one visit.

    Attributes:
        body: cards and panels.
        drawings: by name of the chart; a chart without one is hidden.
        table: below the charts.
        missing: stores without the figures of this page.
    """

    body: Children = field(default_factory=list)
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    table: Children = field(default_factory=list)
    missing: tuple[str, ...] = ()

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
        charts: in order.
        department: whose figures it shows; None for pages across departments.
        has_filters: whether stores, period and comparisons apply.
        group: heading in the navigation.
    """

    path: str
    key: str
    answer: Callable[[Visit, LoadReport], Answer]
    charts: tuple[Chart, ...] = ()
    department: Department | None = None
    has_filters: bool = True
    group: str = "departments"

    def is_open(self, visit_allows: Callable[[str], bool]) -> bool:
        """Whether a reader with these departments may open it."""
        return self.department is None or visit_allows(self.department.value)
