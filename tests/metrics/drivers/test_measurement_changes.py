from datetime import date

import numpy as np

from metrics.drivers.measurement_changes import MeasurementChange, breaks_of, steps_of

STARTS = [date(2025, month, 1) for month in (1, 2, 3, 4)]
SURVEY = MeasurementChange("csi_score", date(2025, 3, 1), note="new questionnaire")
TWO_OF_THREE = MeasurementChange("comeback_rate_30d", date(2025, 2, 15), ("A", "B"))


def test_a_break_is_the_first_period_that_is_counted_the_new_way() -> None:
    changes = (SURVEY, TWO_OF_THREE)
    assert breaks_of(changes, "csi_score", STARTS) == (2,)
    # In the middle of February: March is the first month of the new way alone.
    assert breaks_of(changes, "comeback_rate_30d", STARTS) == (2,)
    assert breaks_of(changes, "nps", STARTS) == ()


def test_a_change_before_or_after_the_periods_is_none() -> None:
    changes = [MeasurementChange("nps", day) for day in (date(2024, 6, 1), date(2025, 5, 1))]
    assert breaks_of(changes, "nps", STARTS) == ()


def test_a_change_of_some_stores_is_a_step_and_one_of_all_is_none() -> None:
    found = steps_of([TWO_OF_THREE], "comeback_rate_30d", ("A", "B", "C"), STARTS)
    assert list(found) == ["comeback_rate_30d@2025-02"]
    np.testing.assert_array_equal(
        found["comeback_rate_30d@2025-02"], [[0, 0, 1, 1], [0, 0, 1, 1], [0, 0, 0, 0]]
    )
    assert steps_of([TWO_OF_THREE], "comeback_rate_30d", ("A", "B"), STARTS) == {}
    assert steps_of([SURVEY], "csi_score", ("A", "B"), STARTS) == {}


def test_lines_of_one_month_are_one_step_of_all_their_stores() -> None:
    def told(*stores: str, day: int = 1) -> MeasurementChange:
        return MeasurementChange("nps", date(2025, 3, day), stores)

    for later in (told("B"), MeasurementChange("nps", date(2025, 2, 20), ("B",))):
        (step,) = steps_of([told("A"), later], "nps", ("A", "B", "C"), STARTS).values()
        np.testing.assert_array_equal(step[:, 2:], [[1, 1], [1, 1], [0, 0]])
    # All stores, and once more one of them: month effects take it.
    assert steps_of([told("A"), told()], "nps", ("A", "B", "C"), STARTS) == {}
