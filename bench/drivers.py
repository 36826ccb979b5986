"""A whole driver analysis of a large network beside one plain fit of it by the estimation library.

The panel is made, not loaded: 1,000 stores, 36 months, 12 drivers, and some store-months missing,
so that effects have to be taken out both ways at once.
"""

from collections.abc import Callable, Iterator
from time import perf_counter

import numpy as np

from bench.driver_study.planted import Design, plant
from bench.measurement import Measurement, from_samples
from metrics.drivers.analysis import analyse, fit_only
from metrics.drivers.options import DRAWS_OF_IMPORTANCE, SEED, Options
from metrics.drivers.panel import Panel

NETWORK = Design(
    "1,000 stores x 36 months x 12 drivers",
    stores=1000,
    months=36,
    drivers=12,
    true=6,
    missing=0.05,
    partial=0.01,
)
FEW = Design(
    "20 stores x 36 months x 12 drivers",
    stores=20,
    months=36,
    drivers=12,
    true=6,
    missing=0.05,
    partial=0.03,
)
BAR = 20.0
SAMPLES = 3


def drivers(network: Design = NETWORK, small: Design = FEW) -> Iterator[Measurement]:
    """Time everything, what comes at once, and the bootstrap of few clusters.

    Args:
        network: large.
        small: of fewer than 30 stores.
    """
    panel = plant(network, np.random.default_rng(SEED))
    draws = f"gates, LMG of {DRAWS_OF_IMPORTANCE} draws"
    plain = _timed(_by_library(panel))
    reference = {
        "reference": "one fit by linearmodels",
        "reference_value": sorted(plain)[len(plain) // 2],
    }
    at_once = _timed(lambda: fit_only(panel, Options()))
    yield from_samples(f"drivers, at once: fit, errors, {network.name}", at_once, "s", **reference)
    whole = _timed(lambda: analyse(panel, Options(), np.random.default_rng(SEED)))
    name = f"drivers, everything: fit, errors, {draws}, {network.name}"
    yield from_samples(name, whole, "s", bar=BAR, **reference)
    few = plant(small, np.random.default_rng(SEED))
    whole = _timed(lambda: analyse(few, Options(), np.random.default_rng(SEED)))
    yield from_samples(f"drivers, everything with the wild bootstrap, {small.name}", whole, "s")


def _by_library(panel: Panel) -> Callable[[], object]:
    """The plain fit with both effects, as the library makes it."""
    import pandas as pd
    from linearmodels.panel import PanelOLS

    frame = pd.DataFrame(panel.values, columns=list(panel.drivers))
    frame["outcome"] = panel.outcome
    frame = frame.set_index([pd.Index(panel.entities), pd.Index(panel.periods)])
    columns = frame[list(panel.drivers)]

    def fitted() -> object:
        model = PanelOLS(frame["outcome"], columns, entity_effects=True, time_effects=True)
        return model.fit()

    return fitted


def _timed(action: Callable[[], object]) -> list[float]:
    """Seconds of each sample; the first, which imports and compiles, is not one."""
    action()
    seconds = []
    for _ in range(SAMPLES):
        began = perf_counter()
        action()
        seconds.append(perf_counter() - began)
    return seconds
