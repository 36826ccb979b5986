"""An analysis of the warehouse in the shape that scripts rely on."""

from dataclasses import asdict
from typing import Any

from commands.drivers_json import analysis_as_json, finite, refusal_as_json
from commands.drivers_warehouse import StoresAnswer
from metrics.drivers.hypotheses.hypothesis import Hypothesis
from metrics.drivers.hypotheses.registry import measured
from metrics.drivers.one_store.result import OneStore
from metrics.drivers.store_panel import StorePanel
from metrics.drivers.tautology.guard import shares_denominator


def as_json(answer: StoresAnswer) -> dict[str, Any]:
    """The whole answer: that of a panel in a file, and what the panel is."""
    given = answer.given
    told = {
        **analysis_as_json(answer.analysis),
        "seed": answer.seed,
        "as_of": answer.as_of.isoformat(),
        "snapshot": answer.snapshot,
        "from": given.period.start.isoformat(),
        "to": given.period.end.isoformat(),
        "panel": _panel(given, answer),
        "hypotheses": [_hypothesis(pair, answer) for pair in given.pairs],
        "set_aside": [
            {
                "driver": pair.driver,
                "why": pair.why.value,
                "reason": pair.reason.en,
                "instead": list(pair.instead),
            }
            for pair in answer.set_aside
        ],
        "store": None if answer.beside is None else _store(answer.beside, answer),
    }
    whole: dict[str, Any] = finite(told)
    return whole


def _panel(given: StorePanel, answer: StoresAnswer) -> dict[str, Any]:
    return {
        "grain": given.grain,
        "currency": given.currency,
        "divided_by": given.footing.value,
        "typical_size": answer.typical,
        "sizes": dict(answer.sizes),
        "log_target": given.log,
        "logs": sorted(given.logs),
        "controls": list(given.panel.controls) if given.panel else [],
        "absent": list(given.absent),
    }


def _hypothesis(pair: Hypothesis, answer: StoresAnswer) -> dict[str, Any]:
    first, last = answer.given.lags[pair.driver]
    found = {one.name: one for one in answer.analysis.coefficients if one.shown}
    shown = found.get(pair.driver)
    return {
        "driver": pair.driver,
        "expected": pair.sign.value,
        "contradicted": shown is not None and pair.is_contradicted_by(shown.estimate),
        "lag": [first, last],
        "log": pair.log,
        "shares_denominator": shares_denominator(measured(pair.target), measured(pair.driver)),
        "mechanism": pair.mechanism.en,
        "caution": pair.caution.en,
        "evidence": pair.evidence,
    }


def _store(beside: OneStore, answer: StoresAnswer) -> dict[str, Any]:
    alike = None if answer.given.sizes else 1.0
    return {
        "code": beside.store,
        "months": beside.months,
        "size": answer.sizes.get(beside.store, alike),
        "effects": [asdict(effect) for effect in beside.effects.values()],
        "own": [asdict(fit) for fit in beside.own.values()],
        "own_refused": {
            name: refusal_as_json(refusal) for name, refusal in beside.own_refused.items()
        },
    }
