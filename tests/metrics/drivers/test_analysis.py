"""The conductor: gates, estimates and importance in their order, each refusal in its place."""

from dataclasses import replace

import numpy as np
import pytest

from metrics.drivers.analysis import analyse, fit_only
from metrics.drivers.inference import infer
from metrics.drivers.joint_test import groups_that_count, joint_p_value
from metrics.drivers.modelling import model
from metrics.drivers.options import Options
from metrics.drivers.panel import Panel
from metrics.drivers.result import Analysis, Reason, Refusal
from tests.metrics.drivers.panels import panel_of, random_panel

PLAIN = Options(draws=50)


def network(stores: int = 32, effects: tuple[float, ...] = (0.5, 0.3, 0.0)) -> Panel:
    return random_panel(np.random.default_rng(21), (stores, 24), effects, missing=0.05)


def answer(panel: Panel, options: Options = PLAIN) -> Analysis:
    return analyse(panel, options, np.random.default_rng(5))


def test_true_drivers_are_shown_and_ordered_and_null_ones_held_back() -> None:
    told = answer(network())
    shown = {each.name: each.shown for each in told.coefficients}
    assert shown == {"x0": True, "x1": True, "x2": False}
    assert [each.name for each in told.importance] == ["x0", "x1"]
    assert sum(each.share for each in told.importance) == pytest.approx(1)
    assert told.coefficients[2].held_back[0].reason is Reason.INTERVAL_HOLDS_ZERO
    assert told.refused is None
    diagnostics = told.diagnostics
    assert diagnostics is not None
    assert (diagnostics.entities, diagnostics.periods, diagnostics.clusters) == (32, 24, 32)
    assert diagnostics.inference == "cluster"
    assert diagnostics.draws == {"importance": 50}
    assert set(diagnostics.held_out) == {"stores", "periods"}
    assert set(diagnostics.lead_p_values) == {"x0", "x1", "x2"}
    assert (diagnostics.false_discovery, diagnostics.family) == (("benjamini_yekutieli", 0.1), 3)
    # Two of three were picked: their intervals are those of a level of 2/3 x 5 %.
    assert diagnostics.level_of_shown == pytest.approx(1 - 0.05 * 2 / 3)
    errors = [each.std_error for each in told.coefficients]
    assert np.sqrt(np.diag(told.covariance)) == pytest.approx(errors)


def test_the_fit_comes_at_once_with_the_same_estimates() -> None:
    panel = network(stores=10)
    first, whole = fit_only(panel, PLAIN), answer(panel)
    assert [e.estimate for e in first.coefficients] == [e.estimate for e in whole.coefficients]
    assert [e.std_error for e in first.coefficients] == [e.std_error for e in whole.coefficients]
    assert not any(each.shown for each in first.coefficients)
    assert first.importance == ()
    assert first.diagnostics is not None
    assert whole.diagnostics is not None
    assert first.diagnostics.inference == "cluster"
    assert whole.diagnostics.inference == "wild_cluster_bootstrap"


def test_the_same_seed_gives_the_same_answer() -> None:
    panel = network(stores=10)
    assert answer(panel) == answer(panel)


def test_too_few_stores_are_refused_and_estimated_all_the_same_without_gates() -> None:
    panel = network(stores=5)
    told = answer(panel)
    assert told.refused is not None
    assert told.refused.reason is Reason.TOO_FEW_STORES
    assert told.coefficients == ()
    assert told.diagnostics is not None
    plain = answer(panel, replace(PLAIN, gated=False))
    assert plain.refused is None
    assert all(each.shown and not each.held_back for each in plain.coefficients)
    assert len(plain.importance) == 3


def test_no_gain_on_held_out_data_means_no_ranking() -> None:
    told = answer(network(effects=(0.0, 0.0, 0.0)))
    assert told.refused is not None
    assert told.refused.reason is Reason.NO_GAIN_HELD_OUT
    assert told.importance == ()
    assert len(told.coefficients) == 3


def test_a_driver_that_the_numbers_do_not_bear_is_left_out_alone() -> None:
    panel = network()
    values = panel.values.copy()
    values[:, 2] = 3 * values[:, 0]
    twice = replace(panel, values=values)
    told = answer(twice)
    ((left, why),) = told.refused_drivers.items()
    assert why.reason in (Reason.RANK_DEFICIENT, Reason.COLLINEAR)
    assert {left, *(each.name for each in told.coefficients)} == {"x0", "x1", "x2"}
    whole = answer(twice, replace(PLAIN, is_whole=True))
    assert whole.refused is not None
    assert whole.refused.reason is Reason.RANK_DEFICIENT
    assert set(whole.refused.subjects) == {"x0", "x2"}


