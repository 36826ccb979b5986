"""The catalogue: every KPI, in the order of the departments and their topics."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from metrics.definitions.after_sales import appointments, margin, quality, technicians, warranty
from metrics.definitions.after_sales import volume as workshop_volume
from metrics.definitions.customer_service import callbacks, complaints, files, satisfaction
from metrics.definitions.finance_insurance import penetration, renewals
from metrics.definitions.marketing import acquisition, campaigns, spending, watch
from metrics.definitions.parts import availability, suppliers, turns
from metrics.definitions.parts import stock as parts_stock
from metrics.definitions.profit import books, budget, funds, result, store_gross
from metrics.definitions.sales import (
    ageing,
    closing,
    deliveries,
    funding,
    funnel,
    gross,
    showroom,
    stock,
    volume,
)
from metrics.model.formula import measures_of
from metrics.model.kpi import Department, Kpi
from metrics.model.measures import Spread, Summed
from metrics.plan_metrics import PLAN_MEASURES
from metrics.selection import QuestionError

_MODULES = (
    showroom,
    funnel,
    closing,
    volume,
    deliveries,
    gross,
    stock,
    ageing,
    funding,
    workshop_volume,
    margin,
    appointments,
    technicians,
    quality,
    warranty,
    availability,
    parts_stock,
    turns,
    suppliers,
    penetration,
    renewals,
    acquisition,
    spending,
    campaigns,
    watch,
    callbacks,
    files,
    satisfaction,
    complaints,
    result,
    store_gross,
    budget,
    funds,
    books,
)

CATALOGUE: tuple[Kpi, ...] = tuple(kpi for module in _MODULES for kpi in module.KPIS)


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


def kpi(name: str, catalogue: Sequence[Kpi] = CATALOGUE) -> Kpi:
    """The KPI of an id.

    Raises:
        QuestionError: there is none; the message offers the closest.
    """
    found = {k.id: k for k in catalogue}
    if name not in found:
        close = get_close_matches(name, found, n=3)
        hint = f"; did you mean {', '.join(close)}?" if close else ""
        raise QuestionError(f"no KPI {name!r}{hint} `forecourt kpis` lists them")
    return found[name]


def of_department(department: Department) -> tuple[Kpi, ...]:
    """The KPIs that a department owns."""
    return tuple(k for k in CATALOGUE if k.department is department)


def all_measures(catalogue: Sequence[Kpi] = CATALOGUE) -> Mapping[str, Summed | Spread]:
    """Every measure of a catalogue and of plans by name.

    Raises:
        ValueError: two different measures have one name.
    """
    found: dict[str, Summed | Spread] = {measure.name: measure for measure in PLAN_MEASURES}
    for entry in catalogue:
        for measure in measures_of(entry.formula):
            known = found.setdefault(measure.name, measure)
            if known is not measure:
                raise ValueError(f"two measures are called {measure.name}")
    return found
