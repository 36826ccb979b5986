"""Slopes of stores, held back towards the network's: random coefficients by empirical Bayes.

A store's own months tell little of its own slope, and the network's slope tells little of how this
store differs. Each is weighed by how sure it is: by the error of the store's slope against how much
true slopes differ between stores (Efron and Morris 1975; intervals by Morris 1983, "Parametric
empirical Bayes inference", which allow for the spread between stores being estimated itself).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from metrics.drivers.one_store.result import StoreEffect
from metrics.drivers.panel import Floats, Panel
from metrics.drivers.result import Analysis, Coefficient
from metrics.drivers.within import ENTITY, swept
from metrics.side_by_side.shrinkage import is_told, spread_between

# Of fewer months no slope is taken; of fewer stores no spread between them.
MONTHS_NEEDED = 12
STORES_NEEDED = 5
_MOST_PERSISTENT = 0.9


@dataclass(frozen=True, eq=False, slots=True)
class OwnSlopes:
    """Slopes of one driver, store by store, with the network's coefficients for all else.

    Attributes:
        stores: positions in the panel of stores with enough months.
        slopes: shape (stores,).
        variances: shape (stores,), of their errors.
    """

    stores: Sequence[int]
    slopes: Floats
    variances: Floats


def leaning(
    panel: Panel, effects: Sequence[str], analysis: Analysis, store: str
) -> Mapping[str, StoreEffect]:
    """The effect in one store of every driver of which it is known how much stores differ.

    Too few stores with a slope of their own, or slopes without any error, do not tell that: then
    the network's estimate is no answer about a store, since its interval is of the mean alone.

    Args:
        panel: that was analysed.
        effects: of the analysis.
        analysis: with coefficients of all drivers and controls of the panel.
        store: name in the panel, or of a store without rows, for which the network speaks.
    """
    found = {coefficient.name: coefficient for coefficient in analysis.coefficients}
    columns = np.column_stack([panel.outcome, panel.values, panel.held])
    left = swept(columns, panel, effects)
    weights = np.array([found[name].estimate for name in (*panel.drivers, *panel.controls)])
    residuals = left[:, 0] - left[:, 1:] @ weights
    clusters = len(np.unique(panel.clusters))
    made = {}
    inside = swept(panel.values, panel, (ENTITY,))
    for place, name in enumerate(panel.drivers):
        slopes = own_slopes(panel, inside[:, place], residuals, found[name].estimate)
        if _tells_spread(slopes):
            made[name] = _leaning(panel, store, found[name], slopes, clusters)
    return made


def _tells_spread(own: OwnSlopes) -> bool:
    """Whether slopes say how much stores differ."""
    variances = own.variances.tolist()
    if len(variances) < STORES_NEEDED or min(variances) <= 0:
        return False
    return is_told(variances)


def own_slopes(panel: Panel, x: Floats, residuals: Floats, slope: float) -> OwnSlopes:
    """The slope of each store: the network's, and what its own residuals say beyond it.

    A store that goes its own way does so in months in which the driver moved everywhere, too:
    month effects have taken the network's answer to these, and leave the store's own.

    Args:
        panel: that was analysed.
        x: shape (n,), the driver less the store's mean.
        residuals: shape (n,), of the network's fit.
        slope: the network's.
    """
    stores, slopes, plain, noise = [], [], [], []
    order = np.lexsort((panel.periods, panel.entities))
    ends = np.searchsorted(panel.entities[order], np.arange(len(panel.entity_names) + 1))
    for place, (begin, end) in enumerate(pairwise(ends.tolist())):
        rows = order[begin:end]
        squares = float(x[rows] @ x[rows])
        if len(rows) < MONTHS_NEEDED or squares <= 0:
            continue
        own = float(x[rows] @ residuals[rows]) / squares
        left = residuals[rows] - own * x[rows]
        # The store's own level and slope are taken from these months.
        variance = float(left @ left) / (len(rows) - 2)
        stores.append(place)
        slopes.append(slope + own)
        plain.append(variance / squares)
        noise.append(x[rows] * left)
    return OwnSlopes(stores, np.array(slopes), np.array(plain) * _inflation(noise))


def _inflation(scores: Sequence[Floats]) -> float:
    """How much larger the variance of a sum of scores is since months go together.

    Scores are taken to follow a first-order autoregression, the same in all stores: one store's
    months are too few to tell. Its coefficient is corrected for the bias of short series (Kendall
    1954).
    """
    squares = sum(float(each @ each) for each in scores)
    if squares <= 0:
        return 1.0
    raw = sum(float(each[1:] @ each[:-1]) for each in scores) / squares
    months = sum(len(each) for each in scores) / len(scores)
    rho = min(max(raw + (1 + 3 * raw) / months, 0.0), _MOST_PERSISTENT)
    return (1 + rho) / (1 - rho)


def _leaning(
    panel: Panel, store: str, network: Coefficient, own: OwnSlopes, clusters: int
) -> StoreEffect:
    from scipy.stats import t as student

    slopes, variances = own.slopes.tolist(), own.variances.tolist()
    between = spread_between(slopes, variances, network.estimate)
    reach = float(student.ppf(0.975, max(1, clusters - 1)))
    place = panel.entity_names.index(store) if store in panel.entity_names else -1
    months = int((panel.entities == place).sum())
    if place not in own.stores:
        spread = float(np.sqrt(network.std_error**2 + between))
        return StoreEffect(
            network.name, network.estimate, network.std_error, None, None, 0.0,
            float(np.sqrt(between)), network.estimate, network.estimate - reach * spread,
            network.estimate + reach * spread, months,
        )  # fmt: skip
    at, count = list(own.stores).index(place), len(own.stores)
    slope, variance = slopes[at], variances[at]
    # Never all the way: that stores do not differ is itself only an estimate (Morris 1983).
    network_part = (count - 3) / (count - 1) * variance / (variance + between)
    gap = slope - network.estimate
    estimate = network.estimate + (1 - network_part) * gap
    spread = float(
        np.sqrt(
            variance * (1 - network_part)
            + (network_part * network.std_error) ** 2
            + 2 / (count - 3) * (network_part * gap) ** 2
        )
    )
    return StoreEffect(
        network.name, network.estimate, network.std_error, slope, float(np.sqrt(variance)),
        1 - network_part, float(np.sqrt(between)), estimate, estimate - reach * spread,
        estimate + reach * spread, months,
    )  # fmt: skip
