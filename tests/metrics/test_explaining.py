"""Which roll-up or which details answered, and why, is told and true."""

from datetime import date
from typing import Any

import pytest

from access.scope import OPERATOR
from metrics.catalogue import kpi
from metrics.explaining import Reading, explain
from metrics.model.period import Period
from metrics.plan import Why
from metrics.reader import Question
from metrics.selection import Selection
from tests.metrics.network import Network, network, stores
from tests.metrics.test_reader import delivery

AS_OF = date(2025, 6, 30)
JUNE = Period(date(2025, 6, 1), AS_OF)
SPRING = Period(date(2025, 3, 1), date(2025, 5, 31))
DAYS = Period(date(2025, 6, 3), date(2025, 6, 9))
LONG_AGO = Period(date(2023, 1, 1), date(2023, 1, 31))
DELIVERED, FACT = ("retail_delivered",), "fact_deliveries"
KPIS = tuple(
    kpi(name) for name in ("retail_deliveries", "in_shop_hours_median", "callback_contact_rate")
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Network:
    rows = {
        "dim_store": stores("N1", "N2"),
        "vehicle_deliveries": [
            delivery(store, f"2025-{month:02}-05", 10 * month + place)
            for place, store in enumerate(("N1", "N2"))
            for month in range(1, 7)
        ],
    }
    folder = tmp_path_factory.mktemp("explained")
    return network(folder, rows, AS_OF, date(2024, 1, 1), kpis=KPIS)


def read(
    small: Network,
    period: Period,
    *by: str,
    name: str = "retail_deliveries",
    exact: bool = False,
) -> Any:
    """The tables of one KPI that are not read once for a snapshot, and the answer."""
    reader = small.exact if exact else small.quick
    question = Question(Selection(period, by=by), (kpi(name),))
    result, steps = explain(reader, OPERATOR, question)
    assert result.rows == reader.ask(OPERATOR, question).rows
    found = [r for step in steps for r in step.readings if r.why != (Why.ONCE,)]
    assert all(step.rows >= 0 and step.bytes is not None for step in steps)
    return found


@pytest.mark.parametrize(
    ("period", "by", "table", "why"),
    [
        (JUNE, (), "monthly_measures", Why.WHOLE_MONTHS),
        (SPRING, ("store", "month"), "monthly_measures", Why.WHOLE_MONTHS),
        (DAYS, (), "daily_measures", Why.DAYS),
        (DAYS, ("day",), "daily_series", Why.MANY_SUMS),
        (LONG_AGO, (), FACT, Why.BEFORE_ROLL_UP),
    ],
)
def test_the_coarsest_that_is_exact_answers(
    small: Network, period: Period, by: tuple[str, ...], table: str, why: Why
) -> None:
    (reading,) = read(small, period, *by)
    assert (reading.table, reading.why, reading.measures) == (table, (why,), DELIVERED)


def test_a_month_is_read_as_one_row_a_store(small: Network) -> None:
    """All stores and months of the roll-up lie in one block; days lie in thirty times as many."""
    (months,), (days,) = read(small, JUNE), read(small, DAYS)
    assert 0 < months.rows * 25 < days.rows
    assert months.rows % 2 == 0


def test_a_dimension_is_answered_from_the_fact(small: Network) -> None:
    assert [(r.table, r.why) for r in read(small, JUNE, "consultant")] == [(FACT, (Why.GROUPED,))]


def test_a_percentile_needs_every_document(small: Network) -> None:
    (reading,) = read(small, JUNE, name="in_shop_hours_median")
    assert reading.why == (Why.SINGLE_VALUES,)


def test_a_key_of_a_month_needs_details_inside_one(small: Network) -> None:
    found = read(small, DAYS, name="callback_contact_rate")
    assert Why.INSIDE_A_MONTH in {why for reading in found for why in reading.why}


def test_without_roll_ups_details_answer(small: Network) -> None:
    found: list[Reading] = read(small, JUNE, exact=True)
    assert {why for reading in found for why in reading.why} == {Why.NOT_ROLLED_UP}
    assert "vehicle_deliveries" in {reading.table for reading in found}
