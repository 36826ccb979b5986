"""One store, one driver: a regression on its own months beside those of all other stores.

What moves every store in a month (the season, the Spring Festival, a policy) is taken from the
others and removed. Months of one store go together, so that ordinary errors would be far too
small: the variance is taken from the slowest cosines of the scores and judged by a t distribution
of as few degrees of freedom (equal-weighted cosines; Müller 2004, Lazarus, Lewis, Stock and Watson
2018), which keeps its level in series as short as these.
"""

import numpy as np

from metrics.drivers.one_store.result import OwnFit
from metrics.drivers.panel import Codes, Floats, Panel
from metrics.drivers.result import Reason, Refusal

MONTHS_NEEDED = 36
# Of whose months the network's effect of a month is taken at least.
OTHERS_NEEDED = 3
# Cosines for T^(2/3) months. Lazarus, Lewis, Stock and Watson advise 0.41; at 36 months fewer keep
# the level better where months go together closely (docs/driver-analysis.md has the simulation).
_COSINES = 0.3


def own_fit(panel: Panel, store: str, driver: str) -> OwnFit | Refusal:
    """Regress a store's target on one driver, less what the months were to all others.

    Args:
        panel: of the network, with this store and others.
        store: its name in the panel.
        driver: one of the panel's.

    Returns:
        The fit, or why there is none.
    """
    place = panel.entity_names.index(store)
    mine, others = panel.entities == place, panel.entities != place
    months = panel.periods[mine]
    if len(months) < MONTHS_NEEDED:
        return _one_store(store, len(months))
    counts = np.bincount(panel.periods[others], minlength=len(panel.period_names))
    fewest = int(counts[months].min())
    if fewest < OTHERS_NEEDED:
        numbers = {"stores": float(fewest + 1), "needed": float(OTHERS_NEEDED + 1)}
        return Refusal(Reason.TOO_FEW_STORES, (store,), numbers)
    column = panel.drivers.index(driver)
    both = np.column_stack([panel.outcome, panel.values[:, column]])
    effects = month_effects(both[others], panel.entities[others], panel.periods[others])
    left = both[mine] - effects[months]
    left = left - left.mean(axis=0)
    y, x = left[np.argsort(months)].T
    if float(x @ x) <= _TINY * float(both[mine, 1] @ both[mine, 1]):
        return Refusal(Reason.NO_VARIATION_WITHIN, (driver,))
    return _fitted(driver, x, y)


def month_effects(columns: Floats, entities: Codes, periods: Codes) -> Floats:
    """Effect of each month on each column, in a panel of store and month effects.

    Args:
        columns: shape (n, m).
        entities: shape (n,), of the rows.
        periods: shape (n,), of the rows.

    Returns:
        Shape (months, m), up to a constant; 0 for a month without rows.
    """
    count = int(periods.max()) + 1
    stores = np.unique(entities, return_inverse=True)[1]
    seen = np.zeros((int(stores.max()) + 1, count))
    np.add.at(seen, (stores, periods), 1.0)
    per_store = seen.sum(axis=1)
    left = np.diag(seen.sum(axis=0)) - seen.T @ (seen / per_store[:, None])
    sums = np.zeros((count, columns.shape[1]))
    np.add.at(sums, periods, columns)
    totals = np.zeros((len(per_store), columns.shape[1]))
    np.add.at(totals, stores, columns)
    right = sums - (seen / per_store[:, None]).T @ totals
    found: Floats = np.linalg.lstsq(left, right, rcond=None)[0]
    return found


def _fitted(driver: str, x: Floats, y: Floats) -> OwnFit:
    from scipy.stats import t as student

    count, squares = len(x), float(x @ x)
    estimate = float(x @ y) / squares
    scores = x * (y - estimate * x)
    freedom = max(2, int(_COSINES * count ** (2 / 3)))
    steps = np.arange(1, freedom + 1)[:, None] * (np.arange(count) + 0.5) * np.pi / count
    # Two parameters have been fitted to these months.
    waves = np.sqrt(2 / (count - 2)) * np.cos(steps) @ scores
    error = float(np.sqrt(count * np.mean(waves**2))) / squares
    reach = float(student.ppf(0.975, freedom)) * error
    p_value = float(2 * student.sf(abs(estimate) / error, freedom)) if error else 0.0
    low, high = estimate - reach, estimate + reach
    return OwnFit(driver, estimate, error, p_value, low, high, freedom, count)


def _one_store(store: str, months: int) -> Refusal:
    numbers = {"periods": float(months), "needed": float(MONTHS_NEEDED)}
    return Refusal(Reason.ONE_STORE, (store,), numbers)


_TINY = 1e-20
