"""Sales: from the door to the handover, and the cars in the yard."""

from dashboards.board.department import DepartmentBoard, answer_department
from dashboards.board.panels.lines import Classes, FigureLines
from dashboards.board.panels.matrix import Matrix
from dashboards.board.panels.order_book import OrderBook
from dashboards.board.panels.outlets import Outlets
from dashboards.board.panels.waiting import WaitingList
from dashboards.charts.funnel import Funnel, Step
from dashboards.charts.month_pace import MonthPace
from dashboards.charts.ranking import Breakdown, StoreRanking
from dashboards.charts.trend import Trend
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.model.kpi import Department
from metrics.worklists.sales import AGED_CARS, LATE_ORDERS, OWN_MONEY_CARS

BOARD = DepartmentBoard(
    department=Department.SALES,
    first=(
        "daily_avg_walkins",
        "daily_avg_inbound_calls",
        "sc_daily_receptions",
        "defeats_daily",
        "net_orders",
        "retail_deliveries",
        "front_gross_per_unit",
        "key_account_share",
        "accessory_penetration",
    ),
    charts=(
        MonthPace("sales.pace", "retail_deliveries"),
        Funnel(
            "sales.funnel",
            (
                Step("visits", "showroom_visits"),
                Step("test_drives", "test_drive_rate"),
                Step("orders", "net_orders"),
                Step("deliveries", "retail_deliveries"),
            ),
        ),
        Breakdown("sales.consultants", "retail_deliveries", "consultant"),
        StoreRanking("sales.stores", "front_gross_per_unit"),
        Trend("sales.stock", "new_days_supply"),
    ),
    table=(
        "showroom_visits",
        "test_drive_rate",
        "net_orders",
        "retail_deliveries",
        "showroom_close_rate",
        "defeat_rate",
        "front_gross_per_unit",
        "blended_gross_per_unit",
        "accessory_revenue_per_unit",
    ),
    groupings=("consultant", "model", "channel"),
    panels=(
        OrderBook("order_book"),
        FigureLines(
            "unit_gross",
            (
                "front_gross_per_unit",
                "gross_with_confirmed_rebates",
                "gross_with_all_rebates",
                "blended_gross_per_unit",
            ),
        ),
        Matrix(
            "funnel_channels",
            "channel",
            (
                "valid_leads",
                "first_visits",
                "new_prospects",
                "test_drive_rate",
                "walk_in_orders",
                "new_prospect_close_rate",
                "defeats_daily",
            ),
            bars=("valid_leads", "first_visits", "new_prospects", "walk_in_orders"),
        ),
        Matrix(
            "funnel_consultants",
            "consultant",
            (
                "retail_deliveries",
                "net_orders",
                "showroom_visits",
                "test_drive_rate",
                "showroom_close_rate",
                "defeats_daily",
                "front_gross_per_unit",
            ),
            bars=("retail_deliveries", "net_orders", "showroom_visits"),
            at_most=15,
        ),
        Classes(
            "stock_ages",
            (
                ("stock_units_0_30", "stock_cost_0_30"),
                ("stock_units_31_60", "stock_cost_31_60"),
                ("stock_units_61_90", "stock_cost_61_90"),
                ("stock_units_91_180", "stock_cost_91_180"),
                ("stock_units_over_180", "stock_cost_over_180"),
            ),
            ("units", "money"),
            drill="new_stock_units",
        ),
        FigureLines(
            "clearance",
            ("aged_stock_share_90", "clearance_plan_coverage", "clearance_plan_attainment"),
        ),
        Outlets("outlets"),
        WaitingList(AGED_CARS),
        WaitingList(OWN_MONEY_CARS),
        WaitingList(LATE_ORDERS),
    ),
)


def answer(visit: Visit, report: LoadReport) -> Answer:
    """Show the board."""
    return answer_department(visit, BOARD)


PAGE = Page(
    "/sales",
    "sales",
    answer,
    BOARD.chart_names,
    Department.SALES,
    comes_later=True,
)
