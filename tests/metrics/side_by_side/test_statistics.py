"""Funnel limits and shrinkage against published and hand-worked examples."""

from math import inf, sqrt
from statistics import fmean

import pytest

from metrics.model.kpi import Direction
from metrics.side_by_side.funnel import (
    dispersion,
    excess_variance,
    limits,
    score,
    winsorised,
)
from metrics.side_by_side.noise import (
    Reading,
    variance_of_months,
    variance_of_rate,
    variance_of_share,
)
from metrics.side_by_side.places import Member, Verdict, places
from metrics.side_by_side.shrinkage import held_back, spread_between

# Batting averages after 45 times at bat, 1970: Efron and Morris, Scientific American 236 (1977).
BATTERS = {
    "Clemente": 0.400, "Robinson": 0.378, "Howard": 0.356, "Johnstone": 0.333, "Berry": 0.311,
    "Spencer": 0.311, "Kessinger": 0.289, "Alvarado": 0.267, "Santo": 0.244, "Swoboda": 0.244,
    "Unser": 0.222, "Williams": 0.222, "Scott": 0.222, "Petrocelli": 0.222, "Rodriguez": 0.222,
    "Campaneris": 0.200, "Munson": 0.178, "Alvis": 0.156,
}  # fmt: skip


def test_the_batters_of_efron_and_morris_are_held_back_as_published() -> None:
    values = list(BATTERS.values())
    mean = fmean(values)
    variance = mean * (1 - mean) / 45
    between = spread_between(values, [variance] * 18, mean)
    # Published: a shrinking factor of 0.212; 0.400 becomes 0.294, 0.156 becomes 0.242.
    assert between / (between + variance) == pytest.approx(0.212, abs=0.003)
    assert held_back(0.400, mean, variance, between) == pytest.approx(0.294, abs=0.001)
    assert held_back(0.156, mean, variance, between) == pytest.approx(0.242, abs=0.001)


def test_equal_errors_give_the_factor_of_james_and_stein() -> None:
    values = [1.0, 4.0, 5.0, 8.0, 12.0, 18.0]
    mean, variance = 8.0, 4.0
    # 1 - (k - 3) s2 / S by hand: S = 49 + 16 + 9 + 0 + 16 + 100 = 190, 1 - 3 x 4 / 190.
    between = spread_between(values, [variance] * 6, mean)
    assert between / (between + variance) == pytest.approx(1 - 12 / 190)


def test_gaps_that_errors_explain_are_drawn_in_wholly() -> None:
    assert spread_between([1.0, 1.1, 0.9, 1.0, 1.05], [1.0] * 5, 1.0) == 0.0
    assert held_back(1.1, 1.0, 1.0, 0.0) == 1.0
    assert spread_between([1.0, 9.0, 5.0], [1.0] * 3, 5.0) == 0.0


def test_funnel_limits_by_hand() -> None:
    # 90 % of 400: sqrt(0.9 x 0.1 / 400) = 0.015; 0.9 +- 1.959964 x 0.015.
    variance = variance_of_share(0.9, 400)
    assert sqrt(variance) == pytest.approx(0.015)
    assert limits(0.9, variance) == pytest.approx((0.8706, 0.9294), abs=1e-4)
    # Four times the cases, half the width.
    low, high = limits(0.9, variance_of_share(0.9, 1600))
    assert (low, high) == pytest.approx((0.8853, 0.9147), abs=1e-4)


def test_a_share_of_all_still_has_an_error() -> None:
    assert variance_of_share(1.0, 3) == pytest.approx((1 / 6) * (5 / 6) / 3)
    assert variance_of_share(0.0, 50) == pytest.approx(0.01 * 0.99 / 50)


def test_a_rate_of_events_is_poisson() -> None:
    # 4 complaints of 2000 cars: 2 in a thousand, with an error of sqrt(4) / 2 = 1 in a thousand.
    assert variance_of_rate(2.0, 2000, 1000) == pytest.approx(1.0)
    assert variance_of_rate(0.0, 2000, 1000) == pytest.approx(0.5 * 0.25)


def test_scores_beyond_a_tenth_are_drawn_in() -> None:
    scores = [-9.0, -1.0, -0.5, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 7.0]
    assert winsorised(scores) == [-1.0, -1.0, -0.5, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.0]
    # Their squares add up to 5.45.
    assert dispersion(scores) == pytest.approx(0.545)


