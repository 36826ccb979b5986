"""Personal data as it may be stored: phones hashed or masked, names cut to the family name."""

import hashlib
import hmac
import re

from data_loaders.values.cleaning import half_width, is_nothing
from data_loaders.values.identity import is_bank_card

_NOT_DIGITS = re.compile(r"[^0-9]")
_PHONE_LIKE = re.compile(r"[+0-9()\-\s]{5,}")
_COMPOUND_NAMES = frozenset(
    (
        "欧阳", "上官", "司马", "诸葛", "司徒", "东方", "皇甫", "尉迟",
        "公孙", "慕容", "令狐", "夏侯", "长孙", "宇文", "端木", "南宫",
    )
)  # fmt: skip
_LONG_NUMBER = re.compile(r"\d{11}")
_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)")
_CARD = re.compile(r"(?<!\d)\d{16,19}(?!\d)")


def hash_phone(text: str, key: bytes) -> str | None:
    """Return the keyed hash by which equal phones meet, or None for no or a masked phone.

    A masked number (138****1234) stands for ten thousand people: joining by it would be wrong.
    """
    phone = _normal_phone(text)
    if phone is None or "*" in phone:
        return None
    return hmac.digest(key, phone.encode(), hashlib.sha256).hex()[:32]


def mask_phone(text: str) -> str | None:
    """Return a phone with its middle hidden (138****1234), or None for no phone."""
    phone = _normal_phone(text)
    if phone is None or "*" in phone:
        return phone
    if len(phone) < 8:
        return phone[:1] + "****"
    return f"{phone[:3]}****{phone[-4:]}"


def mask_name(text: str) -> str | None:
    """Return the family name and two stars; of a Latin name its first letter."""
    name = half_width(text)
    if is_nothing(name):
        return None
    if name[:2] in _COMPOUND_NAMES:
        return name[:2] + "**"
    return name[:1] + "**"


def mask_within(text: str) -> str:
    """Return `text` with mobile, identity and bank card numbers hidden, wherever they stand."""
    if not _LONG_NUMBER.search(text):
        return text
    masked = _IDENTITY.sub(r"\1********\2", _MOBILE.sub(r"\1****\2", text))
    return _CARD.sub(_mask_card, masked)


def _mask_card(found: re.Match[str]) -> str:
    number = found[0]
    return f"{number[:4]}********{number[-4:]}" if is_bank_card(number) else number


def _normal_phone(text: str) -> str | None:
    phone = half_width(text).removeprefix("'").removesuffix(".0")
    if is_nothing(phone):
        return None
    if _PHONE_LIKE.fullmatch(phone):
        phone = _NOT_DIGITS.sub("", phone)
        if len(phone) == 13 and phone.startswith("86"):
            phone = phone[2:]
    return phone
