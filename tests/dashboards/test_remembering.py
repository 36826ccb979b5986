"""What is remembered, for whom, and for how long."""

import pytest

from dashboards.remembering import Remembered


def test_the_same_question_is_worked_out_once() -> None:
    remembered: Remembered[int] = Remembered()
    assert remembered.get("s1", ("a", 1), lambda: 7) == 7
    assert remembered.get("s1", ("a", 1), lambda: 8) == 7
    assert remembered.get("s1", ("b", 1), lambda: 9) == 9


def test_another_snapshot_forgets_everything() -> None:
    remembered: Remembered[int] = Remembered()
    remembered.get("s1", "a", lambda: 7)
    assert remembered.get("s2", "a", lambda: 8) == 8
    assert remembered.get("s1", "a", lambda: 9) == 9


def test_what_was_made_from_a_snapshot_of_before_is_not_kept() -> None:
    remembered: Remembered[int] = Remembered()

    def make() -> int:
        remembered.get("s2", "b", lambda: 1)
        return 7

    assert remembered.get("s1", "a", make) == 7
    assert remembered.get("s2", "a", lambda: 8) == 8


def test_the_longest_unused_goes_first() -> None:
    remembered: Remembered[int] = Remembered(at_most=2)
    for key, value in (("a", 1), ("b", 2), ("a", 0), ("c", 3)):
        remembered.get("s", key, lambda value=value: value)  # type: ignore[misc]  # bound now
    assert remembered.get("s", "a", lambda: 9) == 1
    assert remembered.get("s", "b", lambda: 9) == 9


def test_nothing_is_kept_that_could_not_be_made() -> None:
    remembered: Remembered[int] = Remembered()

    def fail() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        remembered.get("s", "a", fail)
    assert remembered.get("s", "a", lambda: 5) == 5
