"""The way from a profit figure to the page that takes it apart and shows what goes with it."""

from dash import dcc

from dashboards.visit import Visit
from metrics.business_lines import ALL_LINES, LINES
from metrics.drivers.hypotheses.outcome import OUTCOMES
from metrics.model.kpi import Kpi

ADDRESS = "/drivers"
TARGETS = tuple(
    dict.fromkeys(
        (
            *(outcome.kpi for outcome in OUTCOMES),
            *(line.gross.id for line in LINES),
            ALL_LINES.id,
        )
    )
)
"""Every declared target, and lines of the dealership beside which nothing is declared yet."""


def why_link(visit: Visit, kpi: Kpi) -> dcc.Link | None:
    """A link to the analysis of a KPI; None where it is no target of any."""
    if kpi.id not in TARGETS:
        return None
    changes = {"kpis": (), "fact": "", "drill": "", "at": (), "document": None, "by": ""}
    address = visit.view.address(ADDRESS, target=kpi.id, driver="", **changes)
    return dcc.Link(
        visit.say("drivers.why"),
        href=address,
        className="fc-why",
        title=visit.say("drivers.why.title", kpi=visit.words(kpi.name)),
    )
