"""Numbers that nobody needs for a figure and nobody may keep: identity cards and bank cards."""

import re
from datetime import date

from data_loaders.values.cleaning import half_width

_IDENTITY = re.compile(r"\d{6}((?:18|19|20)\d{2})(\d{2})(\d{2})\d{3}[\dXx]")
_OLD_IDENTITY = re.compile(r"\d{6}(\d{2})(\d{2})(\d{2})\d{3}")
_CARD = re.compile(r"\d{16,19}")
_GROUPS = re.compile(r"[\s-]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_WORDS = ("身份证", "证件", "银行卡", "银行账", "银行帐", "卡号", "开户")


def is_identity_number(text: str) -> bool:
    """Tell whether a text is an identity number: a birthday in it, and the check digit right."""
    plain = _plain(text)
    found = _IDENTITY.fullmatch(plain)
    if found is not None:
        total = sum(int(digit) * weight for digit, weight in zip(plain[:17], _WEIGHTS, strict=True))
        return _is_day(*found.groups()) and _CHECKS[total % 11] == plain[17].upper()
    old = _OLD_IDENTITY.fullmatch(plain)
    return old is not None and _is_day(f"19{old[1]}", old[2], old[3])


def is_bank_card(text: str) -> bool:
    """Tell whether a text is a card number: 16 to 19 digits, and the check digit right (Luhn)."""
    plain = _plain(text)
    if not _CARD.fullmatch(plain) or len(set(plain)) == 1:
        return False
    digits = [int(digit) for digit in reversed(plain)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def names_identity(heading: str) -> bool:
    """Tell whether a heading announces identity or bank numbers."""
    plain = half_width(heading)
    return any(word in plain for word in _WORDS)


def _plain(text: str) -> str:
    return _GROUPS.sub("", half_width(text).removeprefix("'"))


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
