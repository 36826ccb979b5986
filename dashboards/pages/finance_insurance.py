"""Finance and insurance: what is sold with the car, and what is renewed."""

from dashboards.board.department import DepartmentBoard, answer_department
from dashboards.charts.lines import Lines
from dashboards.charts.ranking import Breakdown, StoreRanking
from dashboards.charts.trend import Trend
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.model.kpi import Department

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
)
