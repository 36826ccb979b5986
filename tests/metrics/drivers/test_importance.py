"""Shares of explained variance against published figures and against going through it by hand."""

import csv
import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from bench.driver_study.planted import Design, plant
from metrics.drivers.cross_products import cross_products
from metrics.drivers.importance import among, shares
from metrics.drivers.importance.lmg import lmg
from metrics.drivers.importance.relative_weights import relative_weights
from metrics.drivers.panel import Floats, Panel
from metrics.drivers.within import swept

BOTH = ("entity", "time")


@pytest.fixture
def swiss(shared_folder: Path) -> tuple[Panel, dict[str, list[float]]]:
    folder = shared_folder / "oracles" / "relative_importance_swiss"
    published = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["swiss"]
    with (folder / "swiss.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return _plain(rows, tuple(published["order"]), "Fertility"), published


def _plain(rows: list[dict[str, str]], drivers: tuple[str, ...], target: str) -> Panel:
    each = np.arange(len(rows))
    names = tuple(str(number) for number in each)
    return Panel(
        target=target,
        drivers=drivers,
        controls=(),
        outcome=np.array([float(row[target]) for row in rows]),
        values=np.array([[float(row[name]) for name in drivers] for row in rows]),
        held=np.zeros((len(rows), 0)),
        entities=np.zeros(len(rows), dtype=np.int64),
        periods=each,
        clusters=each,
        entity_names=("all",),
        period_names=names,
        cluster_names=names,
    )


def holed() -> Panel:
    """Nine stores, two of which share a city, with missing months and one control."""
    rng = np.random.default_rng(5)
    panel = plant(Design("holed", 9, 12, drivers=5, missing=0.25, by_city=True), rng)
    return replace(
        panel,
        drivers=panel.drivers[:4],
        values=panel.values[:, :4],
        controls=("size",),
        held=panel.values[:, 4:],
    )


def within_r_squared(panel: Panel, names: tuple[str, ...]) -> float:
    """R² of some drivers after effects and controls, by least squares on swept columns."""
    chosen = [panel.drivers.index(name) for name in names]
    held = swept(panel.held, panel, BOTH)
    left = swept(np.column_stack([panel.values[:, chosen], panel.outcome]), panel, BOTH)
    if held.shape[1]:
        left = left - held @ np.linalg.lstsq(held, left, rcond=None)[0]
    columns, outcome = left[:, :-1], left[:, -1]
    rest = outcome - columns @ np.linalg.lstsq(columns, outcome, rcond=None)[0]
    return float(1 - rest @ rest / (outcome @ outcome))


def lmg_by_orders(panel: Panel, players: tuple[tuple[str, ...], ...] = ()) -> dict[str, float]:
    """The mean over all orders of what a driver, or a group of them, adds."""
    orders = list(permutations(players or [(name,) for name in panel.drivers]))
    found = dict.fromkeys(("+".join(player) for player in orders[0]), 0.0)
    known: dict[frozenset[str], float] = {frozenset(): 0.0}
    for order in orders:
        entered: tuple[str, ...] = ()
        for player in order:
            before = known[frozenset(entered)]
            entered += player
            subset = frozenset(entered)
            if subset not in known:
                known[subset] = within_r_squared(panel, entered)
            found["+".join(player)] += (known[subset] - before) / len(orders)
    return found


def repeated(panel: Panel, weights: Floats) -> Panel:
    """The panel of a draw: clusters as often as they were drawn, each with new ids."""
    rows, entities, clusters, fresh = [], [], [], 0
    for cluster, times in enumerate(weights.astype(int)):
        for _ in range(times):
            mine = np.flatnonzero(panel.clusters == cluster)
            rows.append(mine)
            entities.append(panel.entities[mine] + 1000 * fresh)
            clusters.append(np.full(len(mine), fresh))
            fresh += 1
    at = np.concatenate(rows)
    stores = np.unique(np.concatenate(entities), return_inverse=True)[1]
    return replace(
        panel,
        outcome=panel.outcome[at],
        values=panel.values[at],
        held=panel.held[at],
        entities=stores,
        periods=panel.periods[at],
        clusters=np.concatenate(clusters),
        entity_names=tuple(str(number) for number in range(stores.max() + 1)),
    )


def test_swiss_is_as_published(swiss: tuple[Panel, dict[str, list[float]]]) -> None:
    panel, published = swiss
    found = {share.name: share.share for share in shares(panel, (), 0, np.random.default_rng(1))}
    assert [found[name] for name in panel.drivers] == pytest.approx(published["lmg_rela"], abs=1e-9)


def test_relative_weights_of_swiss_are_as_published(
    swiss: tuple[Panel, dict[str, list[float]]],
) -> None:
    panel, published = swiss
    found = relative_weights(cross_products(panel, ()).once())[:, 0]
    assert found.tolist() == pytest.approx(published["johnson_relative_weights"], abs=1e-9)


def test_shares_are_the_mean_over_all_orders_of_entry() -> None:
    panel = holed()
    by_hand = lmg_by_orders(panel)
    found = shares(panel, BOTH, 0, np.random.default_rng(1))
    total = sum(by_hand.values())
    assert {share.name: share.share for share in found} == pytest.approx(
        {name: part / total for name, part in by_hand.items()}, abs=1e-10
    )
    assert sum(share.share for share in found) == pytest.approx(1.0)
    assert [share.share for share in found] == sorted((s.share for s in found), reverse=True)


@pytest.mark.parametrize("effects", [BOTH, ("entity",), ("time",), ()])
def test_a_draw_is_the_panel_of_whole_clusters_under_new_ids(effects: tuple[str, ...]) -> None:
    panel = holed()
    weights = np.array([[2.0, 0.0, 1.0], [1.0, 1.0, 1.0], [0.0, 3.0, 0.0]])
    drawn = lmg(cross_products(panel, effects).drawn(weights), [1, 1, 1, 1])
    for place, counts in enumerate(weights):
        again = cross_products(repeated(panel, counts), effects)
        assert drawn[:, place] == pytest.approx(lmg(again.once(), [1, 1, 1, 1])[:, 0], abs=1e-10)


def test_month_effects_are_those_of_the_draw() -> None:
    panel = holed()
    weights = np.array([[2.0, 1.0, 0.0]])
    drawn = lmg(cross_products(panel, BOTH).drawn(weights), [1, 1, 1, 1])[:, 0]
    by_hand = lmg_by_orders(repeated(panel, weights[0]))
    assert drawn.tolist() == pytest.approx([by_hand[name] for name in panel.drivers], abs=1e-10)


def test_a_group_enters_as_one() -> None:
    panel = holed()
    pair = ("driver_2", "driver_4")
    found = shares(panel, BOTH, 50, np.random.default_rng(1), groups=(pair,))
    assert {share.name for share in found} == {"driver_1", "driver_2+driver_4", "driver_3"}
    by_hand = lmg_by_orders(panel, (("driver_1",), pair, ("driver_3",)))
    full = within_r_squared(panel, panel.drivers)
    assert {share.name: share.share * full for share in found} == pytest.approx(by_hand)


def test_beyond_twelve_drivers_weights_still_sum_to_one() -> None:
    panel = plant(Design("wide", 20, 24, drivers=14), np.random.default_rng(3))
    found = shares(panel, BOTH, 100, np.random.default_rng(1))
    assert sum(share.share for share in found) == pytest.approx(1.0)
    assert {share.name for share in found[:3]} == {"driver_1", "driver_2", "driver_3"}
    assert all(s.ci_low is not None and s.ci_low <= s.share for s in found)


def test_relative_weights_and_lmg_agree_where_drivers_do_not_go_together() -> None:
    products = np.diag([4.0, 9.0, 1.0, 100.0])
    products[:3, 3] = products[3, :3] = [4.0, 3.0, 0.0]
    both = lmg(products[..., None], [1, 1, 1])[:, 0], relative_weights(products[..., None])[:, 0]
    assert both[0] == pytest.approx([0.04, 0.01, 0.0])
    assert both[1] == pytest.approx(both[0])


def test_equal_drivers_are_tied_and_a_stronger_one_is_not() -> None:
    design = Design("ties", 60, 24, drivers=3, true=3, partial=0.1, together=0.0)
    panel = plant(design, np.random.default_rng(4))
    stronger = replace(panel, outcome=panel.outcome + 1.5 * panel.values[:, 0])
    found = {s.name: s for s in shares(stronger, BOTH, 400, np.random.default_rng(1))}
    assert found["driver_1"].tied_with == ()
    assert found["driver_2"].tied_with == ("driver_3",)
    assert found["driver_3"].tied_with == ("driver_2",)


def test_a_driver_in_the_span_of_others_gets_no_share_of_its_own() -> None:
    panel = holed()
    doubled = replace(
        panel,
        drivers=("driver_1", "driver_2", "same"),
        values=np.column_stack([panel.values[:, :2], 2 * panel.values[:, 0]]),
    )
    products = cross_products(doubled, BOTH).once()
    found = lmg(products, [1, 1, 1])[:, 0]
    assert found[0] == pytest.approx(found[2])
    assert found.sum() == pytest.approx(within_r_squared(doubled, ("driver_1", "driver_2")))


def test_what_a_control_says_already_is_nobody_s_share() -> None:
    panel = holed()
    repeating = replace(panel, held=panel.values[:, :1])
    found = {share.name: share.share for share in shares(repeating, BOTH, 0, _rng())}
    assert found["driver_1"] == 0.0


def test_one_store_has_no_shares() -> None:
    panel = holed()
    rows = np.flatnonzero(panel.entities == 0)
    alone = replace(
        panel,
        outcome=panel.outcome[rows],
        values=panel.values[rows],
        held=panel.held[rows],
        entities=panel.entities[rows],
        periods=panel.periods[rows],
        clusters=panel.clusters[rows],
    )
    assert shares(alone, ("entity",), 10, _rng()) == ()


def test_where_nothing_is_explained_there_are_no_shares() -> None:
    panel = holed()
    assert shares(replace(panel, outcome=np.ones(panel.n)), BOTH, 10, _rng()) == ()


def test_only_drivers_that_passed_compete() -> None:
    left = among(holed(), ("driver_1", "driver_3"))
    assert left.drivers == ("driver_1", "driver_3")
    assert left.controls == ("size", "driver_2", "driver_4")
    assert {share.name for share in shares(left, BOTH, 0, _rng())} == {"driver_1", "driver_3"}


def test_the_same_seed_draws_the_same_intervals() -> None:
    assert shares(holed(), BOTH, 30, _rng()) == shares(holed(), BOTH, 30, _rng())


def _rng() -> np.random.Generator:
    return np.random.default_rng(9)
