"""Changes of measurement that cannot be read: who may mend them is told how, others that it is so.

Without them an analysis would take a changed way of measuring for a change of the store, so that
none is told.
"""

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.services import UnreadableChangesError
from dashboards.visit import Visit


def fault_of(visit: Visit) -> str:
    """What is wrong with what was declared, in words for an administrator; empty for nothing."""
    try:
        visit.changes()
    except UnreadableChangesError as error:
        return str(error)
    return ""


def fault_notice(visit: Visit) -> list[Component]:
    """Where and how to mend what was declared; nothing for those who cannot or need not."""
    fault = fault_of(visit) if visit.is_admin else ""
    if not fault:
        return []
    told: list[Component | str] = [
        visit.say("drivers.undeclared.mend"),
        html.Code(fault, lang="en"),
    ]
    return [html.P(told, className="fc-damage", **extra({"role": "alert"}))]
