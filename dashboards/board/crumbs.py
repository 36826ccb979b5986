"""Breadcrumb and members of the way down from a figure; every one of them is a link."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboards.board.path import Path, name_of_step
from dashboards.charts.members import member_of
from dashboards.charts.steps import step_to
from dashboards.components.attributes import extra
from dashboards.format import show_figure
from dashboards.visit import Visit
from metrics.model.kpi import Kpi
from metrics.result import Figure, State


def crumbs(visit: Visit, kpi: Kpi, path: Path) -> html.Nav:
    """From the figure itself down to where the reader stands; each step above leads up."""
    named = [(visit.words(kpi.name), path.steps[:0])]
    named += [
        (name_of_step(visit, step), path.steps[: place + 1])
        for place, step in enumerate(path.steps)
    ]
    document = visit.view.document
    if document is not None:
        named.append((document[1], path.steps))
    last = len(named) - 1
    items = [
        html.Li(
            html.Span(name, **extra({"aria-current": "step"}))
            if place == last
            else html.A(
                name,
                href=visit.view.address(visit.path, at=steps, document=None),
                **extra({"data-step": "up"}),
            )
        )
        for place, (name, steps) in enumerate(named)
    ]
    return html.Nav(
        html.Ol(items), className="fc-path", **extra({"aria-label": visit.say("path.title")})
    )


def member_list(visit: Visit, path: Path, by: str, figures: Sequence[Figure]) -> html.Details:
    """Every member with its figure, as links: what a chart shows, for keyboards and readers."""
    known = [f for f in figures if f.value is not None and f.state is not State.NOT_APPLICABLE]
    ordered = sorted(known, key=lambda figure: figure.value or 0.0, reverse=True)
    items: list[Component] = [
        html.Li(
            html.A(
                [
                    html.Span(member_of(path.narrow, by, figure)),
                    html.Span(show_figure(figure, visit.language).text, className="fc-digits"),
                ],
                href=visit.view.address(visit.path, at=(*path.steps, *step_to(visit, by, figure))),
                **extra({"data-step": "down"}),
            )
        )
        for figure in ordered
    ]
    summary = html.Summary(visit.say("path.members", count=len(items)))
    return html.Details([summary, html.Ul(items)], className="fc-members")
