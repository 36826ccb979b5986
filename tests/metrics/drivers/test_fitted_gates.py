"""Gates that look at the fit: hold-out, lead test, false discovery."""

from dataclasses import replace

import numpy as np
import pytest
from linearmodels.panel import PanelOLS
from pandas import DataFrame, MultiIndex
from scipy import stats

from bench.driver_study.planted import Design, plant
from metrics.drivers.clustered_tests import added, p_values
from metrics.drivers.few_clusters import webb
from metrics.drivers.gates.false_discovery import (
    false_discovery,
    level_of_those_shown,
)
from metrics.drivers.gates.held_out import PERIODS, STORES, HeldOut, held_out
from metrics.drivers.gates.lead import lead, of_rows, reverse, shifted
from metrics.drivers.panel import Floats, Panel
from metrics.drivers.result import Reason

BOTH = ("entity", "time")


def planted(seed: int = 3, **more: float) -> Panel:
    return plant(Design("gates", **more), np.random.default_rng(seed))  # type: ignore[arg-type]


def dummies(panel: Panel, rows: Floats | slice = slice(None)) -> Floats:
    """Months less the first, then stores."""
    months = np.eye(len(panel.period_names))[panel.periods][:, 1:]
    stores = np.eye(len(panel.entity_names))[panel.entities]
    return np.column_stack([months, stores])[rows]


def test_the_gain_is_that_of_dummies_fitted_on_the_other_stores() -> None:
    """Eight stores are left out one by one; a missing month makes the panel uneven."""
    panel = planted(stores=8, missing=0.1)
    gain = held_out(panel, BOTH, np.random.default_rng(1)).gains[STORES]
    errors = np.zeros((8, 2))
    for store in range(8):
        inside, out = panel.entities != store, panel.entities == store
        for kind, columns in enumerate((panel.values[:, :0], panel.values)):
            full = np.column_stack([columns, dummies(panel)])
            slopes = np.linalg.lstsq(full[inside], panel.outcome[inside])[0]
            slopes[columns.shape[1] + 23 :] = 0.0
            left = (panel.outcome - full @ slopes)[out]
            errors[store, kind] = ((left - left.mean()) ** 2).sum()
    each = (errors[:, 0] - errors[:, 1]) / errors[:, 0].mean()
    assert gain == pytest.approx((each.mean(), each.std(ddof=1) / np.sqrt(8)))


def test_the_gain_is_that_of_dummies_fitted_on_the_other_months() -> None:
    panel = planted(stores=9, missing=0.1)
    gain = held_out(panel, BOTH, np.random.default_rng(1)).gains[PERIODS]
    errors = np.zeros((6, 2))
    for block in range(6):
        first, end = 4 * block, 4 * block + 4
        inside = (panel.periods < first - 1) | (panel.periods > end)
        for kind, columns in enumerate((panel.values[:, :0], panel.values)):
            full = np.column_stack([columns, dummies(panel)])
            slopes = np.linalg.lstsq(full[inside], panel.outcome[inside])[0]
            left = panel.outcome - full @ slopes
            for month in range(first, end):
                chosen = left[panel.periods == month]
                errors[block, kind] += ((chosen - chosen.mean()) ** 2).sum()
    each = (errors[:, 0] - errors[:, 1]) / errors[:, 0].mean()
    assert gain == pytest.approx((each.mean(), each.std(ddof=1) / np.sqrt(6)))


@pytest.mark.parametrize("effects", [("entity",), ("time",), ()])
def test_other_effects_are_held_out_too(effects: tuple[str, ...]) -> None:
    gains = held_out(planted(missing=0.1, partial=0.2), effects, np.random.default_rng(1)).gains
    assert set(gains) == ({STORES, PERIODS} if effects else {STORES})
    assert all(-0.5 < mean < 1 for mean, _ in gains.values())


def test_stores_that_share_no_month_can_be_held_out() -> None:
    panel = planted(partial=0.1)
    apart = of_rows(panel, np.flatnonzero((panel.entities < 15) == (panel.periods < 12)))
    gains = held_out(apart, BOTH, np.random.default_rng(1)).gains
    assert all(np.isfinite(mean) and error > 0 for mean, error in gains.values())


def test_drivers_that_go_with_the_outcome_gain_and_others_do_not() -> None:
    rng = np.random.default_rng(1)
    assert held_out(planted(partial=0.1), BOTH, rng).refusal() is None
    refused = held_out(planted(true=0), BOTH, rng).refusal()
    assert refused is not None
    assert refused.reason is Reason.NO_GAIN_HELD_OUT
    assert refused.numbers["gain_stores"] < refused.numbers["error_stores"]


