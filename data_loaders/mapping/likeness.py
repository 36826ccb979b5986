"""How alike a heading is to the words of a column, and how well texts fit a column's kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from data_loaders.contract.cells import CellReader
from data_loaders.contract.fields import Field, Kind
from data_loaders.profiles.headings import take_apart

# Any text is a text: contents say nothing for or against these.
_ANYTHING = frozenset({Kind.TEXT, Kind.CODE, Kind.PERSON, Kind.PHONE, Kind.PHONE_HASH})


@dataclass(frozen=True, slots=True)
class Fit:
    """How the samples of a column are read as a field.

    Attributes:
        count: Samples that are not blank.
        bad: How many of them break a rule.
        first_bad: Row and text of the first of these.
        unlisted: Texts that are not in the closed list.
        unlisted_rows: How many samples these are.
    """

    count: int
    bad: int = 0
    first_bad: tuple[int, str] | None = None
    unlisted: tuple[str, ...] = ()
    unlisted_rows: int = 0

    @property
    def share(self) -> float:
        """Share of samples that fit; 1 where there are none."""
        return 1.0 if not self.count else 1 - (self.bad + self.unlisted_rows) / self.count


def likeness(heading: str, word: str) -> float:
    """Return how alike a heading is to a known word, 0 to 1.

    Args:
        heading: As printed.
        word: In normal form.
    """
    taken = take_apart(heading)
    if word == taken.full:
        return 1.0
    if word == taken.bare and taken.bare:
        return 0.95
    here, there = _pairs(taken.bare or taken.full), _pairs(word)
    if not here or not there:
        return 0.0
    shared = 2 * len(here & there) / (len(here) + len(there))
    return 0.9 * shared


@lru_cache(maxsize=16384)
def _pairs(text: str) -> frozenset[str]:
    """The letters and pairs of letters of a text."""
    return frozenset(text) | {text[i : i + 2] for i in range(len(text) - 1)}


def fit(wanted: Field, samples: Sequence[tuple[int, str]], reader: CellReader) -> Fit:
    """Read the samples of a column as a field.

    Args:
        wanted: The field.
        samples: 1-based row and text, none blank.
        reader: Reads single texts.
    """
    if wanted.kind in _ANYTHING:
        return Fit(len(samples))
    bad, first, unlisted = 0, None, dict[str, int]()
    for row, text in samples:
        cell = reader.read(wanted, text)
        if cell.rule is not None:
            bad += 1
            first = first or (row, text)
        elif cell.unmapped:
            unlisted[text] = unlisted.get(text, 0) + 1
    return Fit(len(samples), bad, first, tuple(unlisted), sum(unlisted.values()))


def weight(wanted: Field, named: float, found: Fit) -> float:
    """Return the confidence that a column is a field, 0 to 1.

    Args:
        wanted: The field.
        named: Likeness of its heading.
        found: How its samples are read.
    """
    share = found.share
    if wanted.kind is Kind.VIN and found.count and share > 0.8:
        return max(0.85, named)
    listed = wanted.kind is Kind.CHOICE and found.count >= 3 and share > 0.8
    if listed and len(wanted.values) > 2:
        named = max(0.6, named)
    return named * (0.25 + 0.75 * share)
