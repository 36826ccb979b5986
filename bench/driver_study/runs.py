"""Many analyses of planted panels, by the very functions that an analysis is made of."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from bench.driver_study.planted import Design, plant
from bench.driver_study.tally import Flags, Tally
from metrics.drivers.gates import Evidence, held_out, lead, verdict
from metrics.drivers.inference import Inference, infer
from metrics.drivers.modelling import Model, WithheldError, model
from metrics.drivers.options import Options
from metrics.drivers.panel import Floats, Panel
from metrics.drivers.result import Refusal
from metrics.drivers.telling import family_of

_KEPT = Options(draws=0)
_LIFTED = Options(draws=0, gated=False)
_LEVEL = 0.05


@dataclass(frozen=True, eq=False, slots=True)
class Run:
    """What came of one panel; arrays have shape (drivers,).

    Attributes:
        estimates: without gates.
        covered: whether the 95 % interval holds the truth, without gates.
        shown: whether a driver passed every gate.
        covered_as_shown: whether the interval does that is shown.
        reasons: why drivers are not shown, by driver.
        ranked: whether there is a ranking.
        level: error level of the intervals shown.
    """

    estimates: Floats
    covered: Flags
    shown: Flags
    covered_as_shown: Flags
    reasons: Mapping[str, tuple[Refusal, ...]] = field(default_factory=dict)
    ranked: bool = False
    level: float = _LEVEL


def study(design: Design, runs: int, seed: int) -> Tally:
    """Plant and analyse a design so many times.

    Args:
        design: what is planted.
        runs: number of panels.
        seed: of chance; every panel has a stream of its own, whatever runs beside it.
    """
    stream = zlib.crc32(design.name.encode())
    chances = (np.random.default_rng([seed, stream, number]) for number in range(runs))
    found = [one(design, chance) for chance in chances]
    names = tuple(f"driver_{number}" for number in range(1, design.drivers + 1))
    held_back: dict[str, Flags] = {}
    for place, run in enumerate(found):
        for name, reasons in run.reasons.items():
            for why in reasons:
                nobody = np.zeros((runs, len(names)), dtype=np.bool_)
                flags = held_back.setdefault(why.reason.value, nobody)
                flags[place, names.index(name)] = True
    return Tally(
        truth=design.effects,
        estimates=np.array([run.estimates for run in found]),
        covered=np.array([run.covered for run in found]),
        covered_as_shown=np.array([run.covered_as_shown for run in found]),
        shown=np.array([run.shown for run in found]),
        held_back=held_back,
        ranked=np.array([run.ranked for run in found]),
    )


def one(design: Design, rng: np.random.Generator) -> Run:
    """Plant one panel and analyse it, with the gates and without."""
    for_panel, for_errors, for_leads, for_folds = rng.spawn(4)
    panel = plant(design, for_panel)
    try:
        kept = model(panel, _KEPT)
    except WithheldError as error:
        plain = _plain(panel, for_errors)
        everybody = dict.fromkeys(panel.drivers, (error.refusal,))
        return _bare(design, plain, everybody)
    inference = infer(kept.fitted, kept.panel, True, for_errors)
    all_in = kept.panel.drivers == panel.drivers
    bare = _bare(design, inference if all_in else _plain(panel, for_errors), {})
    return _judged(bare, design, kept, inference, (for_leads, for_folds))


def _plain(panel: Panel, chance: np.random.Generator) -> Inference:
    """With the gates lifted."""
    return infer(model(panel, _LIFTED).fitted, panel, True, chance)


def _bare(design: Design, inference: Inference, reasons: Mapping[str, tuple[Refusal, ...]]) -> Run:
    nobody = np.zeros(design.drivers, dtype=np.bool_)
    covered = [
        holds(inference, place, float(truth), _LEVEL) for place, truth in enumerate(design.effects)
    ]
    estimates = inference.estimates[: design.drivers]
    return Run(estimates, np.array(covered), nobody, nobody, reasons)


def holds(inference: Inference, place: int, value: float, level: float) -> bool:
    """Whether the interval of a coefficient holds a value.

    The bootstrap's holds what its test does not reject: one test, where finding an end takes many.
    """
    by_t = replace(inference, tested=None)
    low, high = by_t.interval(level)
    if inference.tested is None or low[place] <= value <= high[place]:
        return bool(low[place] <= value <= high[place])
    distance = value - float(inference.estimates[place])
    return inference.tested.drawn[place].p_value(distance) > level


def _judged(
    bare: Run,
    design: Design,
    kept: Model,
    inference: Inference,
    chance: tuple[np.random.Generator, np.random.Generator],
) -> Run:
    names = kept.panel.drivers
    p_values = inference.p_values().tolist()[: len(names)]

    def intervals(level: float) -> dict[str, tuple[float, float]]:
        """Where zero is: all that a verdict asks of an interval."""
        signs = np.sign(inference.estimates).tolist()
        zero = [holds(inference, place, 0.0, level) for place in range(len(names))]
        return {
            name: (-1.0, 1.0) if zero[place] else (signs[place], signs[place])
            for place, name in enumerate(names)
        }

    evidence = Evidence(
        p_values=dict(zip(names, p_values, strict=True)),
        family=family_of(kept, _KEPT),
        before=kept.stays,
        leads=lead(kept.panel, _KEPT.effects, chance[0]),
        held_out=held_out(kept.panel, _KEPT.effects, chance[1]),
    )
    judged = verdict(evidence, intervals)
    shown = np.zeros((2, design.drivers), dtype=np.bool_)
    for name in judged.shown:
        place = int(name.rpartition("_")[2]) - 1
        truth = float(design.effects[place])
        shown[:, place] = True, holds(inference, names.index(name), truth, judged.level)
    refused = {name: (why,) for name, why in kept.refused_drivers.items()}
    return Run(
        bare.estimates,
        bare.covered,
        shown[0],
        shown[1],
        {**judged.held_back, **refused},
        judged.ranking is None,
        judged.level,
    )
