"""The shell that all pages are shown in."""

from collections.abc import Sequence

import dash
from dash import dcc, html

from dashboards.components.attributes import extra
from dashboards.i18n import say
from dashboards.page import Page
from dashboards.shell import ids
from dashboards.shell.navigation import bottom_bar, side_bar, top_bar
from metrics.model.kpi import Kpi


def shell(language: str, name: str, pages: Sequence[Page], pins: Sequence[Kpi] = ()) -> html.Div:
    """Navigation, top bar, the page, and the panel of a drill.

    Args:
        language: of the words.
        name: of the person who has signed in.
        pages: those that are open to him.
        pins: KPIs that he has pinned.
    """
    return html.Div(
        [
            side_bar(language, pages, pins),
            html.Div([top_bar(language, name), dash.page_container], className="fc-main"),
            bottom_bar(language, pages),
            html.Div(className="fc-scrim", **extra({"data-act": "close"})),
            html.Section(
                [
                    html.Button(
                        html.Span(className="icon icon-close", **extra({"aria-hidden": "true"})),
                        type="button",
                        className="fc-icon-button fc-drill-close",
                        **extra({"data-act": "close", "aria-label": say(language, "drill.close")}),
                    ),
                    html.Div(id=ids.DRILL_BODY),
                    dcc.Store(id=ids.DRILL_FIGURES),
                ],
                id="drill",
                className="fc-drill",
                role="dialog",
                tabIndex="-1",
                **extra({"aria-label": say(language, "drill.title")}),
            ),
            html.Div(id="toast", className="fc-toast", role="alert"),
            dcc.Store(id=ids.DRILL_ASK),
            dcc.Store(id=ids.ASK),
            dcc.Store(id="address"),
        ],
        className="fc-app",
        lang="zh-CN" if language == "zh" else "en",
    )
