from dataclasses import replace

import numpy as np

from metrics.drivers.complete_rows import Columns, complete, seldom_known, worth_keeping
from metrics.drivers.result import Reason

NAN = float("nan")
PERIODS = ("2025-01", "2025-02", "2025-03", "2025-04")


def columns() -> Columns:
    outcome = np.array([[1.0, 2.0, 3.0, 4.0], [5.0, NAN, 7.0, 8.0], [NAN, NAN, 9.0, NAN]])
    driver = np.arange(12.0).reshape(3, 4)
    return Columns(
        target="y",
        outcome=outcome,
        drivers={"x": driver},
        controls={"c": driver * 2},
        leads={"x": driver + 1},
        stores=("A", "B", "C"),
        periods=PERIODS,
        clusters=("north", "north", "south"),
    )


def test_rows_are_those_that_have_everything_and_singletons_go() -> None:
    panel, left_out = complete(columns(), ["x"])
    assert panel is not None
    assert panel.entity_names == ("A", "B")
    assert panel.period_names == PERIODS
    np.testing.assert_array_equal(panel.outcome, [1, 3, 4, 5, 7, 8])
    np.testing.assert_array_equal(panel.entities, [0, 0, 0, 1, 1, 1])
    np.testing.assert_array_equal(panel.periods, [0, 2, 3, 0, 2, 3])
    np.testing.assert_array_equal(panel.values[:, 0], [0, 2, 3, 4, 6, 7])
    np.testing.assert_array_equal(panel.held[:, 0], [0, 4, 6, 8, 12, 14])
    assert panel.leads is not None
    np.testing.assert_array_equal(panel.leads, panel.values + 1)
    assert (panel.cluster_names, panel.clusters.tolist()) == (("north",), [0] * 6)
    # The third store had one month; without it, February of the first stands alone.
    assert left_out == {"singleton": 2}


def test_a_missing_driver_leaves_the_row_out_and_is_counted() -> None:
    given = columns()
    driver = given.drivers["x"].copy()
    driver[0, 0] = NAN
    panel, left_out = complete(replace(given, drivers={"x": driver}), ["x"])
    assert panel is not None
    assert left_out["missing"] == 1
    assert panel.period_names == PERIODS[2:]


def test_without_a_whole_row_there_is_no_panel() -> None:
    given = replace(columns(), outcome=np.full((3, 4), NAN))
    assert complete(given, ["x"]) == (None, {})


def test_a_driver_that_was_hardly_recorded_does_not_take_the_others_along() -> None:
    given = columns()
    seldom = np.full((3, 4), NAN)
    seldom[0, 0] = 1.0
    drivers = {"x": given.drivers["x"], "seldom": seldom}
    many = replace(given, drivers=drivers, leads=drivers)
    assert worth_keeping(many, 0.5) == (("x",), {"seldom": 1})
    assert worth_keeping(replace(given, drivers={"seldom": seldom}), 0.5) == (("seldom",), {})


def test_drivers_that_are_not_known_together_are_told_without_a_number_of_their_own() -> None:
    first, last = np.full((3, 4), NAN), np.full((3, 4), NAN)
    first[:, :2], last[:, 2:] = 1.0, 1.0
    drivers = {"first": first, "last": last}
    apart = replace(columns(), outcome=np.ones((3, 4)), drivers=drivers, leads=drivers, controls={})
    kept, dropped = worth_keeping(apart, 0.5)
    assert len(kept) == 1
    ((name, refusal),) = seldom_known(dropped, apart, 0.5).items()
    assert (name in drivers, refusal.reason, refusal.numbers) == (True, Reason.SELDOM_KNOWN, {})
    ((_, seldom),) = seldom_known({name: 2}, apart, 0.5).items()
    assert seldom.numbers == {"known": 2.0, "rows": 12.0, "needed": 6.0}


def test_without_drivers_there_is_no_panel() -> None:
    assert complete(replace(columns(), drivers={}, controls={}), [])[0] is None


def test_without_controls_there_are_no_columns_of_them() -> None:
    panel, _ = complete(replace(columns(), controls={}), ["x"])
    assert panel is not None
    assert panel.held.shape == (6, 0)
