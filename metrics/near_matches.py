"""What somebody may have meant who named a thing that does not exist."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

OFFERED = 3
# A single letter or character stands in too many names to be a hint.
_LEAST = 2


def near_matches(given: str, known: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Up to three names close to one that stands for nothing, the closest first.

    Args:
        given: what was written.
        known: names with other words for the same thing, which are looked at as well; letters
            count alike whether capital or small.
    """
    labels: dict[str, dict[str, None]] = {}
    for name, words in known.items():
        for label in (name, *words):
            labels.setdefault(label.casefold(), {})[name] = None
    asked = given.strip().casefold()
    close = get_close_matches(asked, labels, n=OFFERED)
    if len(asked) >= _LEAST:
        close += sorted((label for label in labels if asked in label), key=len)
    found = dict.fromkeys(name for label in close for name in labels[label])
    return tuple(found)[:OFFERED]


def did_you_mean(near: Sequence[str]) -> str:
    """The question for a message; empty where nothing is near."""
    return f"; did you mean {', '.join(near)}?" if near else ""
