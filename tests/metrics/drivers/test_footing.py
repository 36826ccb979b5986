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


def test_a_change_of_the_logarithm_reads_in_units_of_a_typical_store() -> None:
    units = np.array([[30.0, 33.0], [10.0, 11.0], [20.0, 22.0]])
    days = np.array([[25.0, 25.0]] * 3)
    found = footed(units, days, True, ("A", "B", "C"))
    assert found.typical == 21.0
    steps = found.values[:, 1] - found.values[:, 0]
    np.testing.assert_allclose(steps, np.log(1.1) * 21.0)
    assert found.sizes["A"] == 31.5 / 21.0


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
