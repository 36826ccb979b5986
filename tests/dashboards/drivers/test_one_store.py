"""One store on screen: its own months beside the network's, and moves inside its experience."""

from dataclasses import replace

import numpy as np
import pytest

from dashboards.drivers.one_store import leaning_effect, store_panel
from dashboards.drivers.told import Told
from dashboards.drivers.what_if import MOVES, moves_of, tried, what_if_panel
from dashboards.query import View
from dashboards.visit import Visit
from metrics.drivers.one_store.result import OneStore, StoreEffect
from metrics.drivers.result import Reason, Refusal
from metrics.drivers.stage import Trials
from metrics.drivers.what_if.experience import Experience
from metrics.drivers.what_if.moves import Company
from tests.dashboards.drivers.analyses import (
    ANALYSIS,
    APPOINTMENT,
    COMEBACK,
    FILL,
    PROFICIENCY,
    TARGET,
    told_of,
)
from tests.dashboards.drivers.test_parts import rows_of
from tests.dashboards.network import Network
from tests.dashboards.test_pages import texts

OWN = StoreEffect(FILL, 620_000.0, 190_000.0, 880_000.0, 400_000.0, 0.25, 100_000.0, 690_000.0,
                  300_000.0, 1_080_000.0, 34)  # fmt: skip
BESIDE = OneStore(
    "A1",
    34,
    {FILL: OWN, APPOINTMENT: replace(OWN, driver=APPOINTMENT, own=None, own_error=None, weight=0)},
    {},
    {FILL: Refusal(Reason.ONE_STORE, (FILL,), {"periods": 34.0, "needed": 36.0})},
)
NAMES = (APPOINTMENT, FILL, COMEBACK, PROFICIENCY)
SEEN = {name: Experience(name, 0.7, 0.9, 0.8, 34) for name in NAMES}
COVARIANCE = tuple(
    tuple(float(c.std_error**2) if n == m else 0.0 for m in range(4))
    for n, c in enumerate(ANALYSIS.coefficients)
)
PATTERN = tuple(tuple(row) for row in (0.5 * np.ones((4, 4)) + 0.5 * np.eye(4)).tolist())
TRIALS = Trials(NAMES, SEEN, PATTERN, 2.03, 0.5)


@pytest.fixture
def told(network: Network) -> Told:
    visit = network.visit("/drivers", "en", view=View(target=TARGET))
    analysis = replace(ANALYSIS, covariance=COVARIANCE)
    made = told_of(visit, analysis, store="A1")
    return replace(made, scale=0.5, beside=BESIDE, scenario=TRIALS.scenario(analysis))


@pytest.fixture
def english(network: Network) -> Visit:
    return network.visit("/drivers", "en", view=View(target=TARGET))


def test_effects_are_those_of_a_store_of_this_size(told: Told) -> None:
    assert {e.driver: round(e.amount) for e in told.shown()}[FILL] == 15_500


def test_a_store_stands_beside_the_network_and_is_said_to_lean_on_it(
    english: Visit, told: Told
) -> None:
    (panel,) = store_panel(english, told)
    head, first, second = rows_of(panel)
    assert "drawn towards the network average of 34 stores" in texts(first)
    assert "+16,000 CNY" in texts(first)  # network
    assert "+22,000 CNY" in texts(first)  # own months
    assert "25%" in texts(first)
    assert "+17,000 CNY" in texts(first)  # in between
    assert "–" in texts(second)
    assert "Weight of its own" in texts(head)
    assert "needs 36 months" in texts(panel)
    assert store_panel(english, replace(told, beside=None)) == []


def test_a_store_whose_direction_cannot_be_told_has_no_sign(english: Visit, told: Told) -> None:
    unsure = replace(OWN, ci_low=-1.0)
    beside = replace(BESIDE, effects={FILL: unsure})
    (panel,) = store_panel(english, replace(told, beside=beside))
    _, row = rows_of(panel)
    assert "direction cannot be told" in texts(row)
    assert "+17,000 CNY" not in texts(row)


def test_leaning_keeps_the_step_of_the_network(told: Told) -> None:
    effect = next(e for e in told.shown() if e.driver == FILL)
    found = leaning_effect(told, effect, OWN)
    assert found.step == effect.step
    assert found.amount == pytest.approx(690_000 * 0.05 * 0.5)
    assert found.shown
    assert not leaning_effect(told, effect, replace(OWN, ci_low=-1.0)).shown


def test_moves_stay_inside_what_the_store_has_seen(english: Visit, told: Told) -> None:
    (panel,) = what_if_panel(english, told, FILL)
    _, *rows = rows_of(panel)
    assert len(rows) == len(MOVES)
    assert "it has seen 70.0% to 90.0%" in texts(panel)
    assert texts(rows[0]).startswith("70.0%")
    # Ten points below the usual, in a store half the typical one.
    assert "−31,000 CNY" in texts(rows[0])
    assert "along:" in texts(rows[0])
    assert what_if_panel(english, told, PROFICIENCY) == []
    assert what_if_panel(english, replace(told, scenario=None), FILL) == []


def test_a_move_is_told_by_the_month_only_where_its_target_is(english: Visit, told: Told) -> None:
    monthly = texts(what_if_panel(english, told, FILL))
    assert "usual, a month, with its 95 % interval" in monthly
    rate = replace(told, target=replace(told.target, per_month=False))
    assert "a month" not in texts(what_if_panel(english, rate, FILL))


def test_what_is_outside_the_experience_is_not_offered(told: Told) -> None:
    assert told.scenario is not None
    offer = told.scenario.offers(Company.ALONE)[1]
    assert tried(offer) == pytest.approx([0.7, 0.75, 0.85, 0.9])
    assert moves_of(told.scenario, FILL, 0.95) == [None, None]
    inside = moves_of(told.scenario, FILL, 0.85)
    assert all(move is not None and move.ci_low < move.effect < move.ci_high for move in inside)