def test_what_controls_say_is_no_gain_of_the_drivers() -> None:
    panel = planted(partial=0.2)
    held = replace(
        panel,
        controls=panel.drivers[:3],
        held=panel.values[:, :3],
        drivers=panel.drivers[3:],
        values=panel.values[:, 3:],
    )
    assert held_out(held, BOTH, np.random.default_rng(1)).refusal() is not None


def test_both_kinds_have_to_gain() -> None:
    assert HeldOut({STORES: (0.1, 0.05), PERIODS: (0.1, 0.05)}).refusal() is None
    assert HeldOut({STORES: (0.1, 0.05), PERIODS: (0.1, 0.1)}).refusal() is not None
    assert HeldOut({}).refusal() is not None


def test_next_month_is_looked_up_in_the_same_store() -> None:
    panel = planted(stores=3, months=4, drivers=2)
    first_months = of_rows(panel, np.flatnonzero(panel.periods != 2))
    ahead = shifted(first_months, {"driver_2": (0, 1)})
    assert first_months.periods[:3].tolist() == [0, 1, 3]
    assert ahead[0, 0] == first_months.values[1, 0]
    assert np.isnan(ahead[1, 0])
    assert ahead[1, 1] == first_months.values[2, 1]
    assert np.isnan(ahead[2]).all()


def test_an_outcome_that_moves_next_month_s_driver_is_told() -> None:
    panel = planted(feeds_back=0.5)
    found = lead(panel, BOTH, np.random.default_rng(1))
    assert set(found) == set(panel.drivers)
    backwards = reverse(found, panel.drivers)
    assert list(backwards) == ["driver_6"]
    told = backwards["driver_6"]
    assert (told.reason, told.subjects) == (Reason.REVERSE, ("driver_6",))


def test_figures_from_outside_the_panel_serve_as_leads() -> None:
    panel = planted(feeds_back=0.5)
    known = replace(panel, leads=shifted(panel, {}))
    assert lead(known, BOTH, np.random.default_rng(1)) == lead(
        panel, BOTH, np.random.default_rng(1)
    )
    without = replace(panel, leads=np.where(np.arange(6) == 0, np.nan, shifted(panel, {})))
    assert "driver_1" not in lead(without, BOTH, np.random.default_rng(1))


def test_leads_are_adjusted_for_their_number() -> None:
    assert reverse({"a": 0.02, "b": 0.9, "c": 0.9}, "abc") == {}
    assert list(reverse({"a": 0.01, "b": 0.02, "c": 0.9}, "abc")) == ["a", "b"]


def test_a_panel_just_large_enough_for_its_drivers_is_tested() -> None:
    """Eight stores, 13 months, four drivers: 104 rows, 96 of them with a next month."""
    panel = planted(stores=8, months=13, drivers=4, true=0, feeds_back=1.5)
    found = lead(panel, BOTH, np.random.default_rng(1))
    assert set(found) == set(panel.drivers)
    assert found["driver_4"] == min(found.values())
    assert found["driver_4"] < 0.05


def test_drivers_without_a_test_of_direction_are_held_back_for_that() -> None:
    panel = planted(stores=8)
    ahead = shifted(panel, {})
    # Known next month: of one row for each parameter, of four stores, and of nothing new.
    ahead[np.flatnonzero(panel.periods > 3), 0] = np.nan
    ahead[panel.entities > 3, 1] = np.nan
    ahead[:, 2] = panel.values[:, 2] + panel.entities
    known = replace(panel, leads=ahead)
    found = lead(known, BOTH, np.random.default_rng(1))
    assert set(found) == {"driver_1", "driver_4", "driver_5", "driver_6"}
    fewer = replace(panel, leads=np.where(panel.periods[:, None] > 0, np.nan, ahead))
    assert lead(fewer, BOTH, np.random.default_rng(1)) == {}
    backwards = reverse(found, panel.drivers)
    assert {name: why.reason for name, why in backwards.items()} == dict.fromkeys(
        ("driver_2", "driver_3"), Reason.REVERSE_UNTESTED
    )


def test_a_column_that_one_cluster_carries_is_not_tested() -> None:
    panel = planted(stores=8)
    elsewhere = np.where(panel.entities == 3, 0.0, panel.values[:, 0])[:, None]
    model = replace(panel, drivers=panel.drivers[:1], values=elsewhere)
    columns = np.where((panel.entities == 3)[:, None], panel.values[:, 1:2], panel.values[:, 1:3])
    columns[panel.entities != 3, 0] = 0.0
    for clusters in (panel.clusters, np.arange(panel.n)):
        grouped = replace(model, clusters=clusters)
        tested = added(grouped, ("entity",), columns)
        told = p_values(tested, grouped, ("entity",), np.random.default_rng(1))
        # Without stores as clusters every row of that store is one.
        assert np.isnan(told).tolist() == [len(np.unique(clusters)) == 8, False]


