"""The targets of driver analysis and what makes stores and months comparable.

Stores differ in size far more than in anything else, so that a target is put on a common footing:
divided by selling days, vehicles in the base or people, and then set to the size of a typical
store, so that an effect still reads in the target's own unit for a month. Volumes are taken in
logarithms: what goes with them is told as a share.
"""

from dataclasses import dataclass
from enum import StrEnum

from metrics.facts.headcount import HEADCOUNT
from metrics.facts.loyalty import VEHICLES_IN_BASE
from metrics.facts.registrations import AREA_REGISTRATIONS
from metrics.measures import ELAPSED_BUSINESS_DAYS
from metrics.model.formula import AtEnd, Closing, Over, Total
from metrics.model.kpi import Cadence, Department, Kpi, Unit
from metrics.model.words import Words
from metrics.supporting.figure import figure


class Footing(StrEnum):
    """What a target is divided by before stores and months are compared."""

    NOTHING = "nothing"
    SELLING_DAYS = "selling_days"
    VEHICLES_IN_BASE = "vehicles_in_base"
    EMPLOYEES = "employees"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A target of driver analysis.

    Attributes:
        kpi: its id.
        footing: what it is divided by.
        log: whether its natural logarithm is taken after that (volumes).
        controls: ids of KPIs or of ``BESIDE_DRIVERS`` that stay in whatever the drivers.
    """

    kpi: str
    footing: Footing
    log: bool = False
    controls: tuple[str, ...] = ()


MARKET_REGISTRATIONS = figure(
    "market_registrations",
    Words("区域上险量(本品牌所在细分市场)", "Registrations in the store's area and segments"),
    Department.NETWORK,
    Unit.COUNT,
    Total(Over(AREA_REGISTRATIONS)),
)
_SELLING_DAYS = figure(
    "selling_days",
    Words("营业日", "Selling days"),
    Department.NETWORK,
    Unit.DAYS,
    Total(Over(ELAPSED_BUSINESS_DAYS)),
)
_VEHICLES = figure(
    "vehicles_in_base",
    Words("基盘车辆(期末)", "Vehicles in the base, at the end"),
    Department.CUSTOMER_SERVICE,
    Unit.COUNT,
    Closing(AtEnd(VEHICLES_IN_BASE)),
)
_EMPLOYEES = figure(
    "head_count",
    Words("在册人数(期末)", "Head count, at the end"),
    Department.PEOPLE,
    Unit.COUNT,
    Closing(AtEnd(HEADCOUNT)),
)
FOOTINGS: dict[Footing, Kpi] = {
    Footing.SELLING_DAYS: _SELLING_DAYS,
    Footing.VEHICLES_IN_BASE: _VEHICLES,
    Footing.EMPLOYEES: _EMPLOYEES,
}
"""The figure that each footing divides by."""
BESIDE_DRIVERS: tuple[Kpi, ...] = (MARKET_REGISTRATIONS,)
"""What stays in beside drivers and is no KPI."""
LOG_CONTROLS = frozenset({MARKET_REGISTRATIONS.id, "showroom_visits", "renewals_due"})
"""Controls that are volumes: their natural logarithm is taken."""

_MARKET = (MARKET_REGISTRATIONS.id,)

OUTCOMES: tuple[Outcome, ...] = (
    Outcome("blended_gross_per_unit", Footing.NOTHING),
    Outcome("front_gross_per_unit", Footing.NOTHING),
    Outcome("gross_new_cars", Footing.SELLING_DAYS, controls=_MARKET),
    Outcome("retail_deliveries", Footing.SELLING_DAYS, log=True, controls=_MARKET),
    Outcome("sales_effectiveness", Footing.NOTHING),
    Outcome("gross_service", Footing.VEHICLES_IN_BASE),
    Outcome("warranty_receivable_over_60d", Footing.VEHICLES_IN_BASE),
    Outcome("gross_parts", Footing.VEHICLES_IN_BASE),
    Outcome("fi_gross_per_retail_unit", Footing.NOTHING),
    Outcome("gross_finance_insurance", Footing.EMPLOYEES),
    Outcome("renewal_policies", Footing.SELLING_DAYS, log=True),
    Outcome("receivables_open", Footing.EMPLOYEES),
    Outcome("total_gross", Footing.EMPLOYEES, controls=_MARKET),
    Outcome("net_profit", Footing.EMPLOYEES, controls=_MARKET),
    Outcome("return_on_sales", Footing.NOTHING, controls=_MARKET),
)
"""Every target, department by department."""


def closes_by_quarter(kpi: Kpi) -> bool:
    """Whether a KPI has a figure for whole quarters only, and needs a quarterly panel."""
    return kpi.cadence is Cadence.QUARTER
