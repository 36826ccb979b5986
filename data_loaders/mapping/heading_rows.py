"""Which rows of an unknown sheet are its headings."""

from collections.abc import Sequence

from data_loaders.profiles.headings import take_apart
from data_loaders.profiles.matching import Headings, Match, heading_candidates
from data_loaders.profiles.standard import STANDARD
from data_loaders.reading.sheet import Merged
from data_loaders.values.numbers import read_decimal


def headings_of_match(match: Match) -> Headings:
    """Return the headings by which a profile reads a sheet already."""
    blank = ("",) * len(match.headings)
    return Headings(match.title_rows, match.first_data, blank, match.headings)


def likely_headings(
    head: Sequence[Sequence[str]], given: Sequence[str] | None, merged: Sequence[Merged]
) -> Headings | None:
    """Return the row, or two, that look most like headings: many different words, few numbers."""
    known = frozenset(text for target in STANDARD.targets for text in target.headings)
    best: tuple[float, Headings] | None = None
    for each in heading_candidates(head, given, merged):
        texts = [text for text in each.joined() if text]
        if len(texts) < 2:
            continue
        words = sum(
            1 for low, top in zip(each.lower, each.upper, strict=True) if _is_word(low, top)
        )
        hits = sum(1 for text in texts if _known(text, known))
        score = words - (len(texts) - words) * 2 - (len(texts) - len(set(texts))) + 2.0 * hits
        score -= 0.25 * each.title_rows + 0.5 * any(each.upper)
        if best is None or score > best[0]:
            best = (score, each)
    return best[1] if best else None


def _is_word(low: str, top: str) -> bool:
    text = low or top
    return bool(text) and not any(letter.isdigit() for letter in text[:1]) and not _number(text)


def _known(text: str, known: frozenset[str]) -> bool:
    taken = take_apart(text)
    return taken.full in known or taken.bare in known


def _number(text: str) -> bool:
    try:
        return read_decimal(text, 4, percent=False) is not None
    except ValueError:
        return False
