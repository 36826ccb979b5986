"""Fixed effects are taken out exactly: as by a dummy for every store and month."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.drivers.panel import Floats, Panel
from metrics.drivers.within import absorbed, nested_in_clusters, swept
from tests.metrics.drivers.panels import panel_of, random_panel

WAYS = ((), ("entity",), ("time",), ("entity", "time"))


def dummies(panel: Panel, effects: tuple[str, ...]) -> Floats:
    codes = {"entity": panel.entities, "time": panel.periods}
    columns = [np.ones((panel.n, 1))]
    columns += [(codes[e][:, None] == np.unique(codes[e])).astype(float) for e in effects]
    return np.hstack(columns)


@st.composite
def rows_of_panels(draw: st.DrawFn) -> Panel:
    """Any set of store-months, also one that falls apart."""
    cells = st.tuples(st.integers(0, 6), st.integers(0, 5))
    chosen = sorted(draw(st.sets(cells, min_size=1, max_size=30)))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    values = rng.normal(size=(len(chosen), 3)) * [1, 1e6, 1e-4] + [0, 3e7, 5]
    return panel_of(values[:, 0], values, [c[0] for c in chosen], [c[1] for c in chosen])


@pytest.mark.parametrize("effects", WAYS)
@given(panel=rows_of_panels())
@settings(max_examples=60, deadline=None)
def test_it_is_what_a_dummy_for_each_store_and_month_leaves(
    effects: tuple[str, ...], panel: Panel
) -> None:
    held = dummies(panel, effects)
    scale = np.array([1, 1e6, 1e-4])
    centred = (panel.values - panel.values.mean(axis=0)) / scale
    expected = centred - held @ np.linalg.lstsq(held, centred, rcond=None)[0]
    assert swept(panel.values, panel, effects) / scale == pytest.approx(expected, abs=1e-7)
    assert absorbed(panel, effects) == np.linalg.matrix_rank(held)


def test_what_is_constant_within_stores_leaves_nothing() -> None:
    panel = random_panel(np.random.default_rng(1), (30, 24), (1.0,), missing=0.2)
    constant = panel.entities[:, None].astype(np.float64) * 1e7 + 0.1
    assert np.abs(swept(constant, panel, ("entity", "time"))).max() < 1e-6
    assert np.abs(swept(constant, panel, ("entity",))).max() < 1e-6


def test_no_column_is_no_work_and_the_input_stays() -> None:
    panel = random_panel(np.random.default_rng(2), (5, 4), (1.0,))
    before = panel.values.copy()
    assert swept(panel.held, panel, ("entity", "time")).shape == (20, 0)
    swept(panel.values, panel, ("entity", "time"))
    assert (panel.values == before).all()


def test_stores_lie_within_their_region_and_months_do_not() -> None:
    panel = random_panel(np.random.default_rng(3), (6, 4), (1.0,))
    region = panel.entities // 2
    assert nested_in_clusters(panel.entities, region)
    assert not nested_in_clusters(panel.periods, region)
