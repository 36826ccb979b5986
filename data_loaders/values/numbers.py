"""Amounts, quantities and counts as extracts write them."""

import re
from decimal import ROUND_HALF_UP, Decimal

from data_loaders.faults import CellError
from data_loaders.values.cleaning import half_width, is_nothing, refuse_spreadsheet_error

_SCALES = {"亿": Decimal(10) ** 8, "万": Decimal(10) ** 4, "千": Decimal(1000), "": Decimal(1)}
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?:¥|￥|CNY|RMB)?\s*(?P<sign2>[+-]?)"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(?P<exp>[eE][+-]?\d{1,2})?"
    r"\s*(?P<scale>[亿万千]?)\s*(?:元|CNY|RMB)?(?P<percent>%?)(?P<after>-?)"
)
_DIGITS = 18


def read_decimal(text: str, places: int, percent: bool = False, factor: int = 1) -> Decimal | None:
    """Return the number in `text`, rounded to `places`, or None where it says there is none.

    Args:
        text: The cell: plain, with thousands, currency, 万, brackets or a trailing minus.
        places: Digits after the point.
        percent: Whether the column counts in per cent, so that a sign % is only decoration.
        factor: What the number is multiplied by before it is rounded: 12.3456 under a heading in
            万元 is 123,456 CNY.

    Raises:
        CellError: `not_a_number` or `number_too_large`.
    """
    text = half_width(text)
    if is_nothing(text):
        return None
    refuse_spreadsheet_error(text)
    bracketed = text.startswith("(") and text.endswith(")")
    match = _NUMBER.fullmatch(text[1:-1] if bracketed else text)
    if not match or (match["percent"] and not percent):
        raise CellError("not_a_number")
    number = Decimal(match["digits"].replace(",", "") + (match["exp"] or ""))
    number *= _SCALES[match["scale"]] * factor
    if [match["sign"], match["sign2"], match["after"], "-" if bracketed else ""].count("-") % 2:
        number = -number
    if abs(number) >= Decimal(10) ** (_DIGITS - places):
        raise CellError("number_too_large")
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def read_whole(text: str) -> int | None:
    """Return the whole number in `text`, or None where it says there is none.

    Raises:
        CellError: `not_a_number`, `not_whole` or `number_too_large`.
    """
    number = read_decimal(text, 3)
    if number is None:
        return None
    if number != number.to_integral_value():
        raise CellError("not_whole")
    if not -(2**31) <= number < 2**31:
        raise CellError("number_too_large")
    return int(number)
