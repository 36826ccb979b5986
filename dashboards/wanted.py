"""What a browser asks for of a page: all of it, or the parts that have come into view."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

PANELS, CHARTS, TABLE, MORE, REST = "panels", "charts", "table", "more", "rest"
PARTS = (PANELS, CHARTS, TABLE, MORE, REST)
_MOST, _LONGEST = 200, 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for.

    Attributes:
        anew: whether everything on screen is of other filters, so that all of it is replaced.
        parts: those to be sent.
        near: those in view, which are sent too where everything has to be replaced after all.
        chapters: titles of those whose cards are to be sent; None for all.
        has_frames: whether the frames of the charts are on screen already.
        snapshot: of what is on screen.
        at: when it was asked, in milliseconds, by which the browser knows the answer.
    """

    anew: bool = True
    parts: frozenset[str] = frozenset(PARTS)
    near: frozenset[str] = frozenset()
    chapters: frozenset[str] | None = None
    has_frames: bool = True
    snapshot: str = ""
    at: float = 0.0

    def has_chapter(self, title: str) -> bool:
        """Whether the cards of a chapter are asked for."""
        return self.chapters is None or title in self.chapters


EVERYTHING = Wanted()
# With a page come the panels, which begin where the first cards end.
FIRST = Wanted(parts=frozenset({PANELS}), chapters=frozenset(), has_frames=False)


def read_wanted(asked: object) -> Wanted:
    """What a question of a browser wants, read without trust; everything where it does not say."""
    later = asked.get("later") if isinstance(asked, Mapping) else None
    if not isinstance(later, Mapping):
        return EVERYTHING
    at, snapshot, chapters = (later.get(name) for name in ("at", "snapshot", "chapters"))
    return Wanted(
        anew=later.get("anew") is not False,
        parts=_texts(later.get("parts")) & set(PARTS),
        near=_texts(later.get("near")) & set(PARTS),
        chapters=None if chapters == "all" else _texts(chapters),
        has_frames=later.get("frames") is True,
        snapshot=snapshot if isinstance(snapshot, str) else "",
        at=at if isinstance(at, int | float) else 0.0,
    )


def _texts(value: object) -> frozenset[str]:
    if not isinstance(value, Collection) or len(value) > _MOST:
        return frozenset()
    return frozenset(item for item in value if isinstance(item, str) and len(item) <= _LONGEST)
