"""Today: what a general manager looks at first, on one screen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboards.asking import ask_once
from dashboards.board.judgement import Level
from dashboards.board.month import month_panel
from dashboards.board.tiles import Board, Tile, stores_missing
from dashboards.components.card import card
from dashboards.components.hints import hints
from dashboards.morning.asked import Asking
from dashboards.morning.changes import changes_panel
from dashboards.morning.lines import lines_panel
from dashboards.morning.outlook import break_even_panel, missing_panel
from dashboards.morning.stores import stores_panel
from dashboards.morning.work import work_panel
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.business_lines import ALL_LINES
from metrics.pace.breakeven import BreakEven
from metrics.pace.month import read_break_even

KEY_FIGURES = (
    "net_orders",
    "retail_deliveries",
    "blended_gross_per_unit",
    "new_days_supply",
    "as_visits",
    "as_revenue",
    "as_revenue_per_visit",
    "parts_first_fill_rate",
    "parts_dead_stock_share",
    "finance_penetration",
    "insurance_renewal_rate",
    "valid_lead_rate",
    "cost_per_order",
    "callback_3d_completion",
    "csi_score",
    "complaint_count",
    "net_profit",
    "expense_to_gross",
)


def answer(visit: Visit, report: LoadReport) -> Answer:
    """Lines of the dealership with what is beside them; then the key figures, worst first."""
    # What is ordinary is asked for whether or not the cards show it.
    compare = tuple(dict.fromkeys((*visit.view.compare, "band")))
    with_band = replace(visit, view=replace(visit.view, compare=compare))
    board, asking = Board(with_band, visit.kpis(KEY_FIGURES)), Asking(visit)
    results = ask_once(visit, [*board.questions, *asking.questions])
    tiles = board.tiles(results[: len(board.questions)])
    morning = asking.answered(results[len(board.questions) :])
    beside = [
        changes_panel(visit, tiles),
        work_panel(visit, morning),
        break_even_panel(visit, _break_even(visit)),
        missing_panel(visit, report),
    ]
    main = _there([stores_panel(visit, morning), lines_panel(visit, asking, morning)])
    figures = _figures(visit, tiles)
    if not visit.may_see(ALL_LINES):
        # Who has a line or none of his own has room for his figures on the first screen.
        main, figures = [*main, *figures], []
    screen = html.Div(
        [html.Div([hints(visit), *main]), html.Aside(_there(beside))], className="fc-morning"
    )
    return Answer(body=[screen], more=figures, missing=stores_missing(tiles))


def _there(parts: Sequence[Component | None]) -> list[Component]:
    return [part for part in parts if part is not None]


def _break_even(visit: Visit) -> Mapping[str, BreakEven | None]:
    """Nothing where the reader may not see it, or the month in view is over."""
    end = min(visit.period.end, visit.as_of)
    if not visit.may_see(ALL_LINES) or end != visit.as_of:
        return {}
    return read_break_even(visit.reader, visit.scope, visit.view.stores)


def _figures(visit: Visit, tiles: Sequence[Tile]) -> list[Component]:
    act = [t for t in tiles if t.judgement.level in (Level.BAD, Level.WATCH)]
    rest = [t for t in tiles if t not in act]
    order = list(Level)
    act.sort(key=lambda tile: order.index(tile.judgement.level))
    return _there(
        [
            _cards(visit, "today.act", act),
            month_panel(visit, tiles),
            _cards(visit, "today.rest", rest),
        ]
    )


def _cards(visit: Visit, key: str, tiles: Sequence[Tile]) -> html.Section | None:
    if not tiles:
        return None
    return html.Section(
        [
            html.H2(visit.say(key, count=len(tiles)), className="fc-chapter"),
            html.Div([card(visit, tile) for tile in tiles], className="fc-cards"),
        ]
    )


PAGE = Page("/", "today", answer, group="overview", comes_later=True)
