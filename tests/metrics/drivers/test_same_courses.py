"""A driver that is one figure for a whole region is seen, whatever it is called."""

from dataclasses import replace

import numpy as np
import pytest

from metrics.drivers.clustering import by_courses, by_places
from metrics.drivers.gates.lead import of_rows
from metrics.drivers.input_errors import PanelError
from metrics.drivers.panel import Panel
from metrics.drivers.same_courses import ALONE, by_store, is_of_a_place, same_courses
from tests.metrics.drivers.panels import random_panel

STORES, MONTHS = 12, 10


def panel() -> Panel:
    """Of three drivers the second is a region's, the third moves in one store only."""
    drawn = random_panel(np.random.default_rng(4), (STORES, MONTHS), (0.1, 0.1, 0.1))
    values = drawn.values.copy()
    regions = np.random.default_rng(5).normal(size=(3, MONTHS))
    values[:, 1] = regions[drawn.entities % 3, drawn.periods]
    values[:, 2] = np.where(drawn.entities == 0, values[:, 2], 0.0)
    return replace(drawn, values=values)


def with_last(given: Panel, column: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Panel:
    return replace(given, values=np.column_stack([given.values[:, :2], column]))


def regions_of(given: Panel) -> tuple[str, ...]:
    return tuple("北东南"[store % 3] for store in given.entities)


def test_courses_of_regions_are_told_apart() -> None:
    found = same_courses(panel())
    assert list(found) == ["x1"]
    assert found["x1"].tolist() == [0, 1, 2] * 4


def test_the_order_of_rows_does_not_matter() -> None:
    given = panel()
    mixed = of_rows(given, np.random.default_rng(6).permutation(given.n))
    assert same_courses(mixed)["x1"].tolist() == [0, 1, 2] * 4


def test_a_store_with_months_missing_goes_with_its_region() -> None:
    given = panel()
    kept = np.random.default_rng(7).random(given.n) > 0.2
    thin = of_rows(given, np.flatnonzero(kept))
    courses = same_courses(thin)["x1"]
    assert [len(set(courses[first::3].tolist())) for first in range(3)] == [1, 1, 1]


def test_a_store_that_never_moves_has_no_region_s_figure() -> None:
    given = panel()
    still = given.values[:, 1] * (given.entities != 4)
    assert same_courses(with_last(given, still))["x2"].tolist()[3:6] == [0, ALONE, 2]


def test_what_counts_time_and_a_yes_or_no_are_of_no_place() -> None:
    given = panel()
    age = (given.periods + 10.0 * (given.entities % 2)) ** 2
    answered = (given.periods >= 5 + given.entities % 2).astype(float)
    for column in (age, answered):
        told = with_last(given, column)
        assert "x2" in same_courses(told)
        assert not is_of_a_place(by_store(told, "x2"))
    assert is_of_a_place(by_store(given, "x1"))


def test_errors_are_clustered_where_a_driver_is_the_same_in_every_month() -> None:
    given = panel()
    found = by_courses(given, "store")
    assert (found.by, len(found.panel.cluster_names)) == ("same x1", 3)
    assert (found.panel.clusters == given.entities % 3).all()
    assert "--cluster store takes the stores" in found.notes[0]
    bare = by_courses(given.of_drivers(["x0", "x2"]), "store")
    assert (bare.by, bare.notes) == (None, ())
    assert bare.panel.clusters is given.clusters


def test_the_widest_group_counts_and_others_are_noted() -> None:
    given = panel()
    halves = np.random.default_rng(8).normal(size=(2, MONTHS))[given.entities % 2, given.periods]
    assert by_courses(with_last(given, halves), "store").by == "same x2"
    everywhere = halves * 0 + given.periods % 4
    noted = by_courses(with_last(given, everywhere), "store")
    assert noted.by == "same x1"
    assert "x2 takes only 1 different courses over 12 stores" in noted.notes[1]


def test_a_named_place_counts_where_a_driver_is_the_same_within_it() -> None:
    given = panel()
    towns = tuple(f"T{store}" for store in given.entities)
    found = by_places(given, {"region": regions_of(given), "town": towns})
    assert (found.by, found.panel.cluster_names) == ("region", ("东", "北", "南"))
    assert found.notes == ("clustered by region: x1 is the same within it",)
    own = by_places(given.of_drivers(["x0"]), {"region": regions_of(given)})
    assert (own.by, len(own.panel.cluster_names)) == (None, STORES)
    assert own.notes == ("no driver is the same within region: clustered by store",)


def test_a_store_in_two_places_is_refused() -> None:
    given = panel()
    moved = ("西", *regions_of(given)[1:])
    with pytest.raises(PanelError, match="column 'region' has '西' and '北' for 'S0'"):
        by_places(given, {"region": moved})
