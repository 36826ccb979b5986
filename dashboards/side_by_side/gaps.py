"""The answer: which gaps are no chance, what they come to, and how that was worked out."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.format import show, show_figure
from dashboards.side_by_side.asked import Cell, Compared
from dashboards.side_by_side.choices import Choices
from dashboards.side_by_side.ranking_gaps import TOLD, worst_first
from dashboards.side_by_side.words import (
    gap_text,
    level_of,
    money_text,
    plain_rank_text,
    rank_text,
    verdict_text,
    way_text,
)
from dashboards.visit import Visit
from metrics.model.kpi import Kpi

SHOWN = 12
"""Gaps of several members; of one member every KPI is listed."""


def gaps_table(visit: Visit, chosen: Choices, found: Compared) -> list[Component]:
    """A table with the largest gap first; nothing where nobody stands among others."""
    cells = [found.cells[key] for key in found.cells]
    if not any(cell.place for cell in cells):
        return []
    kpis = {kpi.id: kpi for kpi in chosen.kpis}
    names = {id(cell): found.members[member] for (member, _), cell in found.cells.items()}
    alone = len(found.members) == 1
    behind = worst_first(cells)
    shown = _all_of_one(cells, behind) if alone else behind[:SHOWN]
    if not shown:
        return []
    heads = ["side.kpi", "side.value", "side.median", "side.best", "side.rank", "side.gap"]
    heads += ["side.money", "side.verdict"]
    first = [] if alone else [html.Th(visit.say(f"by.{chosen.by}"), scope="col")]
    rows = [
        _row(visit, kpis[cell.figure.kpi], cell, "" if alone else names[id(cell)]) for cell in shown
    ]
    head = html.Thead(html.Tr([*first, *(html.Th(visit.say(key), scope="col") for key in heads)]))
    label = extra({"aria-label": visit.say("side.title")})
    return [html.Table([head, html.Tbody(rows)], className="fc-side-gaps", **label)]


def gaps_answer(visit: Visit, chosen: Choices, found: Compared) -> str:
    """What the table comes down to, in a sentence or two."""
    cells = list(found.cells.values())
    if not any(cell.place for cell in cells):
        return ""
    behind = worst_first(cells)
    ahead = [c for c in cells if c.place and c.place.verdict in TOLD and (c.place.gap or 0) > 0]
    said = visit.say(
        "side.answer",
        members=_counted(visit, chosen.by, len(found.members)),
        kpis=len(chosen.kpis),
        behind=len(behind),
        ahead=sum(cell.place is not None and cell.place.rank is not None for cell in ahead),
    )
    if len(found.members) > 1 and len(behind) > SHOWN:
        said += visit.say("side.answer.cut", count=SHOWN)
    return said


def _counted(visit: Visit, by: str, count: int) -> str:
    """So many members, with the word for them."""
    if by == "store":
        return visit.say("side.count.store" if count > 1 else "side.count.one_store", count=count)
    return visit.say("side.count", count=count, by=visit.say(f"by.{by}"))


def _all_of_one(cells: Sequence[Cell], behind: Sequence[Cell]) -> list[Cell]:
    """Gaps that count first, then the others as they come."""
    counted = {id(cell) for cell in behind}
    return [*behind, *(cell for cell in cells if id(cell) not in counted)]


def _row(visit: Visit, kpi: Kpi, cell: Cell, member: str) -> html.Tr:
    place = cell.place
    show_at = visit.language
    middle = show(place.centre, kpi.unit, show_at).text if place else "–"
    best = show(place.best_quartile, kpi.unit, show_at).text if place else "–"
    way = way_text(visit, kpi, cell)
    cells: list[tuple[str, Any, str]] = [
        ("side.kpi", html.A(visit.words(kpi.name), href=_way_down(visit, kpi, cell)), "is-name"),
        ("side.value", show_figure(cell.figure, show_at).text, "is-number"),
        ("side.median", middle, "is-number"),
        ("side.best", best, "is-number"),
        ("side.rank", [rank_text(place), html.Small(plain_rank_text(visit, place))], "is-number"),
        ("side.gap", gap_text(visit, kpi, place), "is-number"),
        (
            "side.money",
            [html.B(money_text(visit, cell)), html.Small(way)],
            f"is-money of-{level_of(kpi, place)}",
        ),
        (
            "side.verdict",
            html.Span(verdict_text(visit, kpi, cell), className=f"is-{level_of(kpi, place)}"),
            "is-verdict",
        ),
    ]
    made = [
        html.Td(content, className=name, **extra({"data-head": visit.say(head)}))
        for head, content, name in cells
    ]
    return html.Tr([html.Th(member, scope="row"), *made] if member else made)


def _way_down(visit: Visit, kpi: Kpi, cell: Cell) -> str:
    """Where the figure comes from: the department's page, at the KPI, for this store."""
    store = cell.figure.keys.get("store")
    stores = (store,) if store else visit.view.stores
    page = f"/{kpi.department.value.replace('_', '-')}"
    if page in ("/network", "/people"):
        page = "/profit"
    changes = {"by": "", "peer": "", "show": "", "turned": False}
    return visit.view.address(page, stores=stores, kpis=(kpi.id,), **changes)
