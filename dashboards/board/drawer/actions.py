"""The actions on a KPI in the stores in view, and the way to open another one."""

from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from dashboards.notebook.beside import figures_now
from dashboards.notebook.listing import action_rows, lines_of
from dashboards.visit import Visit
from metrics.model.kpi import Kpi

SHOWN = 8


def actions_part(visit: Visit, kpi: Kpi) -> list[Component]:
    """The section; nothing where nothing is kept."""
    if visit.notebook is None:
        return []
    lines = [line for line in lines_of(visit) if line.kpi is kpi]
    lines.sort(key=lambda line: line.action.status.value != "open")
    now = figures_now(visit, [line.action.about for line in lines[:SHOWN]])
    head = html.Header(
        [
            html.H3(visit.say("action.title")),
            html.A(
                visit.say("action.new"),
                href=form_address(visit, "/actions/new"),
                className="fc-act",
            ),
        ]
    )
    several = len(visit.stores()) > 1
    body: list[Component] = (
        [action_rows(visit, lines[:SHOWN], now, short=not several)]
        if lines
        else [html.P(visit.say("action.none"), className="fc-muted")]
    )
    if len(lines) > SHOWN:
        body.append(html.A(visit.say("action.all"), href=visit.view.address("/actions", kpis=())))
    return [html.Section([head, *body], className="fc-drill-part", id="drill-actions")]


def form_address(visit: Visit, path: str) -> str:
    """The address of a form about the figure in view, which knows the way back."""
    address = visit.view.address(path, language=visit.language)
    return f"{address}&{urlencode({'page': visit.path})}"
