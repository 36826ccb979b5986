"""The newest uploads on the page of data, and the way to all of them."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboards.intake import Upload
from dashboards.visit import Visit

_SHOWN = 5


def uploads_panel(visit: Visit, uploads: Sequence[Upload]) -> html.Section:
    """Name and state of the newest uploads, each a link.

    Args:
        visit: of somebody who looks after loading.
        uploads: newest first.
    """
    language = f"?lang={visit.language}"
    lines: list[Component] = [
        html.Li(
            [
                html.A(each.name, href=f"/data/intake/{each.key}{language}"),
                html.Span(
                    visit.say(f"intake.state.{each.state}"), className=f"fc-stage is-{each.state}"
                ),
            ]
        )
        for each in uploads[:_SHOWN]
    ]
    title = html.Div(
        [
            html.H2(visit.say("intake.panel")),
            html.P(visit.say("intake.panel_hint"), className="fc-answer"),
        ]
    )
    way = html.A(
        visit.say("intake.open"), href=f"/data/intake{language}", className="btn btn-primary"
    )
    body: list[Component] = [html.Ul(lines, className="fc-uploads")] if lines else []
    return html.Section([html.Header([title, way]), *body], className="fc-panel", id="uploads")
