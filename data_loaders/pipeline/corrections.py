"""Sheets of refused rows that come back corrected: what they say of where their rows stood.

The line that says it is written by `data_loaders.templates.rejected`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from data_loaders.contract.converted import Converted
from data_loaders.faults import RefusedError
from data_loaders.pipeline.records import Place
from data_loaders.reading.sheet import Chunk

MARK = "[Forecourt]"
ROW_HEADING = "原行号"
REASON_HEADING = "隔离原因"
OWN_HEADINGS = frozenset({ROW_HEADING, REASON_HEADING})
_TITLE_ROWS = 3


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the rows of a sheet come from.

    Attributes:
        file: Name of the file in which they were refused.
        sha256: Its bytes.
        sheet: Its sheet.
        profile: NAME:TABLE that read it.
        whole: Whether nothing was hidden from whoever took the rows, so that they can come back.
    """

    file: str
    sha256: str
    sheet: str
    profile: str
    whole: bool = True

    def line(self) -> str:
        """Return the line that `origin_of` reads."""
        told = {
            "file": self.file,
            "sha256": self.sha256,
            "sheet": self.sheet,
            "profile": self.profile,
            "whole": self.whole,
        }
        return f"{MARK} {json.dumps(told, ensure_ascii=False)}"


def origin_of(head: Sequence[Sequence[str]]) -> Origin | None:
    """Return what a sheet says of where its rows come from; None for any other sheet.

    Raises:
        RefusedError: `origin_unreadable` or `for_reading_only`.
    """
    for cells in head[:_TITLE_ROWS]:
        for cell in cells[:1]:
            if cell.strip().startswith(MARK):
                return _read(cell.strip().removeprefix(MARK))
    return None


class Corrections:
    """Tells for the rows of one sheet where they stood before.

    Args:
        origin: Of the sheet; None for sheets that are no corrections.
        headings: Of the sheet.
    """

    def __init__(self, origin: Origin | None, headings: Sequence[str]) -> None:
        self._origin = origin
        self._column = next((i for i, text in enumerate(headings) if text == ROW_HEADING), None)
        self._taken: set[int] = set()

    def places(self, chunk: Chunk) -> dict[int, Place]:
        """Return by row of the sheet where the row stood; a row given twice is new once."""
        origin, column = self._origin, self._column
        if origin is None or column is None:
            return {}
        found = {}
        texts = chunk.text.column(column).to_pylist()
        for row, text in zip(chunk.rows.tolist(), texts, strict=True):
            number = (text or "").strip().removesuffix(".0")
            if number.isdecimal() and int(number) not in self._taken:
                self._taken.add(int(number))
                found[int(row)] = Place(origin.sha256, origin.file, origin.sheet, int(number))
        return found


def accepted_places(places: dict[int, Place], converted: Converted) -> dict[int, Place]:
    """Return the places of those rows that were accepted."""
    if not places:
        return {}
    accepted = set(converted.accepted.column("source_row").to_pylist())
    return {row: place for row, place in places.items() if row in accepted}


def _read(text: str) -> Origin:
    try:
        told = json.loads(text)
        file, sha256, sheet, profile = (
            str(told[name]) for name in ("file", "sha256", "sheet", "profile")
        )
        origin = Origin(file, sha256, sheet, profile, told["whole"] is True)
    except (ValueError, KeyError, TypeError):
        raise RefusedError("origin_unreadable") from None
    if not origin.whole:
        raise RefusedError("for_reading_only")
    return origin
