"""Today: what a general manager looks at first, the worst on top."""

from collections.abc import Sequence

from dash import html

from dashboards.asking import ask_once
from dashboards.board.judgement import Level
from dashboards.board.month import month_panel
from dashboards.board.tiles import Board, Tile, stores_missing
from dashboards.components.card import card
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.visit import Visit

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
    """Cards with the worst first, and the month against its targets."""
    board = Board(visit, visit.kpis(KEY_FIGURES))
    tiles = board.tiles(ask_once(visit, board.questions))
    act = [t for t in tiles if t.judgement.level in (Level.BAD, Level.WATCH)]
    rest = [t for t in tiles if t not in act]
    order = list(Level)
    act.sort(key=lambda tile: order.index(tile.judgement.level))
    body = [
        section
        for section in (
            _cards(visit, "today.act", act),
            month_panel(visit, tiles),
            _cards(visit, "today.rest", rest),
        )
        if section is not None
    ]
    return Answer(body=body, missing=stores_missing(tiles))


def _cards(visit: Visit, key: str, tiles: Sequence[Tile]) -> html.Section | None:
    if not tiles:
        return None
    return html.Section(
        [
            html.H2(visit.say(key, count=len(tiles)), className="fc-chapter"),
            html.Div([card(visit, tile) for tile in tiles], className="fc-cards"),
        ]
    )


PAGE = Page("/", "today", answer, group="overview")
