"""By what figures can be grouped: time, groups of stores, dimensions of documents."""

from collections.abc import Sequence
from functools import cache

from metrics.catalogue import CATALOGUE
from metrics.model.kpi import Kpi
from metrics.selection import STORE_GRAINS, TIME_GRAINS, UnknownNameError


@cache
def dimensions() -> tuple[str, ...]:
    """Every dimension of a fact behind some KPI, in order of the alphabet."""
    return tuple(sorted({name for kpi in CATALOGUE for name in _dimensions_of(kpi)}))


def groupings() -> tuple[str, ...]:
    """Every grouping that some KPI bears."""
    return (*STORE_GRAINS, *TIME_GRAINS, *dimensions())


def refuse_unknown(names: Sequence[str], kpis: Sequence[Kpi]) -> None:
    """Refuse a dimension that neither these KPIs nor any other has.

    Raises:
        UnknownNameError: there is none of that name; the message lists what these KPIs bear.
    """
    own = [_dimensions_of(kpi) for kpi in kpis]
    every = set(groupings()).union(*own)
    for name in names:
        if name not in every:
            shared = sorted(set.intersection(*own)) if own else []
            remedy = f"group by {', '.join((*STORE_GRAINS, *TIME_GRAINS, *shared))}"
            raise UnknownNameError("grouping", name, dict.fromkeys(every, ()), remedy)


def _dimensions_of(kpi: Kpi) -> set[str]:
    """What every fact behind a KPI offers."""
    offered = [set(measure.fact.dimensions) for measure in kpi.measures]
    return set.intersection(*offered) if offered else set()
