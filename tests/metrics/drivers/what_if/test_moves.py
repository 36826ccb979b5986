from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.drivers.panel import Panel
from metrics.drivers.result import Analysis
from metrics.drivers.what_if.experience import experience
from metrics.drivers.what_if.moves import Company, NotOfferedError, Scenario
from metrics.drivers.what_if.pattern import usual_pattern
from metrics.drivers.what_if.scenario import scenario
from metrics.drivers.within import swept
from tests.metrics.drivers.planted_slopes import EFFECTS, Planted, drawn, fitted

STORE = "S04"


def network(seed: int = 1, drivers: int = 3) -> Panel:
    panel, _ = drawn(Planted(10, 24, 0.3, 0.0, drivers), np.random.default_rng(seed))
    # The second driver moves with the first.
    if drivers > 1:
        panel.values[:, 1] += 0.6 * panel.values[:, 0]
    return panel


def asked(panel: Panel, analysis: Analysis | None = None, size: float = 1.0) -> Scenario:
    return scenario(panel, EFFECTS, analysis or fitted(panel), STORE, size)


def test_a_store_has_seen_the_middle_nine_tenths_of_its_months() -> None:
    panel = network()
    seen = experience(panel, STORE)["x0"]
    mine = panel.values[panel.entities == 4, 0]
    assert (seen.low, seen.high) == tuple(np.quantile(mine, (0.05, 0.95)))
    assert seen.usual == pytest.approx(mine.mean())
    assert seen.months == 24
    assert experience(panel, "nobody") == {}


def test_few_months_are_no_experience() -> None:
    panel, _ = drawn(Planted(10, 11, 0.0, 0.0), np.random.default_rng(1))
    assert experience(panel, STORE) == {}
    with pytest.raises(NotOfferedError, match="too few months"):
        asked(panel).move("x0", 0.0, Company.ALONE)


def test_one_wild_month_does_not_put_the_usual_outside_what_was_seen() -> None:
    panel = network(drivers=1)
    panel.values[np.flatnonzero(panel.entities == 4)[0], 0] = 1e6
    seen = experience(panel, STORE)["x0"]
    assert seen.usual == seen.high < 1e6


def test_the_pattern_is_a_regression_of_the_others_on_the_one_that_moves() -> None:
    panel = network()
    pattern = usual_pattern(panel, EFFECTS)
    left = swept(panel.values, panel, EFFECTS)
    slope = np.linalg.lstsq(left[:, :1], left[:, 1], rcond=None)[0][0]
    assert pattern[0, 1] == pytest.approx(slope)
    assert pattern[0, 1] > 0.4
    np.testing.assert_array_equal(np.diag(pattern), 1.0)


def test_a_driver_that_does_not_vary_takes_nothing_along() -> None:
    panel = network()
    panel.values[:, 2] = 5.0
    np.testing.assert_allclose(usual_pattern(panel, EFFECTS)[2], [0.0, 0.0, 1.0])


def test_alone_the_effect_and_its_interval_are_those_of_the_coefficient() -> None:
    panel = network()
    one = asked(panel, size=2.0)
    offer = one.offers(Company.ALONE)[0]
    found = one.move("x0", offer.high, Company.ALONE)
    coefficient, change = fitted(panel).coefficients[0], offer.high - offer.usual
    assert found.effect == pytest.approx(2 * change * coefficient.estimate)
    assert found.ci_low == pytest.approx(2 * change * coefficient.ci_low)
    assert found.moves == {"x0": (offer.usual, offer.high)}
    assert found.shown
    down = one.move("x0", offer.low, Company.ALONE)
    assert down.ci_low < down.effect < down.ci_high < 0


