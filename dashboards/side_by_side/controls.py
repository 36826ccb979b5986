"""The switches of the comparison: members, peers, views, rows and columns; all of them links."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.components.segments import segment, segments
from dashboards.side_by_side.choices import (
    FIRST,
    LINES,
    Choices,
    choices_of,
    fits,
    offered_kpis,
    offered_members,
    offered_views,
)
from dashboards.visit import Visit
from metrics.side_by_side.standings import BASES_ON_OFFER


def tools(visit: Visit) -> Sequence[Component]:
    """The chooser of KPIs, with a first choice for each department."""
    chosen = choices_of(visit)
    options = [
        {
            "label": f"{visit.say(f'page.{kpi.department.value}')} · {visit.words(kpi.name)}",
            "value": kpi.id,
            "search": f"{kpi.name.zh} {kpi.name.en} {kpi.id} "
            f"{visit.say(f'page.{kpi.department.value}')}",
        }
        for kpi in offered_kpis(visit, chosen.by)
    ]
    picker = dcc.Dropdown(
        id="compare-kpis",
        options=options,
        value=[kpi.id for kpi in chosen.kpis],
        multi=True,
        closeOnSelect=False,
        labels=_labels(visit),
    )
    label = html.Span(visit.say("compare.choose"), className="fc-tool-label")
    box = html.Div(picker, className="fc-kpi-filter")
    return [html.Div([label, box, *_departments(visit, chosen)], className="fc-tools")]


def _departments(visit: Visit, chosen: Choices) -> list[html.Nav]:
    """Buttons that choose what a department is compared by; for stores and their groups."""
    made = []
    for department, names in FIRST.items():
        kpis = [kpi.id for kpi in visit.kpis(names) if fits(kpi, chosen.by)]
        if visit.scope.allows_department(department.value) and kpis:
            made.append(
                html.Button(
                    visit.say(f"page.{department.value}"),
                    type="button",
                    **extra({"data-side-kpis": " ".join(kpis)}),
                )
            )
    if len(made) < 2 or chosen.by not in ("store", "region", "brand", "city", "size_class"):
        return []
    return [segments(made, visit.say("side.sets"), "fc-side-sets")]


def _labels(visit: Visit) -> Any:
    shared = ("select_all", "deselect_all", "clear_search", "clear_selection")
    return {
        **{name: visit.say(f"filter.{name}") for name in shared},
        "selected_count": visit.say("filter.selected_kpis"),
        "search": visit.say("filter.search_kpis"),
        "no_options_found": visit.say("filter.no_kpis"),
    }


def members_switch(visit: Visit, chosen: Choices) -> html.Nav:
    """What a member is; another one has other KPIs, so the page is loaded anew."""
    links = [
        html.A(
            visit.say(f"by.{name}"),
            href=visit.view.address(visit.path, by=name, kpis=(), show="", peer=""),
            className="is-current" if name == chosen.by else "",
        )
        for name in offered_members(visit)
    ]
    return segments(links, visit.say("table.by"))


def peers_switch(visit: Visit, chosen: Choices) -> list[Component]:
    """What peers are to have in common; for stores."""
    if chosen.by != "store":
        return []
    links = [
        segment(
            visit.say(f"side.basis.{name}"),
            ("peer", name),
            visit.view.address(visit.path, peer=name),
            is_current=name == chosen.basis,
        )
        for name in BASES_ON_OFFER
    ]
    label = visit.say("side.peers")
    return [
        html.Div(
            [html.Span(label, className="fc-tool-label"), segments(links, label)],
            className="fc-side-switch",
        )
    ]


def views_switch(visit: Visit, chosen: Choices) -> html.Div:
    """Which view of what lies behind, and whether members are columns."""
    address = visit.view.address
    views = offered_views(chosen.by)
    links = [
        segment(
            visit.say(f"side.view.{name}"),
            ("show", name),
            address(visit.path, show=name),
            is_current=name == chosen.view,
        )
        for name in views
    ]
    parts: list[Component] = [segments(links, visit.say("side.views"))] if len(views) > 1 else []
    if chosen.view == "table":
        turn = "" if chosen.turned else "yes"
        where = address(visit.path, turned=bool(turn))
        link = segment(visit.say("side.turn"), ("turn", turn), where, is_current=False)
        parts.append(segments([link], visit.say("side.turn")))
    if chosen.view == LINES:
        of_kpi = [
            segment(
                visit.words(kpi.name),
                ("show", f"{LINES}.{kpi.id}"),
                address(visit.path, show=f"{LINES}.{kpi.id}"),
                is_current=kpi is chosen.line,
            )
            for kpi in chosen.kpis
        ]
        parts.append(segments(of_kpi, visit.say("side.kpi")))
    return html.Div(parts, className="fc-side-switch")
