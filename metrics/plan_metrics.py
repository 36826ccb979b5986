"""What is planned without being a KPI, and the measures that plans need beside those of KPIs.

The manufacturer's target of vehicles taken (提车) and the store's own target of retail hand-overs
are two targets: they have two codes, and nothing adds them up.
"""

from dataclasses import dataclass

from metrics.facts.budget_lines import EXPENSES_PLANNED
from metrics.facts.spend import BUDGET_METRIC
from metrics.facts.wholesale import WHOLESALE_TAKEN
from metrics.measures import GROSS_BEFORE_REBATES
from metrics.model.formula import Over, Term
from metrics.model.kpi import Department
from metrics.model.measures import Flow
from metrics.model.words import Words


@dataclass(frozen=True, eq=False)
class PlanMetric:
    """Something with targets that is no KPI.

    Attributes:
        code: its ``metric_code`` in ``budgets``.
        name: what people call it.
        department: who answers for it.
        term: what counts towards it; None where only budgets of it are kept.
    """

    code: str
    name: Words
    department: Department
    term: Term | None


WHOLESALE = PlanMetric(
    "wholesale_purchases",
    Words("厂家提车量", "Vehicles taken from the manufacturer"),
    Department.SALES,
    Over(WHOLESALE_TAKEN),
)
MARKETING = PlanMetric(
    BUDGET_METRIC, Words("市场费用", "Marketing spend"), Department.MARKETING, None
)

PLAN_METRICS = (WHOLESALE, MARKETING)

PLAN_MEASURES: tuple[Flow, ...] = (WHOLESALE_TAKEN, EXPENSES_PLANNED, GROSS_BEFORE_REBATES)
"""Measures that the daily roll-up holds besides those of KPIs."""
