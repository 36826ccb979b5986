"""After-sales: who comes, what is earned, what comes back."""

from dashboards.board.department import DepartmentBoard, answer_department
from dashboards.charts.lines import Lines
from dashboards.charts.month_pace import MonthPace
from dashboards.charts.ranking import Breakdown, StoreRanking
from dashboards.charts.trend import Trend
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.model.kpi import Department

BOARD = DepartmentBoard(
    department=Department.AFTER_SALES,
    first=(
        "as_visits",
        "as_revenue",
        "as_revenue_per_visit",
        "as_revenue_attainment",
        "warranty_first_pass_rate",
        "warranty_rejection_rate",
    ),
    charts=(
        MonthPace("after_sales.pace", "as_revenue"),
        Breakdown("after_sales.mix", "as_revenue", "repair_type"),
        Breakdown("after_sales.advisers", "as_revenue_per_visit", "adviser"),
        StoreRanking("after_sales.stores", "as_revenue_per_visit"),
        Trend("after_sales.visits", "as_visits"),
        Lines("after_sales.quality", ("first_time_fix_rate", "final_check_pass_rate")),
    ),
    table=(
        "as_visits",
        "as_revenue",
        "as_revenue_per_visit",
        "appointment_rate",
        "comeback_rate_30d",
        "first_time_fix_rate",
        "final_check_pass_rate",
        "warranty_first_pass_rate",
        "warranty_rejection_rate",
    ),
    groupings=("adviser", "repair_type"),
)


def answer(visit: Visit, report: LoadReport) -> Answer:
    """Show the board."""
    return answer_department(visit, BOARD)


PAGE = Page("/after-sales", "after_sales", answer, BOARD.chart_names, Department.AFTER_SALES)
