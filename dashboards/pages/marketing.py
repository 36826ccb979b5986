"""Marketing: what the money brings."""

from dashboards.board.department import DepartmentBoard, answer_department
from dashboards.board.panels.lines import FigureLines
from dashboards.board.panels.matrix import Matrix
from dashboards.board.panels.months import ByMonth
from dashboards.board.panels.waiting import WaitingList
from dashboards.charts.lines import Lines
from dashboards.charts.ranking import Breakdown, StoreRanking
from dashboards.charts.trend import Trend
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.model.kpi import Department
from metrics.worklists.marketing import CAMPAIGNS, RIVALS

BOARD = DepartmentBoard(
    department=Department.MARKETING,
    # What all of it is for comes first: cars handed over and visits to the workshop.
    first=(
        "retail_deliveries",
        "as_visits",
        "valid_lead_rate",
        "cost_per_valid_lead",
        "cost_per_visit",
        "cost_per_order",
        "marketing_roi",
        "marketing_budget_variance",
    ),
    charts=(
        Breakdown("marketing.channels", "cost_per_valid_lead", "channel"),
        Breakdown("marketing.validity", "valid_lead_rate", "channel"),
        Trend("marketing.cost", "cost_per_order"),
        StoreRanking("marketing.stores", "cost_per_order"),
        Trend("marketing.spend", "marketing_spend_per_delivery"),
        Lines("marketing.ratios", ("valid_lead_rate", "campaign_conversion_rate")),
    ),
    table=(
        "valid_lead_rate",
        "cost_per_valid_lead",
        "cost_per_visit",
        "cost_per_order",
        "marketing_spend_per_delivery",
        "marketing_roi",
        "campaign_conversion_rate",
        "oem_marketing_support_recovery",
        "daily_report_completeness",
    ),
    groupings=("channel", "campaign"),
    panels=(
        ByMonth(
            "plan_spend",
            ("marketing_planned", "marketing_spent", "marketing_valid_leads"),
            bars=("marketing_planned", "marketing_spent"),
        ),
        FigureLines("costs", ("cost_per_valid_lead", "cost_per_visit", "cost_per_order")),
        Matrix(
            "channels",
            "channel",
            (
                "marketing_valid_leads",
                "valid_lead_rate",
                "campaign_prospects",
                "campaign_orders",
            ),
        ),
        Matrix(
            "cohorts",
            "campaign",
            (
                "campaign_prospects",
                "campaign_orders",
                "campaign_conversion_rate",
                "marketing_valid_leads",
                "cost_per_valid_lead",
            ),
            bars=("campaign_prospects", "campaign_orders"),
        ),
        WaitingList(CAMPAIGNS, note="panel.care.campaigns"),
        WaitingList(RIVALS),
    ),
)


def answer(visit: Visit, report: LoadReport) -> Answer:
    """Show the board."""
    return answer_department(visit, BOARD)


PAGE = Page(
    "/marketing",
    "marketing",
    answer,
    BOARD.chart_names,
    Department.MARKETING,
    comes_later=True,
)
