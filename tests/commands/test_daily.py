"""Times of the day: due once, made up for, and not confused by clocks."""

from datetime import datetime, time
from pathlib import Path

import pytest

from commands.daily import Daily

TIMES = [time(6, 30), time(13, 0)]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute)  # noqa: DTZ001 - local time without zone


@pytest.fixture
def daily(tmp_path: Path) -> Daily:
    made = Daily(TIMES, tmp_path / "home" / "state.json")
    # The first start waits for the next time.
    assert made.due(at(25, 8)) is None
    return made


def test_a_time_is_due_once(daily: Daily) -> None:
    assert daily.due(at(25, 12, 59)) is None
    assert daily.due(at(25, 13)) == at(25, 13)
    # Until it was dealt with, also by a process that starts anew.
    assert daily.due(at(25, 13, 5)) == at(25, 13)
    daily.finish(at(25, 13))
    assert daily.due(at(25, 23)) is None
    assert daily.due(at(26, 6, 30)) == at(26, 6, 30)


def test_what_passed_while_nothing_ran_is_made_up_for_once(daily: Daily, tmp_path: Path) -> None:
    again = Daily(TIMES, tmp_path / "home" / "state.json")
    assert again.due(at(28, 9)) == at(28, 6, 30)
    again.finish(at(28, 6, 30))
    assert again.due(at(28, 10)) is None


def test_a_clock_that_goes_back_repeats_nothing(daily: Daily) -> None:
    daily.finish(at(25, 13))
    assert daily.due(at(25, 12)) is None
    assert daily.due(at(25, 13, 30)) is None


def test_a_clock_that_was_far_ahead_does_not_silence_the_schedule(daily: Daily) -> None:
    daily.finish(datetime(2031, 1, 1, 6, 30))  # noqa: DTZ001 - local time without zone
    assert daily.due(at(26, 8)) is None
    assert daily.due(at(26, 13)) == at(26, 13)


def test_a_memory_that_cannot_be_read_counts_as_none(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    state.write_text("{half", encoding="utf-8")
    made = Daily(TIMES, state)
    assert made.due(at(25, 8)) is None
    assert made.due(at(25, 13)) == at(25, 13)
