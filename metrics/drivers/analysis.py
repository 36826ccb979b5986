"""The conductor: from a panel to an answer, gates, estimates and importance in their order.

`fit_only` is what can be said at once; `analyse` is everything.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from metrics.drivers.collinearity import examine
from metrics.drivers.gates import THRESHOLDS, Evidence, Verdict, held_out, lead, verdict
from metrics.drivers.gates.held_out import HeldOut
from metrics.drivers.importance import among, shares
from metrics.drivers.inference import Inference, infer
from metrics.drivers.joint_test import groups_that_count
from metrics.drivers.modelling import Model, WithheldError, model
from metrics.drivers.numerical import RefusedError
from metrics.drivers.options import Options
from metrics.drivers.panel import Panel
from metrics.drivers.result import Analysis, Share
from metrics.drivers.telling import Found, family_of, refused_whole, told
from metrics.drivers.wild_bootstrap import draws_for


def fit_only(panel: Panel, options: Options) -> Analysis:
    """The fit, its errors, and the gates that look at drivers only: what comes at once.

    Nothing is shown yet where gates are kept: with few clusters the intervals are still those of
    the t distribution, and hold-out, lead test and importance are still to come.
    """
    try:
        return told(_found(panel, options, None), options)
    except WithheldError as error:
        return refused_whole(panel, options, error.refusal, error.refused_drivers)


def analyse(panel: Panel, options: Options, rng: np.random.Generator) -> Analysis:
    """Everything.

    Args:
        panel: complete rows.
        options: how.
        rng: where chance comes from; every part draws from a stream of its own.
    """
    for_errors, for_leads, for_folds, for_stores = rng.spawn(4)
    try:
        found = _found(panel, options, for_errors)
    except WithheldError as error:
        return refused_whole(panel, options, error.refusal, error.refused_drivers)
    fitted = found.model
    if not options.gated:
        return told(replace(found, importance=_of_all(fitted, options, for_stores)), options)
    leads = lead(fitted.panel, options.effects, for_leads, options.lags)
    gains = held_out(fitted.panel, options.effects, for_folds)
    judged = _judged(fitted, found.inference, leads, gains, options)
    importance: tuple[Share, ...] = ()
    if judged.ranking is None:
        groups = groups_that_count(
            fitted, found.inference, found.collinearity.groups, judged.held_back
        )
        players = {*judged.shown, *(name for group in groups for name in group)}
        if players:
            ordered = among(fitted.panel, sorted(players))
            importance = shares(ordered, options.effects, options.draws, for_stores, groups)
    told_of = replace(found, verdict=judged, leads=leads, gains=gains.gains, importance=importance)
    return told(told_of, options)


def _found(panel: Panel, options: Options, rng: np.random.Generator | None) -> Found:
    fitted = model(panel, options)
    draws = draws_for(family_of(fitted, options), THRESHOLDS.q)
    try:
        inference = infer(fitted.fitted, fitted.panel, options.cluster is not None, rng, draws)
    except RefusedError as error:
        unfit = [name for name in error.refusal.subjects if name in fitted.panel.drivers]
        left = [name for name in fitted.panel.drivers if name not in unfit]
        if options.is_whole or not unfit or not left:
            raise WithheldError(error.refusal, fitted.refused_drivers) from None
        alone = {name: replace(error.refusal, subjects=(name,)) for name in unfit}
        others = replace(options, refused_drivers={**fitted.refused_drivers, **alone})
        return _found(panel.of_drivers(left), others, rng)
    return Found(fitted, inference, examine(fitted.panel, options.effects))


def _of_all(fitted: Model, options: Options, rng: np.random.Generator) -> tuple[Share, ...]:
    """Importance of all drivers; a part of R² needs a constant to be a part of."""
    if not options.intercept and not options.effects:
        return ()
    return shares(fitted.panel, options.effects, options.draws, rng)


def _judged(
    fitted: Model,
    inference: Inference,
    leads: Mapping[str, float],
    gains: HeldOut,
    options: Options,
) -> Verdict:
    names = fitted.fitted.names
    drivers = fitted.panel.drivers
    p_values = dict(zip(names, inference.p_values().tolist(), strict=True))

    def intervals(level: float) -> dict[str, tuple[float, float]]:
        low, high = inference.interval(level)
        ends = dict(zip(names, zip(low.tolist(), high.tolist(), strict=True), strict=True))
        return {name: ends[name] for name in drivers}

    evidence = Evidence(
        p_values={name: p_values[name] for name in drivers},
        family=family_of(fitted, options),
        before=fitted.stays,
        leads=leads,
        held_out=gains,
    )
    return verdict(evidence, intervals)
