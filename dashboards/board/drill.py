"""What is behind a card: formula, sides, trend, breakdown, documents."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.answering import Answering, guarded
from dashboards.asking import ask_once
from dashboards.board.documents import documents
from dashboards.board.drawer.teaching import taught
from dashboards.board.tiles import Board, Tile
from dashboards.charts.drawing import Drawing
from dashboards.charts.members import keys_of
from dashboards.charts.ranking import breaks_down, draw_ranking
from dashboards.charts.trend import draw_trend
from dashboards.components.arrived import card_line
from dashboards.components.attributes import extra
from dashboards.components.changes import comparison_chips
from dashboards.components.computed import computed
from dashboards.components.state import state_line
from dashboards.format import show_figure, show_period
from dashboards.problems import Problem
from dashboards.query import View
from dashboards.shell import ids
from dashboards.shell.frame import GRAPH_CONFIG
from dashboards.visit import Visit
from dashboards.web.gate import Visitor
from metrics.catalogue import kpi as kpi_of
from metrics.model.formula import AmongPeers, measures_of
from metrics.model.kpi import Cadence, Kpi
from metrics.reader import Question
from metrics.result import Result


def drill(
    answering: Answering, who: Visitor, path: str, view: View, language: str
) -> tuple[object, object]:
    """The panel of a KPI and its figures, or words that say why not."""

    def make() -> tuple[object, object]:
        with answering.open_visit(who, path, view, language) as (visit, _):
            return panel(visit, kpi_of(view.kpis[0]))

    def sorry(problem: Problem) -> tuple[object, object]:
        return [html.P(problem.say(language), className="fc-notice", role="status")], {}

    return guarded(make, sorry)


def panel(visit: Visit, kpi: Kpi) -> tuple[list[Component], dict[str, Any]]:
    """Everything behind one KPI.

    Returns:
        Components, and drawings by name.
    """
    board = Board(visit, [kpi], with_bands=True)
    by = _grouping(visit, kpi)
    period = visit.period
    split: tuple[Question, ...] = ()
    if by and kpi.cadence is Cadence.DAY:
        split = (Question(visit.select(period, by=keys_of(visit, by)), (kpi,)),)
    elif by:
        slow = board.questions[0].selection.period
        split = (Question(visit.select(slow, by=keys_of(visit, by)), (kpi,)),)
    results = ask_once(visit, [*board.questions, *split])
    (tile,) = board.tiles(results[: len(board.questions)])
    grain = "quarter" if kpi.cadence is Cadence.QUARTER else "month"
    drawings = {"trend": draw_trend(visit, kpi, tile.trend, grain)}
    if split:
        drawings["split"] = _split(visit, kpi, results[-1], by)
    body: list[Component] = [
        _head(visit, tile),
        html.Section(
            [html.H3(visit.say("card.how")), computed(visit, kpi, tile.figure), _notes(visit, kpi)],
            className="fc-drill-part",
        ),
        _chart(visit.say("drill.trend"), "trend", drawings["trend"]),
    ]
    if split:
        title = visit.say("drill.by", by=visit.say(f"by.{by}"))
        body.append(_chart(title, "split", drawings["split"], _switch(visit, kpi, by)))
    if isinstance(kpi.formula, AmongPeers):
        said = html.P(visit.say("drill.no_documents"), className="fc-muted")
        body.append(html.Section([said], className="fc-drill-part"))
    else:
        body.append(documents(visit, kpi, tile.period))
    body = taught(visit, tile, body)
    return body, {name: drawing.plain() for name, drawing in drawings.items()}


def dimensions_of(kpi: Kpi) -> tuple[str, ...]:
    """The dimensions that every fact behind a KPI knows, in the order of the first."""
    measures = measures_of(kpi.formula)
    names = measures[0].fact.dimensions if measures else {}
    return tuple(name for name in names if breaks_down(kpi, name))


def _offered(visit: Visit, kpi: Kpi) -> tuple[str, ...]:
    dimensions = dimensions_of(kpi)
    return ("store", *dimensions) if len(visit.stores()) > 1 else dimensions


def _grouping(visit: Visit, kpi: Kpi) -> str:
    """The grouping that the address asks for if the KPI bears it, else the first that it bears."""
    offered = _offered(visit, kpi)
    return visit.view.by if visit.view.by in offered else next(iter(offered), "")


def _split(visit: Visit, kpi: Kpi, result: Result, by: str) -> Drawing:
    return draw_ranking(visit, kpi, result.of(kpi.id), by)


def _head(visit: Visit, tile: Tile) -> html.Header:
    kpi, figure = tile.kpi, tile.figure
    shown = show_figure(figure, visit.language)
    level, basis = tile.judgement.level, tile.judgement.basis
    pill = visit.say(f"level.{level.value}.{basis}") if basis else ""
    parts: Sequence[Component | None] = [
        html.P(
            f"{visit.say(f'page.{kpi.department.value}')} · {visit.words(kpi.chapter)}",
            className="fc-crumbs",
        ),
        html.H2(visit.words(kpi.name)),
        html.P(
            [
                html.Span(shown.number, className="fc-number"),
                html.Span(shown.unit, className="fc-unit"),
                html.Span(pill, className=f"fc-pill is-{level.value}") if pill else None,
            ],
            className="fc-value",
        ),
        html.P(show_period(tile.period, visit.language), className="fc-muted"),
        html.P(comparison_chips(visit, kpi, figure), className="fc-chips"),
        state_line(visit, kpi, figure),
        card_line(visit, kpi, tile.period),
        html.P(visit.words(kpi.purpose), className="fc-purpose"),
    ]
    return html.Header([part for part in parts if part is not None], className="fc-drill-head")


def _notes(visit: Visit, kpi: Kpi) -> html.P:
    return html.P(
        [html.Strong(visit.say("handbook.pitfalls")), " ", visit.words(kpi.pitfalls)],
        className="fc-pitfalls",
    )


def _chart(
    title: str, name: str, drawing: Drawing, switch: Component | None = None
) -> html.Section:
    header = [html.Div([html.H3(title), html.P(drawing.answer, className="fc-answer")]), switch]
    graph = dcc.Graph(
        id=ids.chart_id(ids.DRILL_CHART, name),
        config=GRAPH_CONFIG,
        className="fc-graph",
        responsive=True,
        style={"height": drawing.layout.get("height", 260)},
    )
    return html.Section(
        [html.Header([h for h in header if h is not None]), graph], className="fc-drill-part"
    )


def _switch(visit: Visit, kpi: Kpi, current: str) -> html.Nav | None:
    offered = _offered(visit, kpi)
    if len(offered) < 2:
        return None
    return html.Nav(
        [
            html.A(
                visit.say(f"by.{name}"),
                href=visit.view.address(visit.path, by=name),
                className="is-current" if name == current else "",
                **extra({"data-drill-by": name}),
            )
            for name in offered
        ],
        className="fc-segments",
        **extra({"aria-label": visit.say("table.by")}),
    )
