"""Whether next month's driver "explains" this month's profit, which no driver of profit can.

What was not yet there cannot have brought anything about. If it goes with the outcome beside this
month's driver, the outcome may have moved the driver (reverse), or both follow something third.
The test also strikes where a KPI is measured with much noise, since next month's reading then tells
of this month's truth: held back is right all the same, since that driver's effect is understated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from metrics.drivers.clustered_tests import added, p_values
from metrics.drivers.panel import Floats, Panel
from metrics.drivers.result import Reason, Refusal

# With fewer clusters no draw of their weights is rare enough to stand out among several drivers.
_CLUSTERS_AT_LEAST = 5


def lead(
    panel: Panel,
    effects: Sequence[str],
    rng: np.random.Generator,
    lags: Mapping[str, tuple[int, int]] | None = None,
) -> dict[str, float]:
    """The p value of next month's driver beside the whole model, by driver, not adjusted.

    Each driver's lead is added alone, to the model with all drivers at their own lags.

    Args:
        panel: complete rows after lags.
        effects: of ``entity`` and ``time``.
        rng: of the bootstrap below 30 clusters.
        lags: first and last lag of each driver, in periods; lag 0 where there is none. A lagged
            driver's next value is still of the past: the first value that is not comes ``last + 1``
            rows later, and so many months of each store go without a test. Of no account where
            the panel knows its leads itself.

    Returns:
        Drivers that could be tested. Left out are those whose rows with a next month are no more
        than the parameters, or of fewer than five clusters, or whose next month says nothing that
        the model does not say: ``reverse`` holds them back.
    """
    ahead = shifted(panel, lags or {}) if panel.leads is None else panel.leads
    there = np.isfinite(ahead)
    found: dict[str, float] = {}
    left = set(range(len(panel.drivers)))
    while left:
        first = min(left)
        together = [at for at in sorted(left) if bool((there[:, at] == there[:, first]).all())]
        left -= set(together)
        rows = np.flatnonzero(there[:, first])
        if len(np.unique(panel.clusters[rows])) < _CLUSTERS_AT_LEAST:
            continue
        part = of_rows(panel, rows)
        tested = p_values(added(part, effects, ahead[rows][:, together]), part, effects, rng)
        found |= {panel.drivers[at]: float(p) for at, p in zip(together, tested, strict=True)}
    return {name: found[name] for name in panel.drivers if np.isfinite(found.get(name, np.nan))}


def shifted(panel: Panel, lags: Mapping[str, tuple[int, int]]) -> Floats:
    """Each driver's figure of after the row's month, shape (n, drivers); NaN where unknown."""
    months = len(panel.period_names)
    place = panel.entities * months + panel.periods
    order = np.argsort(place)
    ahead = np.full(panel.values.shape, np.nan)
    for at, name in enumerate(panel.drivers):
        step = lags.get(name, (0, 0))[1] + 1
        inside = panel.periods + step < months
        wanted = place[inside] + step
        near = np.minimum(np.searchsorted(place[order], wanted), panel.n - 1)
        source = order[near]
        known = place[source] == wanted
        rows = np.flatnonzero(inside)
        ahead[rows[known], at] = panel.values[source[known], at]
    return ahead


def of_rows(panel: Panel, rows: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> Panel:
    """Some rows of a panel."""
    return replace(
        panel,
        outcome=panel.outcome[rows],
        values=panel.values[rows],
        held=panel.held[rows],
        entities=panel.entities[rows],
        periods=panel.periods[rows],
        clusters=panel.clusters[rows],
        leads=None if panel.leads is None else panel.leads[rows],
    )


def reverse(
    leads: Mapping[str, float], drivers: Sequence[str], level: float = 0.05
) -> dict[str, Refusal]:
    """Drivers whose lead stands out after Holm's (1979) adjustment, and those without a test.

    Args:
        leads: p values of those that were tested.
        drivers: all that should have been.
        level: over all that were tested.
    """
    found = {
        name: Refusal(Reason.REVERSE_UNTESTED, (name,)) for name in drivers if name not in leads
    }
    for rank, name in enumerate(sorted(leads, key=lambda driver: leads[driver])):
        adjusted = leads[name] * (len(leads) - rank)
        if adjusted > level:
            break
        numbers = {"p_value": leads[name], "adjusted": adjusted, "level": level}
        found[name] = Refusal(Reason.REVERSE, (name,), numbers)
    return found
