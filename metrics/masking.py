"""Masks for personal data, by privacy class and by what a scope allows."""

from typing import Any

from access.scope import Masking
from warehouse.schema import Personal

HIDDEN = "—"


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
