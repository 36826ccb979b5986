"""Sales: from the door to the handover, and the cars in the yard."""

from dashboards.board.department import DepartmentBoard, answer_department
from dashboards.charts.funnel import Funnel, Step
from dashboards.charts.month_pace import MonthPace
from dashboards.charts.ranking import Breakdown, StoreRanking
from dashboards.charts.trend import Trend
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.model.kpi import Department

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
)


def answer(visit: Visit, report: LoadReport) -> Answer:
    """Show the board."""
    return answer_department(visit, BOARD)


PAGE = Page("/sales", "sales", answer, BOARD.chart_names, Department.SALES)
