# ruff: noqa: DTZ001 - local time without zone
from datetime import datetime

import pytest

from data_loaders.faults import CellError
from data_loaders.values.dates import month_end, read_moment, read_month


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-01", datetime(2024, 5, 1)),
        ("2024/5/1", datetime(2024, 5, 1)),
        ("2024.05.01", datetime(2024, 5, 1)),
        ("20240501", datetime(2024, 5, 1)),
        ("2024年5月1日", datetime(2024, 5, 1)),
        ("２０２４年５月１日", datetime(2024, 5, 1)),
        ("24/05/01", datetime(2024, 5, 1)),
        ("85-05-01", datetime(1985, 5, 1)),
        ("2024-05-01 08:30:00.0", datetime(2024, 5, 1, 8, 30)),
        ("2024-05-01T08:30", datetime(2024, 5, 1, 8, 30)),
        ("2024/5/1 8:31", datetime(2024, 5, 1, 8, 31)),
        ("2024/5/1 下午 3:20:05", datetime(2024, 5, 1, 15, 20, 5)),
        ("2024/5/1 上午 12:05", datetime(2024, 5, 1, 0, 5)),
        ("2024年5月1日 8时30分", datetime(2024, 5, 1, 8, 30)),
        ("20240501083000", datetime(2024, 5, 1, 8, 30)),
        ("45413", datetime(2024, 5, 1)),
        ("45413.354166667", datetime(2024, 5, 1, 8, 30)),
        ("2024-05-01 24:00:00", datetime(2024, 5, 2)),
        ("2024-05-01T08:30:00+08:00", datetime(2024, 5, 1, 8, 30)),
        ("2024-05-01T08:30:00Z", datetime(2024, 5, 1, 16, 30)),
        ("2024-05-01T08:30:00-05:00", datetime(2024, 5, 1, 21, 30)),
    ],
)
def test_forms_seen_in_extracts_are_read(text: str, expected: datetime) -> None:
    assert read_moment(text) == expected


@pytest.mark.parametrize("text", ["0000-00-00", "1900-01-00", "空", "—", "/", "无", "N/A"])
def test_markers_for_no_date_give_none(text: str) -> None:
    assert read_moment(text) is None


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("1899-12-30", "date_out_of_range"),
        ("1900-01-01", "date_out_of_range"),
        ("2099-12-31", "date_out_of_range"),
        ("1970-01-01", "date_out_of_range"),
        ("12345", "date_out_of_range"),
        ("2024-02-30", "not_a_date"),
        ("2024-13-01", "not_a_date"),
        ("05/13/2024", "not_a_date"),
        ("明天", "not_a_date"),
        ("epoch", "not_a_date"),
        ("5月1日", "date_without_year"),
        ("#N/A", "spreadsheet_error"),
    ],
)
def test_what_is_no_day_of_business_names_its_rule(text: str, rule: str) -> None:
    with pytest.raises(CellError) as caught:
        read_moment(text)
    assert caught.value.rule == rule


def test_a_date_without_year_takes_the_year_of_the_title() -> None:
    assert read_moment("5月1日", 2024) == datetime(2024, 5, 1)


@pytest.mark.parametrize(
    "text", ["202405", "2024-05", "2024年5月", "2024/5", "2024-05-17", "202405.0"]
)
def test_months_are_read_from_months_and_dates(text: str) -> None:
    assert read_month(text) == "202405"


@pytest.mark.parametrize(
    ("text", "rule"),
    [("202413", "not_a_month"), ("209905", "date_out_of_range"), ("x", "not_a_month")],
)
def test_what_is_no_month_names_its_rule(text: str, rule: str) -> None:
    with pytest.raises(CellError) as caught:
        read_month(text)
    assert caught.value.rule == rule


def test_months_end_where_the_calendar_says() -> None:
    assert month_end(2024, 2).day == 29
    assert month_end(2024, 12).isoformat() == "2024-12-31"
