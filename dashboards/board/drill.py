"""What is behind a card: formula, sides, trend, breakdown, documents."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboards.answering import Answering, guarded
from dashboards.asking import ask_once
from dashboards.board.crumbs import crumbs, member_list
from dashboards.board.documents import document_parts, documents
from dashboards.board.drawer.actions import actions_part
from dashboards.board.drawer.teaching import taught
from dashboards.board.narrowed import narrowed, questions_of
from dashboards.board.path import PLACES, NoSuchStepError, Path, read_path
from dashboards.board.tiles import Board, Tile
from dashboards.charts.drawing import Drawing
from dashboards.charts.members import keys_of
from dashboards.charts.ranking import draw_ranking
from dashboards.charts.trend import draw_trend
from dashboards.components.arrived import card_line
from dashboards.components.attributes import extra
from dashboards.components.changes import comparison_chips
from dashboards.components.computed import computed
from dashboards.components.graph import graph
from dashboards.components.state import state_line
from dashboards.format import show_figure, show_period
from dashboards.i18n import CATALOGUES
from dashboards.problems import Problem, quoted
from dashboards.query import View
from dashboards.shell import ids
from dashboards.visit import Visit
from dashboards.web.gate import Visitor
from metrics.catalogue import kpi as kpi_of
from metrics.model.formula import AmongPeers
from metrics.model.kpi import Cadence, Kpi
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Figure, Result


def drill(
    answering: Answering, who: Visitor, path: str, view: View, language: str
) -> tuple[object, object]:
    """The panel of a KPI and its figures, or words that say why not."""

    def make() -> tuple[object, object]:
        with answering.open_visit(who, path, view, language) as (visit, _):
            try:
                return panel(visit, kpi_of(view.drilled))
            except NoSuchStepError as error:
                return [_no_step(visit, error)], {}

    def sorry(problem: Problem) -> tuple[object, object]:
        return [html.P(problem.say(language), className="fc-notice", role="status")], {}

    return guarded(make, sorry)


def panel(visit: Visit, kpi: Kpi) -> tuple[list[Component], dict[str, Any]]:
    """Everything behind one KPI, or behind the step on the way down that the address names.

    Returns:
        Components, and drawings by name.

    Raises:
        NoSuchStepError: a step of the address leads nowhere.
    """
    path = read_path(visit, kpi)
    document = visit.view.document
    if document is not None:
        return [_top(visit, kpi, path), *document_parts(visit, kpi, path, document)], {}
    tile, split = _ask(path, kpi)
    by = _grouping(path)
    drawings: dict[str, Drawing] = {}
    body: list[Component] = [
        _head(path.narrow, tile, _top(visit, kpi, path)),
        html.Section(
            [html.H3(visit.say("card.how")), computed(visit, kpi, tile.figure), _notes(visit, kpi)],
            className="fc-drill-part",
        ),
    ]
    if tile.trend:
        grain = "quarter" if kpi.cadence is Cadence.QUARTER else "month"
        drawings["trend"] = draw_trend(path.narrow, kpi, tile.trend, grain)
        body.append(_chart(visit, visit.say("drill.trend"), "trend", drawings["trend"]))
    if split:
        figures = _below(path, by, split[0].of(kpi.id))
        drawings["split"] = draw_ranking(path.narrow, kpi, figures, by)
        title = visit.say("drill.by", by=visit.say(f"by.{by}"))
        part = _chart(visit, title, "split", drawings["split"], _switch(visit, path, by))
        part.children = [*part.children, member_list(visit, path, by, figures)]
        body.append(part)
    if isinstance(kpi.formula, AmongPeers):
        said = html.P(visit.say("drill.no_documents"), className="fc-muted")
        body.append(html.Section([said], className="fc-drill-part"))
    else:
        body.append(documents(visit, path, tile))
    if tile.trend and not path.members:
        # What teaches is about the figure, and not about a member of a breakdown.
        body = taught(path.narrow, tile, body)
    elif path.members:
        body[-1:-1] = actions_part(path.narrow, kpi)
    return body, {name: drawing.plain() for name, drawing in drawings.items()}


def _ask(path: Path, kpi: Kpi) -> tuple[Tile, tuple[Result, ...]]:
    """The tile of the step, and the members below it; as few statements as can be."""
    here, board = path.narrow, Board(path.narrow, [kpi], with_bands=True)

    def below(period: Period) -> tuple[Question, ...]:
        by = _grouping(path)
        if not by:
            return ()
        selection = here.select(period, by=keys_of(here, by))
        if by not in PLACES:
            return (Question(replace(selection, members=path.members), (kpi,)),)
        # Of a member of a dimension there are figures by store only beside that dimension.
        if not path.members:
            return (Question(selection, (kpi,)),)
        *before, (name, _) = path.members
        return (Question(replace(selection, by=(by, name), members=tuple(before)), (kpi,)),)

    def more(period: Period) -> list[Question]:
        return [*questions_of(path, kpi, period), *below(period)]

    # Those that close later have a figure of the newest month or quarter that has one.
    known = more(here.period) if kpi.cadence is Cadence.DAY else []
    results = ask_once(here, [*board.questions, *known])
    (tile,) = board.tiles(results[: len(board.questions)])
    rest = results[len(board.questions) :] if known else ask_once(here, more(tile.period))
    cut = len(questions_of(path, kpi, tile.period))
    own, split = rest[:cut], rest[cut:]
    return (narrowed(path, tile, own) if path.members else tile), split


def _below(path: Path, by: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The members of a grouping, of the member that the last step leads to."""
    if by not in PLACES or not path.members:
        return tuple(figures)
    name, member = path.members[-1]
    return tuple(figure for figure in figures if figure.keys.get(name) == member)


