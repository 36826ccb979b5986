"""An analysis in the shape that scripts rely on."""

import math
from dataclasses import asdict
from typing import Any

from commands.drivers_csv import Answer
from commands.refusal_words import refusal_text
from metrics.drivers.regularised import Drawn
from metrics.drivers.result import Analysis, Coefficient, Refusal, Share


def as_json(answer: Answer) -> dict[str, Any]:
    """The whole answer; numbers without end are null, as JSON has none."""
    told = {**analysis_as_json(answer.analysis), "seed": answer.seed, "notes": list(answer.notes)}
    if answer.paths:
        told["penalised"] = [_path(each) for each in answer.paths]
    return told


def analysis_as_json(analysis: Analysis) -> dict[str, Any]:
    """The analysis alone."""
    told = {
        "target": analysis.target,
        "n": analysis.n,
        "coefficients": [_coefficient(each) for each in analysis.coefficients],
        "r_squared": analysis.r_squared,
        "importance": [_share(each) for each in analysis.importance],
        "diagnostics": None if analysis.diagnostics is None else asdict(analysis.diagnostics),
        "refused": None if analysis.refused is None else refusal_as_json(analysis.refused),
        "refused_drivers": {
            name: refusal_as_json(refusal) for name, refusal in analysis.refused_drivers.items()
        },
        "covariance": [list(row) for row in analysis.covariance],
    }
    whole: dict[str, Any] = finite(told)
    return whole


def _coefficient(each: Coefficient) -> dict[str, Any]:
    return {
        "name": each.name,
        "estimate": each.estimate,
        "std_error": each.std_error,
        "p_value": each.p_value,
        "ci_low": each.ci_low,
        "ci_high": each.ci_high,
        "spread": each.spread,
        "q_value": each.q_value,
        "shown": each.shown,
        "held_back": [refusal_as_json(refusal) for refusal in each.held_back],
    }


def _share(each: Share) -> dict[str, Any]:
    return {
        "name": each.name,
        "share": each.share,
        "ci_low": each.ci_low,
        "ci_high": each.ci_high,
        "tied_with": list(each.tied_with),
    }


def refusal_as_json(refusal: Refusal) -> dict[str, Any]:
    """A refusal with its sentence in English."""
    return {
        "reason": refusal.reason.value,
        "subjects": list(refusal.subjects),
        "numbers": dict(refusal.numbers),
        "message": refusal_text(refusal, "en"),
    }


def _path(each: Drawn) -> dict[str, Any]:
    return {
        "method": each.method,
        "penalty": each.penalty,
        "l1_ratio": each.l1_ratio,
        "coefficients": [
            {"name": name, "estimate": estimate, "scaled": each.scaled[name]}
            for name, estimate in each.estimates.items()
        ],
    }


def finite(told: Any) -> Any:
    """The same with null for numbers without end."""
    if isinstance(told, dict):
        return {name: finite(value) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return [finite(value) for value in told]
    if isinstance(told, float) and not math.isfinite(told):
        return None
    return told
