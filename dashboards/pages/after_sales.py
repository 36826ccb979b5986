"""After-sales: who comes, what is earned, what comes back."""

from dashboards.board.department import DepartmentBoard, answer_department
from dashboards.board.panels.lines import FigureLines
from dashboards.board.panels.matrix import Matrix
from dashboards.board.panels.waiting import WaitingList
from dashboards.charts.lines import Lines
from dashboards.charts.month_pace import MonthPace
from dashboards.charts.ranking import Breakdown, StoreRanking
from dashboards.charts.trend import Trend
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.model.kpi import Department
from metrics.worklists.after_sales import COMEBACKS, REFUSED_CLAIMS, RETURNED_CLAIMS

BOARD = DepartmentBoard(
    department=Department.AFTER_SALES,
    first=(
        "as_visits",
        "as_revenue",
        "as_revenue_per_visit",
        # The seven that the director of after-sales is held to, parts among them.
        "parts_first_fill_rate",
        "parts_turnover_gross",
        "parts_stock_cap_use",
        "parts_overmax_share",
        "parts_dead_stock_share",
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
    panels=(
        Matrix(
            "payers",
            "pay_type",
            ("labour_by_payer", "parts_by_payer", "hours_by_payer", "labour_rate_by_payer"),
            bars=("labour_by_payer", "parts_by_payer"),
        ),
        FigureLines(
            "labour",
            (
                "hours_per_cp_ro",
                "effective_labour_rate_cp",
                "labour_rate_realisation",
                "labour_gross_margin",
            ),
        ),
        Matrix(
            "technicians",
            "technician",
            (
                "hours_sold",
                "hours_clocked",
                "hours_attended",
                "tech_utilisation",
                "tech_efficiency",
                "tech_proficiency",
            ),
            bars=("hours_sold", "hours_clocked", "hours_attended"),
            needs=("labour_clock",),
            at_most=15,
        ),
        FigureLines("bays", ("bay_hours", "revenue_per_bay")),
        Matrix(
            "appointment_hours",
            "hour",
            ("appointments_made", "appointments_kept", "appointment_show_rate"),
            bars=("appointments_made", "appointments_kept"),
            at_most=24,
            in_order=True,
        ),
        Matrix(
            "comeback_types",
            "repair_type",
            ("orders_come_back", "comeback_rate_30d", "first_time_fix_rate"),
        ),
        Matrix(
            "warranty",
            "claim_type",
            (
                "claims_reviewed",
                "claims_passed_first",
                "claims_returned",
                "claims_refused",
                "claims_amount",
                "claims_loss",
            ),
            bars=("claims_reviewed", "claims_passed_first", "claims_returned", "claims_refused"),
            total=True,
        ),
        WaitingList(COMEBACKS),
        WaitingList(REFUSED_CLAIMS),
        WaitingList(RETURNED_CLAIMS),
    ),
)


def answer(visit: Visit, report: LoadReport) -> Answer:
    """Show the board."""
    return answer_department(visit, BOARD)


PAGE = Page(
    "/after-sales",
    "after_sales",
    answer,
    BOARD.chart_names,
    Department.AFTER_SALES,
    comes_later=True,
)
