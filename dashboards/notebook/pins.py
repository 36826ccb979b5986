"""The KPIs that a person has pinned, as far as they are open to him now."""

from sqlalchemy import Engine

from access import Scope
from access.notebook import preferences_of
from metrics.catalogue import BESIDE, CATALOGUE
from metrics.model.kpi import Kpi
from metrics.network_scores import departments_of


def pinned(engine: Engine, name: str, scope: Scope) -> list[Kpi]:
    """The KPIs, in the order in which they were pinned; those no longer open are left out."""
    known = {kpi.id: kpi for kpi in (*CATALOGUE, *BESIDE)}
    found = [known[pin] for pin in preferences_of(engine, name).pins if pin in known]
    return [
        kpi for kpi in found if all(scope.allows_department(d.value) for d in departments_of(kpi))
    ]
