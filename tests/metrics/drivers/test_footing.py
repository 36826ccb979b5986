import numpy as np

from metrics.drivers.footing import footed

NAN = float("nan")


def test_a_target_is_divided_and_set_to_the_size_of_a_typical_store() -> None:
    gross = np.array([[100.0, 120.0], [1000.0, 1100.0], [40.0, NAN]])
    vehicles = np.array([[10.0, 10.0], [100.0, 100.0], [5.0, 7.0]])
    found = footed(gross, vehicles, False, ("A", "B", "C"))
    assert found.typical == 10.0
    assert found.sizes == {"A": 1.0, "B": 10.0, "C": 0.5}
    np.testing.assert_allclose(found.values, [[100.0, 120.0], [100.0, 110.0], [80.0, NAN]])


def test_a_logarithm_changes_by_shares_that_are_the_same_for_all() -> None:
    units = np.array([[30.0, 33.0], [10.0, 11.0]])
    days = np.array([[25.0, 25.0]] * 2)
    found = footed(units, days, True, ("A", "B"))
    np.testing.assert_allclose(found.values, np.log(units / 25))
    assert (found.typical, found.sizes) == (1.0, {})


def test_without_a_footing_a_target_stays_as_it_is() -> None:
    values = np.array([[1.0, NAN]])
    found = footed(values, None, False, ("A",))
    assert found.values is values
    assert (found.typical, found.sizes) == (1.0, {})


def test_a_divisor_that_is_not_above_zero_leaves_nothing() -> None:
    found = footed(np.array([[5.0, 6.0]]), np.array([[0.0, 2.0]]), False, ("A",))
    np.testing.assert_array_equal(found.values, [[NAN, 6.0]])


def test_nothing_known_gives_nothing() -> None:
    found = footed(np.array([[NAN]]), np.array([[NAN]]), False, ("A",))
    assert np.isnan(found.values).all()
    assert found.sizes == {}
