"""Three ratios of the same three sums, so that two of them make the third."""

import pytest

from metrics.definitions.after_sales.technicians import (
    TECH_EFFICIENCY,
    TECH_PROFICIENCY,
    TECH_UTILISATION,
)
from metrics.facts.technician_hours import HOURS_ATTENDED, HOURS_CLOCKED, HOURS_SOLD
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Kpi
from metrics.model.measures import Flow
from metrics.model.windows import SELECTION
from tests.specs.after_sales.technicians import EXAMPLES


def sides(kpi: Kpi) -> tuple[object, object]:
    assert isinstance(kpi.formula, Ratio)
    above, below = kpi.formula.numerator, kpi.formula.denominator
    assert isinstance(above, Over)
    assert isinstance(below, Over)
    assert above.window == below.window == SELECTION
    return above.measure, below.measure


def test_the_three_ratios_share_their_sums() -> None:
    assert sides(TECH_UTILISATION) == (HOURS_CLOCKED, HOURS_ATTENDED)
    assert sides(TECH_EFFICIENCY) == (HOURS_SOLD, HOURS_CLOCKED)
    assert sides(TECH_PROFICIENCY) == (HOURS_SOLD, HOURS_ATTENDED)


@pytest.mark.parametrize("measure", [HOURS_SOLD, HOURS_CLOCKED, HOURS_ATTENDED])
def test_each_sum_is_broken_down_by_technician(measure: Flow) -> None:
    assert "technician" in measure.fact.dimensions


def test_utilisation_times_efficiency_is_proficiency_where_all_three_are_known() -> None:
    known = {
        (example.kpi, expect.who, expect.when): expect.value
        for example in EXAMPLES
        for expect in example.expect
        if expect.value is not None
    }
    compared = 0
    for (kpi, who, when), utilisation in known.items():
        efficiency = known.get(("tech_efficiency", who, when))
        proficiency = known.get(("tech_proficiency", who, when))
        # In the network there is a store without a clock, which has the third ratio only.
        if kpi != "tech_utilisation" or who == "network" or None in (efficiency, proficiency):
            continue
        assert efficiency is not None
        assert utilisation * efficiency == pytest.approx(proficiency)
        compared += 1
    assert compared == 5
