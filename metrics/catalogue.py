"""The catalogue: every KPI, in the order of the departments and their topics."""

from collections.abc import Mapping, Sequence

from metrics.bridge.flows import FLOWS
from metrics.business_lines import LINE_KPIS
from metrics.definitions.after_sales import (
    appointments,
    capacity,
    claim_money,
    first_service,
    labour,
    margin,
    quality,
    technicians,
    turnaround,
    warranty,
)
from metrics.definitions.after_sales import volume as workshop_volume
from metrics.definitions.customer_service import callbacks, complaints, files, loyalty, satisfaction
from metrics.definitions.finance_insurance import collisions, loans, penetration, products, renewals
from metrics.definitions.marketing import acquisition, campaigns, response, spending, watch
from metrics.definitions.network import incentives, market, standing
from metrics.definitions.network import standards as network_standards
from metrics.definitions.parts import availability, earnings, suppliers, turns
from metrics.definitions.parts import stock as parts_stock
from metrics.definitions.people import staff, standards, training
from metrics.definitions.profit import (
    absorption,
    books,
    budget,
    contribution,
    funds,
    result,
    store_gross,
)
from metrics.definitions.sales import (
    ageing,
    closing,
    deliveries,
    funding,
    funnel,
    gross,
    orders,
    pricing,
    showroom,
    stock,
    used,
    volume,
)
from metrics.model.kpi import Department, Kpi
from metrics.model.measures import Spread, Summed
from metrics.overdue_work import WORK_KPIS
from metrics.plan_metrics import PLAN_MEASURES
from metrics.selection import UnknownNameError
from metrics.supporting.registry import SUPPORTING

_MODULES = (
    showroom,
    funnel,
    closing,
    orders,
    volume,
    deliveries,
    pricing,
    gross,
    stock,
    ageing,
    funding,
    used,
    workshop_volume,
    first_service,
    margin,
    labour,
    capacity,
    appointments,
    turnaround,
    technicians,
    quality,
    warranty,
    claim_money,
    availability,
    parts_stock,
    turns,
    earnings,
    suppliers,
    penetration,
    loans,
    products,
    renewals,
    collisions,
    response,
    acquisition,
    spending,
    campaigns,
    watch,
    callbacks,
    files,
    satisfaction,
    complaints,
    loyalty,
    result,
    store_gross,
    budget,
    funds,
    books,
    contribution,
    absorption,
    training,
    staff,
    standards,
    market,
    network_standards,
    incentives,
    standing,
)

CATALOGUE: tuple[Kpi, ...] = tuple(kpi for module in _MODULES for kpi in module.KPIS)
BESIDE: tuple[Kpi, ...] = (*LINE_KPIS, *WORK_KPIS)
"""What the morning page asks for beside the catalogue: lines of the dealership, overdue work."""
MEASURED: tuple[Kpi, ...] = (*CATALOGUE, *BESIDE, *SUPPORTING)
"""The catalogue and what stands beside it: everything that roll-ups hold the measures of."""


def by_id(catalogue: Sequence[Kpi] = CATALOGUE) -> Mapping[str, Kpi]:
    """The KPIs under their ids.

    Raises:
        ValueError: two KPIs share an id, or two measures a name.
    """
    found = {kpi.id: kpi for kpi in catalogue}
    if len(found) != len(catalogue):
        raise ValueError("two KPIs share an id")
    all_measures(catalogue)
    return found


def kpi(name: str, catalogue: Sequence[Kpi] = (*CATALOGUE, *BESIDE)) -> Kpi:
    """The KPI of an id, the lines of the dealership among them.

    Raises:
        UnknownNameError: there is none; the message offers the closest.
    """
    found = {k.id: k for k in catalogue}
    if name not in found:
        names = {k.id: (k.name.zh, k.name.en) for k in catalogue}
        raise UnknownNameError("KPI", name, names, "`forecourt kpis` lists them")
    return found[name]


def of_department(department: Department) -> tuple[Kpi, ...]:
    """The KPIs that a department owns."""
    return tuple(k for k in CATALOGUE if k.department is department)


def all_measures(catalogue: Sequence[Kpi] = MEASURED) -> Mapping[str, Summed | Spread]:
    """Every measure of a catalogue, of plans, of the profit tree and of what stands beside KPIs.

    Raises:
        ValueError: two different measures have one name.
    """
    found: dict[str, Summed | Spread] = {
        measure.name: measure for measure in (*PLAN_MEASURES, *FLOWS)
    }
    for entry in catalogue:
        for measure in entry.measures:
            known = found.setdefault(measure.name, measure)
            if known is not measure:
                raise ValueError(f"two measures are called {measure.name}")
    return found
