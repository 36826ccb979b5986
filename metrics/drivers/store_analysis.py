"""A panel out of the warehouse, analysed: everything that is declared, through every gate.

It rests on statistics libraries, so that only a process for statistics imports it.
"""

from dataclasses import dataclass

import numpy as np

from metrics.drivers.analysis import analyse
from metrics.drivers.one_store.about import about_store
from metrics.drivers.one_store.result import OneStore
from metrics.drivers.options import DRAWS_OF_IMPORTANCE, SEED, Options
from metrics.drivers.panel import Panel
from metrics.drivers.result import Analysis
from metrics.drivers.store_panel import StorePanel


@dataclass(frozen=True, slots=True)
class How:
    """What may be chosen beside the panel.

    Attributes:
        gated: whether the gates are kept; those of numbers always are.
        draws: of stores, for the intervals of importance.
        seed: of chance.
        store: code of the one store that is looked at; empty for several.
    """

    gated: bool = True
    draws: int = DRAWS_OF_IMPORTANCE
    seed: int = SEED
    store: str = ""


def analyse_stores(given: StorePanel, how: How) -> tuple[Analysis, OneStore | None]:
    """The answer, and what can be said of one store beside it.

    Args:
        given: the panel.
        how: it is analysed.
    """
    panel = given.panel
    if panel is None:
        return without_panel(given), None
    options = options_of(given, panel, how)
    analysis = analyse(panel, options, np.random.default_rng(how.seed))
    if not how.store or not analysis.coefficients:
        return analysis, None
    left = panel.of_drivers(fitted_drivers(panel, analysis))
    return analysis, about_store(left, options.effects, analysis, how.store)


def options_of(given: StorePanel, panel: Panel, how: How | None = None) -> Options:
    """How a panel out of the warehouse is analysed."""
    chosen = how or How()
    own = len(panel.cluster_names) == len(panel.entity_names)
    return Options(
        cluster="store" if own else "group",
        gated=chosen.gated,
        draws=chosen.draws,
        lags=given.lags,
        breaks=given.breaks,
        family=given.family,
        left_out=given.left_out,
        refused_drivers=given.refused_drivers,
    )


def fitted_drivers(panel: Panel, analysis: Analysis) -> tuple[str, ...]:
    """The drivers of the panel that are in the model, in order."""
    fitted = {coefficient.name for coefficient in analysis.coefficients}
    return tuple(name for name in panel.drivers if name in fitted)


def without_panel(given: StorePanel) -> Analysis:
    """The answer where there is no row at all."""
    refused = dict(given.refused_drivers)
    return Analysis(given.target, 0, (), None, (), None, given.refused, refused)
