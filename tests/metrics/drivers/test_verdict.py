"""Which drivers are shown, with what interval, and why the others are not."""

import pytest

from metrics.drivers.gates.held_out import HeldOut
from metrics.drivers.gates.verdict import Evidence, Intervals, verdict
from metrics.drivers.result import Reason, Refusal

GAIN = HeldOut({"stores": (0.1, 0.02), "periods": (0.1, 0.02)})


def intervals(**centres: float) -> Intervals:
    """Intervals of half-width 1 at 5 %, and of 0.05 over the level in general."""
    return lambda level: {
        name: (centre - 0.05 / level, centre + 0.05 / level) for name, centre in centres.items()
    }


def evidence(**p_values: float) -> Evidence:
    return Evidence(p_values, len(p_values), {}, None, GAIN)


def reasons(found: tuple[Refusal, ...]) -> list[Reason]:
    return [refusal.reason for refusal in found]


def test_drivers_that_stand_out_are_shown_with_wider_intervals() -> None:
    found = verdict(evidence(a=1e-4, b=1e-4, c=0.5, d=0.5), intervals(a=9, b=9, c=0.1, d=0.1))
    assert found.shown == ("a", "b")
    assert found.level == pytest.approx(0.025)
    assert reasons(found.held_back["c"]) == [Reason.INTERVAL_HOLDS_ZERO]
    assert found.held_back["c"][0].numbers == {"low": pytest.approx(-0.9), "high": 1.1}
    assert found.ranking is None


def test_one_that_stands_out_among_many_may_be_chance() -> None:
    found = verdict(evidence(a=0.04, b=0.5, c=0.5), intervals(a=2, b=0, c=0))
    assert found.shown == ()
    assert reasons(found.held_back["a"]) == [Reason.FALSE_DISCOVERY]
    assert found.held_back["a"][0].numbers["q_value"] == pytest.approx(0.04 * 3 * 11 / 6)


def test_drivers_that_never_entered_count_in_the_family() -> None:
    alone = Evidence({"a": 0.04}, 1, {}, None, GAIN)
    of_many = Evidence({"a": 0.04}, 10, {}, None, GAIN)
    assert verdict(alone, intervals(a=9)).shown == ("a",)
    assert verdict(of_many, intervals(a=9)).shown == ()


def test_who_holds_zero_once_widened_is_held_back_and_the_rest_widened_again() -> None:
    found = verdict(evidence(a=1e-4, b=1e-4, c=0.9, d=0.9), intervals(a=9, b=1.5, c=0, d=0))
    assert found.shown == ("a",)
    assert found.level == pytest.approx(0.0125)
    assert reasons(found.held_back["b"]) == [Reason.INTERVAL_HOLDS_ZERO]


def test_all_reasons_are_told() -> None:
    twins = Refusal(Reason.COLLINEAR, ("a", "b"), {"vif": 9.0})
    asked = Evidence({"a": 1e-4, "b": 0.9}, 2, {"a": twins}, {"a": 1e-5, "b": 0.5}, GAIN)
    found = verdict(asked, intervals(a=9, b=0))
    assert reasons(found.held_back["a"]) == [Reason.COLLINEAR, Reason.REVERSE]
    assert reasons(found.held_back["b"]) == [Reason.INTERVAL_HOLDS_ZERO]


def test_without_gain_there_is_no_ranking_and_drivers_stand() -> None:
    none = HeldOut({"stores": (0.1, 0.02), "periods": (0.01, 0.02)})
    found = verdict(Evidence({"a": 1e-4}, 1, {}, None, none), intervals(a=9))
    assert found.shown == ("a",)
    assert found.ranking is not None
    assert found.ranking.reason is Reason.NO_GAIN_HELD_OUT


def test_a_lifted_hold_out_refuses_nothing() -> None:
    assert verdict(Evidence({"a": 1e-4}, 1, {}, None, None), intervals(a=9)).ranking is None


def test_a_driver_whose_lead_was_not_tested_is_not_shown() -> None:
    asked = Evidence({"a": 1e-4, "b": 1e-4}, 2, {}, {"a": 0.5}, GAIN)
    found = verdict(asked, intervals(a=9, b=9))
    assert found.shown == ("a",)
    assert reasons(found.held_back["b"]) == [Reason.REVERSE_UNTESTED]
