"""Parts: is it there when it is needed, and what lies idle."""

from dashboards.board.department import DepartmentBoard, answer_department
from dashboards.board.panels.lines import FigureLines
from dashboards.board.panels.matrix import Matrix
from dashboards.board.panels.waiting import WaitingList
from dashboards.charts.lines import Lines
from dashboards.charts.ranking import Breakdown, StoreRanking
from dashboards.charts.trend import Trend
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.model.kpi import Department
from metrics.worklists.parts import DEAD_STOCK, OVERSTOCK

BOARD = DepartmentBoard(
    department=Department.PARTS,
    first=(
        "parts_first_fill_rate",
        "parts_turnover_gross",
        "parts_stock_cap_use",
        "parts_overmax_share",
        "parts_dead_stock_share",
        "supplier_otif_rate",
    ),
    charts=(
        Lines(
            "parts.fill",
            ("parts_first_fill_rate", "parts_fill_rate_value", "parts_service_level"),
        ),
        Trend("parts.stock", "parts_stock_value"),
        Breakdown("parts.suppliers", "supplier_otif_rate", "supplier"),
        StoreRanking("parts.stores", "parts_dead_stock_share"),
        Breakdown("parts.movement", "parts_stock_value", "movement"),
    ),
    table=(
        "parts_first_fill_rate",
        "parts_fill_rate_value",
        "parts_service_level",
        "parts_stock_value",
        "parts_overmax_share",
        "parts_dead_stock_share",
        "parts_turnover_gross",
        "parts_turnover_true",
        "parts_months_supply",
        "supplier_otif_rate",
    ),
    groupings=("supplier", "movement", "warehouse"),
    panels=(
        FigureLines(
            "fill_rates",
            ("parts_first_fill_rate", "parts_fill_rate_value", "parts_service_level"),
        ),
        FigureLines(
            "ceiling",
            ("parts_stock_at_end", "parts_ceiling", "parts_over_maximum", "parts_dead"),
        ),
        WaitingList(OVERSTOCK),
        WaitingList(DEAD_STOCK),
        FigureLines(
            "turns", ("parts_turnover_gross", "parts_turnover_true", "parts_months_supply")
        ),
        Matrix(
            "suppliers",
            "supplier",
            (
                "supplier_received",
                "supplier_received_urgent",
                "supplier_lines_due",
                "supplier_lines_kept",
                "supplier_otif_rate",
            ),
            bars=("supplier_received", "supplier_received_urgent"),
        ),
    ),
)


def answer(visit: Visit, report: LoadReport) -> Answer:
    """Show the board."""
    return answer_department(visit, BOARD)


PAGE = Page(
    "/parts",
    "parts",
    answer,
    BOARD.chart_names,
    Department.PARTS,
    comes_later=True,
)
