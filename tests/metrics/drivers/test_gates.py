"""Gates that look at drivers only: each refuses what it is there for, with its numbers."""

from dataclasses import replace

import numpy as np
import pytest

from bench.driver_study.planted import Design, plant
from metrics.drivers.gates.before import before
from metrics.drivers.gates.breaks import declared
from metrics.drivers.gates.gaps import filled
from metrics.drivers.gates.lead import of_rows
from metrics.drivers.panel import Panel
from metrics.drivers.result import Reason

BOTH = ("entity", "time")


def planted(seed: int = 3, **more: float) -> Panel:
    return plant(Design("gates", **{"stores": 12, **more}), np.random.default_rng(seed))  # type: ignore[arg-type]


def with_driver(panel: Panel, column: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Panel:
    """The panel with its first driver replaced."""
    return replace(panel, values=np.column_stack([column, panel.values[:, 1:]]))


def test_an_ordinary_panel_passes() -> None:
    assert before(planted(), BOTH) == (None, {})


def test_many_months_of_few_stores_are_still_few_stores() -> None:
    whole, _ = before(planted(stores=5, months=120), BOTH)
    assert whole is not None
    assert (whole.reason, whole.numbers) == (Reason.TOO_FEW_STORES, {"stores": 5, "needed": 8})


def test_stores_of_few_cities_are_few() -> None:
    whole, _ = before(planted(by_city=True), BOTH)
    assert whole is not None
    assert whole.numbers == {"stores": 4, "needed": 8}


def test_many_stores_of_few_months_are_still_one_winter() -> None:
    whole, _ = before(planted(stores=60, months=6), BOTH)
    assert whole is not None
    assert (whole.reason, whole.numbers) == (Reason.TOO_FEW_PERIODS, {"periods": 6, "needed": 12})


def test_every_driver_needs_store_months_of_its_own() -> None:
    whole, _ = before(planted(stores=8, months=12, drivers=6), BOTH)
    assert whole is not None
    assert (whole.reason, whole.numbers) == (Reason.TOO_FEW_ROWS, {"rows": 16, "needed": 24})


def test_one_store_is_sent_elsewhere() -> None:
    panel = planted()
    whole, _ = before(of_rows(panel, np.flatnonzero(panel.entities == 1)), ("entity",))
    assert whole is not None
    assert whole.reason is Reason.ONE_STORE


def test_a_driver_that_differs_between_stores_only_is_refused() -> None:
    panel = planted()
    noise = 0.01 * np.random.default_rng(1).normal(size=panel.n)
    _, found = before(with_driver(panel, 10.0 * panel.entities + noise), BOTH)
    assert list(found) == ["driver_1"]
    assert found["driver_1"].reason is Reason.NO_VARIATION_WITHIN
    assert found["driver_1"].numbers["varying"] < found["driver_1"].numbers["needed"]


def test_a_driver_that_is_the_same_everywhere_is_refused() -> None:
    panel = planted()
    _, found = before(with_driver(panel, panel.periods.astype(float)), BOTH)
    assert found["driver_1"].reason is Reason.NO_VARIATION_WITHIN


def test_a_driver_that_moves_in_few_stores_is_refused() -> None:
    _, found = before(planted(stores=30, moving=3), BOTH)
    assert list(found) == ["driver_1"]
    assert found["driver_1"].reason is Reason.NO_VARIATION_WITHIN
    assert found["driver_1"].numbers["stores"] == pytest.approx(3, abs=1)


def test_refused_drivers_do_not_count_as_drivers() -> None:
    panel = planted(stores=8, months=18, drivers=6)
    assert before(panel, BOTH)[0] is None
    tight = planted(stores=8, months=12, drivers=4)
    seven = replace(
        tight,
        drivers=(*tight.drivers, "still"),
        values=np.column_stack([tight.values, tight.entities]),
    )
    whole, found = before(seven, BOTH)
    assert whole is None
    assert list(found) == ["still"]


def test_twins_are_held_back_and_name_each_other() -> None:
    _, found = before(planted(twins=0.97), BOTH)
    assert set(found) == {"driver_1", "driver_6"}
    assert found["driver_1"].reason is Reason.COLLINEAR
    assert found["driver_1"].subjects == ("driver_1", "driver_6")
    assert found["driver_1"].numbers["vif"] > 5


def test_holes_are_counted_between_first_and_last_month_of_each_store() -> None:
    panel = planted()
    late = of_rows(panel, np.flatnonzero((panel.entities > 3) | (panel.periods > 11)))
    assert filled(late) == (late.n, late.n)
    thin = planted(missing=0.45)
    whole, _ = before(thin, BOTH)
    assert whole is not None
    assert whole.reason is Reason.GAPS
    assert whole.numbers["missing"] == whole.numbers["months"] - thin.n


def test_a_lag_beyond_a_third_of_the_history_is_refused() -> None:
    lags = {"driver_1": (1, 12), "driver_2": (3, 3)}
    assert before(planted(), BOTH, lags=lags)[1] == {}
    lags = {"driver_1": (13, 13), "driver_2": (3, 3)}
    _, found = before(planted(), BOTH, lags=lags)
    assert list(found) == ["driver_1"]
    assert found["driver_1"].numbers == {"lag": 13, "periods": 37}


def test_a_declared_break_inside_the_panel_refuses_the_driver() -> None:
    panel = planted()
    assert declared(panel, {"driver_1": [0], "driver_2": [24]}) == {}
    _, found = before(panel, BOTH, breaks={"driver_1": [0, 10]})
    assert list(found) == ["driver_1"]
    assert found["driver_1"].numbers == {"period": 10, "before": 10, "after": 14}


@pytest.mark.parametrize(
    ("place", "lag", "inside"),
    [
        # Rows of months 0 to 23: at lag 2 to 4 they hold months -4 to 21.
        (-4, (2, 4), False),
        (-3, (2, 4), True),
        (0, (2, 4), True),
        (21, (2, 4), True),
        (22, (2, 4), False),
        (0, (0, 0), False),
        (1, (0, 0), True),
        (23, (0, 0), True),
    ],
)
def test_a_break_counts_where_the_lag_brings_it_between_the_rows(
    place: int, lag: tuple[int, int], inside: bool
) -> None:
    panel = planted()
    _, found = before(panel, BOTH, lags={"driver_1": lag}, breaks={"driver_1": [place]})
    assert list(found) == (["driver_1"] if inside else [])


def test_months_that_are_all_old_or_all_new_are_counted_beside_a_break() -> None:
    found = declared(planted(), {"driver_1": [10]}, {"driver_1": (1, 3)})
    assert found["driver_1"].numbers == {"period": 10, "before": 11, "after": 11}
