import pytest

from data_loaders.values.identity import is_bank_card, is_identity_number, names_identity
from data_loaders.values.personal import mask_within


@pytest.mark.parametrize(
    "text",
    ["11010519491231002X", "11010519491231002x", "'440524188001010014", "１１０１０５19491231002X",
     "110105 19491231 002X", "130503670401001"],
)  # fmt: skip
def test_identity_numbers_are_known(text: str) -> None:
    assert is_identity_number(text)


@pytest.mark.parametrize(
    "text",
    ["110105194912310021", "110105194913310025", "202405010000001234", "RO2405010003", "",
     "LSVAA49J132047371", "130503671301001"],
)  # fmt: skip
def test_other_numbers_are_no_identity(text: str) -> None:
    assert not is_identity_number(text)


@pytest.mark.parametrize("text", ["4111111111111111", "6222 0212 3456 7890 128"])
def test_bank_cards_are_known(text: str) -> None:
    assert is_bank_card(text)


@pytest.mark.parametrize("text", ["4111111111111112", "411111111111111", "0" * 16, "13812341234"])
def test_other_numbers_are_no_card(text: str) -> None:
    assert not is_bank_card(text)


def test_headings_tell_too() -> None:
    assert names_identity("客户身份证号")
    assert names_identity("开户行账号")
    assert not names_identity("工单号")


def test_cards_are_hidden_within_text() -> None:
    assert mask_within("退至4111111111111111") == "退至4111********1111"
    assert mask_within("单号4111111111111112") == "单号4111111111111112"