def test_a_driver_that_one_store_carries_goes_alone_or_refuses_the_whole() -> None:
    panel = network()
    alone = np.where(panel.entities == 3, panel.values[:, 2], 0.0)
    values = np.column_stack([panel.values[:, :2], alone])
    # The others do not move in that store, which would lend it their part.
    values[panel.entities == 3, :2] = 0.0
    carried = replace(panel, values=values)
    options = replace(PLAIN, effects=("entity",), gated=False)
    told = answer(carried, options)
    assert [each.name for each in told.coefficients] == ["x0", "x1"]
    assert told.refused_drivers["x2"].reason is Reason.NO_VARIATION_WITHIN
    assert told.refused_drivers["x2"].numbers["stores"] == 1
    for whole in (
        answer(carried, replace(options, is_whole=True)),
        answer(carried.of_drivers(["x2"]), options),
    ):
        assert whole.refused is not None
        assert whole.refused.subjects == ("x2",)


def test_nothing_left_to_fit_is_the_first_driver_s_reason() -> None:
    panel = network(effects=(0.5,))
    still = replace(panel, values=panel.entities[:, None].astype(np.float64))
    told = answer(still)
    assert told.refused is not None
    assert told.refused.reason is Reason.NO_VARIATION_WITHIN
    assert set(told.refused_drivers) == {"x0"}


def test_an_outcome_that_never_changes_is_the_whole_s_refusal() -> None:
    panel = network()
    told = answer(replace(panel, outcome=np.full(panel.n, 7.0)))
    assert told.refused is not None
    assert told.refused.reason is Reason.CONSTANT
    assert told.refused.subjects == ("y",)


def test_drivers_that_move_together_are_ordered_as_one() -> None:
    panel = network(effects=(0.5, 0.5, 0.3))
    values = panel.values.copy()
    values[:, 1] = values[:, 0] + 0.05 * values[:, 1]
    outcome = panel.outcome - 0.5 * panel.values[:, 1] + 0.5 * values[:, 1]
    told = answer(replace(panel, values=values, outcome=outcome))
    held = {each.name: [why.reason for why in each.held_back] for each in told.coefficients}
    assert Reason.COLLINEAR in held["x0"]
    assert Reason.COLLINEAR in held["x1"]
    assert {each.name for each in told.importance} == {"x0+x1", "x2"}


def test_a_group_is_not_tested_by_fewer_clusters_than_it_has_drivers() -> None:
    panel = random_panel(np.random.default_rng(3), (3, 24), (0.5, 0.5, 0.5))
    fitted = model(panel, replace(PLAIN, gated=False))
    inference = infer(fitted.fitted, fitted.panel, True, None)
    assert joint_p_value(fitted, inference, panel.drivers) == 1.0
    assert joint_p_value(fitted, inference, panel.drivers[:1]) == pytest.approx(
        inference.p_values()[0]
    )


def test_a_group_with_a_member_that_may_follow_the_target_is_not_ordered() -> None:
    panel = random_panel(np.random.default_rng(21), (32, 24), (0.5, 0.5, 0.3))
    values = panel.values.copy()
    values[:, 1] = values[:, 0] + 0.05 * values[:, 1]
    fitted = model(replace(panel, values=values), PLAIN)
    inference = infer(fitted.fitted, fitted.panel, True, None)
    twins = (("x0", "x1"),)
    chance = Refusal(Reason.INTERVAL_HOLDS_ZERO, ("x1",))
    assert groups_that_count(fitted, inference, twins, {"x1": (chance,)}) == twins
    for reason in (Reason.REVERSE, Reason.REVERSE_UNTESTED):
        held_back = {"x1": (chance, Refusal(reason, ("x1",)))}
        assert groups_that_count(fitted, inference, twins, held_back) == ()


def test_the_joint_test_of_nothing_rejects_as_often_as_it_says() -> None:
    """Four drivers, ten stores: by F(4, 9) nearly every fifth test would reject at 5 %."""
    rng = np.random.default_rng(6)
    rejected = 0
    for _ in range(400):
        panel = random_panel(rng, (10, 24), (0.0,) * 4)
        fitted = model(panel, replace(PLAIN, gated=False))
        inference = infer(fitted.fitted, fitted.panel, True, None)
        rejected += joint_p_value(fitted, inference, panel.drivers) <= 0.05
    assert rejected <= 36


def test_without_clusters_errors_are_classical_and_one_cluster_is_refused() -> None:
    values = np.array([[1.0], [2], [4], [3], [6]])
    panel = panel_of(np.array([1.0, 2.5, 4, 3.1, 5.2]), values, range(5), [0] * 5)
    options = Options(effects=(), cluster=None, gated=False, draws=0)
    told = answer(panel, options)
    assert told.diagnostics is not None
    assert told.diagnostics.inference == "classical"
    assert [each.name for each in told.coefficients] == ["intercept", "x0"]
    assert answer(panel, replace(options, intercept=False)).importance == ()
    alone = replace(panel, clusters=np.zeros(5, dtype=np.int64), cluster_names=("all",))
    refused = answer(alone, replace(options, cluster="all")).refused
    assert refused is not None
    assert refused.reason is Reason.TOO_FEW_STORES
