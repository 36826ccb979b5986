"""When a card is red, and why."""

from dataclasses import replace

import pytest

from dashboards.board.judgement import Judgement, Level, grows_with_time, is_better, judge
from dashboards.board.pace import Pace
from metrics.catalogue import kpi
from metrics.model.kpi import Benchmark, Direction, Kpi, Unit
from metrics.result import Compared, Figure, Note, State

UP = kpi("retail_deliveries")
ATTAINED = kpi("delivery_target_attainment")


def figure(value: float | None, state: State = State.OK, **compared: Compared) -> Figure:
    return Figure("x", {}, value, value, None, Unit.COUNT, state, compared=compared)


def against(change: float, relative: float | None = None) -> Compared:
    return Compared(10.0, 10.0, None, State.OK, change, relative)


def held_against(
    direction: Direction, low: float | None, high: float | None, source: str | None
) -> Kpi:
    return replace(UP, direction=direction, benchmark=Benchmark(low, high, source))


@pytest.mark.parametrize(
    ("value", "level"), [(60, Level.GOOD), (50, Level.GOOD), (48, Level.WATCH), (47, Level.BAD)]
)
def test_a_target_counts_as_far_as_it_is_due(value: float, level: Level) -> None:
    pace = Pace(goal=100, share=0.5, due=50, projected=value * 2, attainment=value / 100)
    assert judge(UP, figure(value), pace) == Judgement(level, "pace")
    whole = replace(pace, share=1.0)
    assert judge(UP, figure(value), whole).basis == "target"


def test_a_red_line_overrides_everything_else() -> None:
    pace = Pace(100, 1.0, 100, None, 1.2)
    failed = figure(120)._replace(note=Note.RED_LINE, stores=1)
    assert judge(UP, failed, pace) == Judgement(Level.BAD, "red_line")
    # Of several stores one has failed; which one is to be looked up.
    assert judge(UP, failed._replace(stores=3), pace) == Judgement(Level.WATCH, "red_line")


def test_what_should_be_low_is_bad_above_its_target() -> None:
    down = replace(UP, direction=Direction.DOWN)
    pace = Pace(100, 1.0, 100, None, 1.2)
    assert judge(down, figure(120), pace).level is Level.BAD
    assert judge(down, figure(90), pace).level is Level.GOOD


@pytest.mark.parametrize(
    ("direction", "low", "high", "value", "level"),
    [
        (Direction.UP, 10, None, 10, Level.GOOD),
        (Direction.UP, 10, None, 9.6, Level.WATCH),
        (Direction.UP, 10, 20, 5, Level.BAD),
        (Direction.DOWN, None, 10, 9, Level.GOOD),
        (Direction.DOWN, None, 10, 12, Level.BAD),
        (Direction.BAND, 10, 20, 15, Level.GOOD),
        (Direction.BAND, 10, 20, 25, Level.BAD),
        (Direction.BAND, 10, 20, 5, Level.BAD),
    ],
)
def test_benchmarks_follow_the_direction_of_good(
    direction: Direction, low: float | None, high: float | None, value: float, level: Level
) -> None:
    sourced = held_against(direction, low, high, "a study")
    assert judge(sourced, figure(value), None) == Judgement(level, "benchmark")


def test_a_rule_of_thumb_never_turns_a_card_red() -> None:
    thumb = held_against(Direction.UP, 10, None, None)
    assert judge(thumb, figure(1), None) == Judgement(Level.WATCH, "benchmark")


def test_an_attainment_is_not_held_against_the_whole_month_before_it_is_over() -> None:
    assert grows_with_time(ATTAINED)
    assert not grows_with_time(UP)
    assert not grows_with_time(kpi("delivery_pace_index"))
    assert judge(ATTAINED, figure(0.5), None, share=0.5).level is Level.GOOD
    assert judge(ATTAINED, figure(0.5), None, share=1.0).level is Level.WATCH


def test_the_past_alone_says_only_that_it_is_worth_a_look() -> None:
    worse = figure(8, prior=against(-2, -0.2), year=against(-3, -0.3))
    assert judge(UP, worse, None) == Judgement(Level.WATCH, "past")
    mixed = figure(8, prior=against(-2, -0.2), year=against(3, 0.3))
    assert judge(UP, mixed, None).level is Level.NONE
    slight = figure(8, prior=against(-2, -0.02), year=against(-3, -0.3))
    assert judge(UP, slight, None).level is Level.NONE
    assert judge(UP, figure(8), None).level is Level.NONE


@pytest.mark.parametrize("state", [s for s in State if s is not State.OK])
def test_nothing_is_judged_that_is_not_sound(state: State) -> None:
    pace = Pace(100, 1.0, 100, None, 0.01)
    assert judge(UP, figure(1, state), pace).level is Level.NONE


def test_better_and_worse() -> None:
    assert is_better(UP, 1.0) is True
    assert is_better(UP, -1.0) is False
    assert is_better(replace(UP, direction=Direction.DOWN), -1.0) is True
    assert is_better(replace(UP, direction=Direction.BAND), 1.0) is None
    assert is_better(UP, 0.0) is None
    assert is_better(UP, None) is None
