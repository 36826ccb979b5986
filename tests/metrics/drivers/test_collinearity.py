"""VIF, condition index and groups after effects."""

from dataclasses import replace

import numpy as np
import pytest

from bench.driver_study.planted import Design, plant
from metrics.drivers.collinearity import examine
from metrics.drivers.panel import Panel
from metrics.drivers.within import swept

BOTH = ("entity", "time")


@pytest.fixture
def panel() -> Panel:
    return plant(Design("plain", 12, 24, drivers=5), np.random.default_rng(2))


def test_vif_is_that_of_the_regression_on_all_others(panel: Panel) -> None:
    columns = swept(panel.values, panel, BOTH)
    found = examine(panel, BOTH)
    for place, name in enumerate(panel.drivers):
        others = np.delete(columns, place, axis=1)
        left = columns[:, place] - others @ np.linalg.lstsq(others, columns[:, place])[0]
        by_hand = (columns[:, place] ** 2).sum() / (left**2).sum()
        assert found.vif[name] == pytest.approx(by_hand)
    assert found.groups == ()
    assert 1 < found.condition_index < 5


def test_levels_between_stores_do_not_count(panel: Panel) -> None:
    size = np.arange(12.0)[panel.entities][:, None]
    alike = replace(panel, values=panel.values + 1000 * size)
    assert examine(alike, BOTH).vif == pytest.approx(examine(panel, BOTH).vif)


def test_twins_are_one_group() -> None:
    rng = np.random.default_rng(2)
    panel = plant(Design("twins", 12, 24, drivers=5, twins=0.97), rng)
    found = examine(panel, BOTH)
    assert found.vif["driver_1"] > 5
    assert found.groups == (("driver_1", "driver_5"),)


def test_a_sum_of_two_is_grouped_with_both(panel: Panel) -> None:
    noise = np.random.default_rng(1).normal(size=panel.n)
    total = panel.values[:, 0] + panel.values[:, 1] + 0.2 * noise
    panel = replace(panel, values=np.column_stack([panel.values[:, :4], total]))
    assert examine(panel, BOTH).groups == (("driver_1", "driver_2", "driver_5"),)


def test_near_dependency_has_a_condition_index_above_30(panel: Panel) -> None:
    noise = np.random.default_rng(1).normal(size=panel.n)
    near = panel.values[:, 2] + 0.01 * noise
    panel = replace(panel, values=np.column_stack([panel.values[:, :4], near]))
    found = examine(panel, BOTH)
    assert found.condition_index > 30
    assert found.groups == (("driver_3", "driver_5"),)


def test_a_driver_that_goes_with_a_control_is_not_grouped_with_drivers(panel: Panel) -> None:
    noise = np.random.default_rng(1).normal(size=panel.n)
    held = (panel.values[:, 0] + 0.1 * noise)[:, None]
    panel = replace(panel, controls=("size",), held=held)
    found = examine(panel, BOTH)
    assert found.groups == ()
    assert found.with_controls == {"driver_1": ("size",)}


def test_a_column_without_variation_is_beyond_measure(panel: Panel) -> None:
    still = replace(panel, values=np.column_stack([panel.values[:, :4], panel.entities]))
    assert examine(still, BOTH).vif["driver_5"] == np.inf
