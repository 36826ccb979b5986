"""What a reader compares: members, KPIs, peers, view; read from the address, all of it checked."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboards.visit import Visit
from metrics.breakdown import breaks_down
from metrics.catalogue import CATALOGUE
from metrics.model.formula import measures_of
from metrics.model.kpi import Department, Kpi
from metrics.side_by_side.standings import BASES_ON_OFFER, CLOSEST, stands

AT_MOST = 24
"""KPIs at once."""

GROUPS_OF_STORES = ("region", "brand", "city", "size_class")
PERSONS = ("consultant", "adviser", "technician", "agent")
MEMBERS = ("store", *GROUPS_OF_STORES, "department", *PERSONS)

TABLE, HEAT, LINES = "table", "heat", "lines"
VIEWS = (TABLE, HEAT, LINES)

FIRST: Mapping[Department, tuple[str, ...]] = {
    Department.SALES: (
        "front_gross_per_unit",
        "showroom_close_rate",
        "test_drive_rate",
        "avg_discount_rate",
        "new_stock_turnover",
        "aged_stock_share_90",
        "used_gross_per_unit",
    ),
    Department.AFTER_SALES: (
        "effective_labour_rate_cp",
        "as_revenue_per_visit",
        "as_gross_margin",
        "hours_per_cp_ro",
        "tech_efficiency",
        "comeback_rate_30d",
        "on_time_delivery_rate",
        "warranty_rejection_value_rate",
    ),
    Department.PARTS: (
        "parts_gross_margin",
        "parts_first_fill_rate",
        "parts_turnover_gross",
        "parts_dead_stock_share",
        "parts_overmax_share",
        "ro_parts_wait_rate",
    ),
    Department.FINANCE_INSURANCE: (
        "fi_gross_per_retail_unit",
        "finance_penetration",
        "new_insurance_penetration",
        "insurance_renewal_rate",
        "extended_warranty_penetration",
        "finance_income_per_contract",
    ),
    Department.MARKETING: (
        "cost_per_valid_lead",
        "cost_per_order",
        "marketing_spend_per_delivery",
        "valid_lead_rate",
        "campaign_conversion_rate",
        "lead_response_minutes_median",
    ),
    Department.CUSTOMER_SERVICE: (
        "callback_3d_completion",
        "callback_satisfaction_rate",
        "complaint_rate_per_1000",
        "complaint_close_14d_rate",
        "service_retention_12m",
    ),
    Department.PROFIT: (
        "return_on_sales",
        "gross_margin",
        "expense_to_gross",
        "personnel_to_gross",
        "absorption_total",
        "gross_per_employee",
    ),
}
"""What a department is compared by first; an address may name any other."""

ACROSS = (
    "front_gross_per_unit",
    "showroom_close_rate",
    "new_stock_turnover",
    "fi_gross_per_retail_unit",
    "effective_labour_rate_cp",
    "as_revenue_per_visit",
    "parts_first_fill_rate",
    "parts_gross_margin",
    "callback_3d_completion",
    "return_on_sales",
)
"""First choice across departments."""

OF_PERSONS: Mapping[str, tuple[str, ...]] = {
    "consultant": (
        "retail_deliveries",
        "front_gross_per_unit",
        "avg_discount_rate",
        "showroom_close_rate",
        "test_drive_rate",
        "finance_penetration",
        "accessory_penetration",
    ),
    "adviser": (
        "as_visits",
        "as_revenue_per_visit",
        "effective_labour_rate_cp",
        "hours_per_cp_ro",
        "on_time_delivery_rate",
        "comeback_rate_30d",
    ),
    "technician": ("tech_efficiency", "tech_utilisation", "tech_proficiency"),
    "agent": (
        "callback_contact_rate",
        "callback_satisfaction_rate",
        "callback_record_completeness",
    ),
    "department": (
        "callback_satisfaction_rate",
        "complaint_count",
        "complaint_close_14d_rate",
        "training_attendance_rate",
        "staff_turnover_rate",
        "dept_gross_share",
    ),
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What is compared.

    Attributes:
        by: what a member is.
        kpis: by which.
        basis: what peers have in common.
        view: of what lies behind the answer.
        line: the KPI of the small multiples.
        turned: whether members are columns.
        left_out: KPIs that the address names and that these members do not have.
    """

    by: str
    kpis: tuple[Kpi, ...]
    basis: str
    view: str
    line: Kpi | None
    turned: bool
    left_out: tuple[Kpi, ...] = ()


def choices_of(visit: Visit) -> Choices:
    """Read the address; what is not on offer is as if it were not there."""
    view = visit.view
    by = view.by if view.by in MEMBERS else "store"
    named = visit.kpis(view.kpis)[:AT_MOST]
    fit = tuple(kpi for kpi in named if fits(kpi, by))
    kpis = fit or tuple(kpi for kpi in visit.kpis(first_choice(visit, by)) if fits(kpi, by))
    name, _, of = view.show.partition(".")
    shown = name if name in offered_views(by) else TABLE
    line = next((kpi for kpi in kpis if kpi.id == of), kpis[0] if kpis else None)
    basis = view.peer if view.peer in BASES_ON_OFFER else CLOSEST
    left_out = tuple(kpi for kpi in named if kpi not in fit)
    return Choices(by, kpis, basis, shown, line, view.turned, left_out)


def first_choice(visit: Visit, by: str) -> tuple[str, ...]:
    """The KPIs that are shown while none is named: those of the reader's own department."""
    if by in OF_PERSONS:
        return OF_PERSONS[by]
    open_ = [department for department in FIRST if visit.scope.allows_department(department.value)]
    return FIRST[open_[0]] if len(open_) == 1 else ACROSS


def fits(kpi: Kpi, by: str) -> bool:
    """Whether members of this kind have figures of a KPI."""
    if by == "store" or by in GROUPS_OF_STORES:
        return stands(kpi)
    measures = measures_of(kpi.broken_down.formula)
    return breaks_down(kpi) and all(by in measure.fact.dimensions for measure in measures)


def offered_members(visit: Visit) -> tuple[str, ...]:
    """What can be compared: groups of stores where there are several, people where any KPI is."""
    several = len(visit.stores()) > 1
    groups = [
        name
        for name in GROUPS_OF_STORES
        if several and len({store.member(name) for store in visit.stores()}) > 1
    ]
    inside = [name for name in ("department", *PERSONS) if visit.kpis(OF_PERSONS[name])]
    return ("store", *groups, *inside)


def offered_views(by: str) -> tuple[str, ...]:
    """Months and levels are there for stores alone."""
    if by == "store":
        return VIEWS
    return (TABLE, HEAT) if by in PERSONS else (TABLE,)


def offered_kpis(visit: Visit, by: str) -> list[Kpi]:
    """Every KPI that these members can be compared by, department by department."""
    return [
        kpi
        for department in Department
        for kpi in CATALOGUE
        if kpi.department is department and visit.may_see(kpi) and fits(kpi, by)
    ]
