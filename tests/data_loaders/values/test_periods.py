"""Periods of plans, in the ways in which people write them."""

import pytest

from data_loaders.faults import CellError
from data_loaders.values.periods import read_period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026", "2026"),
        ("2026年度", "2026"),
        ("2026.0", "2026"),
        ("2026Q4", "2026Q4"),
        ("2026年第四季度", "2026Q4"),
        ("2026年4季度", "2026Q4"),
        ("202611", "202611"),
        ("2026-11", "202611"),
        ("2026年11月", "202611"),
        ("2026W45", "2026W45"),
        ("2026年第5周", "2026W05"),
        ("20261105", "20261105"),
        ("2026年11月5日", "20261105"),
        ("2026-11-05 00:00:00", "20261105"),
        ("２０２６１１", "202611"),
    ],
)
def test_a_period_is_read(text: str, period: str) -> None:
    assert read_period(text) == period


def test_a_date_on_the_first_is_the_month_that_a_spreadsheet_made_of_it() -> None:
    assert read_period("2026-11-01 00:00:00") == "202611"
    assert read_period("20261101") == "20261101"


def test_nothing_is_no_period() -> None:
    assert read_period("-") is None


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("下个月", "not_a_period"),
        ("202613", "not_a_period"),
        ("2026W60", "not_a_period"),
        ("20261340", "not_a_period"),
        ("1955", "date_out_of_range"),
        ("19550101", "date_out_of_range"),
        ("#REF!", "spreadsheet_error"),
    ],
)
def test_what_is_no_period_is_refused(text: str, rule: str) -> None:
    with pytest.raises(CellError) as caught:
        read_period(text)
    assert caught.value.rule == rule
