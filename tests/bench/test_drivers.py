"""The benchmark of driver analyses measures what it says, beside the library's fit."""

from dataclasses import replace

import linearmodels.panel as imported_before

from bench.drivers import FEW, NETWORK, drivers

# Importing it may draw from the process-wide generator, which no test may do.
assert imported_before.__name__


def test_every_part_is_timed_beside_one_plain_fit() -> None:
    network = replace(NETWORK, name="made small", stores=30, months=24, drivers=3, true=1)
    at_once, whole, bootstrapped = drivers(network, replace(FEW, stores=9, drivers=2, true=1))
    assert at_once.reference_value == whole.reference_value
    assert (at_once.bar, whole.bar, bootstrapped.bar) == (None, 20.0, None)
    assert whole.name.endswith("made small")
    assert all(each.value > 0 for each in (at_once, whole, bootstrapped))
