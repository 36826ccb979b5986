"""From what was found to the answer: plain values only, no array leaves here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from metrics.drivers.collinearity import Collinearity
from metrics.drivers.estimation import spreads
from metrics.drivers.gates import THRESHOLDS, Verdict
from metrics.drivers.gates.false_discovery import PROCEDURE
from metrics.drivers.inference import Inference
from metrics.drivers.modelling import Model
from metrics.drivers.options import Options
from metrics.drivers.panel import Panel
from metrics.drivers.result import Analysis, Coefficient, Diagnostics, Refusal, Share

_LEVEL = 0.05


@dataclass(frozen=True, eq=False, slots=True)
class Found:
    """What was found of a model.

    Attributes:
        model: what was fitted.
        inference: how sure it is.
        collinearity: how drivers go together.
        verdict: of the gates; None where they are lifted or not through.
        leads: p-values of the lead test, by driver.
        gains: on held-out data, by kind.
        importance: of what is ordered.
    """

    model: Model
    inference: Inference
    collinearity: Collinearity
    verdict: Verdict | None = None
    leads: Mapping[str, float] = field(default_factory=dict)
    gains: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    importance: tuple[Share, ...] = ()


def refused_whole(
    panel: Panel, options: Options, refusal: Refusal, refused_drivers: Mapping[str, Refusal]
) -> Analysis:
    """The answer where there is none."""
    return Analysis(
        target=panel.target,
        n=panel.n,
        coefficients=(),
        r_squared=None,
        importance=(),
        diagnostics=Diagnostics(
            entities=len(np.unique(panel.entities)),
            periods=len(np.unique(panel.periods)),
            clusters=len(np.unique(panel.clusters)),
            effects=options.effects,
            cluster=options.cluster,
            inference="none",
            left_out=dict(options.left_out),
            lags=dict(options.lags),
        ),
        refused=refusal,
        refused_drivers=dict(refused_drivers),
    )


def told(found: Found, options: Options) -> Analysis:
    """The answer."""
    model = found.model
    return Analysis(
        target=model.panel.target,
        n=model.panel.n,
        coefficients=_coefficients(found, options),
        r_squared=model.fitted.r_squared,
        importance=found.importance,
        diagnostics=_diagnostics(found, options),
        refused=None if found.verdict is None else found.verdict.ranking,
        refused_drivers=dict(model.refused_drivers),
        covariance=tuple(map(tuple, found.inference.covariance.matrix.tolist())),
    )


def family_of(model: Model, options: Options) -> int:
    """Number of declared drivers, over which the false discovery rate is held."""
    if options.family is not None:
        return options.family
    return len({*model.panel.drivers, *model.refused_drivers})


def _coefficients(found: Found, options: Options) -> tuple[Coefficient, ...]:
    fitted, verdict = found.model.fitted, found.verdict
    p_values = found.inference.p_values().tolist()
    errors = found.inference.covariance.errors.tolist()
    usual = np.column_stack(found.inference.interval(_LEVEL)).tolist()
    wider = usual
    shown: tuple[str, ...] = () if options.gated else found.model.panel.drivers
    if verdict is not None:
        shown = verdict.shown
        wider = np.column_stack(found.inference.interval(verdict.level)).tolist()
    spread = spreads(fitted)
    coefficients = []
    for place, name in enumerate(fitted.names):
        low, high = (wider if name in shown else usual)[place]
        held_back: tuple[Refusal, ...] = ()
        if verdict is not None:
            held_back = verdict.held_back.get(name, ())
        elif name in found.model.stays:
            held_back = (found.model.stays[name],)
        coefficients.append(
            Coefficient(
                name=name,
                estimate=float(fitted.weights[place]),
                std_error=errors[place],
                p_value=p_values[place],
                ci_low=low,
                ci_high=high,
                spread=spread.get(name),
                q_value=None if verdict is None else verdict.q_values.get(name),
                shown=name in shown,
                held_back=held_back,
            )
        )
    return tuple(coefficients)


def _diagnostics(found: Found, options: Options) -> Diagnostics:
    panel, inference, verdict = found.model.panel, found.inference, found.verdict
    draws = {}
    if inference.tested is not None:
        draws["wild_cluster_bootstrap"] = inference.tested.draws
    if found.importance and options.draws:
        draws["importance"] = options.draws
    return Diagnostics(
        entities=len(np.unique(panel.entities)),
        periods=len(np.unique(panel.periods)),
        clusters=len(np.unique(panel.clusters)),
        effects=options.effects,
        cluster=options.cluster,
        inference=inference.kind,
        draws=draws,
        within_r_squared=found.model.fitted.within_r_squared,
        vif=dict(found.collinearity.vif),
        condition_index=found.collinearity.condition_index,
        held_out=dict(found.gains),
        lead_p_values=dict(found.leads),
        false_discovery=None if verdict is None else (PROCEDURE, THRESHOLDS.q),
        family=None if verdict is None else family_of(found.model, options),
        left_out=dict(options.left_out),
        lags=dict(options.lags),
        level_of_shown=None if verdict is None else 1 - verdict.level,
    )
