"""Puts the parts that teach between the parts that every panel has."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboards.asking import ask_once
from dashboards.board.benchmarks import benchmark_text
from dashboards.board.drawer.actions import actions_part
from dashboards.board.drawer.notes import notes_part
from dashboards.board.drawer.peers import peers_part, peers_question
from dashboards.board.drawer.pin import pin_part
from dashboards.board.drawer.related import related_part, related_questions
from dashboards.board.tiles import Tile
from dashboards.visit import Visit

_AFTER_TREND = 3


def taught(visit: Visit, tile: Tile, body: Sequence[Component]) -> list[Component]:
    """The panel with benchmark, notes, actions, peers and related KPIs.

    Args:
        visit: who looks at what.
        tile: the figure in view.
        body: head, formula, trend, then what breaks it down.
    """
    kpi = tile.kpi
    peers = peers_question(visit, kpi, tile.period)
    others = related_questions(visit, kpi)
    asked = [*([peers] if peers is not None else []), *others]
    results = ask_once(visit, asked)
    compared = results[0].of(kpi.id) if peers is not None else ()
    figures = {f.kpi: f for result in results[len(asked) - len(others) :] for f in result.rows}
    pin = pin_part(visit, kpi)
    near = related_part(visit, kpi, figures)
    return [
        body[0],
        *([pin] if pin is not None else []),
        *body[1 : _AFTER_TREND - 1],
        _benchmark(visit, tile),
        body[_AFTER_TREND - 1],
        *notes_part(visit, kpi),
        *actions_part(visit, kpi),
        peers_part(visit, kpi, compared),
        *body[_AFTER_TREND:-1],
        *([near] if near is not None else []),
        body[-1],
    ]


def _benchmark(visit: Visit, tile: Tile) -> html.Section:
    said: list[Component | str] = [
        html.Strong(visit.say("teach.benchmark")),
        " ",
        benchmark_text(visit, tile.kpi),
    ]
    return html.Section(html.P(said, className="fc-reads"), className="fc-drill-part fc-reference")
