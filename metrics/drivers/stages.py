"""An analysis in stages: what comes at once, then everything.

It rests on statistics libraries, so that only a process of its own imports it; what leaves it are
the plain values of ``stage``.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

import numpy as np

from metrics.drivers.analysis import analyse, fit_only
from metrics.drivers.one_store.about import about_store
from metrics.drivers.options import SEED, Options
from metrics.drivers.relation import relations
from metrics.drivers.result import Analysis
from metrics.drivers.stage import Stage, Trials
from metrics.drivers.store_analysis import fitted_drivers, options_of, without_panel
from metrics.drivers.store_panel import StorePanel
from metrics.drivers.what_if.scenario import scenario


def in_stages(
    given: StorePanel, seen: Collection[str], store: str = "", seed: int | None = None
) -> Iterator[Stage]:
    """Work an analysis out: the fit, then intervals, gates and importance.

    Args:
        given: the panel out of the warehouse.
        seen: codes of the stores whose points the reader may see.
        store: the one that is looked at; empty for several.
        seed: of chance; the usual one where not given.
    """
    if given.panel is None:
        yield Stage(without_panel(given), (), 0, 0, given.grain, currencies=given.currencies)
        return
    options = options_of(given, given.panel)
    first = fit_only(given.panel, options)
    yield _stage(given, first, options, seen, store, is_last=False)
    if first.coefficients:
        rng = np.random.default_rng(SEED if seed is None else seed)
        whole = analyse(given.panel, options, rng)
        yield _stage(given, whole, options, seen, store, is_last=True)


def _stage(
    given: StorePanel,
    analysis: Analysis,
    options: Options,
    seen: Collection[str],
    store: str,
    *,
    is_last: bool,
) -> Stage:
    panel = given.panel
    assert panel is not None
    left = panel.of_drivers(fitted_drivers(panel, analysis))
    told = analysis.diagnostics
    stage = Stage(
        analysis,
        relations(left, analysis, options.effects, seen),
        told.entities if told else 0,
        told.periods if told else 0,
        given.grain,
        given.sizes.get(store, 1.0),
        currencies=given.currencies,
    )
    if not is_last or not store or not analysis.coefficients:
        return stage
    found = scenario(left, options.effects, analysis, store, stage.size)
    trials = Trials(
        found.drivers,
        found.seen,
        tuple(map(tuple, found.pattern.tolist())),
        found.critical,
        found.size,
    )
    beside = about_store(left, options.effects, analysis, store)
    return replace(stage, store=beside, trials=trials)
