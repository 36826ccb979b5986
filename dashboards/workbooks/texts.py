"""Texts that stay texts in any spreadsheet, and names that a sheet may have."""

import re
from collections.abc import Collection

# With these a cell is taken for a formula, by one program or another, also as full-width forms.
_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BEFORE = " \t\r\n\u00a0\u200b\ufeff\u3000"
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
# What XML 1.0 does not bear.
_NOT_IN_FILES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST, _LONGEST_NAME = 32_000, 31


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula, cut at what a cell holds."""
    clean = _NOT_IN_FILES.sub("�", text)[:_LONGEST]
    starts = clean.lstrip(_BEFORE).startswith(_STARTS) or clean[:1] in ("\t", "\r", "\n")
    return f"'{clean}" if starts else clean


def sheet_name(text: str, taken: Collection[str]) -> str:
    """A name that a sheet may have and no other sheet has."""
    clean = _NOT_IN_NAMES.sub(" ", safe(text).lstrip("'")).strip(f"{_BEFORE}'")
    clean = clean.lstrip("".join(_STARTS)).strip() or "Sheet"
    used = {name.casefold() for name in taken} | {"history"}
    name, number = clean[:_LONGEST_NAME], 1
    while name.casefold() in used:
        number += 1
        mark = f" ({number})"
        name = clean[: _LONGEST_NAME - len(mark)] + mark
    return name
