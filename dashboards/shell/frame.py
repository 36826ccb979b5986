"""The frame of a page: title, trust line, filters, body, charts, table."""

import json

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.components.export import export_links
from dashboards.components.graph import graph
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.shell import ids
from dashboards.shell.filters import filter_bar
from dashboards.shell.trust import trust_line
from dashboards.visit import Visit


def frame(page: Page, visit: Visit, answer: Answer, report: LoadReport) -> html.Main:
    """A page with its first answer in it."""
    return html.Main(
        [
            heading(
                visit.say(f"page.{page.key}"),
                trust_line(visit, report, answer.missing, page.department),
                *export_links(visit),
            ),
            filter_bar(visit, page.filters),
            html.Div(list(page.tools(visit)) if page.tools else []),
            html.Div(list(answer.body), id=ids.BODY, className="fc-body"),
            html.Div(
                [chart_frame(visit, name) for name in page.charts],
                className="fc-charts",
            ),
            html.Div(list(answer.table), id=ids.TABLE),
            html.Div(list(answer.more), id=ids.MORE, className="fc-chapters"),
            dcc.Store(id=ids.FIGURES, data=answer.figures()),
        ],
        className="fc-page",
        id="main",
        **extra({"data-page": page.key}),
    )


def heading(title: str, trust: list[html.Span], *tools: Component) -> html.Header:
    """Title, with what can be done with the page beside it, and trust line."""
    first = html.Div([html.H1(title), *tools], className="fc-head-title") if tools else None
    return html.Header(
        [first or html.H1(title), html.P(trust, id=ids.TRUST, className="fc-trust")],
        className="fc-head",
    )


def chart_frame(visit: Visit, name: str) -> html.Section:
    """The place of a chart: its question, what it says, the graph."""
    title, answer = f"title-{name}", ids.chart_id(ids.CHART_ANSWER, name)
    # As the browser writes an id that has parts: without spaces, in the order of the alphabet.
    said = json.dumps(answer, sort_keys=True, separators=(",", ":"))
    return html.Section(
        [
            html.Header(
                [
                    html.H2(visit.say(f"chart.{name}"), id=title),
                    html.P(id=answer, className="fc-answer"),
                ]
            ),
            *graph(visit, ids.chart_id(ids.CHART, name), {"aria-labelledby": f"{title} {said}"}),
        ],
        id=ids.chart_id(ids.CHART_FRAME, name),
        className="fc-panel fc-chart",
    )


def notice(title: str, text: str, way_on: html.A | None = None) -> html.Main:
    """A page that cannot show figures, and why; with a link to one that can, if there is any."""
    return html.Main(
        [
            html.Header(html.H1(title), className="fc-head"),
            html.Div(
                [
                    html.Span(className="icon icon-info", **extra({"aria-hidden": "true"})),
                    html.P([text, " ", way_on] if way_on is not None else text),
                ],
                className="fc-panel fc-notice",
                role="status",
            ),
        ],
        className="fc-page",
        id="main",
    )
