from dataclasses import replace

import numpy as np
import pytest

from metrics.drivers.one_store.about import about_store
from metrics.drivers.one_store.own_months import month_effects, own_fit
from metrics.drivers.one_store.result import OwnFit
from metrics.drivers.panel import Panel
from metrics.drivers.result import Reason, Refusal
from tests.metrics.drivers.planted_slopes import EFFECTS, Planted, drawn, fitted

RUNS = 200


def rows(panel: Panel, keep: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Panel:
    return replace(
        panel,
        outcome=panel.outcome[keep],
        values=panel.values[keep],
        held=panel.held[keep],
        entities=panel.entities[keep],
        periods=panel.periods[keep],
        clusters=panel.clusters[keep],
    )


def test_month_effects_are_found_exactly_where_there_is_nothing_else_and_gaps_do_no_harm() -> None:
    stores, months = np.repeat(np.arange(4), 6), np.tile(np.arange(6), 4)
    keep = np.array([number % 5 != 3 for number in range(24)])
    effect = np.array([1.0, 3.0, -2.0, 0.5, 4.0, 2.0])
    column = (np.array([10.0, 20.0, 30.0, 40.0])[stores] + effect[months])[keep, None]
    found = month_effects(column, stores[keep], months[keep])[:, 0]
    np.testing.assert_allclose(found - found[0], effect - effect[0])


def test_the_network_s_months_are_taken_out_of_the_store_s_own() -> None:
    panel, slopes = drawn(Planted(12, 48, 0.0, 0.5), np.random.default_rng(1))
    season = np.sin(np.arange(48))
    shaken = replace(
        panel,
        outcome=panel.outcome + 100 * season[panel.periods],
        values=panel.values + 50 * season[panel.periods][:, None],
    )
    before, after = own_fit(panel, "S03", "x0"), own_fit(shaken, "S03", "x0")
    assert isinstance(before, OwnFit)
    assert isinstance(after, OwnFit)
    assert after.estimate == pytest.approx(before.estimate)
    assert after.ci_low <= slopes[3] <= after.ci_high
    assert after.months == 48


@pytest.mark.parametrize(("memory", "least"), [(0.0, 0.9), (0.5, 0.88)])
def test_intervals_of_one_store_hold_the_truth(memory: float, least: float) -> None:
    rng = np.random.default_rng(2)
    held = 0
    for _ in range(RUNS):
        panel, slopes = drawn(Planted(10, 36, memory, 0.0), rng)
        found = own_fit(panel, "S03", "x0")
        assert isinstance(found, OwnFit)
        held += found.ci_low <= slopes[3] <= found.ci_high
    assert held / RUNS >= least


def test_fewer_than_36_months_or_too_few_others_are_refused() -> None:
    panel, _ = drawn(Planted(6, 36, 0.0, 0.0), np.random.default_rng(3))
    short = own_fit(rows(panel, panel.periods < 35), "S00", "x0")
    assert short == Refusal(Reason.ONE_STORE, ("S00",), {"periods": 35.0, "needed": 36.0})
    few = own_fit(rows(panel, panel.entities < 3), "S00", "x0")
    assert isinstance(few, Refusal)
    assert few.reason is Reason.TOO_FEW_STORES
    alone = own_fit(rows(panel, panel.entities == 0), "S00", "x0")
    assert isinstance(alone, Refusal)
    assert (alone.reason, alone.numbers["stores"]) == (Reason.TOO_FEW_STORES, 1.0)


def test_a_driver_that_does_not_move_in_the_store_is_refused() -> None:
    panel, _ = drawn(Planted(6, 36, 0.0, 0.0), np.random.default_rng(4))
    values = panel.values.copy()
    values[:] = 0.9
    found = own_fit(replace(panel, values=values), "S00", "x0")
    assert found == Refusal(Reason.NO_VARIATION_WITHIN, ("x0",))


def test_an_exact_relation_is_found_without_error() -> None:
    panel, _ = drawn(Planted(6, 36, 0.0, 0.0), np.random.default_rng(5))
    found = own_fit(replace(panel, outcome=2 * panel.values[:, 0]), "S00", "x0")
    assert isinstance(found, OwnFit)
    assert found.estimate == pytest.approx(2.0)
    assert found.std_error == pytest.approx(0.0, abs=1e-9)


def test_one_store_is_told_by_its_own_months_for_one_driver_and_by_leaning_for_several() -> None:
    one, _ = drawn(Planted(8, 36, 0.0, 0.3), np.random.default_rng(6))
    told = about_store(one, EFFECTS, fitted(one), "S02")
    assert (set(told.own), set(told.effects), told.own_refused) == ({"x0"}, {"x0"}, {})
    two, _ = drawn(Planted(8, 36, 0.0, 0.3, drivers=2), np.random.default_rng(6))
    told = about_store(two, EFFECTS, fitted(two), "S02")
    assert (told.own, set(told.effects)) == ({}, {"x0", "x1"})
    assert told.own_refused["x1"].numbers["drivers"] == 2
    unfitted = replace(fitted(two), coefficients=())
    assert about_store(two, EFFECTS, unfitted, "S02").effects == {}


def test_a_store_without_rows_is_refused_its_own_regression_and_told_the_network_s() -> None:
    one, _ = drawn(Planted(8, 36, 0.0, 0.3), np.random.default_rng(6))
    told = about_store(one, EFFECTS, fitted(one), "S77")
    assert (told.months, told.own) == (0, {})
    assert told.own_refused["x0"].reason is Reason.ONE_STORE
    assert told.effects["x0"].weight == 0.0
