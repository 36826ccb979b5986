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
from tests.metrics.random_network import COMPLETE, made

JUNE = Period(date(2025, 6, 1), date(2025, 6, 30))
SPRING = Period(date(2025, 3, 1), date(2025, 5, 31))
DAYS = Period(date(2025, 6, 3), date(2025, 6, 9))
LONG_AGO = Period(date(2023, 1, 1), date(2023, 1, 31))
DELIVERED, FACT = ("retail_delivered",), "fact_deliveries"


def read(period: Period, *by: str, name: str = "retail_deliveries", exact: bool = False) -> Any:
    """The tables of one KPI that are not read once for a snapshot, and the answer."""
    network = made(COMPLETE).network
    reader = network.exact if exact else network.quick
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
    period: Period, by: tuple[str, ...], table: str, why: Why
) -> None:
    (reading,) = read(period, *by)
    assert (reading.table, reading.why, reading.measures) == (table, (why,), DELIVERED)


def test_a_month_is_read_as_one_row_a_store() -> None:
    """All stores and months of the roll-up lie in one block; days lie in thirty times as many."""
    network = made(COMPLETE)
    (months,), (days,) = read(JUNE), read(DAYS)
    assert 0 < months.rows * 25 < days.rows
    assert months.rows % len(network.codes) == 0


def test_a_dimension_is_answered_from_the_fact() -> None:
    assert [(r.table, r.why) for r in read(JUNE, "consultant")] == [(FACT, (Why.GROUPED,))]


def test_a_percentile_needs_every_document() -> None:
    (reading,) = read(JUNE, name="in_shop_hours_median")
    assert reading.why == (Why.SINGLE_VALUES,)


def test_a_key_of_a_month_needs_details_inside_one() -> None:
    found = read(DAYS, name="callback_contact_rate")
    assert Why.INSIDE_A_MONTH in {why for reading in found for why in reading.why}


def test_without_roll_ups_details_answer() -> None:
    found: list[Reading] = read(JUNE, exact=True)
    assert {why for reading in found for why in reading.why} == {Why.NOT_ROLLED_UP}
    assert "vehicle_deliveries" in {reading.table for reading in found}
