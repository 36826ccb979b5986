from decimal import Decimal

import pytest

from data_loaders.faults import CellError
from data_loaders.values.numbers import read_decimal, read_whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [("12.3456", "123456.00"), ("0.00321", "32.10"), ("1万", "100000000.00"), ("", None)],
)
def test_a_number_in_ten_thousands_keeps_its_digits(text: str, expected: str | None) -> None:
    wanted = None if expected is None else Decimal(expected)
    assert read_decimal(text, 2, factor=10_000) == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,345.00", "12345.00"),
        ("¥12,345", "12345.00"),
        ("￥ 12", "12.00"),
        ("1.2万", "12000.00"),
        ("3亿", "300000000.00"),
        ("(300.00)", "-300.00"),
        ("（300.00）", "-300.00"),
        ("300.00-", "-300.00"),
        ("-¥5", "-5.00"),
        ("１２３", "123.00"),
        ("58元", "58.00"),
        (".5", "0.50"),
        ("1e3", "1000.00"),
        ("2.345", "2.35"),
        ("-2.345", "-2.35"),
    ],
)
def test_forms_seen_in_extracts_are_read(text: str, expected: str) -> None:
    assert read_decimal(text, 2) == Decimal(expected)


@pytest.mark.parametrize("text", ["—", "-", "/", "无", "N/A", ""])
def test_markers_for_no_number_give_none(text: str) -> None:
    assert read_decimal(text, 2) is None


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("约300", "not_a_number"),
        ("1,23", "not_a_number"),
        ("1.234,56", "not_a_number"),
        ("12%", "not_a_number"),
        ("#DIV/0!", "spreadsheet_error"),
        ("99999999999999999", "number_too_large"),
    ],
)
def test_what_is_no_number_names_its_rule(text: str, rule: str) -> None:
    with pytest.raises(CellError) as caught:
        read_decimal(text, 2)
    assert caught.value.rule == rule


def test_a_percent_sign_is_decoration_where_the_column_counts_in_percent() -> None:
    assert read_decimal("4.35%", 3, percent=True) == Decimal("4.350")
    assert read_decimal("4.35", 3, percent=True) == Decimal("4.350")


def test_whole_numbers_stay_whole() -> None:
    assert read_whole("12,000") == 12000
    with pytest.raises(CellError, match="not_whole"):
        read_whole("12.5")
    with pytest.raises(CellError, match="number_too_large"):
        read_whole("3000000000")
