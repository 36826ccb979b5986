"""The bootstrap is the one of the books, refit by refit, and its intervals hold what they say."""

from dataclasses import replace

import numpy as np
import pytest

from metrics.drivers.estimation import clustered, fit
from metrics.drivers.few_clusters import WEBB
from metrics.drivers.panel import Floats, Panel
from metrics.drivers.wild_bootstrap import bootstrap, draws_for
from metrics.drivers.within import swept
from tests.metrics.drivers.panels import panel_of, random_panel

BOTH = ("entity", "time")


class Replayed(np.random.Generator):
    """Gives the weights that it was made with."""

    def __init__(self, weights: Floats) -> None:
        super().__init__(np.random.PCG64(0))
        self.weights = weights

    def choice(self, *_: object, **__: object) -> Floats:  # type: ignore[override]
        return self.weights


def refitted(
    panel: Panel, effects: tuple[str, ...], place: int, tested: float, weights: Floats
) -> float:
    """P-value by refitting the whole model in every draw, nothing simplified."""
    fitted = fit(panel, effects)
    columns = fitted.columns

    def squared_t(outcome: Floats) -> float:
        left = swept(outcome[:, None], panel, effects)[:, 0] if effects else outcome
        weights = np.asarray(np.linalg.lstsq(columns, left, rcond=None)[0], dtype=np.float64)
        again = replace(fitted, residuals=left - columns @ weights, weights=weights)
        variance = clustered(again, panel).matrix[place, place]
        return float((weights[place] - tested) ** 2 / variance)

    others = np.delete(columns, place, axis=1)
    moved = fitted.outcome - tested * columns[:, place]
    kept = others @ np.linalg.lstsq(others, moved, rcond=None)[0]
    restricted = moved - kept
    observed = squared_t(fitted.outcome)
    drawn = [
        squared_t(fitted.outcome - restricted + each[panel.clusters] * restricted)
        for each in weights
    ]
    return (1 + sum(t >= observed * (1 - 1e-9) for t in drawn)) / (len(weights) + 1)


@pytest.mark.parametrize("effects", [(), ("entity",), BOTH])
def test_it_is_what_refitting_every_draw_gives(effects: tuple[str, ...]) -> None:
    rng = np.random.default_rng(11)
    panel = random_panel(rng, (7, 12), (0.3, 0.0), missing=0.15)
    weights = rng.choice(WEBB, size=(39, 7))
    fitted = fit(panel, effects)
    found = bootstrap(fitted, panel, clustered(fitted, panel), Replayed(weights), 39)
    low, high = found.interval(0.05)
    for place in range(len(fitted.names))[-1:]:
        assert found.p_values()[place] == refitted(panel, effects, place, 0.0, weights)
        for end, inwards in ((low[place], 1e-6), (high[place], -1e-6)):
            inside = end + inwards * abs(high[place] - low[place])
            outside = end - inwards * abs(high[place] - low[place])
            assert refitted(panel, effects, place, inside, weights) > 0.05
            assert refitted(panel, effects, place, outside, weights) <= 0.05


def test_clusters_may_be_groups_of_stores() -> None:
    rng = np.random.default_rng(12)
    panel = random_panel(rng, (20, 10), (0.3,), missing=0.1)
    regions = panel.entities // 4
    grouped = replace(panel, clusters=regions, cluster_names=tuple("ABCDE"))
    weights = rng.choice(WEBB, size=(99, 5))
    fitted = fit(grouped, BOTH)
    found = bootstrap(fitted, grouped, clustered(fitted, grouped), Replayed(weights), 99)
    assert found.p_values()[0] == refitted(grouped, BOTH, 0, 0.0, weights)


def test_the_weights_are_centred_and_of_variance_one() -> None:
    assert WEBB.sum() == pytest.approx(0)
    assert (WEBB**2).mean() == pytest.approx(1)


def test_the_least_p_value_is_one_of_all_draws() -> None:
    panel = random_panel(np.random.default_rng(13), (12, 24), (5.0,))
    fitted = fit(panel, BOTH)
    found = bootstrap(fitted, panel, clustered(fitted, panel), np.random.default_rng(1), 199)
    assert found.p_values()[0] == 1 / 200
    low, high = found.interval(0.05)
    assert low[0] < fitted.weights[0] < high[0]


def test_a_perfect_fit_has_an_interval_of_one_point() -> None:
    values = np.array([[1.0, 2], [2, 1], [4, 3], [3, 7], [5, 5], [9, 2]])
    panel = panel_of(values @ [2.0, 3.0], values, [0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 0, 1])
    fitted = fit(panel, intercept=False)
    found = bootstrap(fitted, panel, clustered(fitted, panel), np.random.default_rng(1), 99)
    assert found.interval(0.05)[0] == pytest.approx([2.0, 3.0])
    assert found.interval(0.05)[1] == pytest.approx([2.0, 3.0])


@pytest.mark.parametrize("stores", [8, 12])
def test_intervals_cover_the_truth_as_often_as_they_say(stores: int) -> None:
    rng = np.random.default_rng(14)
    runs, covered, agreed = 300, 0, 0
    for _ in range(runs):
        panel = random_panel(rng, (stores, 12), (0.4,))
        fitted = fit(panel, BOTH)
        found = bootstrap(fitted, panel, clustered(fitted, panel), rng, 199)
        low, high = (float(end[0]) for end in found.interval(0.05))
        covered += low <= 0.4 <= high
        agreed += (low <= 0 <= high) == bool(found.p_values()[0] > 0.05)
    # Within a 99 % binomial interval around 95 %.
    assert 0.917 * runs <= covered <= 0.983 * runs
    assert agreed == runs


def test_large_families_of_tests_get_the_draws_that_they_need() -> None:
    assert draws_for(12, 0.1) == 1999
    many = draws_for(60, 0.1)
    price = 60 * sum(1 / rank for rank in range(1, 61))
    assert price / (many + 1) <= 0.05
    assert (many + 1) % 20 == 0