def test_variance_between_members_by_hand() -> None:
    # Equal errors of 1: phi = mean square = (9 + 1 + 0 + 1 + 9) / 5 = 4, without drawing in;
    # (5 x 4 - 4) / (5 - 5 / 5) = 4.
    values = [2.0, 4.0, 5.0, 6.0, 8.0]
    assert excess_variance(values, [1.0] * 5, 5.0, share=0.0) == pytest.approx(4.0)
    # Drawn in by a fifth at each end: phi = 0.8, which errors explain.
    assert excess_variance(values, [1.0] * 5, 5.0, share=0.2) == 0.0


def test_a_distance_without_an_error_is_beyond_all_limits() -> None:
    assert score(2.0, 1.0, 0.0) == inf
    assert score(0.0, 1.0, 0.0) == -inf
    assert score(1.0, 1.0, 0.0) == 0.0


def test_the_spread_of_months_by_their_steps() -> None:
    # Steps 2, -2, 2, -2, 2 with weight 1 each: 4 / (1 + 1) = 2.
    swinging = [Reading(v, 1.0) for v in (5, 7, 5, 7, 5, 7)]
    assert variance_of_months(swinging) == pytest.approx(2.0)
    # A trend is no noise: steps of 1 are 0.5 however far it goes.
    rising = [Reading(float(v), 1.0) for v in range(40)]
    assert variance_of_months(rising) == pytest.approx(0.5)
    # Months of four cases scatter half as much as those of one: the variance of a case is the same.
    large = [Reading(v, 4.0) for v in (5, 6, 5, 6, 5, 6)]
    assert variance_of_months(large) == pytest.approx(2.0)
    assert variance_of_months(swinging[:5]) is None


def test_three_deals_never_lead_a_table_by_chance() -> None:
    # Nine stores with 200 leads each around 20 %, and one that closed 3 of 3.
    shares = [0.16, 0.17, 0.18, 0.19, 0.20, 0.21, 0.22, 0.24, 0.30]
    members = {
        f"S{n}": Member(share, variance_of_share(0.205, 200)) for n, share in enumerate(shares)
    }
    members["small"] = Member(1.0, variance_of_share(0.205, 3))
    found = places(members, Direction.UP)
    small, leader = found["small"], found["S8"]
    assert (small.plain_rank, small.rank) == (1, 3)
    assert leader.rank == 1
    assert small.held_back is not None
    assert small.held_back < 0.25
    assert leader.verdict is Verdict.APART or leader.verdict is Verdict.BEYOND
    # Where the small number alone is few, it is not ranked at all.
    members["small"] = members["small"]._replace(few=True)
    assert places(members, Direction.UP)["small"].rank is None


def test_a_gap_within_chance_says_nothing_and_one_beyond_it_does() -> None:
    variance = 0.0004
    values = [0.48, 0.49, 0.495, 0.5, 0.505, 0.51, 0.52, 0.7]
    members = {f"S{n}": Member(v, variance) for n, v in enumerate(values)}
    up, down = places(members, Direction.UP), places(members, Direction.DOWN)
    assert up["S0"].verdict is Verdict.NEAR
    assert up["S7"].verdict is Verdict.BEYOND
    assert (up["S7"].rank, down["S7"].rank) == (1, 8)
    assert up["S7"].gap == pytest.approx(-down["S7"].gap)
    assert (up["S7"].best_quartile, down["S7"].best_quartile) == pytest.approx((0.5125, 0.49375))


def test_a_real_gap_of_a_common_size_stands_apart_but_not_beyond() -> None:
    values = [0.1 * n for n in range(1, 12)]
    found = places({str(v): Member(v, 0.0001) for v in values}, Direction.UP)
    assert found[str(values[1])].verdict is Verdict.APART


def test_no_direction_no_rank_and_few_members_no_places() -> None:
    members = {f"S{n}": Member(float(n), 1.0) for n in range(6)}
    band = places(members, Direction.BAND)["S5"]
    assert (band.rank, band.plain_rank, band.best_quartile) == (None, None, None)
    assert band.gap == 2.5
    del members["S5"], members["S4"]
    assert places(members, Direction.UP) == {}


def test_members_without_an_error_count_in_the_median_and_get_no_verdict() -> None:
    members = {f"S{n}": Member(float(n), 1.0) for n in range(6)}
    members["new"] = Member(100.0, None)
    found = places(members, Direction.UP)
    assert (found["new"].verdict, found["new"].rank, found["new"].plain_rank) == (
        Verdict.UNKNOWN,
        None,
        1,
    )
    assert found["S5"].rank == 1
    assert found["S0"].of == 7
