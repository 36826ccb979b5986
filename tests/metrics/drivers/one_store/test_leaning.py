from dataclasses import replace

import numpy as np
import pytest

from metrics.drivers.one_store.leaning import leaning, own_slopes
from metrics.drivers.within import swept
from tests.metrics.drivers.planted_slopes import EFFECTS, Planted, drawn, fitted

RUNS = 120


def test_a_slope_is_held_back_between_the_store_s_own_and_the_network_s() -> None:
    panel, _ = drawn(Planted(12, 24, 0.5, 0.4), np.random.default_rng(1))
    analysis = fitted(panel)
    for store in panel.entity_names:
        found = leaning(panel, EFFECTS, analysis, store)["x0"]
        assert found.own is not None
        low, high = sorted((found.own, found.network))
        assert low <= found.estimate <= high
        assert 0 < found.weight < 1
        assert found.estimate == pytest.approx(
            found.weight * found.own + (1 - found.weight) * found.network
        )
        assert (found.network, found.months) == (analysis.coefficients[0].estimate, 24)


def test_own_slopes_are_the_network_s_and_what_the_store_s_residuals_go_beyond_it() -> None:
    panel, slopes = drawn(Planted(20, 36, 0.0, 2.0), np.random.default_rng(2))
    left = swept(np.column_stack([panel.outcome, panel.values]), panel, EFFECTS)
    inside = swept(panel.values, panel, ("entity",))[:, 0]
    slope = fitted(panel).coefficients[0].estimate
    found = own_slopes(panel, inside, left[:, 0] - slope * left[:, 1], slope)
    gaps = (found.slopes - slopes) / np.sqrt(found.variances)
    assert np.abs(gaps).max() < 5
    assert float(np.corrcoef(found.slopes, slopes)[0, 1]) > 0.97


def test_stores_that_are_alike_lean_on_the_network_and_unlike_ones_on_themselves() -> None:
    weights = []
    for spread in (0.0, 2.0):
        panel, _ = drawn(Planted(20, 36, 0.0, spread), np.random.default_rng(3))
        found = leaning(panel, EFFECTS, fitted(panel), "S00")["x0"]
        weights.append(found.weight)
    assert weights[0] < 0.3
    assert weights[1] > 0.9


@pytest.mark.parametrize("spread", [0.0, 0.3, 1.0])
def test_leaning_is_nearer_to_the_truth_than_either_side_and_intervals_hold_it(
    spread: float,
) -> None:
    rng = np.random.default_rng(4)
    held, errors = 0, []
    for _ in range(RUNS):
        panel, slopes = drawn(Planted(12, 24, 0.5, spread), rng)
        store = int(rng.integers(12))
        found = leaning(panel, EFFECTS, fitted(panel), f"S{store:02}")["x0"]
        assert found.own is not None
        truth = float(slopes[store])
        held += found.ci_low <= truth <= found.ci_high
        errors.append([found.estimate - truth, found.own - truth, found.network - truth])
    leaned, own, network = np.sqrt(np.mean(np.square(errors), axis=0))
    assert held / RUNS >= 0.88
    assert leaned <= 1.02 * own
    if spread:
        assert leaned < network


def test_a_store_without_months_gets_the_network_with_the_spread_between_stores() -> None:
    panel, _ = drawn(Planted(12, 24, 0.0, 1.0), np.random.default_rng(5))
    analysis = fitted(panel)
    found = leaning(panel, EFFECTS, analysis, "S99")["x0"]
    network = analysis.coefficients[0]
    assert (found.own, found.own_error, found.weight, found.months) == (None, None, 0.0, 0)
    assert found.estimate == network.estimate
    assert found.between > 0.3
    assert found.ci_high - found.estimate > 2 * network.std_error


def test_nothing_is_said_of_a_store_where_it_is_not_known_how_much_stores_differ() -> None:
    panel, _ = drawn(Planted(8, 24, 0.0, 0.5), np.random.default_rng(6))
    few = replace(panel, entities=panel.entities % 4, entity_names=panel.entity_names[:4])
    assert leaning(few, EFFECTS, fitted(panel), "S00") == {}
    # A target that is its driver to the last digit leaves slopes without error.
    driver = np.where(panel.entities % 2 == 0, 0.0, 1.0 - 2.0 * (panel.periods % 2))
    exact = replace(panel, outcome=driver, values=driver[:, None])
    assert leaning(exact, EFFECTS, fitted(exact), "S01") == {}


def test_a_store_with_few_months_has_no_slope_of_its_own() -> None:
    panel, _ = drawn(Planted(8, 24, 0.0, 0.5), np.random.default_rng(6))
    keep = (panel.entities > 0) | (panel.periods < 6)
    short = replace(
        panel,
        outcome=panel.outcome[keep],
        values=panel.values[keep],
        held=panel.held[keep],
        entities=panel.entities[keep],
        periods=panel.periods[keep],
        clusters=panel.clusters[keep],
    )
    found = leaning(short, EFFECTS, fitted(short), "S00")["x0"]
    assert (found.own, found.months) == (None, 6)
    assert leaning(short, EFFECTS, fitted(short), "S01")["x0"].own is not None


def test_months_that_go_together_make_a_slope_less_sure() -> None:
    ratios = []
    for memory in (0.0, 0.8):
        panel, _ = drawn(Planted(20, 36, memory, 0.0), np.random.default_rng(7))
        left = swept(np.column_stack([panel.outcome, panel.values]), panel, EFFECTS)
        slope = fitted(panel).coefficients[0].estimate
        residuals = left[:, 0] - slope * left[:, 1]
        inside = swept(panel.values, panel, ("entity",))[:, 0]
        found = own_slopes(panel, inside, residuals, slope)
        squares = np.bincount(panel.entities, inside**2)
        plain = float(residuals @ residuals) / (panel.n - 60) / squares
        ratios.append(float(np.mean(found.variances / plain)))
    assert ratios[0] < 1.4
    assert ratios[1] > 1.5
