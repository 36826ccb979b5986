"""The heat map: how far each figure lies from its median, the same five steps for every KPI."""

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.format import NO_VALUE, show_figure
from dashboards.side_by_side.asked import Compared
from dashboards.side_by_side.choices import Choices
from dashboards.side_by_side.table import largest, steps_of
from dashboards.side_by_side.words import level_of, rank_text, sign_of, verdict_text
from dashboards.visit import Visit

MEMBERS = 40
LEVELS = ("worst", "bad", "near", "good", "best")


def heat_map(visit: Visit, chosen: Choices, found: Compared) -> list[Component]:
    """A table whose cells are coloured by their verdict and carry its sign."""
    members = largest(found, list(found.members), MEMBERS)
    head = [html.Th(visit.say(f"by.{chosen.by}"), scope="col")]
    head += [html.Th(visit.words(kpi.name), scope="col") for kpi in chosen.kpis]
    rows = []
    for key in members:
        cells = []
        for kpi in chosen.kpis:
            cell = found.cells.get((key, kpi.id))
            if cell is None:
                cells.append(html.Td(NO_VALUE, className="is-none"))
                continue
            text = show_figure(cell.figure, visit.language).text
            said = visit.say(
                "side.heat.cell",
                name=found.members[key],
                kpi=visit.words(kpi.name),
                value=text,
                rank=rank_text(cell.place),
                verdict=verdict_text(visit, kpi, cell),
            )
            sign = sign_of(kpi, cell.place)
            cells.append(
                html.Td(
                    html.A(
                        f"{sign} {text}" if sign else text,
                        href=visit.view.address(visit.path, drill=kpi.id, at=()),
                        **extra(
                            {"data-drill": kpi.id, "data-at": steps_of(visit, chosen, found, key)}
                        ),
                    ),
                    className=f"is-{level_of(kpi, cell.place)}",
                    title=said,
                    **extra({"aria-label": said}),
                )
            )
        rows.append(html.Tr([html.Th(found.members[key], scope="row"), *cells]))
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], className="fc-side-heat")
    legend = html.P(
        [
            html.Span(visit.say(f"side.level.{level}"), className=f"fc-side-key is-{level}")
            for level in LEVELS
        ],
        className="fc-side-legend",
    )
    cut = visit.say("side.cut", count=MEMBERS) if len(found.members) > MEMBERS else ""
    note = [html.P(cut, className="fc-answer")] if cut else []
    return [legend, *note, html.Div(table, className="fc-side-scroll", tabIndex=0)]
