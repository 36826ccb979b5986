"""Panels made for tests: from arrays, or at random with stores that have months missing."""

from collections.abc import Sequence

import numpy as np

from metrics.drivers.panel import Floats, Panel


def panel_of(
    outcome: Floats,
    values: Floats,
    entities: Sequence[int] | np.ndarray,
    periods: Sequence[int] | np.ndarray,
    clusters: Sequence[int] | np.ndarray | None = None,
) -> Panel:
    """A panel of these rows; drivers are `x0`, `x1` and so on."""
    stores = np.asarray(entities, dtype=np.int64)
    months = np.asarray(periods, dtype=np.int64)
    groups = stores if clusters is None else np.asarray(clusters, dtype=np.int64)
    return Panel(
        target="y",
        drivers=tuple(f"x{number}" for number in range(values.shape[1])),
        controls=(),
        outcome=np.asarray(outcome, dtype=np.float64),
        values=np.asarray(values, dtype=np.float64),
        held=np.empty((len(outcome), 0)),
        entities=stores,
        periods=months,
        clusters=groups,
        entity_names=tuple(f"S{number}" for number in range(stores.max() + 1)),
        period_names=tuple(f"2024-{number:03}" for number in range(months.max() + 1)),
        cluster_names=tuple(f"C{number}" for number in range(groups.max() + 1)),
    )


def random_panel(
    rng: np.random.Generator,
    shape: tuple[int, int],
    effects: Sequence[float],
    missing: float = 0.0,
    kept_together: float = 0.5,
) -> Panel:
    """Stores x months with store and month effects in drivers and outcome.

    Args:
        rng: where chance comes from.
        shape: stores and months.
        effects: coefficient of each driver.
        missing: share of rows that are left out.
        kept_together: autocorrelation of drivers and errors within a store.
    """
    stores, months = shape
    values = np.stack([_walk(rng, shape, kept_together) for _ in effects], axis=-1)
    values += rng.normal(size=(stores, 1, len(effects))) + rng.normal(
        size=(1, months, len(effects))
    )
    outcome = values @ np.asarray(effects) + _walk(rng, shape, kept_together)
    outcome += 3 * rng.normal(size=(stores, 1)) + rng.normal(size=(1, months))
    kept = np.flatnonzero(rng.random(stores * months) >= missing)
    return panel_of(
        outcome.reshape(-1)[kept],
        values.reshape(-1, len(effects))[kept],
        kept // months,
        kept % months,
    )


def _walk(rng: np.random.Generator, shape: tuple[int, int], kept: float) -> Floats:
    """Series of variance one, autocorrelated within a store."""
    steps = rng.normal(size=shape)
    for month in range(1, shape[1]):
        steps[:, month] = kept * steps[:, month - 1] + np.sqrt(1 - kept**2) * steps[:, month]
    return steps
