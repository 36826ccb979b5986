"""Daily values come in one statement; what does not add up over days has none."""

from datetime import date
from pathlib import Path

import pytest

from metrics.catalogue import kpi
from metrics.measures import DAY_WEIGHT
from metrics.model.formula import Over, PerDay
from metrics.model.windows import MONTHS
from metrics.pace.history import daily_term, measures_by_day, take_history
from tests.metrics.network import network, stores
from tests.metrics.test_reader import delivery

AS_OF = date(2025, 3, 20)
RETAIL = kpi("retail_deliveries")
EVERYTHING = frozenset({"retail_delivered", "business_days"})


def test_a_history_is_one_statement(tmp_path: Path) -> None:
    calendar = [
        {"store_code": code, "date": f"2025-03-{day:02d}", "is_business_day": day != 9,
         "day_weight": 1}
        for code in ("N1", "N2") for day in range(1, 32)
    ]  # fmt: skip
    sold = [delivery("N1", "2025-03-03", 1), delivery("N1", "2025-02-28", 2)]
    later = [delivery("N1", "2025-03-25", 3)]
    rows = {
        "dim_store": stores("N1", "N2"),
        "dim_calendar": calendar,
        "vehicle_deliveries": [*sold, *later],
    }
    small = network(tmp_path, rows, AS_OF, date(2024, 1, 1))
    before = small.counted.statements
    history = take_history(small.quick.backend, ["retail_delivered"], ("N2", "N1"), AS_OF, 2)
    assert small.counted.statements == before + 1
    assert history.firsts == (date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1))
    assert history.days == 20
    months = history.months(retail_term(), [1])
    # What lies after the day is left out, closed days are no selling days.
    assert months.values.sum(axis=2)[:, 0].tolist() == [0, 1, 1]
    assert months.selling[-1].sum() == 30
    assert months.values[1, 0, 27] == 1
    small.counted.close()


def retail_term() -> Over:
    term = daily_term(RETAIL, EVERYTHING)
    assert isinstance(term, Over)
    return term


def test_only_sums_over_the_selection_have_daily_values() -> None:
    assert daily_term(kpi("net_orders"), frozenset({"orders_signed"})) is None
    assert daily_term(kpi("delivery_target_attainment"), EVERYTHING) is None
    both = retail_term() - 2.0 * Over(DAY_WEIGHT)
    assert measures_by_day(both) == frozenset({"retail_delivered", "day_weight"})
    assert measures_by_day(Over(DAY_WEIGHT, MONTHS)) is None
    assert measures_by_day(PerDay(Over(DAY_WEIGHT))) is None


def test_a_term_without_daily_values_is_refused(tmp_path: Path) -> None:
    small = network(tmp_path, {"dim_store": stores("N1")}, AS_OF, date(2025, 1, 1))
    history = take_history(small.quick.backend, ["retail_delivered"], ("N1",), AS_OF, 1)
    with pytest.raises(TypeError, match="PerDay has no value for a single day"):
        history.of(PerDay(retail_term()))
    assert (history.of(retail_term() - 3.0 * retail_term()) == 0).all()
    small.counted.close()