def test_clustered_p_is_that_of_the_library() -> None:
    panel = planted(drivers=3, missing=0.1)
    extra = panel.values[:, [2]]
    model = replace(panel, drivers=panel.drivers[:2], values=panel.values[:, :2])
    tested = added(model, BOTH, extra)
    p = p_values(tested, model, BOTH, np.random.default_rng(1))
    index = MultiIndex.from_arrays([panel.entities, panel.periods])
    frame = DataFrame(panel.values, index=index, columns=list(panel.drivers))
    outcome = DataFrame({"y": panel.outcome}, index=index)
    fit = PanelOLS(outcome, frame, entity_effects=True, time_effects=True).fit(
        cov_type="clustered",
        cluster_entity=True,
        group_debias=True,
        auto_df=False,
        count_effects=False,
    )
    # It was told to count three drivers; beside clusters by store, months and a constant cost too.
    t = abs(fit.tstats["driver_3"]) * np.sqrt((panel.n - 3 - 24) / (panel.n - 3))
    assert p[0] == pytest.approx(2 * stats.t.sf(t, 29), rel=1e-6)


def test_the_wild_bootstrap_s_p_is_that_of_refitting_every_draw() -> None:
    panel = planted(stores=9, months=12, drivers=3, missing=0.1, true=0)
    model = replace(panel, drivers=panel.drivers[:2], values=panel.values[:, :2])
    tested = added(model, BOTH, panel.values[:, [2]])
    p = p_values(tested, model, BOTH, np.random.default_rng(4), draws=199)
    weights = webb(np.random.default_rng(4), 199, 9)
    full = np.column_stack([panel.values, dummies(panel)])

    def t_of(outcome: Floats) -> float:
        slopes = np.linalg.lstsq(full, outcome)[0]
        left = outcome - full @ slopes
        others = np.delete(full, 2, axis=1)
        own = full[:, 2] - others @ np.linalg.lstsq(others, full[:, 2])[0]
        scores = np.bincount(panel.clusters, own * left)
        return float(slopes[2] * (own @ own) / np.sqrt((scores**2).sum()))

    restricted = np.delete(full, 2, axis=1)
    fitted = restricted @ np.linalg.lstsq(restricted, panel.outcome)[0]
    rest = panel.outcome - fitted
    drawn = [abs(t_of(fitted + draw[panel.clusters] * rest)) for draw in weights]
    beyond = sum(t >= abs(t_of(panel.outcome)) for t in drawn)
    assert p[0] == pytest.approx((1 + beyond) / 200)


def test_webb_s_weights_have_mean_zero_and_variance_one() -> None:
    drawn = webb(np.random.default_rng(1), 20_000, 5)
    assert len(np.unique(drawn)) == 6
    assert drawn.mean() == pytest.approx(0, abs=0.02)
    assert drawn.var() == pytest.approx(1, abs=0.02)


def test_a_column_in_the_span_of_the_model_cannot_be_tested() -> None:
    panel = planted()
    same = panel.values[:, [0]] + panel.entities[:, None]
    for clusters in (panel.clusters, panel.clusters // 3):
        grouped = replace(panel, clusters=clusters)
        tested = added(grouped, BOTH, same)
        assert np.isnan(p_values(tested, grouped, BOTH, np.random.default_rng(1))).tolist() == [
            True
        ]


def test_q_values_are_those_of_benjamini_and_yekutieli() -> None:
    """Checked against R's p.adjust(c(.01, .02, .03, .5), "BY")."""
    p = {"d": 0.5, "a": 0.01, "b": 0.02, "c": 0.03}
    found = false_discovery(p)
    assert found == pytest.approx({"a": 1 / 12, "b": 1 / 12, "c": 1 / 12, "d": 1.0})


def test_declared_drivers_that_were_not_tested_count() -> None:
    assert false_discovery({"a": 0.01}, family=3) == pytest.approx({"a": 0.01 * 3 * 11 / 6})
    assert false_discovery({}) == {}


def test_intervals_of_few_shown_of_many_are_wider() -> None:
    assert level_of_those_shown(6, 6) == 0.05
    assert level_of_those_shown(1, 10) == pytest.approx(0.005)
    assert level_of_those_shown(0, 10) == 0.05
