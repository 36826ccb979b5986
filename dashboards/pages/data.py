"""Data: what is loaded, how far it reaches, what was refused and why."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboards.board.arrived import arrived_panel
from dashboards.board.coverage import coverage_panel
from dashboards.board.loads import (
    files_panel,
    loads_within,
    rejected_panel,
    stores_in_view,
    totals,
)
from dashboards.board.reversals import reversals_panel
from dashboards.board.uploads import uploads_panel
from dashboards.drivers.declared import fault_notice
from dashboards.format import show_day
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.visit import Visit


def tools(visit: Visit) -> Sequence[Component]:
    """The way to uploads and mappings, with the newest uploads; drawn anew with every page."""
    uploads = [] if visit.uploads is None else [uploads_panel(visit, visit.uploads())]
    return [*fault_notice(visit), *uploads]


def answer(visit: Visit, report: LoadReport) -> Answer:
    """Totals, refused rows, what has come, coverage, files."""
    seen = loads_within(visit, report)
    body: list[Component] = [
        *_damage(visit, report),
        totals(visit, seen),
        rejected_panel(visit, seen),
        arrived_panel(visit, seen, stores_in_view(visit)),
        *reversals_panel(visit, seen, stores_in_view(visit)),
        coverage_panel(visit, seen),
        files_panel(visit, seen),
        html.P(visit.say("data.snapshot", id=visit.reader.snapshot), className="fc-muted"),
    ]
    return Answer(body=body)


def _damage(visit: Visit, report: LoadReport) -> Sequence[Component]:
    """Which snapshot is shown instead of a damaged one, and how that is mended."""
    if not report.fallen_back:
        return []
    told = visit.say("damage.told", id=visit.reader.snapshot, day=show_day(visit.as_of))
    return [html.P(told, className="fc-damage", role="alert")]


PAGE = Page("/data", "data", answer, filters=(), group="tools", tools=tools, needs_stores=False)
