"""Customer service: who was called, who is content, what is still open."""

from dashboards.board.department import DepartmentBoard, answer_department
from dashboards.board.panels.lines import FigureLines
from dashboards.board.panels.matrix import Matrix
from dashboards.board.panels.months import CrossTable
from dashboards.board.panels.waiting import WaitingList
from dashboards.charts.lines import Lines
from dashboards.charts.ranking import Breakdown, StoreRanking
from dashboards.charts.trend import Trend
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.facts.complaints import CROSSED
from metrics.model.kpi import Department
from metrics.worklists.customer_service import CALLS_DUE, CALLS_OVERDUE, OPEN_COMPLAINTS

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
    panels=(
        Matrix(
            "call_clock",
            "event_type",
            ("calls_due", "calls_in_time", "calls_missed", "callback_3d_completion"),
            bars=("calls_due", "calls_in_time", "calls_missed"),
            total=True,
        ),
        FigureLines("scores", ("ssi_score", "csi_score", "nps", "survey_response_rate")),
        WaitingList(CALLS_OVERDUE),
        WaitingList(CALLS_DUE),
        CrossTable(
            "complaints",
            "complaint_count",
            "category_department",
            ("category", "department"),
            CROSSED,
        ),
        Matrix(
            "questions",
            "question",
            ("survey_answer_score", "survey_answers"),
            bars=("survey_answer_score", "survey_answers"),
            in_order=True,
            at_most=20,
        ),
        FigureLines(
            "closing",
            (
                "complaint_close_days_median",
                "complaint_close_14d_rate",
                "complaint_response_hours_median",
                "complaint_followup_rate",
            ),
        ),
        WaitingList(OPEN_COMPLAINTS),
    ),
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
    comes_later=True,
)