def test_together_the_interval_is_that_of_the_sum() -> None:
    panel = network()
    one, analysis = asked(panel), fitted(panel)
    offer = one.offers(Company.TOGETHER)[0]
    found = one.move("x0", offer.high, Company.TOGETHER)
    along = usual_pattern(panel, EFFECTS)[0]
    estimates = np.array([each.estimate for each in analysis.coefficients])
    change = offer.high - offer.usual
    assert found.effect == pytest.approx(change * float(along @ estimates))
    error = np.sqrt(along @ np.array(analysis.covariance) @ along)
    assert found.ci_high - found.effect == pytest.approx(change * error * 2.262157, rel=1e-5)
    assert set(found.moves) == {"x0", "x1", "x2"}


def test_together_the_interval_is_widened_as_that_of_a_driver_alone_is() -> None:
    panel = network()
    analysis, plain = fitted(panel), asked(panel)
    first, second, third = analysis.coefficients
    offer = plain.offers(Company.TOGETHER)[0]

    def width(*widened: tuple[float, float]) -> float:
        """Of the joint move, with intervals so many times their errors below and above."""
        ends = zip((first, second, third), widened, strict=True)
        made = tuple(
            replace(one, ci_low=one.estimate - low * one.std_error,
                    ci_high=one.estimate + high * one.std_error)
            for one, (low, high) in ends
        )  # fmt: skip
        found = asked(panel, replace(analysis, coefficients=made)).move(
            "x0", offer.high, Company.TOGETHER
        )
        assert found.ci_high - found.effect == pytest.approx(found.effect - found.ci_low)
        return found.ci_high - found.ci_low

    usual = (plain.critical, plain.critical)
    before = width(usual, usual, usual)
    assert width((1.0, 1.0), usual, usual) == pytest.approx(before)
    assert width((plain.critical, 3 * plain.critical), usual, usual) == pytest.approx(2 * before)
    assert width(usual, usual, (3 * plain.critical,) * 2) == pytest.approx(3 * before)
    with pytest.raises(NotOfferedError, match="has no end"):
        width(usual, (plain.critical, np.inf), usual)


@given(st.integers(0, 200), st.sampled_from(list(Company)), st.floats(0, 1))
def test_whatever_is_offered_keeps_every_driver_inside_what_the_store_has_seen(
    seed: int, company: Company, part: float
) -> None:
    panel = network(seed)
    one = asked(panel)
    for offer in one.offers(company):
        value = offer.low + part * (offer.high - offer.low)
        found = one.move(offer.driver, value, company)
        for name, (start, end) in found.moves.items():
            assert one.seen[name].holds(start)
            assert one.seen[name].holds(end)
        assert found.ci_low <= found.effect + 1e-12
        assert found.effect <= found.ci_high + 1e-12
        assert offer.low <= offer.usual <= offer.high


def test_what_lies_outside_is_not_offered() -> None:
    one = asked(network())
    offer = one.offers(Company.TOGETHER)[0]
    for value in (offer.high + 0.1, offer.low - 0.1):
        with pytest.raises(NotOfferedError, match="which the store has seen"):
            one.move("x0", value, Company.TOGETHER)


def test_a_driver_whose_direction_cannot_be_said_is_not_offered() -> None:
    panel = network()
    analysis = fitted(panel)
    first, *rest = analysis.coefficients
    held = replace(analysis, coefficients=(replace(first, shown=False), *rest))
    one = asked(panel, held)
    assert [offer.driver for offer in one.offers(Company.ALONE)] == ["x1", "x2"]
    with pytest.raises(NotOfferedError, match="direction cannot be said"):
        one.move("x0", 0.0, Company.ALONE)


def test_a_driver_that_was_refused_moves_nothing() -> None:
    panel = network()
    left = fitted(panel.of_drivers(("x0", "x1")))
    one = asked(panel, left)
    assert one.drivers == ("x0", "x1")
    with pytest.raises(NotOfferedError, match="too few months"):
        one.move("x2", 0.0, Company.ALONE)


def test_without_the_covariance_nothing_moves_together() -> None:
    panel = network()
    one = asked(panel, replace(fitted(panel), covariance=()))
    with pytest.raises(NotOfferedError, match="vary together"):
        one.move("x0", one.seen["x0"].usual, Company.TOGETHER)