def _grouping(path: Path) -> str:
    """The grouping that the address asks for if it is still ahead, else the first that is."""
    by = path.narrow.view.by
    return by if by in path.offered else next(iter(path.offered), "")


def _top(visit: Visit, kpi: Kpi, path: Path) -> Component:
    """Where the KPI belongs, and the way down to where the reader stands."""
    place = f"{visit.say(f'page.{kpi.department.value}')} · {visit.words(kpi.chapter)}"
    if not path.steps and visit.view.document is None:
        return html.P(place, className="fc-crumbs")
    return html.Div([html.P(place, className="fc-crumbs"), crumbs(visit, kpi, path)])


def _no_step(visit: Visit, error: NoSuchStepError) -> html.Div:
    """What is wrong with the address, and the way back to where it was right."""
    name, member = error.step
    by = f"by.{name}"
    known = visit.say(by) if by in CATALOGUES[visit.language] else quoted(visit.language, [name])
    said = visit.say(error.key, by=known, name=quoted(visit.language, [member]))
    up = html.A(
        visit.say("path.back"),
        href=visit.view.address(visit.path, at=error.before, document=None),
        **extra({"data-step": "up"}),
    )
    return html.Div([html.P([said, " ", up])], className="fc-notice", role="status")


def _head(visit: Visit, tile: Tile, top: Component) -> html.Div:
    kpi, figure = tile.kpi, tile.figure
    shown = show_figure(figure, visit.language)
    level, basis = tile.judgement.level, tile.judgement.basis
    pill = visit.say(f"level.{level.value}.{basis}") if basis else ""
    parts: Sequence[Component | None] = [
        top,
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
    return html.Div([part for part in parts if part is not None], className="fc-drill-head")


def _notes(visit: Visit, kpi: Kpi) -> html.P:
    return html.P(
        [html.Strong(visit.say("handbook.pitfalls")), " ", visit.words(kpi.pitfalls)],
        className="fc-pitfalls",
    )


def _chart(
    visit: Visit, title: str, name: str, drawing: Drawing, switch: Component | None = None
) -> html.Section:
    header = [html.Div([html.H3(title), html.P(drawing.answer, className="fc-answer")]), switch]
    parts = graph(
        visit,
        ids.chart_id(ids.DRILL_CHART, name),
        {"aria-label": f"{title} {drawing.answer}".strip()},
        drawing.layout.get("height", 260),
    )
    return html.Section(
        [html.Header([h for h in header if h is not None]), *parts], className="fc-drill-part"
    )


def _switch(visit: Visit, path: Path, current: str) -> html.Nav | None:
    if len(path.offered) < 2:
        return None
    return html.Nav(
        [
            html.A(
                visit.say(f"by.{name}"),
                href=visit.view.address(visit.path, by=name),
                className="is-current" if name == current else "",
                **extra({"data-drill-by": name}),
            )
            for name in path.offered
        ],
        className="fc-segments",
        **extra({"aria-label": visit.say("drill.split")}),
    )
