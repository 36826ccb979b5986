"""The page of a department: cards by chapter, charts, one grid; all from one set of questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from dashboards.asking import ask_once
from dashboards.board.panels.panel import Panel
from dashboards.board.panels.placing import Panels
from dashboards.board.table import Table, groupings_open, table_of
from dashboards.board.tiles import Board, Tile, stores_missing
from dashboards.charts.drawing import Chart
from dashboards.components.attributes import extra
from dashboards.components.chapter import cards_of, folded
from dashboards.page import Answer
from dashboards.visit import Visit
from metrics.catalogue import of_department
from metrics.model.kpi import Department, Kpi
from metrics.model.words import Words


@dataclass(frozen=True, slots=True)
class DepartmentBoard:
    """What a department shows.

    Attributes:
        department: whose page it is.
        first: KPIs that its manager is answerable for day by day; they come first.
        charts: each answers a question.
        table: KPIs of the grid.
        groupings: dimensions that the grid offers, beside the stores.
        guests: departments without a page of their own, whose cards follow.
        panels: what explains the first KPIs, below them.
    """

    department: Department
    first: tuple[str, ...]
    charts: tuple[Chart, ...]
    table: tuple[str, ...]
    groupings: tuple[str, ...] = ()
    guests: tuple[Department, ...] = ()
    panels: tuple[Panel, ...] = ()

    @property
    def chart_names(self) -> tuple[str, ...]:
        """The places of its charts on the page."""
        return tuple(chart.name for chart in self.charts)


def answer_department(visit: Visit, board: DepartmentBoard) -> Answer:
    """Ask for everything on the page at once, and show it."""
    first, rest = _in_order(visit, board)
    tiles = Board(visit, [*first, *rest])
    charts = [chart for chart in board.charts if chart.fits(visit)]
    table = Table(visit, visit.kpis(board.table), board.groupings)
    panels = Panels(visit, board.panels)
    questions = [tiles.questions, *(chart.questions(visit) for chart in charts)]
    questions += [panels.questions, table.questions]
    results = ask_once(visit, [question for part in questions for question in part])
    parts = [results[sum(map(len, questions[:i])) :][: len(q)] for i, q in enumerate(questions)]
    made = tiles.tiles(parts[0])
    drawings = {
        chart.name: chart.draw(visit, part) for chart, part in zip(charts, parts[1:-2], strict=True)
    }
    cards = [cards_of(visit, visit.say("chapter.first"), made[: len(first)])] if first else []
    return Answer(
        body=cards,
        panels=panels.draw(parts[-2]),
        more=chapters(visit, board, made[len(first) :]),
        drawings=drawings,
        table=table_of(visit, table, parts[-1], groupings_open(visit, board.groupings)),
        missing=stores_missing(made),
    )


def chapters(visit: Visit, board: DepartmentBoard, tiles: Sequence[Tile]) -> list[Component]:
    """All further cards, folded chapter by chapter; those of guests under their own heading."""
    made: list[Component] = []
    for department in (board.department, *board.guests):
        own = [tile for tile in tiles if tile.kpi.department is department]
        if not own:
            continue
        title = visit.say(
            "chapter.rest" if department is board.department else f"page.{department.value}"
        )
        heading = html.H2(
            [title, html.Span(visit.say("chapter.count", count=len(own)), className="fc-muted")],
            className="fc-chapter",
        )
        made.append(html.Header([heading] if made else [heading, _unfold(visit)]))
        made += [
            folded(visit, visit.words(chapter), list(found))
            for chapter, found in groupby(own, key=lambda tile: tile.kpi.chapter)
        ]
    return made


def _unfold(visit: Visit) -> html.Button:
    """Opens every chapter of the page, or closes them all."""
    words = {f"data-{name}": visit.say(f"chapter.{name}") for name in ("unfold", "fold")}
    return html.Button(
        visit.say("chapter.unfold"),
        type="button",
        className="fc-unfold",
        **extra({"data-act": "unfold", **words}),
    )


def _in_order(visit: Visit, board: DepartmentBoard) -> tuple[tuple[Kpi, ...], tuple[Kpi, ...]]:
    """First those that are named, then all others of the department, chapter by chapter."""
    first = visit.kpis(board.first)
    shown = (board.department, *board.guests)
    every = (kpi for department in shown for kpi in of_department(department))
    owned = [kpi for kpi in every if visit.may_see(kpi) and kpi not in first]
    order: dict[Words, int] = {}
    for kpi in owned:
        order.setdefault(kpi.chapter, len(order))
    return first, tuple(sorted(owned, key=lambda kpi: order[kpi.chapter]))
