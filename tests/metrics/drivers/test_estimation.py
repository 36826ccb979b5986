"""Coefficients and errors against independent libraries and against dummies."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from metrics.drivers.estimation import classical, clustered, fit, spreads
from metrics.drivers.numerical import RefusedError
from metrics.drivers.panel import Panel
from metrics.drivers.result import Reason, Refusal
from tests.metrics.drivers.panels import panel_of, random_panel
from tests.metrics.drivers.test_within import dummies

BOTH = ("entity", "time")


@pytest.fixture
def panel() -> Panel:
    return random_panel(np.random.default_rng(7), (40, 18), (0.5, -0.2, 0.0), missing=0.15)


def as_frame(panel: Panel) -> pd.DataFrame:
    frame = pd.DataFrame(panel.values, columns=list(panel.drivers))
    frame["y"] = panel.outcome
    return frame.set_index([pd.Index(panel.entities), pd.Index(panel.periods)])


def test_two_way_effects_agree_with_linearmodels(panel: Panel) -> None:
    from linearmodels.panel import PanelOLS

    frame = as_frame(panel)
    model = PanelOLS(frame["y"], frame[list(panel.drivers)], entity_effects=True, time_effects=True)
    theirs = model.fit(cov_type="unadjusted")
    fitted = fit(panel, BOTH)
    assert fitted.weights == pytest.approx(theirs.params.to_numpy(), rel=1e-9)
    assert fitted.r_squared == pytest.approx(theirs.rsquared_inclusive, rel=1e-9)
    assert classical(fitted).errors == pytest.approx(theirs.std_errors.to_numpy(), rel=1e-9)


def test_clustered_errors_are_those_of_dummies_with_stata_s_correction(panel: Panel) -> None:
    import statsmodels.api as sm

    held = dummies(panel, BOTH)[:, 1:-1]
    theirs = sm.OLS(panel.outcome, np.hstack([panel.values, held])).fit(
        cov_type="cluster", cov_kwds={"groups": panel.entities}
    )
    fitted = fit(panel, BOTH)
    ours = clustered(fitted, panel)
    all_counted = panel.n - 3 - held.shape[1]
    nested_not = panel.n - 3 - 1 - 17
    expected = theirs.bse[:3] * np.sqrt(all_counted / nested_not)
    assert ours.errors == pytest.approx(expected, rel=1e-8)
    assert ours.freedom == 39


def test_clusters_across_stores_count_every_effect(panel: Panel) -> None:
    import statsmodels.api as sm

    across = replace(panel, clusters=panel.periods, cluster_names=panel.period_names)
    held = dummies(panel, ("entity",))[:, 1:]
    theirs = sm.OLS(panel.outcome, np.hstack([panel.values, held])).fit(
        cov_type="cluster", cov_kwds={"groups": panel.periods}
    )
    ours = clustered(fit(across, ("entity",)), across)
    assert ours.errors == pytest.approx(theirs.bse[:3], rel=1e-8)


def test_without_effects_it_is_ordinary_least_squares(panel: Panel) -> None:
    import statsmodels.api as sm

    theirs = sm.OLS(panel.outcome, sm.add_constant(panel.values)).fit()
    fitted = fit(panel)
    assert fitted.names == ("intercept", "x0", "x1", "x2")
    assert fitted.weights == pytest.approx(theirs.params, rel=1e-9)
    assert classical(fitted).errors == pytest.approx(theirs.bse, rel=1e-9)
    assert fitted.r_squared == pytest.approx(theirs.rsquared, rel=1e-9)
    assert (spreads(fitted), fitted.within_r_squared) == ({}, None)
    through_zero = sm.OLS(panel.outcome, panel.values).fit()
    bare = fit(panel, intercept=False)
    assert bare.r_squared == pytest.approx(through_zero.rsquared, rel=1e-9)
    assert classical(bare).errors == pytest.approx(through_zero.bse, rel=1e-9)


def test_the_spread_within_stores_is_in_the_driver_s_unit(panel: Panel) -> None:
    wider = replace(panel, values=panel.values * [1.0, 1000.0, 1.0])
    narrow, wide = spreads(fit(panel, BOTH)), spreads(fit(wider, BOTH))
    assert wide["x1"] == pytest.approx(1000 * narrow["x1"])
    assert 0.5 < narrow["x0"] < 1.2


def refused(panel: Panel, effects: tuple[str, ...] = (), intercept: bool = True) -> object:
    with pytest.raises(RefusedError) as caught:
        fit(panel, effects, intercept)
    return caught.value.refusal.reason, caught.value.refusal.subjects


def test_columns_without_news_are_refused_by_name(panel: Panel) -> None:
    values = panel.values.copy()
    values[:, 1] = 0.1
    constant = replace(panel, values=values)
    assert refused(constant) == (Reason.CONSTANT, ("x1",))
    assert fit(constant, intercept=False).names == panel.drivers
    values = panel.values.copy()
    values[:, 1] = panel.entities * 0.1 + 1e5
    assert refused(replace(panel, values=values), BOTH) == (Reason.NO_VARIATION_WITHIN, ("x1",))
    values = panel.values.copy()
    values[:, 2] = 3 * values[:, 0] + 5
    assert refused(replace(panel, values=values)) == (Reason.RANK_DEFICIENT, ("x2", "x0"))
    same = replace(panel, outcome=panel.values[:, 2] * -7 + 2)
    assert refused(same) == (Reason.IDENTITY, ("x2", "y"))
    level = replace(panel, outcome=np.full(panel.n, 0.3))
    assert refused(level) == (Reason.CONSTANT, ("y",))


def one_carries(panel: Panel) -> Panel:
    """The panel with a last driver that moves in one store only."""
    alone = np.where(panel.entities == 2, panel.values[:, -1], 0.0)
    return replace(panel, values=np.column_stack([panel.values[:, :-1], alone]))


def test_a_driver_that_one_cluster_carries_has_no_clustered_error() -> None:
    panel = one_carries(random_panel(np.random.default_rng(4), (9, 20), (0.5,)))
    fitted = fit(panel, ("entity",))
    with pytest.raises(RefusedError) as refused:
        clustered(fitted, panel)
    assert refused.value.refusal == Refusal(
        Reason.NO_VARIATION_WITHIN, ("x0",), {"stores": 1.0, "needed": 2.0}
    )
    # Two ways, the months of the others are in it, and clustered by row it has twenty.
    assert clustered(fit(panel, ("entity", "time")), panel).errors[0] > 0
    rows = replace(panel, clusters=np.arange(panel.n), cluster_names=tuple(map(str, range(180))))
    assert clustered(fitted, rows).errors[0] > 0


def test_where_nothing_is_left_no_error_is_missed() -> None:
    panel = random_panel(np.random.default_rng(4), (9, 20), (0.5,))
    exact = replace(panel, outcome=2 * panel.values[:, 0] + panel.periods)
    values = np.column_stack([panel.values, panel.periods])
    both = replace(exact, drivers=("x0", "trend"), values=values)
    fitted = fit(both, ("entity",))
    assert fitted.weights == pytest.approx([2.0, 1.0])
    assert clustered(fitted, both).errors == pytest.approx([0.0, 0.0], abs=1e-12)


def test_too_few_rows_and_one_cluster_are_refused() -> None:
    small = panel_of(
        np.array([1.0, 2, 4, 8]), np.array([[1.0], [3], [2], [5]]), [0, 0, 1, 1], [0, 1, 0, 1]
    )
    assert refused(small, BOTH) == (Reason.NO_DEGREES_OF_FREEDOM, ())
    alone = replace(small, clusters=np.zeros(4, dtype=np.int64), cluster_names=("all",))
    with pytest.raises(RefusedError) as caught:
        clustered(fit(alone), alone)
    assert caught.value.refusal.numbers == {"stores": 1, "needed": 2}
