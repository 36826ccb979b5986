"""Text as cells carry it: blanks, full-width forms, markers for nothing, spreadsheet errors."""

import re
import unicodedata

from data_loaders.faults import CellError

BLANKS = " \t\r\n\u3000\u00a0\ufeff\u200b"
NOTHING = frozenset(
    {"", "-", "--", "—", "——", "－", "/", "\\", "无", "空", "n/a", "na", "null", "none", "nan"}
)
_SPREADSHEET_ERROR = re.compile(
    r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|GETTING_DATA|EMPTY!|#+)"
    r"( @[A-Z]{1,3}[0-9]+)?",
    re.IGNORECASE,
)


def half_width(text: str) -> str:
    """Return `text` with full-width letters, digits and signs in their common form, trimmed."""
    return unicodedata.normalize("NFKC", text).strip(BLANKS)


def is_nothing(text: str) -> bool:
    """Tell whether people write `text` where there is no value."""
    return half_width(text).lower() in NOTHING


def refuse_spreadsheet_error(text: str) -> None:
    """Raise where a cell holds the error of a formula instead of a value.

    Raises:
        CellError: With rule `spreadsheet_error`.
    """
    if _SPREADSHEET_ERROR.fullmatch(text):
        raise CellError("spreadsheet_error")
