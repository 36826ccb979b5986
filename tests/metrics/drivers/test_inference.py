"""Which way an estimate is judged, and that few clusters are never trusted too much."""

from dataclasses import replace

import numpy as np
import pytest

from bench.driver_study.planted import Design, plant
from metrics.drivers.estimation import fit
from metrics.drivers.inference import CLUSTER, WILD_CLUSTER_BOOTSTRAP, Inference, infer
from metrics.drivers.panel import Panel

BOTH = ("entity", "time")


def judged(panel: Panel) -> Inference:
    return infer(fit(panel, BOTH), panel, True, np.random.default_rng(2))


@pytest.mark.parametrize(
    ("stores", "moving", "kind"),
    [
        (29, 0, WILD_CLUSTER_BOOTSTRAP),
        (30, 0, CLUSTER),
        (30, 8, WILD_CLUSTER_BOOTSTRAP),
        (60, 10, WILD_CLUSTER_BOOTSTRAP),
        (60, 40, CLUSTER),
    ],
)
def test_few_stores_that_move_are_few_clusters(stores: int, moving: int, kind: str) -> None:
    design = Design("few", stores, 12, drivers=2, moving=moving)
    assert judged(plant(design, np.random.default_rng(1))).kind == kind


def test_with_few_clusters_the_wider_interval_and_the_larger_p_count() -> None:
    found = judged(plant(Design("few", 8, 24), np.random.default_rng(1)))
    assert found.tested is not None
    by_t = replace(found, tested=None)
    for level in (0.05, 0.01):
        low, high = found.interval(level)
        for other_low, other_high in (by_t.interval(level), found.tested.interval(level)):
            assert (low <= other_low).all()
            assert (high >= other_high).all()
    assert (found.p_values() == np.maximum(by_t.p_values(), found.tested.p_values())).all()


def test_without_chance_the_answer_comes_at_once() -> None:
    panel = plant(Design("few", 8, 24), np.random.default_rng(1))
    assert infer(fit(panel, BOTH), panel, True, None).kind == CLUSTER
