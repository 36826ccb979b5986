"""A chart of plotly.js on the screen: what it shows in words, and as a table that unfolds."""

from collections.abc import Mapping
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.visit import Visit

# No chart may send its figures anywhere.
GRAPH_CONFIG: Any = {
    "displaylogo": False,
    "showSendToCloud": False,
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
}


def graph(
    visit: Visit, name: Mapping[str, str], label: Mapping[str, str], height: int | None = None
) -> list[Component]:
    """A chart, and below it the place of its table, which a script fills when it is unfolded.

    Args:
        visit: for the language.
        name: id of the chart.
        label: ``aria-label`` or ``aria-labelledby``, by which the chart is read out.
        height: pixels, where they are known before it is drawn.
    """
    drawn = dcc.Graph(
        id=dict(name),
        config=GRAPH_CONFIG,
        className="fc-graph",
        responsive=True,
        style={} if height is None else {"height": height},
    )
    # What is inside a picture is not read out: its label and its table say the same.
    place = {} if height is None else {"--fc-height": f"{height}px"}
    picture = html.Div(drawn, role="img", style=place, **extra(label))
    table = html.Details(
        [html.Summary(visit.say("chart.table")), html.Div(className="fc-chart-rows")],
        className="fc-chart-table",
    )
    return [picture, table]
