"""Masks for personal data, by privacy class and by what a scope allows."""

import re
from typing import Any

from access.scope import Masking
from warehouse.schema import Personal

HIDDEN = "—"
_LONG_NUMBER = re.compile(r"\d{7,}")
_VIN = re.compile(r"(?<![A-Z0-9])[A-HJ-NPR-Z0-9]{17}(?![A-Z0-9])", re.IGNORECASE)
# Province, letter, five places or six (new energy), the last of them perhaps a word; in any width.
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLACE = "[A-Z0-9Ａ-Ｚ０-９]"
_PLATE = re.compile(
    rf"[{_PROVINCES}][A-ZＡ-Ｚ]\s?[·•・.．-]?\s?{_PLACE}{{4,5}}[挂学警港澳领使]?{_PLACE}?",
    re.IGNORECASE,
)


def mask(value: Any, class_: Personal | None, masking: Masking) -> Any:
    """A value as a reader may see it; anything that is not personal stays as it is.

    Args:
        value: of a cell.
        class_: privacy class of its column.
        masking: what the scope asks for; staff codes are shown inside the dealership.
    """
    if value is None or class_ in (None, Personal.NONE) or masking is Masking.NONE:
        return value
    text = str(value)
    if masking is Masking.HIDDEN:
        # Maker and model year of a vehicle say nothing of its owner.
        return f"{text[:3]}…" if class_ is Personal.VIN else HIDDEN
    match class_:
        case Personal.NAME:
            return f"{text[:1]}**"
        case Personal.PHONE:
            return f"{text[:3]}****{text[-4:]}" if len(text) >= 11 else "****"
        case Personal.VIN:
            return f"{text[:3]}***…***{text[-4:]}"
        case Personal.PLATE:
            return f"{text[:2]}·***{text[-2:]}" if len(text) > 4 else "***"
        case _:
            return value


def is_masked(class_: Personal | None, masking: Masking) -> bool:
    """Whether a reader gets the values of such a column otherwise than they are."""
    sample = "13800000000"
    return bool(mask(sample, class_, masking) != sample)


def mask_refused(text: str, privacy: str, masking: Masking) -> str:
    """A text that was not taken into a column, as a reader may see it.

    It may be anything, also what belongs into another column: under a heading that is not personal,
    too, whatever may be a telephone number, a VIN or a plate is masked.

    Args:
        text: as it stood in the extract.
        privacy: class of the column; empty where nobody knows the heading.
        masking: what the scope asks for.
    """
    if masking is Masking.NONE:
        return text
    class_ = Personal(privacy) if privacy else None
    if is_masked(class_, masking):
        return str(mask(text, class_, masking))
    if masking is Masking.HIDDEN and tells_of_a_person(text):
        return HIDDEN
    return _LONG_NUMBER.sub(lambda found: f"{found[0][:3]}****", mask_vehicles(text, masking))


def tells_of_a_person(text: str) -> bool:
    """Whether a text that somebody typed holds what may be a telephone number, a VIN or a plate."""
    return any(found.search(text) for found in (_LONG_NUMBER, _VIN, _PLATE))


def mask_vehicles(text: str, masking: Masking) -> str:
    """A text in which VINs and plates are masked, wherever they stand."""
    shown = _VIN.sub(lambda found: str(mask(found[0], Personal.VIN, masking)), text)
    return _PLATE.sub(lambda found: str(mask(found[0], Personal.PLATE, masking)), shown)
