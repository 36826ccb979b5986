"""What a reader looks at: target, driver, months; read from the address, all of it checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboards.components.why import TARGETS
from dashboards.drivers.sentences import Named, named_kpi
from dashboards.periods import closed_months
from dashboards.visit import Visit
from metrics.drivers.hypotheses.outcome import closes_by_quarter
from metrics.drivers.hypotheses.registry import declared, measured, outcome_of
from metrics.model.kpi import Department, Kpi
from metrics.model.period import Period, add_months, first_of_month

MONTHS = 36
"""Closed months that are looked at unless the period itself is longer."""
LONG_ENOUGH = 24
"""From so many months on the period of the address is taken as it is."""
FIRST_CHOICE = "net_profit"


@dataclass(frozen=True, slots=True)
class Choices:
    """What is looked at.

    Attributes:
        target: the profit figure.
        offered: every target that the reader may see, by department.
        drivers: the declared drivers that he may see, by id.
        hidden: how many more are declared whose departments are not open to him.
        driver: the one that the address names; empty for the first of the ranking.
        months: from the first day of the first to the last of the last.
        store: the one store in view; empty for several.
        quarterly: whether quarters are looked at, so that scores of surveys can come along.
        has_quarters: whether some declared driver has figures of quarters only.
    """

    target: Kpi
    offered: Mapping[Department, Sequence[Kpi]]
    drivers: Mapping[str, Kpi]
    hidden: int
    driver: str
    months: Period
    store: str
    quarterly: bool = False
    has_quarters: bool = False

    @property
    def named_target(self) -> Named:
        """The target as sentences need it."""
        return named_kpi(self.target, is_log=outcome_of(self.target.id).log)

    def named_drivers(self) -> dict[str, Named]:
        """The drivers as sentences need them."""
        logs = {pair.driver: pair.log for pair in declared(self.target.id)}
        return {
            name: named_kpi(kpi, is_log=logs.get(name, False)) for name, kpi in self.drivers.items()
        }


def choices_of(visit: Visit) -> Choices | None:
    """Read the address; None where no target is open to the reader."""
    offered = offered_targets(visit)
    flat = {kpi.id: kpi for kpis in offered.values() for kpi in kpis}
    if not flat:
        return None
    first = flat.get(FIRST_CHOICE) or next(iter(flat.values()))
    target = flat.get(visit.view.target, first)
    drivers = {pair.driver: measured(pair.driver) for pair in declared(target.id)}
    by_quarter = {name for name, kpi in drivers.items() if closes_by_quarter(kpi)}
    quarterly = (bool(by_quarter) and visit.view.by == "quarter") or closes_by_quarter(target)
    if not quarterly:
        drivers = {name: kpi for name, kpi in drivers.items() if name not in by_quarter}
    seen = {name: kpi for name, kpi in drivers.items() if visit.may_see(kpi)}
    driver = visit.view.driver if visit.view.driver in seen else ""
    stores = visit.stores()
    store = stores[0].code if len(stores) == 1 else ""
    hidden = len(drivers) - len(seen)
    return Choices(
        target,
        offered,
        seen,
        hidden,
        driver,
        months_of(visit),
        store,
        quarterly,
        has_quarters=bool(by_quarter) and not closes_by_quarter(target),
    )


def offered_targets(visit: Visit) -> dict[Department, list[Kpi]]:
    """The targets that the reader may see, by department."""
    found: dict[Department, list[Kpi]] = {}
    for name in TARGETS:
        kpi = measured(name)
        if visit.may_see(kpi):
            found.setdefault(kpi.department, []).append(kpi)
    return {d: found[d] for d in (Department.PROFIT, *Department) if d in found}


def months_of(visit: Visit) -> Period:
    """The closed months up to the end of the period; the period itself where it is long."""
    closed = closed_months(visit.period, visit.as_of)
    last = closed.end
    start = first_of_month(closed.start)
    if start <= add_months(first_of_month(last), 1 - LONG_ENOUGH):
        return Period(start, last)
    return Period(add_months(first_of_month(last), 1 - MONTHS), last)
