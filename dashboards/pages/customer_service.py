"""Customer service: who was called, who is content, what is still open."""

from dashboards.board.department import DepartmentBoard, answer_department
from dashboards.charts.lines import Lines
from dashboards.charts.ranking import Breakdown, StoreRanking
from dashboards.charts.trend import Trend
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.model.kpi import Department

BOARD = DepartmentBoard(
    department=Department.CUSTOMER_SERVICE,
    first=(
        "callback_3d_completion",
        "callback_satisfaction_rate",
        "callback_issue_closure_rate",
        "complaint_count",
        "complaint_close_14d_rate",
        "ssi_score",
        "csi_score",
        "nps",
    ),
    charts=(
        Lines(
            "customer_service.callbacks",
            ("callback_3d_completion", "callback_contact_rate", "callback_satisfaction_rate"),
        ),
        Breakdown("customer_service.complaints", "complaint_count", "category"),
        Trend("customer_service.complaint_rate", "complaint_rate_per_1000"),
        StoreRanking("customer_service.stores", "csi_score"),
        Lines("customer_service.scores", ("ssi_score", "csi_score")),
    ),
    table=(
        "callback_3d_completion",
        "callback_contact_rate",
        "callback_record_completeness",
        "callback_satisfaction_rate",
        "callback_issue_closure_rate",
        "complaint_count",
        "complaint_rate_per_1000",
        "complaint_close_14d_rate",
        "complaint_followup_rate",
    ),
    groupings=("agent", "category", "department"),
)


def answer(visit: Visit, report: LoadReport) -> Answer:
    """Show the board."""
    return answer_department(visit, BOARD)


PAGE = Page(
    "/customer-service",
    "customer_service",
    answer,
    BOARD.chart_names,
    Department.CUSTOMER_SERVICE,
)
