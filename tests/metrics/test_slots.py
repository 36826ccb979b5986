"""What must hold data before a sum means anything."""

from dataclasses import replace
from datetime import date

import pytest

from metrics.compiler.slots import CoverageSlot, coverage_slots
from metrics.facts.loyalty import COHORT_VEHICLES, LOST_VEHICLES, VEHICLES_KEPT
from metrics.facts.parts_stock import STOCK_VALUE
from metrics.model.measures import Summed
from metrics.model.windows import Ranges

MARCH: Ranges = ((date(2025, 3, 1), date(2025, 3, 31)),)
LAST_OF_MARCH: Ranges = ((date(2025, 3, 31), date(2025, 3, 31)),)
TENTH: Ranges = ((date(2025, 3, 10), date(2025, 3, 10)),)


@pytest.mark.parametrize(
    ("measure", "ranges", "first", "months"),
    [
        (replace(LOST_VEHICLES, history_months=0), MARCH, date(2025, 3, 1), 1),
        # The cohort of September and the six months in which it could come back.
        (LOST_VEHICLES, MARCH, date(2024, 9, 1), 7),
        (COHORT_VEHICLES, ((date(2025, 1, 1), date(2025, 3, 31)),), date(2024, 7, 1), 9),
        # Twelve months up to a month end; from one day in March to the next, thirteen.
        (VEHICLES_KEPT, LAST_OF_MARCH, date(2024, 4, 1), 12),
        (VEHICLES_KEPT, TENTH, date(2024, 3, 1), 13),
        # A balance of the month end before will do.
        (STOCK_VALUE, TENTH, date(2025, 1, 1), 3),
    ],
)
def test_months_asked_about(measure: Summed, ranges: Ranges, first: date, months: int) -> None:
    for slot in coverage_slots(measure, ranges):
        assert slot == CoverageSlot(slot.table, first, date(2025, 3, 1))
        assert slot.months == months
