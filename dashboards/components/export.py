"""The link that takes what is on screen out of the house as a workbook."""

from urllib.parse import urlencode

from dash import html

from dashboards.components.attributes import extra
from dashboards.visit import Visit

ADDRESS = "/export/{kind}.xlsx"


def export_link(visit: Visit, kind: str) -> html.A:
    """A link; the script of the browser keeps it at the filters in force.

    Args:
        visit: who looks at what.
        kind: ``page``, ``table`` or ``documents``.
    """
    page = urlencode({"path": visit.path})
    asked = visit.view.address("").removeprefix("?")
    address = f"{ADDRESS.format(kind=kind)}?{page}"
    icon = html.Span(className="icon icon-download", **extra({"aria-hidden": "true"}))
    return html.A(
        [icon, visit.say("export.xlsx")],
        href=f"{address}&{asked}" if asked else address,
        className="fc-export",
        title=visit.say(f"export.{kind}.title"),
        download="",
        **extra({"data-export": kind}),
    )
