import pytest

from data_loaders.values.personal import hash_phone, mask_name, mask_phone, mask_within

KEY = b"key of this test"


def test_equal_phones_meet_whatever_their_form() -> None:
    hashes = {
        hash_phone(text, KEY)
        for text in (
            "13812341234",
            "138-1234-1234",
            "+86 138 1234 1234",
            "１３８１２３４１２３４",
            "'13812341234",
        )
    }
    assert len(hashes) == 1
    (only,) = hashes
    assert only is not None
    assert "1234" not in only or len(only) == 32


def test_another_key_gives_another_hash() -> None:
    assert hash_phone("13812341234", KEY) != hash_phone("13812341234", b"another")


def test_a_masked_phone_is_no_handle_to_join_by() -> None:
    assert hash_phone("138****1234", KEY) is None
    assert hash_phone("—", KEY) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13812341234", "138****1234"),
        ("138****1234", "138****1234"),
        ("12345", "1****"),
        ("", None),
    ],
)
def test_phones_are_kept_masked(text: str, expected: str | None) -> None:
    assert mask_phone(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("张小明", "张**"), ("欧阳小明", "欧阳**"), ("Smith", "S**"), ("无", None)],
)
def test_names_keep_the_family_name(text: str, expected: str | None) -> None:
    assert mask_name(text) == expected


def test_phones_and_identity_numbers_are_hidden_within_text() -> None:
    text = "客户电话13812341234,身份证110101199003071234,单号12345"
    assert mask_within(text) == "客户电话138****1234,身份证110101********1234,单号12345"
