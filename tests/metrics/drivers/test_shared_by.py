import numpy as np
import pytest

from metrics.drivers.shared_by import clusters_of
from tests.metrics.drivers.given_figures import store

STORES = (
    store("A", "京", "北"),
    store("B", "京", "北"),
    store("C", "津", "北"),
    store("D", "津", "北"),
    store("E", "沪", "东"),
)
CODES = tuple(one.code for one in STORES)
OWN = np.arange(10.0).reshape(5, 2)
CITY = np.array([[1.0, 2.0], [1.0, 2.0], [3.0, 4.0], [3.0, np.nan], [5.0, 6.0]])
REGION = np.array([[1.0, 2.0]] * 4 + [[5.0, 6.0]])


@pytest.mark.parametrize(
    ("drivers", "clusters"),
    [
        ({"own": OWN}, CODES),
        ({"own": OWN, "city": CITY}, ("京", "京", "津", "津", "沪")),
        ({"city": CITY, "region": REGION}, ("北", "北", "北", "北", "东")),
        # What is the same everywhere goes with the months.
        ({"nation": np.ones((5, 2))}, CODES),
        ({}, CODES),
    ],
)
def test_errors_go_together_where_a_driver_is_shared(
    drivers: dict[str, np.ndarray[tuple[int, int], np.dtype[np.float64]]],
    clusters: tuple[str, ...],
) -> None:
    assert clusters_of(STORES, CODES, drivers) == clusters


def test_stores_that_are_mostly_alone_in_their_city_say_nothing_of_it() -> None:
    alone = (store("A", "京"), store("B", "京"), store("C"), store("D"), store("E", "沪"))
    assert clusters_of(alone, CODES, {"city": CITY}) == CODES
