"""Finance and insurance: what is sold with the car, and what is renewed."""

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
from metrics.worklists.finance_insurance import LOANS_TO_PAY, RENEWALS_TO_CALL

BOARD = DepartmentBoard(
    department=Department.FINANCE_INSURANCE,
    first=(
        "finance_penetration",
        "new_insurance_penetration",
        "insurance_renewal_rate",
        "renewal_contact_rate",
    ),
    charts=(
        Lines(
            "finance_insurance.penetration", ("finance_penetration", "new_insurance_penetration")
        ),
        Trend("finance_insurance.renewal", "insurance_renewal_rate"),
        Breakdown("finance_insurance.consultants", "new_insurance_penetration", "consultant"),
        StoreRanking("finance_insurance.stores", "new_insurance_penetration"),
        Breakdown("finance_insurance.insurers", "renewal_policies", "insurer"),
    ),
    table=(
        "finance_penetration",
        "new_insurance_penetration",
        "insurance_renewal_rate",
        "insurance_first_renewal_rate",
        "renewal_contact_rate",
        "renewal_policies",
    ),
    groupings=("consultant", "model", "insurer"),
    panels=(
        FigureLines(
            "penetrations",
            (
                "finance_penetration",
                "new_insurance_penetration",
                "extended_warranty_penetration",
            ),
        ),
        ByMonth(
            "renewals",
            (
                "renewals_due",
                "renewals_done",
                "insurance_renewal_rate",
                "invitations_made",
                "renewal_contact_rate",
            ),
            bars=("renewals_due", "renewals_done"),
        ),
        Matrix(
            "fi_consultants",
            "consultant",
            (
                "retail_deliveries",
                "fi_gross_per_retail_unit",
                "finance_penetration",
                "new_insurance_penetration",
                "extended_warranty_penetration",
                "fi_products_per_deal",
            ),
            bars=("retail_deliveries", "fi_gross_per_retail_unit"),
            at_most=15,
        ),
        WaitingList(RENEWALS_TO_CALL),
        Matrix(
            "lenders",
            "lender",
            (
                "loans_decided",
                "loans_approved",
                "finance_approval_rate",
                "loans_paid_out",
                "finance_income_per_contract",
            ),
            bars=("loans_decided", "loans_approved", "loans_paid_out"),
        ),
        FigureLines("disbursement", ("finance_approval_rate", "finance_disbursement_days_median")),
        WaitingList(LOANS_TO_PAY),
    ),
)


def answer(visit: Visit, report: LoadReport) -> Answer:
    """Show the board."""
    return answer_department(visit, BOARD)


PAGE = Page(
    "/finance-insurance",
    "finance_insurance",
    answer,
    BOARD.chart_names,
    Department.FINANCE_INSURANCE,
    comes_later=True,
)
