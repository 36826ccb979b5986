"""Compare: stores, departments or people side by side: rank and gap first, the rest behind it."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.components.export import export_link
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.side_by_side.asked import Compared, compare, period_of
from dashboards.side_by_side.choices import HEAT, LINES, PERSONS, TABLE, Choices, choices_of
from dashboards.side_by_side.controls import (
    members_switch,
    peers_switch,
    tools,
    views_switch,
)
from dashboards.side_by_side.gaps import gaps_answer, gaps_table
from dashboards.side_by_side.heat import heat_map
from dashboards.side_by_side.multiples import multiples
from dashboards.side_by_side.reading import how_to_read, whose_peers, why_no_peers
from dashboards.side_by_side.table import COLUMNS, columns_of, side_table
from dashboards.visit import Visit


def answer(visit: Visit, report: LoadReport) -> Answer:
    """The gaps that count, then the members side by side."""
    chosen = choices_of(visit)
    found = compare(visit, chosen)
    return Answer(body=[_gaps(visit, chosen, found), _behind(visit, chosen, found)])


def _gaps(visit: Visit, chosen: Choices, found: Compared) -> html.Section:
    title = html.H2(visit.say("side.title"))
    said = gaps_answer(visit, chosen, found) or why_no_peers(visit, chosen, found)
    lines: list[Component] = [title, html.P(said, className="fc-answer")]
    whose = whose_peers(visit, chosen, found)
    if whose:
        lines.append(html.P(whose, className="fc-answer"))
    if chosen.left_out:
        names = visit.say("side.joint").join(visit.words(kpi.name) for kpi in chosen.left_out)
        lines.append(html.P(visit.say("side.left_out", names=names), className="fc-answer"))
    if chosen.by == "store":
        changes = {"by": "", "kpis": (), "peer": "", "show": "", "turned": False}
        pack = visit.view.address("/compare/visit-pack", **changes)
        lines.append(html.A(visit.say("pack.offer"), href=pack, className="fc-side-pack"))
    head = html.Header([html.Div(lines), members_switch(visit, chosen)])
    parts = [head, *peers_switch(visit, chosen), *gaps_table(visit, chosen, found)]
    return html.Section([*parts, *how_to_read(visit, chosen, found)], className="fc-panel")


def _behind(visit: Visit, chosen: Choices, found: Compared) -> html.Section:
    views = {HEAT: heat_map, LINES: multiples}
    content: Sequence[Component]
    if chosen.view == TABLE:
        content = [side_table(visit, chosen, found)]
    else:
        content = views[chosen.view](visit, chosen, found)
    hint = visit.say("side.hint.persons" if chosen.by in PERSONS else "side.hint")
    if chosen.turned and len(found.members) > COLUMNS:
        hint += visit.say("side.cut", count=COLUMNS)
    periods = {period_of(visit, kpi) for kpi in chosen.kpis} - {visit.period}
    if periods:
        hint += visit.say("side.closed")
    title = visit.say("compare.title", by=visit.say(f"by.{chosen.by}"))
    head = html.Header(
        [
            html.Div([html.H2(title), html.P(hint, className="fc-answer")]),
            html.Div(
                [views_switch(visit, chosen), export_link(visit, "table")],
                className="fc-documents-tools",
            ),
        ]
    )
    turned = chosen.view == TABLE and chosen.turned
    named = {"data-columns": columns_of(visit, chosen, found)} if turned else {}
    look = "fc-panel fc-table fc-descends"
    return html.Section([head, *content], className=look, **extra(named))


PAGE = Page(
    "/compare",
    "compare",
    answer,
    filters=("period",),
    group="tools",
    tools=tools,
)
