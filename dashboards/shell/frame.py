"""The frame of a page: title, trust line, filters, the first cards and what is below them."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.components.export import export_links
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.shell import ids
from dashboards.shell.filters import filter_bar
from dashboards.shell.slots import chapters_in, slots
from dashboards.shell.trust import trust_line
from dashboards.visit import Visit
from dashboards.wanted import EVERYTHING, FIRST


def frame(page: Page, visit: Visit, answer: Answer, report: LoadReport) -> html.Main:
    """A page with its first answer in it, or as much of it as is seen first."""
    wanted = FIRST if page.comes_later else EVERYTHING
    return html.Main(
        [
            heading(
                visit.say(f"page.{page.key}"),
                trust_line(visit, report, answer.missing, page.department),
                *export_links(visit),
            ),
            filter_bar(visit, page.filters),
            html.Div(list(page.tools(visit)) if page.tools else []),
            html.Div(chapters_in(answer.body, wanted), id=ids.BODY, className="fc-body"),
            *slots(visit, page, answer, wanted),
            dcc.Store(id=ids.FIGURES, data={} if page.comes_later else answer.figures()),
            dcc.Store(id=ids.SHOWN, data={"snapshot": visit.reader.snapshot}),
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
