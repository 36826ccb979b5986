"""The frames of the charts of a page: question, what the chart says, and the place of the graph."""

import json

from dash import html

from dashboards.charts.drawing import Drawing
from dashboards.components.graph import graph
from dashboards.page import Answer, Page
from dashboards.shell import ids
from dashboards.visit import Visit


def chart_frames(visit: Visit, page: Page, answer: Answer) -> list[html.Section]:
    """A frame for each chart of a page, those without a drawing hidden, as high as they will be."""
    shown = [name for name in page.charts if name in answer.drawings]
    # The last of an odd number has a row of its own.
    wide = shown[-1] if len(shown) % 2 else ""
    return [
        _frame(visit, name, answer.drawings.get(name), is_wide=name == wide) for name in page.charts
    ]


def _frame(visit: Visit, name: str, drawing: Drawing | None, *, is_wide: bool) -> html.Section:
    title, said = f"title-{name}", ids.chart_id(ids.CHART_ANSWER, name)
    # As the browser writes an id that has parts: without spaces, in the order of the alphabet.
    written = json.dumps(said, sort_keys=True, separators=(",", ":"))
    classes = ("fc-panel fc-chart", "" if drawing else " is-hidden", " is-wide" if is_wide else "")
    return html.Section(
        [
            html.Header(
                [
                    html.H2(visit.say(f"chart.{name}"), id=title),
                    html.P(drawing.answer if drawing else None, id=said, className="fc-answer"),
                ]
            ),
            *graph(
                visit,
                ids.chart_id(ids.CHART, name),
                {"aria-labelledby": f"{title} {written}"},
                drawing.layout.get("height") if drawing else None,
            ),
        ],
        id=ids.chart_id(ids.CHART_FRAME, name),
        className="".join(classes),
    )
