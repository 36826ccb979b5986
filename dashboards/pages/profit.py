"""Profit: what is left, against the budget, and where the cash is."""

from dataclasses import replace

from dashboards.board.department import DepartmentBoard, answer_department
from dashboards.board.panels.budget_beyond import BudgetBeyond
from dashboards.board.panels.lines import FigureLines
from dashboards.board.panels.matrix import Matrix
from dashboards.board.panels.waiting import WaitingList
from dashboards.board.tie_out import tie_out_panel
from dashboards.charts.bridge import Bridge
from dashboards.charts.ranking import Breakdown, StoreRanking
from dashboards.charts.trend import Trend
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.model.kpi import Department
from metrics.worklists.profit import OLD_RECEIVABLES

BOARD = DepartmentBoard(
    department=Department.PROFIT,
    first=(
        "net_profit",
        "return_on_sales",
        "expense_to_gross",
        "budget_variance",
        "working_capital",
        "rebate_receivable",
    ),
    charts=(
        Bridge("profit.bridge"),
        Trend("profit.net", "net_profit"),
        Breakdown("profit.lines", "budget_variance", "metric"),
        Breakdown("profit.departments", "dept_gross_share", "department"),
        StoreRanking("profit.stores", "return_on_sales"),
        Trend("profit.expenses", "expense_to_gross"),
    ),
    table=(
        "net_profit",
        "return_on_sales",
        "expense_to_gross",
        "absorption_total",
        "absorption_fixed",
        "breakeven_days",
        "gross_per_employee",
        "budget_variance",
        "budget_lines_within_5pct",
        "working_capital",
        "rebate_receivable",
        "receivable_over_60_share",
        "inventory_interest_to_gross",
        "report_timeliness",
    ),
    groupings=("debtor", "model"),
    guests=(Department.NETWORK, Department.PEOPLE),
    panels=(
        Matrix(
            "departments",
            "department",
            (
                "department_revenue",
                "department_gross",
                "department_expenses",
                "department_other",
                "department_result",
            ),
            bars=("department_gross", "department_result"),
            total=True,
            note="panel.care.departments",
        ),
        BudgetBeyond("budget_lines"),
        FigureLines(
            "cash",
            (
                "current_assets",
                "current_liabilities",
                "working_capital",
                "rebate_receivable",
                "receivables_open",
                "receivables_old",
            ),
        ),
        Matrix(
            "debtors",
            "debtor",
            ("receivables_open", "receivables_old", "receivable_over_60_share"),
            bars=("receivables_open", "receivables_old"),
            total=True,
        ),
        WaitingList(OLD_RECEIVABLES),
    ),
)


def answer(visit: Visit, report: LoadReport) -> Answer:
    """Show the board, and below it whether documents and ledger agree."""
    board = answer_department(visit, BOARD)
    return replace(board, more=[*tie_out_panel(visit, report), *board.more])


PAGE = Page(
    "/profit",
    "profit",
    answer,
    BOARD.chart_names,
    Department.PROFIT,
    comes_later=True,
)
