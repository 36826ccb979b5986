import pytest

from data_loaders.faults import CellError
from data_loaders.values.choices import UNMAPPED, read_choice, read_yes_no


@pytest.mark.parametrize("text", ["是", "√", "Y", "yes", "1", "1.0", "有", "TRUE"])
def test_yes_has_many_forms(text: str) -> None:
    assert read_yes_no(text) is True


@pytest.mark.parametrize("text", ["否", "×", "N", "no", "0", "无", "false"])
def test_no_has_many_forms(text: str) -> None:
    assert read_yes_no(text) is False


def test_neither_yes_nor_no_is_a_fault_and_a_dash_is_nothing() -> None:
    assert read_yes_no("—") is None
    with pytest.raises(CellError, match="not_yes_or_no"):
        read_yes_no("也许")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("紧急订单", "紧急订单"),
        ("紧急订单(急件)", "紧急订单"),
        ("紧急订单（急件）", "紧急订单"),
        (" 急 件 ", "紧急订单"),
        ('外采"', "外采"),
        ("全部", UNMAPPED),
    ],
)
def test_listed_values_are_found_under_their_long_and_other_forms(text: str, expected: str) -> None:
    values = ("库存订单", "紧急订单", "外采")
    assert read_choice(text, values, {"急件": "紧急订单"}) == expected


def test_no_value_is_not_an_unmapped_value() -> None:
    assert read_choice("—", ("a",), {}) is None
