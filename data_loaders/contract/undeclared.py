"""Columns that no table declares, and whether they hold what must not even stand in quarantine."""

from collections.abc import Collection, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.reading.sheet import Chunk
from data_loaders.values.identity import is_bank_card, is_identity_number, names_identity

_LOOKED_AT = 200
_SHAPE = r"^'?[0-9０-９ -]{14,22}[0-9０-９Xx]$"
# A check digit is right by chance in one of ten numbers; a column of documents is not that lucky.
_SHARE = 0.8


class Undeclared:
    """Watches the undeclared columns of one sheet.

    Args:
        headings: All headings of the sheet, as printed.
        declared: Numbers of the columns that fill a table, 0-based.
    """

    def __init__(self, headings: Sequence[str], declared: Collection[int]) -> None:
        self._headings = {
            i: heading or f"#{i + 1}" for i, heading in enumerate(headings) if i not in declared
        }
        self._seen = dict.fromkeys(self._headings, 0)
        self._secret = dict.fromkeys(self._headings, 0)

    def add(self, chunk: Chunk) -> None:
        """Look at the texts of a chunk; a few hundred of each column tell."""
        for i in self._headings:
            if self._seen[i] >= _LOOKED_AT or i >= chunk.text.num_columns:
                continue
            texts = pc.unique(chunk.text.column(i).slice(0, 10 * _LOOKED_AT))
            texts = texts.filter(pc.not_equal(pc.utf8_trim_whitespace(texts), pa.scalar("")))
            shaped = pc.match_substring_regex(texts, _SHAPE)
            self._seen[i] += len(texts)
            self._secret[i] += sum(
                is_identity_number(text) or is_bank_card(text)
                for text in texts.filter(shaped).to_pylist()
            )

    @property
    def secret(self) -> list[str]:
        """Headings of columns of identity or bank numbers, by name or by content."""
        return [
            heading
            for i, heading in self._headings.items()
            if names_identity(heading) or (self._secret[i] >= max(1, _SHARE * self._seen[i]))
        ]
