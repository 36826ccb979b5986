"""A driver that is one figure for a whole region is seen, whatever it is called."""

from dataclasses import replace

import numpy as np

from metrics.drivers.panel import Panel
from metrics.drivers.same_courses import same_courses
from tests.metrics.drivers.panels import random_panel


def panel() -> Panel:
    drawn = random_panel(np.random.default_rng(4), (12, 10), (0.1, 0.1, 0.1))
    values = drawn.values.copy()
    regions = np.random.default_rng(5).normal(size=(3, 10))
    values[:, 1] = regions[drawn.entities % 3, drawn.periods]
    values[:, 2] = np.where(drawn.entities == 0, values[:, 2], 0.0)
    return replace(drawn, values=values)


def test_courses_of_regions_are_counted() -> None:
    assert same_courses(panel()) == {"x1": 3}


def test_the_order_of_rows_does_not_matter() -> None:
    given = panel()
    mixed = np.random.default_rng(6).permutation(given.n)
    assert same_courses(
        replace(
            given,
            values=given.values[mixed],
            entities=given.entities[mixed],
            periods=given.periods[mixed],
        )
    ) == {"x1": 3}
