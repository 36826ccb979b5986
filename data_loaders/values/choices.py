"""Yes and no, and values from closed lists."""

import re
from collections.abc import Mapping, Sequence

from data_loaders.faults import CellError
from data_loaders.values.cleaning import half_width, is_nothing, refuse_spreadsheet_error

# What stands in a closed list for a value that nobody has mapped yet; never dropped.
UNMAPPED = "未映射"

_YES = frozenset({"是", "√", "✓", "✔", "y", "yes", "1", "1.0", "有", "true", "t", "对", "已"})
_NO = frozenset({"否", "×", "✗", "✘", "x", "n", "no", "0", "0.0", "无", "false", "f", "错", "未"})
_BRACKETED = re.compile(r"\(.*?\)|\[.*?\]|【.*?】")


def read_yes_no(text: str) -> bool | None:
    """Return a yes or a no, or None where there is neither.

    Raises:
        CellError: `not_yes_or_no`.
    """
    text = half_width(text).lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    if is_nothing(text):
        return None
    refuse_spreadsheet_error(text)
    raise CellError("not_yes_or_no")


def read_choice(text: str, values: Sequence[str], aliases: Mapping[str, str]) -> str | None:
    """Return the listed value that `text` means, `UNMAPPED` if none, or None for no value.

    Args:
        text: The cell.
        values: The closed list.
        aliases: Other words, in normal form (see `normal_choice`), and what they stand for.

    Raises:
        CellError: `spreadsheet_error`.
    """
    for value in values:
        if text == value:
            return value
    plain = half_width(text).strip("'\"“”")
    if is_nothing(plain):
        return None
    refuse_spreadsheet_error(plain)
    normal = normal_choice(plain)
    by_form = {normal_choice(value): value for value in values} | dict(aliases)
    return by_form.get(normal) or by_form.get(_BRACKETED.sub("", normal)) or UNMAPPED


def normal_choice(text: str) -> str:
    """Return the form in which values are compared: half-width, lower case, without blanks."""
    return re.sub(r"\s+", "", half_width(text)).lower()
