"""The links that take what is on screen out of the house, as a workbook or printed."""

from urllib.parse import urlencode

from dash import html

from dashboards.components.attributes import extra
from dashboards.visit import Visit

ADDRESS = "/export/{kind}.{ending}"


def export_link(visit: Visit, kind: str, ending: str = "xlsx") -> html.A:
    """A link; the script of the browser keeps it at the filters in force.

    Args:
        visit: who looks at what.
        kind: ``page``, ``table`` or ``documents``.
        ending: ``xlsx``, or ``pdf`` of a page.
    """
    page = urlencode({"path": visit.path})
    asked = visit.view.address("").removeprefix("?")
    address = f"{ADDRESS.format(kind=kind, ending=ending)}?{page}"
    icon = html.Span(className="icon icon-download", **extra({"aria-hidden": "true"}))
    return html.A(
        [icon, visit.say(f"export.{ending}")],
        href=f"{address}&{asked}" if asked else address,
        className="fc-export",
        title=visit.say("export.pdf.title" if ending == "pdf" else f"export.{kind}.title"),
        download="",
        **extra({"data-export": kind, "data-ending": ending}),
    )


def export_links(visit: Visit) -> list[html.A]:
    """The links of a page: its workbook and, where something prints, its PDF."""
    endings = ("xlsx", "pdf") if visit.prints else ("xlsx",)
    return [export_link(visit, "page", ending) for ending in endings]
