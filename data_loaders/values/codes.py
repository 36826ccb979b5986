"""Codes, document numbers and VINs: text that must keep every character."""

import re

from data_loaders.faults import CellError
from data_loaders.values.cleaning import NOTHING, half_width, refuse_spreadsheet_error

# 4.41701E+17: a spreadsheet has already thrown digits away; 1E5 without a sign is a part number.
SCIENTIFIC = r"[0-9](\.[0-9]+)?[eE]\+[0-9]+"
_SCIENTIFIC = re.compile(SCIENTIFIC)
_TEXT_FORMULA = re.compile(r'="(?P<text>[^"]*)"')
_VIN = re.compile(r"[0-9A-HJ-NPR-Z]{17}")
_VIN_SLIPS = str.maketrans("OIQ", "010")


def read_code(text: str) -> str | None:
    """Return a code with the marks that force text removed, or None where there is none.

    Raises:
        CellError: `scientific_code` or `spreadsheet_error`.
    """
    text = half_width(text)
    forced = _TEXT_FORMULA.fullmatch(text)
    text = forced["text"] if forced else text.removeprefix("'").strip()
    if text.lower() in NOTHING:
        return None
    refuse_spreadsheet_error(text)
    if _SCIENTIFIC.fullmatch(text):
        raise CellError("scientific_code")
    return text


def read_vin(text: str) -> str | None:
    """Return a VIN in capitals, with O, I and Q read as the digits they were meant to be.

    Raises:
        CellError: `vin_length` or `vin_characters`, besides those of a code.
    """
    code = read_code(text)
    if code is None:
        return None
    vin = code.replace(" ", "").upper().translate(_VIN_SLIPS)
    if len(vin) != 17:
        raise CellError("vin_length")
    if not _VIN.fullmatch(vin):
        raise CellError("vin_characters")
    return vin
